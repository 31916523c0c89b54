#include "cli/train/train_data.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "formats/files/atomic_file.h"
#include "formats/files/digest.h"
#include "formats/tokenizers/tokenizer_json.h"
#include "train/batches/fresh_state_batches.h"
#include "train/batches/masked_batches.h"
#include "train/batches/pair_batches.h"
#include "train/batches/stream_batches.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using Say = std::function<void(const std::string&)>;

constexpr std::uint64_t kLargestRecipe = 4U << 20U;

std::string fingerprintOf(const Recipe& recipe, const fs::path& recipeFile, const RecipeTexts& source,
                          const std::string& givenTokenizer) {
  std::string all = readFileLimited(recipeFile, kLargestRecipe);
  all.append("\nsteps ").append(std::to_string(recipe.training.steps));
  all.append(source.grammarBytes());
  if (!givenTokenizer.empty()) all.append("\ntokenizer ").append(sha256Hex(givenTokenizer));
  return sha256Hex(all);
}

/// Reads the texts of a recipe one after another and turns them into tokens.
class Preparation {
 public:
  Preparation(const Recipe& recipe, const fs::path& recipeFile, const RecipeTexts& source, ThreadPool* pool,
              const Say& say)
      : m_recipe(recipe), m_recipeFile(recipeFile), m_source(source), m_pool(pool), m_say(say) {}

  TrainingData run(const std::string& baseTokenizer) {
    readTexts();
    takeTokenizer(baseTokenizer);
    // A base keeps its configuration: its vocabulary may have more ids than the tokenizer uses.
    m_data.config = baseTokenizer.empty() ? completedConfig(m_recipe.model, *m_data.tokenizer) : m_recipe.model;
    m_say("The vocabulary has " + std::to_string(m_data.tokenizer->vocabSize()) + " entries.");
    pairs() ? encodePairs() : encodeTexts();
    return std::move(m_data);
  }

 private:
  [[nodiscard]] bool pairs() const { return m_recipe.model.role() == Role::Translates; }

  void readTexts() {
    for (const SourceRecipe& source : m_recipe.sources) {
      m_say("Reading " + source.name + ".");
      SourceTexts texts;
      if (pairs()) {
        PairTable table = m_source.pairs(source);
        texts.pairs = std::move(table.lines);
        m_data.facts.alsoHeld += table.alsoHeld;
        if (m_recipe.validation.empty() && !table.held.empty())
          m_held.emplace_back(source.name + ", kept back", std::move(table.held));
      } else {
        texts.documents = m_source.trainingDocuments(source);
      }
      m_texts.push_back(std::move(texts));
    }
    for (const SourceRecipe& source : m_recipe.validation)
      if (source.type == SourceType::Pairs) {
        PairTable table = m_source.pairs(source);
        m_held.emplace_back(source.name, std::move(source.heldEvery > 0 ? table.held : table.lines));
      }
    leaveOutHeld();
  }

  /// A sentence that is measured on may stand in another source too.
  void leaveOutHeld() {
    std::set<std::string_view> held;
    for (const auto& [name, lines] : m_held)
      for (const TextPair& pair : lines) held.insert({pair.source, pair.target});
    for (SourceTexts& texts : m_texts)
      m_data.facts.alsoHeld += std::erase_if(
          texts.pairs, [&](const TextPair& pair) { return held.contains(pair.source) || held.contains(pair.target); });
  }

  void takeTokenizer(const std::string& baseTokenizer) {
    TrainingTokenizer made;
    if (baseTokenizer.empty()) {
      made = makeTrainingTokenizer(m_recipe, m_recipeFile, m_source, m_texts);
    } else {
      made.json = baseTokenizer;
      made.tokenizer = readTokenizerJson(baseTokenizer, "tokenizer.json");
    }
    const bool given = !baseTokenizer.empty() || !m_recipe.tokenizer.sameAs.empty();
    m_data.fingerprint = fingerprintOf(m_recipe, m_recipeFile, m_source, given ? made.json : std::string());
    m_data.tokenizer = std::move(made.tokenizer);
    m_data.tokenizerJson = std::move(made.json);
    m_data.lexicon = std::move(made.lexicon);
  }

