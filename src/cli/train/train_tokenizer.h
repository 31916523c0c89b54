#pragma once
// The tokenizer of a training: learnt from its texts, or another model's.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/train/train_sources.h"
#include "text/tokenizer.h"

namespace headlight {

/// The texts of one source, as far as the tokenizer needs them.
struct SourceTexts {
  std::vector<std::string> documents;  ///< not of pairs
  std::vector<TextPair> pairs;
};

struct TrainingTokenizer {
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string json;                    ///< for the model folder: tokenizer.json
  std::optional<std::string> lexicon;  ///< lexicon.tsv, for whole words where a grammar takes part
};

/// By the recipe's tokenizer: learnt from `texts` (one element a source of the recipe; of pairs both columns), each
/// source counting as often as its weight says, or read from the model that "same_as" names. An encoder's word-level
/// tokenizer frames a text by [CLS] and [SEP].
/// Throws what the trainings and readTokenizerJson throw, "model.not_found" for a "same_as" that is not there.
[[nodiscard]] TrainingTokenizer makeTrainingTokenizer(const Recipe& recipe, const std::filesystem::path& recipeFile,
                                                      const RecipeTexts& source, const std::vector<SourceTexts>& texts);

/// A model folder that a recipe names: beside the recipe, or a sample model's. Throws Error "model.not_found".
[[nodiscard]] std::filesystem::path modelFolderOf(const std::string& name, const std::filesystem::path& recipeFile);

/// The recipe's model with what follows from the tokenizer: d_vocab, and start, end and padding tokens where the kind
/// has them. An encoder-decoder starts with its padding token, as Marian's do.
/// Throws Error "train.special_token_missing" {kind, token}.
[[nodiscard]] ModelConfig completedConfig(ModelConfig config, const Tokenizer& tokenizer);

}  // namespace headlight
