#include "train/batches/mixture_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

// Streams of the seed: which source a row takes, and one stream an epoch of each source for its order.
constexpr std::uint64_t kMixtureStream = 0x6d69780000000000ULL;
constexpr std::uint64_t kOrderStream = 0x6f72640000000000ULL;
constexpr std::uint64_t kNoEpochYet = ~std::uint64_t{0};

std::uint64_t orderStream(std::size_t source, std::uint64_t epoch) {
  return kOrderStream + (epoch << 8U) + source;
}

/// For every passage the begin of its document.
std::vector<std::size_t> documentsOf(const TokenizedText& text, const std::vector<std::size_t>& starts) {
  std::vector<std::size_t> result;
  std::size_t document = 0;
  for (const std::size_t start : starts) {
    while (document + 1 < text.documents.size() && text.documents[document + 1] <= start) ++document;
    result.push_back(text.documents[document]);
  }
  return result;
}

}  // namespace

MixtureOrder::MixtureOrder(std::vector<TrainingText> sources, Index length, std::uint64_t seed,
                           const std::vector<TokenId>& sentenceEnds)
    : m_seed(seed) {
  double total = 0;
  for (const TrainingText& source : sources) total += source.weight;
  double upTo = 0;
  for (TrainingText& given : sources) {
    if (given.text.tokens.size() < 2) throw Error("train.no_text", {{"source", given.name}});
    Source source;
    source.text = std::move(given.text);
    source.weightUpTo = (upTo += given.weight / total);
    const auto rowLength = static_cast<std::size_t>(length);
    source.starts = passageStarts(source.text, rowLength, sentenceEnds);
    source.documentOf = documentsOf(source.text, source.starts);
    // As many passages as fill a row on average, so that an epoch of rows visits each passage about once.
    const std::size_t tokens = source.text.tokens.size();
    source.passagesPerRow = std::max<std::uint64_t>(1, rowLength * source.starts.size() / tokens);
    for (auto& epoch : source.epochs) epoch = kNoEpochYet;
    for (auto& order : source.orders) order.resize(source.starts.size());
    m_sources.push_back(std::move(source));
  }
}

std::size_t MixtureOrder::sourceOfRow(std::uint64_t row) const {
  const double u = uniformAt(m_seed, kMixtureStream, row);
  std::size_t source = 0;
  while (source + 1 < m_sources.size() && u >= m_sources[source].weightUpTo) ++source;
  return source;
}

MixtureOrder::Row MixtureOrder::row(std::uint64_t index) {
  if (index < m_nextRow) {
    m_nextRow = 0;
    for (Source& source : m_sources) source.rows = 0;
  }
  for (; m_nextRow < index; ++m_nextRow) ++m_sources[sourceOfRow(m_nextRow)].rows;
  const std::size_t source = sourceOfRow(m_nextRow++);
  Source& from = m_sources[source];
  return {source, from.rows++ * from.passagesPerRow};
}

void MixtureOrder::shuffle(std::size_t source, std::uint64_t epoch) {
  std::vector<std::uint32_t>& order = m_sources[source].orders[epoch % 2];
  std::iota(order.begin(), order.end(), 0U);
  Random random(m_seed, orderStream(source, epoch));
  random.shuffle(std::span(order));
  m_sources[source].epochs[epoch % 2] = epoch;
}

std::size_t MixtureOrder::shuffledPassage(std::size_t source, std::uint64_t number) {
  const std::uint64_t count = m_sources[source].starts.size();
  const std::uint64_t epoch = number / count;
  if (m_sources[source].epochs[epoch % 2] != epoch) shuffle(source, epoch);
  return m_sources[source].orders[epoch % 2][number % count];
}

std::size_t MixtureOrder::passageBegin(std::size_t source, std::uint64_t number) {
  return m_sources[source].starts[shuffledPassage(source, number)];
}

std::size_t MixtureOrder::documentBegin(std::size_t source, std::uint64_t number) {
  return m_sources[source].documentOf[shuffledPassage(source, number)];
}

std::size_t MixtureOrder::documentEnd(std::size_t source, std::size_t place) const {
  const TokenizedText& text = m_sources[source].text;
  const auto next = std::upper_bound(text.documents.begin(), text.documents.end(), place);
  return next == text.documents.end() ? text.tokens.size() : *next;
}

bool MixtureOrder::isDocumentEnd(std::size_t source, std::size_t place) const {
  const TokenizedText& text = m_sources[source].text;
  return place == text.tokens.size() || std::binary_search(text.documents.begin(), text.documents.end(), place);
}

}  // namespace headlight
