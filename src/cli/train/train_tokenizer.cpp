#include "cli/train/train_tokenizer.h"

#include <algorithm>
#include <cmath>

#include "formats/files/atomic_file.h"
#include "formats/model_folder.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "text/training/bpe_training.h"
#include "text/training/unigram_training.h"
#include "text/training/word_level_training.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr double kMixtureWords = 1e9;  // words are counted as if so many were drawn from the mixture
constexpr std::uint64_t kLargestTokenizer = 64U << 20U;

template <class Visit>
void forEachText(const SourceTexts& texts, const Visit& visit) {
  for (const std::string& document : texts.documents) visit(document);
  for (const TextPair& pair : texts.pairs) {
    visit(pair.source);
    visit(pair.target);
  }
}

double shareOf(const Recipe& recipe, std::size_t source) {
  double total = 0;
  for (const SourceRecipe& each : recipe.sources) total += each.weight;
  return recipe.sources[source].weight / total;
}

/// Counts of the mixture: every source as often as its weight says.
struct MixtureWords {
  WordCounter counter;
  std::vector<std::string> required;
};

MixtureWords countMixture(const Recipe& recipe, const std::vector<SourceTexts>& texts) {
  MixtureWords words;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    WordCounter counted;
    forEachText(texts[i], [&](const std::string& text) { counted.add(text); });
    if (counted.total() == 0) continue;
    const double scale = kMixtureWords * shareOf(recipe, i) / static_cast<double>(counted.total());
    for (const auto& [word, count] : counted.sorted()) {
      words.counter.add(word, std::max<std::int64_t>(1, std::llround(scale * static_cast<double>(count))));
      if (recipe.sources[i].allWords) words.required.push_back(word);
    }
  }
  return words;
}

/// All texts with whole weights: one source counts once, of several the thinnest ten times.
std::vector<WeightedText> weightedTexts(const Recipe& recipe, const std::vector<SourceTexts>& texts) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::size_t bytes = 0;
    forEachText(texts[i], [&](const std::string& text) { bytes += text.size(); });
    weights.push_back(bytes == 0 ? 0 : shareOf(recipe, i) / static_cast<double>(bytes));
  }
  double least = 0;
  for (const double weight : weights)
    if (weight > 0) least = least > 0 ? std::min(least, weight) : weight;
  const double thinnest = weights.size() == 1 ? 1 : 10;
  std::vector<WeightedText> result;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto weight = static_cast<std::int64_t>(least > 0 ? std::llround(thinnest * weights[i] / least) : 0);
    forEachText(texts[i], [&](const std::string& text) { result.push_back({text, weight}); });
  }
  return result;
}

/// word, class, occurrences in a million words of the training mixture; the most frequent first.
std::string lexiconOf(const Tokenizer& tokenizer, const WordCounter& counter, const RecipeTexts& source) {
  const std::map<std::string, std::string> classes = source.wordClasses();
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

std::shared_ptr<const Tokenizer> learnt(const Recipe& recipe, const std::vector<SourceTexts>& texts,
                                        const MixtureWords& words) {
  const std::int32_t size = recipe.tokenizer.vocabSize;
  if (recipe.tokenizer.kind == TokenizerKind::WordLevel)
    return std::make_shared<const WordLevelTokenizer>(buildVocabulary(words.counter, size, words.required));
  if (recipe.tokenizer.kind == TokenizerKind::ByteLevelBpe) {
    const std::vector<std::string> specials{"<|endoftext|>"};
    return makeByteLevelBpe(trainByteLevelBpe(weightedTexts(recipe, texts), size, specials));
  }
  UnigramTrainingOptions options;
  options.vocabSize = size;
  UnigramFrame frame;
  frame.appendEndOfText = recipe.model.role() == Role::Translates;
  return makeUnigram(trainUnigram(weightedTexts(recipe, texts), options), frame);
}

/// An encoder reads every text between [CLS] and [SEP]: its tokenizer puts them there, as it was trained.
void frameTexts(TrainingTokenizer& made) {
  const auto words = std::dynamic_pointer_cast<const WordLevelTokenizer>(made.tokenizer);
  if (words == nullptr || !words->frame().empty()) return;
  made.tokenizer = framed(*words);
  made.json = tokenizerJson(*made.tokenizer);
}

TokenId required(const std::optional<TokenId>& token, const ModelConfig& config, const char* name) {
  if (token) return *token;
  throw Error("train.special_token_missing", {{"kind", std::string(modelKindName(config.kind))}, {"token", name}});
}

}  // namespace

fs::path modelFolderOf(const std::string& name, const fs::path& recipeFile) {
  std::error_code ignored;
  if (const fs::path beside = recipeFile.parent_path() / fs::path(name); fs::is_directory(beside, ignored))
    return beside;
  if (name.find('/') == std::string::npos)
    for (const fs::path& folder : sampleModelFolders())
      if (fs::is_directory(folder / name, ignored)) return folder / name;
  std::string known;
  for (const fs::path& folder : listSampleModels())
    known.append(known.empty() ? "" : ", ").append(folder.filename().string());
  throw Error("model.not_found", {{"name", name}, {"known", known.empty() ? "none found" : known}});
}

TrainingTokenizer makeTrainingTokenizer(const Recipe& recipe, const fs::path& recipeFile, const RecipeTexts& source,
                                        const std::vector<SourceTexts>& texts) {
  TrainingTokenizer result;
  MixtureWords counted;
  const bool same = !recipe.tokenizer.sameAs.empty();
  if (same || recipe.tokenizer.kind == TokenizerKind::WordLevel) counted = countMixture(recipe, texts);
  if (same) {
    const fs::path file = modelFolderOf(recipe.tokenizer.sameAs, recipeFile) / "tokenizer.json";
    result.json = readFileLimited(file, kLargestTokenizer);
    result.tokenizer = readTokenizerJson(result.json, shownPath(file));
  } else {
    result.tokenizer = learnt(recipe, texts, counted);
    result.json = tokenizerJson(*result.tokenizer);
  }
  if (recipe.model.role() == Role::Fills) frameTexts(result);
  const bool wholeWords = dynamic_cast<const WordLevelTokenizer*>(result.tokenizer.get()) != nullptr;
  if (wholeWords && source.hasGrammars()) result.lexicon = lexiconOf(*result.tokenizer, counted.counter, source);
  return result;
}

ModelConfig completedConfig(ModelConfig config, const Tokenizer& tokenizer) {
  const SpecialTokens& special = tokenizer.special();
  config.dVocab = tokenizer.vocabSize();
  if (config.role() == Role::Fills) config.padToken = special.padding.value_or(-1);
  if (config.role() == Role::Translates) {
    config.padToken = config.startToken = required(special.padding, config, "padding");
    config.endToken = required(special.endOfText, config, "end-of-text");
  }
  return config;
}

}  // namespace headlight
