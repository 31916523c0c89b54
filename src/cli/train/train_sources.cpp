#include "cli/train/train_sources.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "formats/files/atomic_file.h"
#include "formats/files/digest.h"
#include "formats/recipes/grammar_file.h"
#include "train/batches/corpus.h"
#include "train/grammar/grammar_generator.h"
#include "train/grammar/grammar_pairs.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestCorpus = std::uint64_t{4} << 30U;
constexpr std::uint64_t kLargestGrammar = 4U << 20U;

[[noreturn]] void corpusChanged(const SourceRecipe& source, const fs::path& folder, const std::string& what,
                                const std::string& found, const std::string& expected) {
  throw Error("train.corpus_changed", {{"file", source.file},
                                       {"folder", shownPath(folder)},
                                       {"what", what},
                                       {"found", found},
                                       {"expected", expected},
                                       {"home", source.home}});
}

/// Columns between tabs, without white space around them.
std::vector<std::string> columnsOf(const std::string& line) {
  std::vector<std::string> columns;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('\t', begin), line.size());
    const std::vector<std::string> inside = splitDocuments(line.substr(begin, end - begin), "\t");
    columns.push_back(inside.empty() ? std::string() : inside.front());
    begin = end + 1;
  }
  return columns;
}

/// Only an encoder-decoder learns from pairs, and from nothing else.
Grammar readFittingGrammar(const fs::path& file, const Recipe& recipe, const fs::path& recipeFile) {
  Grammar grammar = readGrammarFile(file);
  const bool translates = recipe.model.role() == Role::Translates;
  if (grammar.pairs.empty() == translates)
    throw Error("recipe.out_of_range",
                {{"file", shownPath(recipeFile)},
                 {"field", "sources"},
                 {"value", "the grammar " + grammar.name + (translates ? " of sentences" : " of pairs")},
                 {"range", translates ? "a grammar of pairs for an encoder_decoder"
                                      : "a grammar of sentences for a model that is no encoder_decoder"}});
  return grammar;
}

}  // namespace

std::vector<fs::path> dataFolders(const fs::path& chosen, const fs::path& recipeFile) {
  if (!chosen.empty()) return {chosen};
  std::vector<fs::path> folders;
  if (const char* variable = std::getenv("HEADLIGHT_DATA"); variable != nullptr && *variable != '\0')
    folders.emplace_back(variable);
  std::error_code ignored;
  folders.push_back(fs::absolute("../shared/data", ignored).lexically_normal());
  fs::path above = fs::absolute(recipeFile, ignored).lexically_normal().parent_path();
  for (; above.has_relative_path(); above = above.parent_path()) folders.push_back(above.parent_path() / "shared/data");
  return folders;
}

std::string readCorpus(const SourceRecipe& source, const std::vector<fs::path>& folders) {
  for (const fs::path& folder : folders) {
    std::error_code ignored;
    const fs::path file = folder / source.file;
    if (!fs::is_regular_file(file, ignored)) continue;
    std::string bytes = readFileLimited(file, kLargestCorpus);
    if (bytes.size() != source.bytes)
      corpusChanged(source, folder, "its size in bytes", std::to_string(bytes.size()), std::to_string(source.bytes));
    const std::string digest = sha256Hex(bytes);
    if (digest != source.sha256) corpusChanged(source, folder, "its SHA-256", digest, source.sha256);
    return bytes;
  }
  throw Error("train.corpus_missing", {{"file", source.file},
                                       {"bytes", std::to_string(source.bytes)},
                                       {"home", source.home},
                                       {"folder", folders.empty() ? "data" : shownPath(folders.front())}});
}

PairTable cutPairs(const std::string& bytes, const SourceRecipe& source) {
  PairTable table;
  std::set<std::string> heldTexts;
  std::vector<TextPair> others;
  std::uint64_t number = 0;
  const auto from = static_cast<std::size_t>(source.sourceColumn), to = static_cast<std::size_t>(source.targetColumn);
  for (const std::string& line : splitDocuments(bytes, source.separator, source.maxDocuments)) {
    const std::vector<std::string> columns = columnsOf(line);
    ++number;
    if (std::max(from, to) >= columns.size() || columns[from].empty() || columns[to].empty()) continue;
    const TextPair pair{columns[from], columns[to]};
    const bool isHeld = source.heldEvery > 0 && number % source.heldEvery == 0;
    if (isHeld) heldTexts.insert({pair.source, pair.target});
    (isHeld ? table.held : others).push_back(pair);
  }
  for (TextPair& pair : others)
    if (heldTexts.contains(pair.source) || heldTexts.contains(pair.target))
      ++table.alsoHeld;
    else
      table.lines.push_back(std::move(pair));
  return table;
}

