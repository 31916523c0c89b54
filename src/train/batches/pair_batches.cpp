#include "train/batches/pair_batches.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tensor/error.h"
#include "tensor/random.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

// Streams of the seed, one an epoch each.
constexpr std::uint64_t kPairStream = 0x7061690000000000ULL;
constexpr std::uint64_t kBatchStream = 0x6261740000000000ULL;
constexpr std::uint64_t kNoEpoch = ~std::uint64_t{0};
constexpr Index kPairsPerChunk = 256;
constexpr std::uint64_t kPlaceMask = 0xffffff;  // a place in a pool; lengths stand above it in a key

std::vector<TokenId> idsOf(const std::vector<Token>& tokens, TokenId endToken) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) ids.push_back(token.id);
  if (!ids.empty() && ids.back() == endToken) ids.pop_back();
  return ids;
}

void append(TokenizedPairs& into, const TokenizedPairs& part) {
  for (std::size_t i = 0; i < part.size(); ++i) into.add(part.source(i), part.target(i));
  into.leftOut += part.leftOut;
  into.targetCharacters += part.targetCharacters;
  into.targetUnknown += part.targetUnknown;
}

void encode(const Tokenizer& tokenizer, const TextPair& pair, std::size_t longest, TokenId endToken,
            TokenizedPairs& into) {
  const std::vector<TokenId> source = idsOf(tokenizer.encode(pair.source), endToken);
  const std::vector<TokenId> target = idsOf(tokenizer.encode(pair.target), endToken);
  const bool fits = source.size() < longest && target.size() < longest;
  if (source.empty() || target.empty() || !fits) {
    ++into.leftOut;
    return;
  }
  into.add(source, target);
  into.targetCharacters += countCodePoints(pair.target) + 1;
  const TokenId unknown = tokenizer.special().unknown.value_or(-1);
  into.targetUnknown += static_cast<std::size_t>(std::count(target.begin(), target.end(), unknown));
}

}  // namespace

void TokenizedPairs::add(std::span<const TokenId> source, std::span<const TokenId> target) {
  sourceTokens.insert(sourceTokens.end(), source.begin(), source.end());
  targetTokens.insert(targetTokens.end(), target.begin(), target.end());
  sourceBegins.push_back(sourceTokens.size());
  targetBegins.push_back(targetTokens.size());
}

TokenizedPairs tokenizePairs(const Tokenizer& tokenizer, const std::vector<TextPair>& pairs, Index longest,
                             TokenId endToken, ThreadPool* pool) {
  const auto count = static_cast<Index>(pairs.size());
  std::vector<TokenizedPairs> parts(static_cast<std::size_t>((count + kPairsPerChunk - 1) / kPairsPerChunk));
  parallelFor(pool, count, kPairsPerChunk, [&](Index begin, Index end) {
    TokenizedPairs& part = parts[static_cast<std::size_t>(begin / kPairsPerChunk)];
    for (Index i = begin; i < end; ++i)
      encode(tokenizer, pairs[static_cast<std::size_t>(i)], static_cast<std::size_t>(longest), endToken, part);
  });
  TokenizedPairs all;
  for (const TokenizedPairs& part : parts) append(all, part);
  return all;
}

std::vector<std::uint32_t> fittingPairs(const TokenizedPairs& pairs, Index longest) {
  const auto most = static_cast<std::size_t>(longest);
  std::vector<std::uint32_t> fitting;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t source = pairs.source(i).size();
    const std::size_t target = pairs.target(i).size();
    if (source > 0 && target > 0 && source < most && target < most) fitting.push_back(static_cast<std::uint32_t>(i));
  }
  return fitting;
}

PairRows::PairRows(const ModelConfig& config)
    : m_start(config.startToken), m_end(config.endToken), m_pad(std::max<TokenId>(config.padToken, 0)) {}

void PairRows::reserve(std::size_t pairs, std::size_t longest) {
  for (std::vector<TokenId>* tokens : {&m_sources, &m_inputs, &m_targets}) tokens->reserve(pairs * longest);
  for (std::vector<Index>* lengths : {&m_sourceLengths, &m_lengths}) lengths->reserve(pairs);
}

