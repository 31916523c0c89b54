// The count of multiplications in the speed lesson is that of the sample models.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "experiments/speed_experiment.h"
#include "formats/model_folder.h"
#include "support/temporary_folder.h"

namespace headlight::test {
namespace {

/// As the lesson writes it: "786", "1.0", "0".
std::string shownThousands(Index count) {
  char text[32];
  const double value = static_cast<double>(count) / 1000;
  std::snprintf(text, sizeof text, count > 0 && value < 10 ? "%.1f" : "%.0f", value);
  return text;
}

TEST(ClassroomSpeed, TheLessonCountsTheMultiplicationsOfTheModels) {
  const std::filesystem::path root = HEADLIGHT_SOURCE_DIR;
  std::string layers = "| in the layers, for each token |";
  std::string attention = "| and for each token that it looks back at |";
  std::string scores = "| for the scores of all words, once a call |";
  for (const char* name : {"classroom-en", "classroom-rnn", "classroom-lstm", "classroom-gru"}) {
    const auto opened = openModel((root / "sample_models" / name).string());
    const SpeedFigure::Multiplications count = multiplicationsOf(*opened->model);
    layers += " " + shownThousands(count.layers) + " |";
    attention += " " + shownThousands(count.attention) + " |";
    scores += " " + shownThousands(count.scores) + " |";
  }
  const std::string lesson = headlight::testing::readFile(root / "docs/lessons/speed.md");
  for (const std::string& row : {layers, attention, scores}) EXPECT_NE(lesson.find(row), std::string::npos) << row;
}

}  // namespace
}  // namespace headlight::test