RecipeTexts::RecipeTexts(const Recipe& recipe, fs::path recipeFile, std::vector<fs::path> folders)
    : m_recipeFile(std::move(recipeFile)), m_folders(std::move(folders)) {
  for (const std::vector<SourceRecipe>* list : {&recipe.sources, &recipe.validation})
    for (const SourceRecipe& source : *list)
      if (source.type == SourceType::Grammar && !m_grammars.contains(source.file))
        m_grammars[source.file] = std::make_shared<const Grammar>(
            readFittingGrammar(m_recipeFile.parent_path() / fs::path(source.file), recipe, m_recipeFile));
}

bool RecipeTexts::isKeptOut(const std::string& sentence) const {
  return std::any_of(m_grammars.begin(), m_grammars.end(), [&](const auto& entry) {
    const std::vector<std::string>& keptOut = entry.second->keptOut;
    return std::find(keptOut.begin(), keptOut.end(), sentence) != keptOut.end();
  });
}

bool RecipeTexts::containsAnyDemonstration(std::string_view text) const {
  return std::any_of(m_grammars.begin(), m_grammars.end(),
                     [&](const auto& entry) { return containsDemonstration(*entry.second, text); });
}

/// The document without the lines that contain a demonstration prompt; empty if one runs over a line's end.
std::string RecipeTexts::withoutDemonstrations(const std::string& document) const {
  if (!containsAnyDemonstration(document)) return document;
  std::string kept;
  for (const std::string& line : splitDocuments(document, "\n"))
    if (!containsAnyDemonstration(line)) kept.append(kept.empty() ? "" : "\n").append(line);
  return containsAnyDemonstration(kept) ? std::string() : kept;
}

std::vector<std::string> RecipeTexts::grammarDocuments(const SourceRecipe& source) const {
  const GrammarGenerator generator(m_grammars.at(source.file), source.seed);
  std::vector<std::string> documents;
  if (source.heldOut)
    for (const GrammarSentence& sentence : generator.heldOutPlaces(source.documents))
      documents.push_back(sentence.text);
  else
    for (std::uint64_t i = 0; i < source.documents; ++i) documents.push_back(generator.document(i).text);
  return documents;
}

std::vector<std::string> RecipeTexts::documents(const SourceRecipe& source) const {
  if (source.type == SourceType::Grammar) return grammarDocuments(source);
  return splitDocuments(readCorpus(source, m_folders), source.separator, source.maxDocuments);
}

std::vector<std::string> RecipeTexts::trainingDocuments(const SourceRecipe& source) const {
  std::vector<std::string> texts = documents(source);
  if (source.type == SourceType::Grammar || m_grammars.empty()) return texts;
  for (std::string& text : texts) text = withoutDemonstrations(text);
  std::erase_if(texts, [](const std::string& text) { return text.empty(); });
  return texts;
}

PairTable RecipeTexts::pairs(const SourceRecipe& source) const {
  PairTable table;
  if (source.type == SourceType::Grammar)
    table.lines = grammarPairs(*m_grammars.at(source.file), source.documents, source.seed);
  else
    table = cutPairs(readCorpus(source, m_folders), source);
  std::erase_if(table.lines, [&](const TextPair& pair) { return isKeptOut(pair.source); });
  return table;
}

std::map<std::string, std::string> RecipeTexts::wordClasses() const {
  std::map<std::string, std::string> classes;
  for (const auto& [file, grammar] : m_grammars) classes.merge(grammarLexicon(*grammar));
  return classes;
}

std::string RecipeTexts::grammarBytes() const {
  std::string all;
  for (const auto& [file, grammar] : m_grammars)
    all.append("\n").append(readFileLimited(m_recipeFile.parent_path() / fs::path(file), kLargestGrammar));
  return all;
}

}  // namespace headlight
