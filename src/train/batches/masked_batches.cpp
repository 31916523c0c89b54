#include "train/batches/masked_batches.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

// Streams of the seed, one a row each: how a row is filled, and what is masked in it.
constexpr std::uint64_t kFillStream = 0x66696c0000000000ULL;
constexpr std::uint64_t kMaskStream = 0x6d736b0000000000ULL;

constexpr double kReplacedByMask = 0.8;
constexpr double kReplacedByRandom = 0.1;

/// How many tokens of `length` are left for text.
Index roomInFrame(const SpecialTokens& special, Index length) {
  const Index frame = (special.classification ? 1 : 0) + (special.separator ? 1 : 0);
  return std::max<Index>(1, length - frame);
}

std::vector<TokenId> ordinaryTokens(const MaskingRules& rules) {
  std::vector<TokenId> ids;
  for (TokenId id = 0; id < static_cast<TokenId>(rules.dVocab); ++id) {
    if (isOrdinaryToken(rules.special, id)) ids.push_back(id);
  }
  return ids;
}

}  // namespace

bool isOrdinaryToken(const SpecialTokens& special, TokenId id) {
  return id != special.unknown && id != special.padding && id != special.mask && id != special.classification &&
         id != special.separator && id != special.endOfText;
}

std::vector<TokenId> framedForEncoder(std::span<const TokenId> document, const SpecialTokens& special) {
  std::vector<TokenId> row;
  row.reserve(document.size() + 2);
  if (special.classification) row.push_back(*special.classification);
  row.insert(row.end(), document.begin(), document.end());
  if (special.separator) row.push_back(*special.separator);
  return row;
}

void choosePlacesToMask(std::vector<std::size_t>& places, double share, Random& random) {
  const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(places.size())));
  const std::size_t count = std::min(places.size(), std::max<std::size_t>(wanted, 1));
  for (std::size_t i = 0; i < count; ++i) std::swap(places[i], places[i + random.below(places.size() - i)]);
  places.resize(count);
}

MaskedBatches::MaskedBatches(std::vector<TrainingText> sources, const MaskingRules& rules, Index batch, Index length,
                             std::uint64_t seed, const std::vector<TokenId>& sentenceEnds)
    : m_order(std::move(sources), roomInFrame(rules.special, length), seed, sentenceEnds),
      m_rules(rules),
      m_batch(batch),
      m_length(length),
      m_seed(seed),
      m_ordinary(ordinaryTokens(rules)),
      m_rows(static_cast<std::size_t>(batch)) {
  if (!rules.special.mask) throw Error("train.no_mask_token");
  const auto longest = static_cast<std::size_t>(length);  // nothing is allocated later
  for (std::vector<TokenId>& row : m_rows) row.reserve(longest);
  m_inputs.reserve(m_rows.size() * longest);
  m_targets.reserve(m_rows.size() * longest);
  m_lengths.reserve(m_rows.size());
  m_places.reserve(longest);
}

std::span<const TokenId> MaskedBatches::passage(std::size_t source, std::size_t begin) const {
  const std::vector<TokenId>& tokens = m_order.text(source).tokens;
  const std::size_t end = m_order.documentEnd(source, begin);
  const bool closed = end > begin && tokens[end - 1] == m_rules.special.endOfText;
  return std::span(tokens).subspan(begin, end - begin - (closed ? 1 : 0));
}

void MaskedBatches::append(std::span<const TokenId> text, std::vector<TokenId>& into) const {
  into.insert(into.end(), text.begin(), text.end());
  if (m_rules.special.separator) into.push_back(*m_rules.special.separator);
}

void MaskedBatches::fillRow(std::uint64_t rowIndex, std::vector<TokenId>& into) {
  const MixtureOrder::Row row = m_order.row(rowIndex);
  const bool single = uniformAt(m_seed, kFillStream, rowIndex) < kSingleShare;
  const auto length = static_cast<std::size_t>(m_length);
  const SpecialTokens& special = m_rules.special;
  const std::size_t separator = special.separator ? 1 : 0;

  into.clear();
  if (special.classification) into.push_back(*special.classification);
  std::uint64_t number = row.firstPassage;
  std::span<const TokenId> text = passage(row.source, m_order.passageBegin(row.source, number));
  const auto room = static_cast<std::size_t>(roomInFrame(special, m_length));
  append(text.first(std::min(text.size(), room)), into);
  while (!single && into.size() + separator < length) {
    text = passage(row.source, m_order.documentBegin(row.source, ++number));
    const std::size_t left = length - into.size() - separator;
    // a document that would be cut is left for another row, unless most of this one is still empty
    if (text.size() > left && 2 * into.size() > length) break;
    append(text.first(std::min(text.size(), left)), into);
    if (text.empty()) break;
  }
}

void MaskedBatches::mask(std::uint64_t rowIndex, std::span<TokenId> inputs, std::span<TokenId> targets) {
  m_places.clear();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (isOrdinaryToken(m_rules.special, inputs[i])) m_places.push_back(i);
  }
  Random random(m_seed, kMaskStream + rowIndex);
  choosePlacesToMask(m_places, m_rules.share, random);
  for (const std::size_t place : m_places) {
    targets[place] = inputs[place];
    const double u = random.uniform();
    if (u < kReplacedByMask) {
      inputs[place] = *m_rules.special.mask;
    } else if (u < kReplacedByMask + kReplacedByRandom) {
      inputs[place] = m_ordinary[random.below(m_ordinary.size())];
    }
  }
}

TrainingBatch MaskedBatches::at(std::uint64_t step) {
  const auto batch = static_cast<std::size_t>(m_batch);
  m_lengths.clear();
  for (std::size_t b = 0; b < batch; ++b) {
    fillRow(step * batch + b, m_rows[b]);
    m_lengths.push_back(static_cast<Index>(m_rows[b].size()));
  }
  const Index longest = *std::max_element(m_lengths.begin(), m_lengths.end());
  const auto length = static_cast<std::size_t>(longest);
  m_inputs.assign(batch * length, m_rules.special.padding.value_or(*m_rules.special.mask));
  m_targets.assign(batch * length, -1);
  for (std::size_t b = 0; b < batch; ++b) {
    std::copy(m_rows[b].begin(), m_rows[b].end(), m_inputs.begin() + static_cast<std::ptrdiff_t>(b * length));
    mask(step * batch + b, std::span(m_inputs).subspan(b * length, m_rows[b].size()),
         std::span(m_targets).subspan(b * length, m_rows[b].size()));
  }
  TrainingBatch result{m_batch, longest, m_inputs, m_targets};
  result.lengths = m_lengths;
  return result;
}

}  // namespace headlight
