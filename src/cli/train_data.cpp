#include "cli/train_data.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "formats/atomic_file.h"
#include "formats/digest.h"
#include "formats/grammar_file.h"
#include "train/grammar_generator.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestCorpus = std::uint64_t{4} << 30U;
constexpr std::uint64_t kLargestText = 4U << 20U;  // recipes and grammars
constexpr double kMixtureWords = 1e9;              // words are counted as if so many were drawn from the mixture

/// Grammars by the path that the recipe gives.
using Grammars = std::map<std::string, std::shared_ptr<const Grammar>>;

Grammars readGrammars(const Recipe& recipe, const fs::path& recipeFile) {
  Grammars grammars;
  for (const std::vector<SourceRecipe>* list : {&recipe.sources, &recipe.validation})
    for (const SourceRecipe& source : *list)
      if (source.type == SourceType::Grammar && !grammars.contains(source.file))
        grammars[source.file] =
            std::make_shared<const Grammar>(readGrammarFile(recipeFile.parent_path() / fs::path(source.file)));
  return grammars;
}

bool containsAnyDemonstration(const Grammars& grammars, std::string_view text) {
  return std::any_of(grammars.begin(), grammars.end(),
                     [&](const auto& entry) { return containsDemonstration(*entry.second, text); });
}

/// The document without the lines that contain a demonstration prompt; empty if one runs over a line's end.
std::string withoutDemonstrations(const Grammars& grammars, const std::string& document) {
  if (!containsAnyDemonstration(grammars, document)) return document;
  std::string kept;
  for (const std::string& line : splitDocuments(document, "\n"))
    if (!containsAnyDemonstration(grammars, line)) kept.append(kept.empty() ? "" : "\n").append(line);
  return containsAnyDemonstration(grammars, kept) ? std::string() : kept;
}

std::vector<std::string> grammarDocuments(const SourceRecipe& source, const Grammars& grammars) {
  const GrammarGenerator generator(grammars.at(source.file), source.seed);
  std::vector<std::string> documents;
  if (source.heldOut)
    for (const GrammarSentence& sentence : generator.heldOutPlaces(source.documents))
      documents.push_back(sentence.text);
  else
    for (std::uint64_t i = 0; i < source.documents; ++i) documents.push_back(generator.document(i).text);
  return documents;
}

std::vector<std::string> documentsOf(const SourceRecipe& source, const Grammars& grammars,
                                     const std::vector<fs::path>& folders) {
  if (source.type == SourceType::Grammar) return grammarDocuments(source, grammars);
  return splitDocuments(readCorpus(source, folders), source.separator, source.maxDocuments);
}

void leaveOutDemonstrations(std::vector<std::string>& documents, const Grammars& grammars) {
  for (std::string& document : documents) document = withoutDemonstrations(grammars, document);
  std::erase_if(documents, [](const std::string& document) { return document.empty(); });
}

WordCounter countWords(const std::vector<std::string>& documents) {
  WordCounter counter;
  for (const std::string& document : documents) counter.add(document);
  return counter;
}

/// Counts of the mixture: every source as often as its weight says.
struct MixtureWords {
  WordCounter counter;
  std::vector<std::string> required;
};

void addSource(MixtureWords& words, const WordCounter& counted, double share, bool required) {
  if (counted.total() == 0) return;
  const double scale = kMixtureWords * share / static_cast<double>(counted.total());
  for (const auto& [word, count] : counted.sorted()) {
    words.counter.add(word, std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(count))));
    if (required) words.required.push_back(word);
  }
}

/// word, class, occurrences in a million words of the training mixture; the most frequent first.
std::string lexiconOf(const WordLevelTokenizer& tokenizer, const WordCounter& counter, const Grammars& grammars) {
  std::map<std::string, std::string> classes;
  for (const auto& [file, grammar] : grammars) classes.merge(grammarLexicon(*grammar));
  const SpecialTokens& special = tokenizer.special();
  const double scale = 1e6 / static_cast<double>(counter.total());
  std::string text = "word\tclass\tfrequency\n";
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    if (!tokenizer.isCandidate(id) || id == special.endOfText) continue;
    const std::string& word = tokenizer.piece(id);
    const auto found = classes.find(word);
    const std::int64_t perMillion = std::llround(scale * static_cast<double>(counter.count(word)));
    text.append(word).append("\t").append(found == classes.end() ? "other" : found->second);
    text.append("\t").append(std::to_string(perMillion)).append("\n");
  }
  return text;
}

std::string fingerprintOf(const Recipe& recipe, const fs::path& recipeFile, const Grammars& grammars) {
  std::string all = readFileLimited(recipeFile, kLargestText);
  all.append("\nsteps ").append(std::to_string(recipe.training.steps));
  for (const auto& [file, grammar] : grammars)
    all.append("\n").append(readFileLimited(recipeFile.parent_path() / fs::path(file), kLargestText));
  return sha256Hex(all);
}

[[noreturn]] void corpusChanged(const SourceRecipe& source, const fs::path& folder, const std::string& what,
                                const std::string& found, const std::string& expected) {
  throw Error("train.corpus_changed", {{"file", source.file},
                                       {"folder", shownPath(folder)},
                                       {"what", what},
                                       {"found", found},
                                       {"expected", expected},
                                       {"home", source.home}});
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

TrainingData prepareTrainingData(const Recipe& recipe, const fs::path& recipeFile, const std::vector<fs::path>& folders,
                                 ThreadPool* pool, const std::function<void(const std::string&)>& say) {
  TrainingData data;
  const Grammars grammars = readGrammars(recipe, recipeFile);
  data.fingerprint = fingerprintOf(recipe, recipeFile, grammars);

  double totalWeight = 0;
  for (const SourceRecipe& source : recipe.sources) totalWeight += source.weight;
  std::vector<std::vector<std::string>> documents;
  MixtureWords words;
  for (const SourceRecipe& source : recipe.sources) {
    say("Reading " + source.name + ".");
    documents.push_back(documentsOf(source, grammars, folders));
    if (source.type == SourceType::Corpus) leaveOutDemonstrations(documents.back(), grammars);
    addSource(words, countWords(documents.back()), source.weight / totalWeight, source.allWords);
  }
  data.tokenizer = std::make_shared<const WordLevelTokenizer>(
      buildVocabulary(words.counter, recipe.tokenizer.vocabSize, words.required));
  say("The vocabulary has " + std::to_string(data.tokenizer->vocabSize()) + " entries.");
  if (!grammars.empty()) data.lexicon = lexiconOf(*data.tokenizer, words.counter, grammars);

  const SpellingCost spelling(*data.tokenizer);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    TokenizedText text = tokenizeDocuments(*data.tokenizer, documents[i], nullptr, pool);
    say(recipe.sources[i].name + ": " + std::to_string(text.documents.size()) + " documents, " +
        std::to_string(text.tokens.size()) + " tokens, " + std::to_string(text.unknown) + " of them unknown words.");
    data.sources.push_back({recipe.sources[i].name, std::move(text), recipe.sources[i].weight});
    documents[i] = {};
  }
  for (const SourceRecipe& source : recipe.validation)
    data.validation.push_back(
        {source.name, tokenizeDocuments(*data.tokenizer, documentsOf(source, grammars, folders), &spelling, pool)});
  return data;
}

}  // namespace headlight
