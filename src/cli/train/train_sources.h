#pragma once
// The texts of a recipe: finds and verifies corpora, makes grammar text, cuts tables of pairs. With train_tokenizer and
// train_data the only part of `headlight train` that reads files.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "train/batches/pair_batches.h"
#include "train/grammar/grammar.h"
#include "train/recipe.h"

namespace headlight {

/// Where corpora are looked for, in this order: `chosen` (--data) alone if it is not empty, else $HEADLIGHT_DATA,
/// `../shared/data` from the current folder, and `shared/data` beside any folder above the recipe.
[[nodiscard]] std::vector<std::filesystem::path> dataFolders(const std::filesystem::path& chosen,
                                                             const std::filesystem::path& recipeFile);

/// The bytes of a corpus. Throws Error "train.corpus_missing" or "train.corpus_changed" (size or SHA-256), both with
/// the public home of the file and the folder to put it in.
[[nodiscard]] std::string readCorpus(const SourceRecipe& source, const std::vector<std::filesystem::path>& folders);

/// A table of pairs, its kept-back lines apart.
struct PairTable {
  std::vector<TextPair> lines;  ///< those that are trained on
  std::vector<TextPair> held;   ///< every held_every-th line
  std::size_t alsoHeld = 0;     ///< lines left out of training because one of their sides stands in a line kept back
};

/// One pair a line, columns between tabs; lines without both columns are left out. A line of the training whose source
/// or target stands in a line that is kept back, too, is left out as well: else the measure would be of what was learnt
/// by heart.
[[nodiscard]] PairTable cutPairs(const std::string& bytes, const SourceRecipe& source);

/// The texts of a recipe by source.
class RecipeTexts {
 public:
  /// Reads the recipe's grammars. Throws what readGrammarFile throws, and Error "recipe.out_of_range" for a grammar of
  /// pairs where sentences are needed, or the other way round.
  RecipeTexts(const Recipe& recipe, std::filesystem::path recipeFile, std::vector<std::filesystem::path> folders);

  /// Lines that contain a demonstration prompt of a grammar of the recipe are left out of corpora that are trained on,
  /// so that these prompts are never learnt by heart.
  [[nodiscard]] std::vector<std::string> trainingDocuments(const SourceRecipe& source) const;
  [[nodiscard]] std::vector<std::string> documents(const SourceRecipe& source) const;
  /// Of a table the lines, without those that a grammar of pairs keeps out; of a grammar what it makes.
  [[nodiscard]] PairTable pairs(const SourceRecipe& source) const;

  [[nodiscard]] bool hasGrammars() const { return !m_grammars.empty(); }
  /// Class of each word that a grammar has.
  [[nodiscard]] std::map<std::string, std::string> wordClasses() const;
  /// The bytes of all grammar files.
  [[nodiscard]] std::string grammarBytes() const;

 private:
  [[nodiscard]] bool isKeptOut(const std::string& sentence) const;
  [[nodiscard]] bool containsAnyDemonstration(std::string_view text) const;
  [[nodiscard]] std::string withoutDemonstrations(const std::string& document) const;
  [[nodiscard]] std::vector<std::string> grammarDocuments(const SourceRecipe& source) const;

  std::filesystem::path m_recipeFile;
  std::vector<std::filesystem::path> m_folders;
  std::map<std::string, std::shared_ptr<const Grammar>> m_grammars;  ///< by the path that the recipe gives
};

}  // namespace headlight
