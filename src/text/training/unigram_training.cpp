#include "text/training/unigram_training.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tensor/error.h"
#include "text/models/unigram_lattice.h"
#include "text/models/unigram_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/training/unigram_words.h"

namespace headlight {
namespace {

constexpr double kLeastExpectedCount = 0.5;  // pieces that are needed less are dropped, as SentencePiece does

/// ψ(x) = d/dx ln Γ(x) for x > 0: recurrence up to 7, then the asymptotic series (Abramowitz and Stegun 6.3.18).
double digamma(double x) {
  double result = 0;
  for (; x < 7; ++x) result -= 1 / x;
  x -= 0.5;
  const double xx = 1 / (x * x);
  return result + std::log(x) + xx / 24 - 7 * xx * xx / 960 + 31 * xx * xx * xx / 8064;
}

struct Piece {
  std::string text;
  bool isCharacter = false;  ///< is never given up
};

class UnigramTrainer {
 public:
  UnigramTrainer(CountedTexts words, const CountedTexts& characters, const CountedTexts& seeds)
      : m_words(std::move(words)) {
    for (const auto& [text, count] : characters) add(text, true, count);
    for (const auto& [text, count] : seeds) add(text, false, count);
    const double total = std::accumulate(m_scores.begin(), m_scores.end(), 0.0);
    for (double& score : m_scores) score = std::log(score / total);
    buildTrie();
  }

  [[nodiscard]] std::size_t size() const { return m_pieces.size(); }

  /// A round of expectation and maximization. Pieces that are hardly needed go, unless `keepAll`.
  void improve(bool keepAll) {
    std::vector<double> expected(m_pieces.size(), 0);
    for (const auto& [word, count] : m_words) {
      m_lattice.fill(word, m_trie, m_scores);
      m_lattice.addExpectedCounts(static_cast<double>(count), expected);
    }
    std::vector<bool> kept(m_pieces.size());
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
      kept[i] = keepAll || m_pieces[i].isCharacter || expected[i] >= kLeastExpectedCount;
    double total = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
      expected[i] = std::max(expected[i], kLeastExpectedCount);
      if (kept[i]) total += expected[i];
    }
    // while pieces compete, the digamma function takes probability from rare ones (variational Bayes; Liang and Klein
    // 2007, as SentencePiece does); at the end plain logarithms make them probabilities
    const double logTotal = keepAll ? std::log(total) : digamma(total);
    for (std::size_t i = 0; i < m_pieces.size(); ++i)
      m_scores[i] = (keepAll ? std::log(expected[i]) : digamma(expected[i])) - logTotal;
    keep(kept);
  }

  /// Gives up the pieces whose absence costs the least likelihood, until `target` are left.
  void prune(std::size_t target) {
    const std::vector<double> frequency = bestPathFrequencies();
    const double total = std::accumulate(frequency.begin(), frequency.end(), 0.0);
    std::vector<std::pair<double, std::size_t>> losses;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
      if (m_pieces[i].isCharacter) {
        ++characters;
      } else if (frequency[i] > 0) {
        losses.emplace_back(lossWithout(i, frequency, total), i);
      }
    }
    std::sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    const std::size_t room = target > characters ? target - characters : 0;
    if (losses.size() > room) losses.resize(room);
    std::vector<bool> kept(m_pieces.size());
    for (std::size_t i = 0; i < m_pieces.size(); ++i) kept[i] = m_pieces[i].isCharacter;
    for (const auto& [loss, i] : losses) kept[i] = true;
    keep(kept);
  }

  /// The likeliest first, ties by bytes.
  [[nodiscard]] std::vector<UnigramPiece> result() const {
    std::vector<UnigramPiece> pieces;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) pieces.push_back({m_pieces[i].text, m_scores[i]});
    std::sort(pieces.begin(), pieces.end(), [](const UnigramPiece& a, const UnigramPiece& b) {
      return a.logProbability != b.logProbability ? a.logProbability > b.logProbability : a.piece < b.piece;
    });
    return pieces;
  }

 private:
  void add(const std::string& text, bool isCharacter, std::int64_t count) {
    m_pieces.push_back({text, isCharacter});
    m_scores.push_back(static_cast<double>(count));
  }

  void buildTrie() {
    std::size_t bytes = 0;
    for (const Piece& piece : m_pieces) bytes += piece.text.size();
    m_trie = PieceTrie(bytes / 2);  // pieces share their begins
    for (std::size_t i = 0; i < m_pieces.size(); ++i) m_trie.insert(m_pieces[i].text, static_cast<std::int32_t>(i));
  }

  void keep(const std::vector<bool>& kept) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
      if (!kept[i]) continue;
      if (count != i) m_pieces[count] = std::move(m_pieces[i]);
      m_scores[count++] = m_scores[i];
    }
    if (count == m_pieces.size()) return;
    m_pieces.resize(count);
    m_scores.resize(count);
    buildTrie();
  }

  std::vector<double> bestPathFrequencies() {
    std::vector<double> frequency(m_pieces.size(), 0);
    for (const auto& [word, count] : m_words) {
      m_lattice.fill(word, m_trie, m_scores);
      for (const std::int32_t piece : m_lattice.bestPath())
        frequency[static_cast<std::size_t>(piece)] += static_cast<double>(count);
    }
    return frequency;
  }

  /// How much log-likelihood is lost when every use of the piece is cut in the next best way (Kudo 2018, section 3.2).
  double lossWithout(std::size_t piece, const std::vector<double>& frequency, double total) {
    m_lattice.fill(m_pieces[piece].text, m_trie, m_scores);
    const std::vector<std::int32_t>& instead = m_lattice.bestPath(static_cast<std::int32_t>(piece));
    const double uses = frequency[piece];
    const double logTotalWithout = std::log(total + uses * (static_cast<double>(instead.size()) - 1));
    double without = 0;
    for (const std::int32_t part : instead)
      without += std::log(frequency[static_cast<std::size_t>(part)] + uses) - logTotalWithout;
    return uses * (std::log(uses) - std::log(total) - without);
  }

  CountedTexts m_words;
  std::vector<Piece> m_pieces;
  std::vector<double> m_scores;
  PieceTrie m_trie;
  UnigramLattice m_lattice;
};

