#include "text/training/bpe_training.h"

#include <algorithm>
#include <array>
#include <queue>
#include <unordered_map>
#include <unordered_set>

#include "tensor/error.h"
#include "text/models/bpe_model.h"
#include "text/pipeline_tokenizer.h"
#include "text/stages/added_tokens.h"
#include "text/stages/byte_alphabet.h"
#include "text/stages/gpt2_split.h"

namespace headlight {
namespace {

constexpr std::size_t kLongestPreToken = 1000;
constexpr std::int64_t kLeastCount = 2;

using PairKey = std::uint64_t;

PairKey keyOf(TokenId left, TokenId right) {
  return static_cast<PairKey>(static_cast<std::uint32_t>(left)) << 32U | static_cast<std::uint32_t>(right);
}
TokenId leftOf(PairKey key) {
  return static_cast<TokenId>(key >> 32U);
}
TokenId rightOf(PairKey key) {
  return static_cast<TokenId>(key & 0xFFFFFFFFU);
}

/// A distinct pre-token of the texts, as it is cut so far.
struct Word {
  std::vector<TokenId> symbols;
  std::int64_t count = 0;
};

using PreTokenCounts = std::unordered_map<std::string_view, std::int64_t>;  // views into the texts

void countPreTokens(std::string_view plain, std::int64_t weight, PreTokenCounts& counts) {
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = gpt2PieceEnd(plain, at);
    if (end - at <= kLongestPreToken) counts[plain.substr(at, end - at)] += weight;
    at = end;
  }
}

PreTokenCounts countPreTokens(std::span<const WeightedText> texts, std::span<const std::string> specials) {
  std::vector<AddedToken> added;
  for (const std::string& special : specials) added.push_back({0, special});
  const AddedTokenMatcher matcher(added);
  PreTokenCounts counts;
  for (const WeightedText& text : texts) {
    if (text.weight <= 0) continue;
    for (const AddedTokenMatcher::Part& part : matcher.split(text.text)) {
      if (part.token == nullptr)
        countPreTokens(text.text.substr(part.range.begin, part.range.size()), text.weight, counts);
    }
  }
  return counts;
}

class BpeTrainer {
 public:
  BpeTrainer(const PreTokenCounts& counts, std::span<const std::string> specials)
      : m_specials(specials.begin(), specials.end()) {
    std::array<TokenId, 256> ids{};
    for (const unsigned char byte : bytesInAlphabetOrder()) {
      ids[byte] = static_cast<TokenId>(m_pieces.size());
      addPiece(byteLetters()[byte]);
    }
    m_words.reserve(counts.size());
    for (const auto& [preToken, count] : counts) {
      if (preToken.size() < 2) continue;
      Word word{{}, count};
      for (const char byte : preToken) word.symbols.push_back(ids[static_cast<unsigned char>(byte)]);
      m_words.push_back(std::move(word));
    }
    for (std::size_t i = 0; i < m_words.size(); ++i) {
      changeCounts(m_words[i], +1);
      for (std::size_t s = 0; s + 1 < m_words[i].symbols.size(); ++s) note(i, s);
    }
    for (const auto& [key, pair] : m_pairs) m_queue.push({pair.count, key});
  }

  void run(std::size_t pieces, const TokenizerProgress& progress) {
    const std::size_t first = m_pieces.size();
    while (m_pieces.size() < pieces) {
      const std::size_t done = m_pieces.size() - first;
      if (progress && done % 64 == 0 && !progress(done, pieces - first)) throw Error("cancelled");
      if (!mergeNext()) break;
    }
    if (progress) progress(pieces - first, pieces - first);
  }

  TrainedBpe take() { return {std::move(m_pieces), std::move(m_merges), {}}; }

 private:
  struct Pair {
    std::int64_t count = 0;
    std::vector<std::uint32_t> words;  ///< where it stands or stood; may name one twice
  };

  struct Candidate {
    std::int64_t count = 0;
    PairKey key = 0;
    /// The largest comes first: the most frequent, of equals the smaller ids.
    friend bool operator<(const Candidate& a, const Candidate& b) {
      return a.count != b.count ? a.count < b.count : a.key > b.key;
    }
  };

  TokenId addPiece(const std::string& piece) {
    const auto [place, isNew] = m_ids.emplace(piece, static_cast<TokenId>(m_pieces.size()));
    if (isNew) m_pieces.push_back(piece);
    return place->second;  // two ways of cutting may lead to the same piece
  }

