// Plants heads: trains a two-layer model on random tokens that repeat, and writes it as a folder. What follows a copied
// token can be told only by finding the same token before and looking at what stood behind it, so a previous-token head
// and behind it induction heads form (Olsson and others 2022, "In-context Learning and Induction Heads").
//   plant_heads FOLDER [STEPS]
// planted_heads_test.cpp reads data/planted_heads, made by `plant_heads tests/golden/data/planted_heads`.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "tensor/random.h"
#include "text/models/word_level.h"
#include "train/trainer.h"

namespace {

using namespace headlight;

constexpr Index kBatch = 64, kLength = 48;
constexpr TokenId kWords = 60;
constexpr TokenId kNotCounted = -1;

/// New tokens and copies of earlier pairs; only what is copied counts. Longer copies would do as well for the loss, but
/// teach detours (what stood two tokens before); a pair leaves one way: the same token, then the one behind it.
class CopiedPieces : public BatchSource {
 public:
  explicit CopiedPieces(TokenId first) : m_first(first), m_inputs(kBatch * kLength), m_targets(kBatch * kLength) {}
  [[nodiscard]] Index batch() const override { return kBatch; }
  [[nodiscard]] Index length() const override { return kLength; }
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override {
    for (Index row = 0; row < kBatch; ++row) {
      Random random(5, step * kBatch + static_cast<std::uint64_t>(row));
      fillRow(random, static_cast<std::size_t>(row * kLength));
    }
    return {kBatch, kLength, m_inputs, m_targets};
  }

 private:
  void fillRow(Random& random, std::size_t begin) {
    std::vector<TokenId> text;
    std::vector<bool> counts;
    while (text.size() <= kLength) {
      const bool copies = text.size() > 4 && random.below(3) > 0;
      constexpr std::size_t kPiece = 2;
      const std::size_t earlier = copies ? text.size() - 2 : 1;
      const std::size_t from = earlier - random.below(earlier);
      for (std::size_t i = 0; i < kPiece; ++i) {
        text.push_back(copies ? text[from + i] : m_first + static_cast<TokenId>(random.below(kWords)));
        counts.push_back(copies && i > 0);
      }
    }
    for (std::size_t i = 0; i < kLength; ++i) {
      m_inputs[begin + i] = text[i];
      m_targets[begin + i] = counts[i + 1] ? text[i + 1] : kNotCounted;
    }
  }

  TokenId m_first;
  std::vector<TokenId> m_inputs, m_targets;
};

ModelConfig twoLayers(Index vocabulary) {
  ModelConfig config;
  config.kind = ModelKind::Decoder;
  config.nLayers = 2;
  config.nHeads = 2;
  config.positions = Positions::Sinusoidal;  // a learned table would have to learn every place by itself
  config.dModel = 64;
  config.dMlp = 64;
  config.nCtx = 64;
  config.dVocab = vocabulary;
  return config;
}

TrainingSettings settingsFor(std::uint64_t steps) {
  TrainingSettings settings;
  settings.batch = kBatch;
  settings.length = kLength;
  settings.steps = steps;
  settings.warmupSteps = 100;
  settings.optimizer.learningRate = 3e-3;
  settings.optimizer.weightDecay = 0.05;
  settings.logEvery = 1000;
  settings.seed = 3;
  return settings;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "plant_heads FOLDER [STEPS]\n"), 2;
  std::vector<std::string> pieces(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  const auto first = static_cast<TokenId>(pieces.size());
  for (TokenId word = 0; word < kWords; ++word) pieces.emplace_back("w").append(std::to_string(word));
  const WordLevelTokenizer tokenizer(pieces);
  const ModelConfig config = twoLayers(tokenizer.vocabSize());
  const std::unique_ptr<TrainableModel> model = makeModel(config, initialParameters(config, 3));
  ThreadPool pool(2);
  Trainer trainer(*model, settingsFor(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 12000),
                  std::make_unique<CopiedPieces>(first), {}, &pool);
  (void)trainer.run(
      [](const TrainingProgress& progress) {
        std::printf("step %d, loss %.3f nats a copied token\n", static_cast<int>(progress.step), progress.loss);
        std::fflush(stdout);
      },
      nullptr, {});
  saveModelFolder(argv[1], config, model->parameters(), tokenizerJson(tokenizer),
                  "Made by tests/golden/plant_heads.cpp.\n", WeightType::Float16);
}
