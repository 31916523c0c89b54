// What the lesson on distance stands on (docs/lessons/distance.md): with 20 words and more between, the plain recurrent
// net and the Transformer, which saw the same tokens, differ by more than chance. The shares are printed here.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "experiments/classroom_sentences.h"
#include "formats/model_folder.h"

namespace headlight::test {
namespace {

using Kind = DistanceFigure::Kind;

void expectApart(Kind kind, Index sentences) {
  const std::filesystem::path samples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
  const auto transformer = openModel((samples / "classroom-en").string());
  const auto plain = openModel((samples / "classroom-rnn").string());
  ThreadPool pool;
  DistanceExperiment experiment({.kinds = {kind}, .distances = {20, 30, 40}, .sentences = sentences},
                                {{transformer->name, transformer->model.get(), transformer->tokenizer.get()},
                                 {plain->name, plain->model.get(), plain->tokenizer.get()}},
                                classroomSentences(openClassroomGrammar()), &pool);
  while (!experiment.isDone()) experiment.step();
  const DistanceFigure& figure = experiment.figure();
  for (std::size_t at = 0; at < figure.distances.size(); ++at) {
    const DistanceFigure::Point &first = figure.point(0, at, 0), &second = figure.point(0, at, 1);
    std::printf("%s, %d words between: Transformer %td of %td, plain net %td of %td\n",
                std::string(distanceKindName(kind)).c_str(), figure.distances[at], first.right, first.sentences,
                second.right, second.sentences);
    EXPECT_EQ(first.sentences, sentences);
    EXPECT_GT(first.interval().low, second.interval().high) << figure.distances[at];
  }
}

TEST(ClassroomDistance, ThePlainNetAndTheTransformerAreApartByPlace) {
  expectApart(Kind::Place, 300);
}

// Here they are 1 to 3 % apart, which 300 sentences cannot tell from chance everywhere.
TEST(ClassroomDistance, ThePlainNetAndTheTransformerAreApartByAgreement) {
  expectApart(Kind::Agreement, 1000);
}

TEST(ClassroomDistance, ThePlainNetAndTheTransformerAreApartByName) {
  expectApart(Kind::Name, 300);
}

}  // namespace
}  // namespace headlight::test