  [[nodiscard]] EvaluationSettings evaluationSettings() const {
    EvaluationSettings settings;
    settings.window = m_recipe.training.validationWindow;
    settings.special = m_data.tokenizer->special();
    return settings;
  }

  void encodeTexts() {
    const SpellingCost spelling(*m_data.tokenizer);
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
      const SourceRecipe& source = m_recipe.sources[i];
      TokenizedText text = tokenizeDocuments(*m_data.tokenizer, m_texts[i].documents, nullptr, m_pool);
      m_say(source.name + ": " + std::to_string(text.documents.size()) + " documents, " +
            std::to_string(text.tokens.size()) + " tokens, " + std::to_string(text.unknown) +
            " of them unknown words.");
      m_data.sources.push_back({source.name, std::move(text), source.weight});
      m_texts[i] = {};
    }
    for (const SourceRecipe& source : m_recipe.validation)
      m_data.validation.push_back({source.name,
                                   tokenizeDocuments(*m_data.tokenizer, m_source.documents(source), &spelling, m_pool),
                                   {},
                                   evaluationSettings()});
  }

  [[nodiscard]] TokenizedPairs encode(const std::vector<TextPair>& pairs, Index longest) {
    TokenizedPairs encoded = tokenizePairs(*m_data.tokenizer, pairs, longest, m_data.config.endToken, m_pool);
    m_data.facts.tooLong += encoded.leftOut;
    return encoded;
  }

  void encodePairs() {
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
      const TokenizedPairs encoded = encode(m_texts[i].pairs, m_recipe.training.length);
      m_say(m_recipe.sources[i].name + ": " + std::to_string(encoded.size()) + " pairs, " +
            std::to_string(encoded.targetTokens.size()) + " target tokens; " + std::to_string(encoded.leftOut) +
            " pairs are too long.");
      for (std::size_t pair = 0; pair < encoded.size(); ++pair)
        m_data.pairs.add(encoded.source(pair), encoded.target(pair));
      m_data.facts.trainedPairs += encoded.size();
      m_data.facts.pairsOfSource.push_back(encoded.size());
      m_texts[i] = {};
    }
    for (const auto& [name, held] : m_held) {
      m_data.validation.push_back({name, {}, encode(held, m_data.config.nCtx), evaluationSettings()});
      m_data.facts.heldPairs += m_data.validation.back().pairs.size();
    }
  }

  const Recipe& m_recipe;
  const fs::path& m_recipeFile;
  const RecipeTexts& m_source;
  ThreadPool* m_pool;
  const Say& m_say;
  TrainingData m_data;
  std::vector<SourceTexts> m_texts;
  std::vector<std::pair<std::string, std::vector<TextPair>>> m_held;  ///< what pairs are measured on, by name
};

}  // namespace

TrainingData prepareTrainingData(const Recipe& recipe, const fs::path& recipeFile, const std::vector<fs::path>& folders,
                                 const std::string& baseTokenizer, ThreadPool* pool, const Say& say) {
  const RecipeTexts source(recipe, recipeFile, folders);
  return Preparation(recipe, recipeFile, source, pool, say).run(baseTokenizer);
}

std::unique_ptr<BatchSource> makeBatches(const Recipe& recipe, TrainingData& data) {
  const TrainingSettings& t = recipe.training;
  const std::vector<TokenId> ends = sentenceEndTokens(*data.tokenizer);
  if (data.config.role() == Role::Translates)
    return std::make_unique<PairBatches>(recipe.sources.front().name, std::move(data.pairs), data.config, t.batch,
                                         t.length, t.seed);
  if (data.config.role() == Role::Fills)
    return std::make_unique<MaskedBatches>(
        std::move(data.sources), MaskingRules{data.tokenizer->special(), data.tokenizer->vocabSize(), t.maskShare},
        t.batch, t.length, t.seed, ends);
  if (data.config.isRecurrent() && t.carryState)
    return std::make_unique<StreamBatches>(std::move(data.sources), t.batch, t.length, t.seed);
  auto rows = std::make_unique<MixtureBatches>(std::move(data.sources), t.batch, t.length, t.seed, ends);
  if (data.config.isRecurrent()) return std::make_unique<FreshStateBatches>(std::move(rows));
  return rows;
}

}  // namespace headlight
