#include "train/batches/stream_batches.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

// Streams of the seed: which source a document is of (one a row), and the order of a source's documents.
constexpr std::uint64_t kDrawStream = 0x7374720000000000ULL;
constexpr std::uint32_t kOrderWord = 0x7374726fU;
constexpr std::uint32_t kRounds = 4;

/// Place `index` of a shuffled [0, count), without storing the shuffle: a Feistel network on the next even number of
/// bits (Luby and Rackoff 1988), applied again until the value lies inside.
std::uint64_t shuffledIndex(std::uint64_t index, std::uint64_t count, std::uint64_t seed, std::uint32_t source,
                            std::uint32_t epoch) {
  const int half = std::max(1, static_cast<int>(std::bit_width(count - 1) + 1) / 2);
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  const std::array<std::uint32_t, 2> key = {static_cast<std::uint32_t>(seed),
                                            static_cast<std::uint32_t>(seed >> 32U) ^ kOrderWord};
  std::uint64_t left = index >> half;
  std::uint64_t right = index & mask;
  do {
    for (std::uint32_t round = 0; round < kRounds; ++round) {
      const auto word = philox({static_cast<std::uint32_t>(right), round, source, epoch}, key)[0];
      left = std::exchange(right, left ^ (word & mask));
    }
  } while ((left << half | right) >= count);
  return left << half | right;
}

}  // namespace

StreamBatches::StreamBatches(std::vector<TrainingText> sources, Index batch, Index length, std::uint64_t seed)
    : m_batch(batch),
      m_length(length),
      m_seed(seed),
      m_inputs(static_cast<std::size_t>(batch * length)),
      m_targets(static_cast<std::size_t>(batch * length)),
      m_resets(static_cast<std::size_t>(batch * length)) {
  for (TrainingText& given : sources) addSource(given);
  for (Source& source : m_sources) source.shareUpTo /= m_sources.back().shareUpTo;
  begin();
}

void StreamBatches::addSource(TrainingText& given) {
  Source source;
  source.text = std::move(given.text);
  std::size_t positions = 0;
  const std::vector<std::size_t>& begins = source.text.documents;
  for (std::size_t d = 0; d < begins.size(); ++d) {
    const std::size_t end = d + 1 < begins.size() ? begins[d + 1] : source.text.tokens.size();
    if (end < begins[d] + 2) continue;
    source.documents.push_back(begins[d]);
    source.ends.push_back(end);
    positions += end - begins[d] - 1;
  }
  if (source.documents.empty()) throw Error("train.no_text", {{"source", given.name}});
  // A source of long documents is drawn the more seldom.
  const double meanLength = static_cast<double>(positions) / static_cast<double>(source.documents.size());
  source.shareUpTo = (m_sources.empty() ? 0 : m_sources.back().shareUpTo) + given.weight / meanLength;
  m_sources.push_back(std::move(source));
}

void StreamBatches::begin() {
  m_nextStep = 0;
  m_streams.assign(static_cast<std::size_t>(m_batch), Stream{});
  for (Index b = 0; b < m_batch; ++b) {
    m_streams[static_cast<std::size_t>(b)].taken.assign(m_sources.size(), 0);
    nextDocument(b);
  }
}

std::size_t StreamBatches::shuffled(std::size_t source, std::uint64_t number) const {
  const std::uint64_t count = m_sources[source].documents.size();
  return shuffledIndex(number % count, count, m_seed, static_cast<std::uint32_t>(source),
                       static_cast<std::uint32_t>(number / count));
}

void StreamBatches::nextDocument(Index number) {
  Stream& stream = m_streams[static_cast<std::size_t>(number)];
  const double u = uniformAt(m_seed, kDrawStream + static_cast<std::uint64_t>(number), stream.draws++);
  std::size_t source = 0;
  while (source + 1 < m_sources.size() && u >= m_sources[source].shareUpTo) ++source;
  // The streams share a source's documents out among themselves like cards.
  const std::uint64_t card =
      stream.taken[source]++ * static_cast<std::uint64_t>(m_batch) + static_cast<std::uint64_t>(number);
  const std::size_t document = shuffled(source, card);
  stream.source = source;
  stream.begin = stream.place = m_sources[source].documents[document];
  stream.end = m_sources[source].ends[document];
}

void StreamBatches::fillRow(Index number, TokenId* inputs, TokenId* targets, std::uint8_t* resets) {
  Stream& stream = m_streams[static_cast<std::size_t>(number)];
  for (Index filled = 0; filled < m_length;) {
    const auto left = static_cast<Index>(stream.end - 1 - stream.place);
    const Index count = std::min(left, m_length - filled);
    if (inputs != nullptr && count > 0) {
      const TokenId* const from = m_sources[stream.source].text.tokens.data() + stream.place;
      std::copy_n(from, count, inputs + filled);
      std::copy_n(from + 1, count, targets + filled);
      std::fill_n(resets + filled, count, std::uint8_t{0});
      resets[filled] = stream.place == stream.begin;
    }
    stream.place += static_cast<std::size_t>(count);
    filled += count;
    if (stream.place + 1 == stream.end) nextDocument(number);
  }
}

TrainingBatch StreamBatches::at(std::uint64_t step) {
  if (step < m_nextStep) begin();
  for (; m_nextStep < step; ++m_nextStep) {
    for (Index b = 0; b < m_batch; ++b) fillRow(b, nullptr, nullptr, nullptr);
  }
  for (Index b = 0; b < m_batch; ++b) {
    fillRow(b, m_inputs.data() + b * m_length, m_targets.data() + b * m_length, m_resets.data() + b * m_length);
  }
  ++m_nextStep;
  TrainingBatch batch;
  batch.batch = m_batch;
  batch.length = m_length;
  batch.inputs = m_inputs;
  batch.targets = m_targets;
  batch.resets = m_resets;
  return batch;
}

}  // namespace headlight
