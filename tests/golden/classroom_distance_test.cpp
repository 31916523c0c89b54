// What the lesson on distance stands on (issue 7, point 3): with 20 words and more between, the plain recurrent net and
// the Transformer, which saw the same tokens, differ by more than chance. The shares are printed here. A thousand
// sentences a point: by the verb's form the two are 1 to 3 % apart, which 300 cannot tell from chance everywhere.

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "formats/classroom_sentences.h"
#include "formats/model_folder.h"

namespace headlight::test {
namespace {

TEST(ClassroomDistance, ThePlainNetAndTheTransformerAreApartAtTwentyWordsAndMore) {
  const std::filesystem::path samples = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
  const auto transformer = openModel((samples / "classroom-en").string());
  const auto plain = openModel((samples / "classroom-rnn").string());
  DistanceSettings settings;
  settings.distances = {20, 30, 40};
  settings.sentences = 1000;
  ThreadPool pool;
  DistanceExperiment experiment(settings,
                                {{transformer->name, transformer->model.get(), transformer->tokenizer.get()},
                                 {plain->name, plain->model.get(), plain->tokenizer.get()}},
                                classroomSentences(openClassroomGrammar()), &pool);
  while (!experiment.isDone()) experiment.step();
  const DistanceFigure& figure = experiment.figure();
  for (std::size_t kind = 0; kind < figure.kinds.size(); ++kind) {
    for (std::size_t at = 0; at < figure.distances.size(); ++at) {
      const DistanceFigure::Point &first = figure.point(kind, at, 0), &second = figure.point(kind, at, 1);
      const std::string name(distanceKindName(figure.kinds[kind]));
      std::printf("%s, %d words between: Transformer %td of %td, plain net %td of %td\n", name.c_str(),
                  figure.distances[at], first.right, first.sentences, second.right, second.sentences);
      EXPECT_EQ(first.sentences, settings.sentences);
      EXPECT_GT(first.interval().low, second.interval().high) << name << " " << figure.distances[at];
    }
  }
}

}  // namespace
}  // namespace headlight::test