TrainingBatch PairRows::fill(const TokenizedPairs& pairs, std::span<const std::uint32_t> which) {
  std::size_t S = 0;
  std::size_t T = 0;
  for (const std::uint32_t pair : which) {
    S = std::max(S, pairs.source(pair).size() + 1);
    T = std::max(T, pairs.target(pair).size() + 1);
  }
  m_sources.assign(which.size() * S, m_pad);
  m_inputs.assign(which.size() * T, m_pad);
  m_targets.assign(which.size() * T, -1);
  m_sourceLengths.clear();
  m_lengths.clear();
  for (std::size_t row = 0; row < which.size(); ++row) {
    const std::span<const TokenId> source = pairs.source(which[row]);
    const std::span<const TokenId> target = pairs.target(which[row]);
    std::copy(source.begin(), source.end(), m_sources.begin() + static_cast<std::ptrdiff_t>(row * S));
    m_sources[row * S + source.size()] = m_end;
    m_inputs[row * T] = m_start;
    std::copy(target.begin(), target.end(), m_inputs.begin() + static_cast<std::ptrdiff_t>(row * T) + 1);
    std::copy(target.begin(), target.end(), m_targets.begin() + static_cast<std::ptrdiff_t>(row * T));
    m_targets[row * T + target.size()] = m_end;
    m_sourceLengths.push_back(static_cast<Index>(source.size()) + 1);
    m_lengths.push_back(static_cast<Index>(target.size()) + 1);
  }
  TrainingBatch batch{static_cast<Index>(which.size()), static_cast<Index>(T), m_inputs, m_targets};
  batch.lengths = m_lengths;
  batch.sourceLength = static_cast<Index>(S);
  batch.sources = m_sources;
  batch.sourceLengths = m_sourceLengths;
  return batch;
}

PairBatches::PairBatches(std::string name, TokenizedPairs pairs, const ModelConfig& config, Index batch, Index length,
                         std::uint64_t seed)
    : m_pairs(std::move(pairs)),
      m_fitting(fittingPairs(m_pairs, length)),
      m_batch(batch),
      m_length(length),
      m_seed(seed),
      m_epoch(kNoEpoch),
      m_rows(config) {
  if (m_fitting.empty()) throw Error("train.no_text", {{"source", std::move(name)}});
  m_rows.reserve(static_cast<std::size_t>(batch), static_cast<std::size_t>(length));
  m_batchOrder.resize(batchesPerEpoch());
}

std::uint64_t PairBatches::batchesPerEpoch() const {
  const auto batch = static_cast<std::uint64_t>(m_batch);
  return (m_fitting.size() + batch - 1) / batch;
}

/// By the target's length, then the source's; among equals the shuffled order stays.
void PairBatches::sortByLength(std::span<std::uint32_t> pool) {
  m_pool.assign(pool.begin(), pool.end());
  m_keys.clear();
  for (std::size_t i = 0; i < m_pool.size(); ++i) {
    const std::uint64_t target = m_pairs.target(m_pool[i]).size();
    const std::uint64_t source = m_pairs.source(m_pool[i]).size();
    m_keys.push_back(target << 44U | source << 24U | i);
  }
  std::sort(m_keys.begin(), m_keys.end());
  for (std::size_t i = 0; i < pool.size(); ++i) pool[i] = m_pool[m_keys[i] & kPlaceMask];
}

void PairBatches::arrange(std::uint64_t epoch) {
  m_order = m_fitting;
  Random pairRandom(m_seed, kPairStream + epoch);
  pairRandom.shuffle(std::span(m_order));
  const std::size_t pool = kPool * static_cast<std::size_t>(m_batch);
  for (std::size_t begin = 0; begin < m_order.size(); begin += pool) {
    sortByLength(std::span(m_order).subspan(begin, std::min(pool, m_order.size() - begin)));
  }
  std::iota(m_batchOrder.begin(), m_batchOrder.end(), 0U);
  Random batchRandom(m_seed, kBatchStream + epoch);
  batchRandom.shuffle(std::span(m_batchOrder));
  m_epoch = epoch;
}

TrainingBatch PairBatches::at(std::uint64_t step) {
  const std::uint64_t epoch = step / batchesPerEpoch();
  if (epoch != m_epoch) arrange(epoch);
  const auto batch = static_cast<std::size_t>(m_batch);
  const std::size_t begin = m_batchOrder[step % batchesPerEpoch()] * batch;
  return m_rows.fill(m_pairs, std::span(m_order).subspan(begin, std::min(batch, m_order.size() - begin)));
}

}  // namespace headlight
