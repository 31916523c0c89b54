#pragma once
// From a recipe to the texts that a training needs: finds and verifies corpora, makes grammar text, builds the
// vocabulary. The only part of `headlight train` that reads files.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tensor/thread_pool.h"
#include "text/word_level_training.h"
#include "train/batches.h"
#include "train/grammar.h"
#include "train/recipe.h"
#include "train/trainer.h"

namespace headlight {

/// Where corpora are looked for, in this order: `chosen` (--data) alone if it is not empty, else $HEADLIGHT_DATA,
/// `../shared/data` from the current folder, and `shared/data` beside any folder above the recipe.
[[nodiscard]] std::vector<std::filesystem::path> dataFolders(const std::filesystem::path& chosen,
                                                             const std::filesystem::path& recipeFile);

/// The bytes of a corpus. Throws Error "train.corpus_missing" or "train.corpus_changed" (size or SHA-256), both with
/// the public home of the file and the folder to put it in.
[[nodiscard]] std::string readCorpus(const SourceRecipe& source, const std::vector<std::filesystem::path>& folders);

struct TrainingData {
  std::shared_ptr<const WordLevelTokenizer> tokenizer;
  std::vector<TrainingText> sources;
  std::vector<ValidationText> validation;
  std::optional<std::string> lexicon;  ///< lexicon.tsv, where a grammar takes part
  std::string fingerprint;             ///< SHA-256 of recipe, steps and grammar files; corpora are in the recipe
};

/// Everything of a recipe but the training. Lines of corpora that contain a demonstration prompt of a grammar of the
/// recipe are left out, so that these prompts are never learnt by heart. `say` gets a sentence a stage.
/// Throws what readCorpus, readGrammarFile, buildVocabulary and tokenizeDocuments throw.
[[nodiscard]] TrainingData prepareTrainingData(const Recipe& recipe, const std::filesystem::path& recipeFile,
                                               const std::vector<std::filesystem::path>& folders, ThreadPool* pool,
                                               const std::function<void(const std::string&)>& say);

}  // namespace headlight
