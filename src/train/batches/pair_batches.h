#pragma once
// Batches of sentences and their translations for an encoder-decoder.
//
// The encoder reads the source and the end token. The decoder reads the start token and the target y, and predicts y
// and the end token. A batch has pairs of nearly the same length: each epoch's order is shuffled by the seed, cut
// into pools of kPool batches, sorted by length within a pool, and the batches are shuffled again. Everything is a
// function of (seed, step).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tensor/thread_pool.h"
#include "text/tokenizer.h"
#include "train/batches/batches.h"

namespace headlight {

/// A text and its translation.
struct TextPair {
  std::string source, target;
};

/// Token sequences without start and end tokens, one after another.
struct TokenizedPairs {
  std::vector<TokenId> sourceTokens, targetTokens;
  std::vector<std::size_t> sourceBegins{0}, targetBegins{0};  ///< one more than pairs
  std::size_t leftOut = 0;                                    ///< pairs with an empty side or longer than allowed
  std::size_t targetCharacters = 0;                           ///< Unicode code points of the targets; each end counts 1
  std::size_t targetUnknown = 0;                              ///< target tokens that stand for unknown words

  [[nodiscard]] std::size_t size() const { return sourceBegins.size() - 1; }
  [[nodiscard]] std::span<const TokenId> source(std::size_t pair) const {
    return std::span(sourceTokens).subspan(sourceBegins[pair], sourceBegins[pair + 1] - sourceBegins[pair]);
  }
  [[nodiscard]] std::span<const TokenId> target(std::size_t pair) const {
    return std::span(targetTokens).subspan(targetBegins[pair], targetBegins[pair + 1] - targetBegins[pair]);
  }
  void add(std::span<const TokenId> source, std::span<const TokenId> target);
};

/// Encodes both sides. An end token that the tokenizer itself adds is taken off again (endToken may be -1). Pairs with
/// more than `longest` tokens on a side, the end or start token counted, are left out. The result does not depend on
/// the pool.
[[nodiscard]] TokenizedPairs tokenizePairs(const Tokenizer& tokenizer, const std::vector<TextPair>& pairs,
                                           Index longest, TokenId endToken, ThreadPool* pool);

/// Which pairs have at most `longest` tokens a side, the start or end token counted, and none empty.
[[nodiscard]] std::vector<std::uint32_t> fittingPairs(const TokenizedPairs& pairs, Index longest);

/// A batch of pairs and its memory; reused from one batch to the next.
class PairRows {
 public:
  /// start, end and padding tokens of the model (padToken -1 is written as 0; nothing looks at it).
  explicit PairRows(const ModelConfig& config);
  /// Takes the memory for so many pairs of so many tokens a side at once.
  void reserve(std::size_t pairs, std::size_t longest);
  /// The rows of these pairs, padded to the longest; valid until the next call.
  [[nodiscard]] TrainingBatch fill(const TokenizedPairs& pairs, std::span<const std::uint32_t> which);

 private:
  TokenId m_start, m_end, m_pad;
  std::vector<TokenId> m_sources, m_inputs, m_targets;
  std::vector<Index> m_sourceLengths, m_lengths;
};

class PairBatches : public BatchSource {
 public:
  static constexpr std::size_t kPool = 64;  ///< batches sorted together

  /// `batch`: pairs at once. `config`: the start, end and padding tokens. Throws Error "train.no_text" if there is no
  /// pair that fits into `length` tokens a side; longer ones are never drawn.
  PairBatches(std::string name, TokenizedPairs pairs, const ModelConfig& config, Index batch, Index length,
              std::uint64_t seed);

  [[nodiscard]] Index batch() const override { return m_batch; }
  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override;

  [[nodiscard]] std::uint64_t batchesPerEpoch() const;

 private:
  void arrange(std::uint64_t epoch);
  void sortByLength(std::span<std::uint32_t> pool);

  TokenizedPairs m_pairs;
  std::vector<std::uint32_t> m_fitting;  ///< pairs that may be drawn
  Index m_batch;
  Index m_length;
  std::uint64_t m_seed;
  std::uint64_t m_epoch;                    ///< that m_order and m_batchOrder hold
  std::vector<std::uint32_t> m_order;       ///< pairs; a batch is a run of them
  std::vector<std::uint32_t> m_batchOrder;  ///< which run comes when
  std::vector<std::uint64_t> m_keys;        ///< of a pool that is sorted
  std::vector<std::uint32_t> m_pool;
  PairRows m_rows;
};

}  // namespace headlight