  void changeCounts(const Word& word, std::int64_t sign) {
    for (std::size_t s = 0; s + 1 < word.symbols.size(); ++s)
      m_pairs[keyOf(word.symbols[s], word.symbols[s + 1])].count += sign * word.count;
  }

  void note(std::size_t word, std::size_t symbol) {
    const std::vector<TokenId>& symbols = m_words[word].symbols;
    m_pairs[keyOf(symbols[symbol], symbols[symbol + 1])].words.push_back(static_cast<std::uint32_t>(word));
  }

  /// False if no pair is left that is worth a merge.
  bool mergeNext() {
    while (!m_queue.empty()) {
      const Candidate next = m_queue.top();
      m_queue.pop();
      const std::int64_t count = m_pairs[next.key].count;
      if (count < kLeastCount) continue;
      if (count != next.count) {  // counts in the queue are older than those in the table
        if (count < next.count) m_queue.push({count, next.key});
        continue;
      }
      const std::string merged =
          m_pieces[static_cast<std::size_t>(leftOf(next.key))] + m_pieces[static_cast<std::size_t>(rightOf(next.key))];
      if (m_specials.contains(merged)) continue;
      merge(next, merged);
      return true;
    }
    return false;
  }

  void merge(const Candidate& candidate, const std::string& merged) {
    const TokenId left = leftOf(candidate.key);
    const TokenId right = rightOf(candidate.key);
    m_merges.push_back(
        {m_pieces[static_cast<std::size_t>(left)], m_pieces[static_cast<std::size_t>(right)], candidate.count});
    const TokenId made = addPiece(merged);
    std::vector<std::uint32_t> words;
    words.swap(m_pairs[candidate.key].words);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::unordered_set<PairKey> changed;
    for (const std::uint32_t word : words) mergeIn(word, left, right, made, changed);
    for (const PairKey key : changed) m_queue.push({m_pairs[key].count, key});
  }

  void mergeIn(std::size_t word, TokenId left, TokenId right, TokenId made, std::unordered_set<PairKey>& changed) {
    std::vector<TokenId>& symbols = m_words[word].symbols;
    changeCounts(m_words[word], -1);
    std::size_t kept = 0;
    for (std::size_t s = 0; s < symbols.size(); ++s) {
      const bool isPair = s + 1 < symbols.size() && symbols[s] == left && symbols[s + 1] == right;
      symbols[kept++] = isPair ? made : symbols[s];
      if (isPair) ++s;
    }
    symbols.resize(kept);
    changeCounts(m_words[word], +1);
    for (std::size_t s = 0; s + 1 < symbols.size(); ++s) {
      if (symbols[s] != made && symbols[s + 1] != made) continue;
      note(word, s);
      changed.insert(keyOf(symbols[s], symbols[s + 1]));
    }
  }

  std::unordered_set<std::string> m_specials;
  std::vector<std::string> m_pieces;
  std::unordered_map<std::string, TokenId> m_ids;
  std::vector<Word> m_words;
  std::unordered_map<PairKey, Pair> m_pairs;
  std::priority_queue<Candidate> m_queue;
  std::vector<LearntMerge> m_merges;
};

}  // namespace

TrainedBpe trainByteLevelBpe(std::span<const WeightedText> texts, std::int32_t vocabSize,
                             std::span<const std::string> specials, const TokenizerProgress& progress) {
  const std::size_t required = byteLetters().size() + specials.size();
  if (vocabSize < 0 || static_cast<std::size_t>(vocabSize) < required) {
    throw Error("text.vocabulary_too_small",
                {{"size", std::to_string(vocabSize)}, {"required", std::to_string(required)}});
  }
  BpeTrainer trainer(countPreTokens(texts, specials), specials);
  trainer.run(static_cast<std::size_t>(vocabSize) - specials.size(), progress);
  TrainedBpe trained = trainer.take();
  trained.specials.assign(specials.begin(), specials.end());
  trained.vocabulary.insert(trained.vocabulary.end(), specials.begin(), specials.end());
  return trained;
}

std::shared_ptr<const Tokenizer> makeByteLevelBpe(const TrainedBpe& trained) {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(trained.vocabulary);
  std::vector<std::pair<std::string, std::string>> merges;
  merges.reserve(trained.merges.size());
  for (const LearntMerge& merge : trained.merges) merges.emplace_back(merge.left, merge.right);
  stages.model = std::make_shared<const BpeModel>(stages.vocabulary, merges);
  for (const std::string& special : trained.specials)
    stages.added.push_back({stages.vocabulary->find(special).value_or(-1), special});
  stages.preTokenizers = {ByteLevelSplit{}};
  stages.decoders = {ByteLevelDecoder{}};
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
