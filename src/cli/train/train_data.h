#pragma once
// From a recipe to what a training needs: texts, tokenizer, the model's configuration, the source of the batches.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/train/train_tokenizer.h"
#include "tensor/thread_pool.h"
#include "train/batches/batches.h"
#include "train/trainer.h"

namespace headlight {

/// Numbers about the data that the card tells.
struct DataFacts {
  std::size_t trainedPairs = 0;            ///< fit into a row
  std::vector<std::size_t> pairsOfSource;  ///< of them, by source of the recipe; empty without pairs
  std::size_t heldPairs = 0;
  std::size_t alsoHeld = 0;  ///< pairs left out because one side stands in a pair that is kept back
  std::size_t tooLong = 0;   ///< pairs left out because they do not fit
};

struct TrainingData {
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string tokenizerJson;
  ModelConfig config;                 ///< the recipe's, completed by the tokenizer; in fine-tuning the base's
  std::vector<TrainingText> sources;  ///< empty for pairs
  TokenizedPairs pairs;               ///< of all sources, in the recipe's order
  std::vector<ValidationText> validation;
  std::optional<std::string> lexicon;  ///< lexicon.tsv, where a grammar takes part
  std::string fingerprint;             ///< SHA-256 of recipe, steps, grammars, tokenizer; corpora are in the recipe
  DataFacts facts;
};

/// Everything of a recipe but the training. In fine-tuning `baseTokenizer` is the base's tokenizer.json and the
/// recipe's model the base's; else it is empty. `say` gets a sentence a stage. Throws what readCorpus, readGrammarFile,
/// makeTrainingTokenizer, tokenizeDocuments and tokenizePairs throw.
[[nodiscard]] TrainingData prepareTrainingData(const Recipe& recipe, const std::filesystem::path& recipeFile,
                                               const std::vector<std::filesystem::path>& folders,
                                               const std::string& baseTokenizer, ThreadPool* pool,
                                               const std::function<void(const std::string&)>& say);

/// The batches of this kind of model. Takes the texts out of `data`.
[[nodiscard]] std::unique_ptr<BatchSource> makeBatches(const Recipe& recipe, TrainingData& data);

}  // namespace headlight