/// Counts the steps of the work for whoever waits.
class Steps {
 public:
  Steps(const TokenizerProgress& progress, std::size_t total) : m_progress(progress), m_total(total) {}
  void next() {
    if (m_progress && !m_progress(std::min(m_done++, m_total), m_total)) throw Error("cancelled");
  }
  void finish() const {
    if (m_progress) m_progress(m_total, m_total);
  }

 private:
  const TokenizerProgress& m_progress;
  std::size_t m_total;
  std::size_t m_done = 0;
};

std::vector<std::string> allSpecials(const UnigramTrainingOptions& options) {
  std::vector<std::string> specials = options.firstSpecials;
  specials.insert(specials.end(), options.lastSpecials.begin(), options.lastSpecials.end());
  return specials;
}

std::size_t stepsOf(std::size_t seeds, std::size_t target, const UnigramTrainingOptions& options) {
  const auto rounds = static_cast<std::size_t>(std::max(options.roundsPerPruning, 1));
  double prunings = 0;
  if (seeds > target && options.keptShare < 1)
    prunings =
        std::ceil(std::log(static_cast<double>(target) / static_cast<double>(seeds)) / std::log(options.keptShare));
  return (rounds + 1) * static_cast<std::size_t>(prunings) + rounds;
}

}  // namespace

TrainedUnigram trainUnigram(std::span<const WeightedText> texts, const UnigramTrainingOptions& options,
                            const TokenizerProgress& progress) {
  const std::vector<std::string> specials = allSpecials(options);
  if (std::find(specials.begin(), specials.end(), options.unknownPiece) == specials.end())
    throw Error("text.unknown_piece_missing", {{"piece", options.unknownPiece}});
  if (options.vocabSize < 0 || static_cast<std::size_t>(options.vocabSize) <= specials.size()) {
    throw Error("text.vocabulary_too_small",
                {{"size", std::to_string(options.vocabSize)}, {"required", std::to_string(specials.size() + 1)}});
  }
  const std::size_t target = static_cast<std::size_t>(options.vocabSize) - specials.size();

  if (progress && !progress(0, 1)) throw Error("cancelled");
  const CountedTexts all = countUnigramWords(texts, specials);
  CountedTexts characters = frequentCharacters(all, options.leastCharacterCount, target);
  std::erase_if(characters, [&](const auto& each) {
    return std::find(specials.begin(), specials.end(), each.first) != specials.end();
  });
  if (characters.empty()) throw Error("text.no_text");
  CountedTexts words = withoutOtherCharacters(all, characters);
  CountedTexts seeds = frequentSubstrings(words, options.longestPiece, options.longestChinesePiece, options.seedPieces);
  std::erase_if(seeds, [&](const auto& each) {
    return std::find(specials.begin(), specials.end(), each.first) != specials.end();
  });

  UnigramTrainer trainer(std::move(words), characters, seeds);
  Steps steps(progress, stepsOf(trainer.size(), target, options));
  const double keptShare = std::clamp(options.keptShare, 0.1, 0.95);
  while (trainer.size() > target) {
    for (int round = 0; round < options.roundsPerPruning; ++round) {
      steps.next();
      trainer.improve(false);
    }
    steps.next();
    const auto share = static_cast<std::size_t>(keptShare * static_cast<double>(trainer.size()));
    if (trainer.size() > target) trainer.prune(std::max(target, share));
  }
  for (int round = 0; round < std::max(options.roundsPerPruning, 1); ++round) {
    steps.next();
    trainer.improve(true);
  }
  steps.finish();

  TrainedUnigram trained;
  trained.specials = specials;
  trained.unknownPiece = options.unknownPiece;
  for (const std::string& special : options.firstSpecials) trained.vocabulary.push_back({special, 0});
  for (UnigramPiece& piece : trainer.result()) trained.vocabulary.push_back(std::move(piece));
  for (const std::string& special : options.lastSpecials) trained.vocabulary.push_back({special, 0});
  return trained;
}

std::shared_ptr<const Tokenizer> makeUnigram(const TrainedUnigram& trained, UnigramFrame frame) {
  std::vector<std::string> pieces;
  std::vector<double> scores;
  for (const UnigramPiece& piece : trained.vocabulary) {
    pieces.push_back(piece.piece);
    scores.push_back(piece.logProbability);
  }
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::move(pieces));
  const std::optional<TokenId> unknown = stages.vocabulary->find(trained.unknownPiece);
  if (!unknown) throw Error("text.unknown_piece_missing", {{"piece", trained.unknownPiece}});
  stages.model = std::make_shared<const UnigramModel>(stages.vocabulary, std::move(scores), *unknown);
  stages.unknownPiece = trained.unknownPiece;
  for (const std::string& special : trained.specials)
    stages.added.push_back({stages.vocabulary->find(special).value_or(-1), special});
  stages.normalizers = unigramNormalizers();
  stages.preTokenizers = unigramPreTokenizers();
  stages.decoders = {MetaspaceDecoder{}};
  if (frame.appendEndOfText) {
    const std::optional<TokenId> end = stages.vocabulary->find("</s>");
    if (!end) throw Error("text.added_piece_missing", {{"piece", "</s>"}});
    stages.frame.after = {*end};
  }
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
