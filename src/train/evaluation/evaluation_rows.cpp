#include "train/evaluation/evaluation_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tensor/error.h"
#include "tensor/random.h"
#include "train/batches/masked_batches.h"

namespace headlight {
namespace {

// Which words are masked belongs to the method, so that every encoder is asked the same ones.
constexpr std::uint64_t kMaskSeed = 0x6d61736b65766131ULL;

/// Part of a text.
struct Window {
  std::size_t begin;
  std::size_t size;
};

std::size_t documentEnd(const TokenizedText& text, std::size_t document) {
  return document + 1 < text.documents.size() ? text.documents[document + 1] : text.tokens.size();
}

std::size_t windowLength(const ModelConfig& config, const EvaluationSettings& settings) {
  const Index asked = settings.window > 0 ? settings.window : config.nCtx;
  return static_cast<std::size_t>(std::min(asked, config.nCtx));
}

/// The next word of every window of a text.
class NextWordRows : public EvaluationRows {
 public:
  NextWordRows(const ModelConfig& config, const TokenizedText& text, const EvaluationSettings& settings)
      : m_text(text), m_resetsState(config.isRecurrent()) {
    const std::size_t longest = windowLength(config, settings);
    for (std::size_t d = 0; d < text.documents.size(); ++d) {
      const std::size_t end = documentEnd(text, d);
      for (std::size_t begin = text.documents[d]; begin + 1 < end; begin += longest)
        m_windows.push_back({begin, std::min(longest, end - 1 - begin)});
    }
    std::stable_sort(m_windows.begin(), m_windows.end(),
                     [](const Window& a, const Window& b) { return a.size > b.size; });
  }

  [[nodiscard]] std::size_t count() const override { return m_windows.size(); }
  [[nodiscard]] Index longest() const override { return static_cast<Index>(m_windows.front().size); }

  [[nodiscard]] TrainingBatch batch(std::size_t first, std::size_t count) override {
    const std::size_t length = m_windows[first].size;
    m_inputs.assign(count * length, m_text.tokens.front());
    m_targets.assign(count * length, -1);
    m_resets.assign(m_resetsState ? count * length : 0, 0);
    for (std::size_t row = 0; row < count; ++row) {
      const Window& window = m_windows[first + row];
      const auto from = m_text.tokens.begin() + static_cast<std::ptrdiff_t>(window.begin);
      std::copy_n(from, window.size, m_inputs.begin() + static_cast<std::ptrdiff_t>(row * length));
      std::copy_n(from + 1, window.size, m_targets.begin() + static_cast<std::ptrdiff_t>(row * length));
      if (m_resetsState) m_resets[row * length] = 1;
    }
    TrainingBatch batch{static_cast<Index>(count), static_cast<Index>(length), m_inputs, m_targets};
    batch.resets = m_resets;
    return batch;
  }

  [[nodiscard]] EvaluationResult known() const override {
    EvaluationResult result;
    result.spellingNats = m_text.spellingNats;
    result.characters = m_text.characters;
    result.words = m_text.words;
    result.unknown = m_text.unknown;
    return result;
  }

 private:
  const TokenizedText& m_text;
  bool m_resetsState;
  std::vector<Window> m_windows;  ///< longest first, so that a batch has rows of much the same length
  std::vector<TokenId> m_inputs, m_targets;
  std::vector<std::uint8_t> m_resets;
};

/// Masked words of every window of a text.
class MaskedRows : public EvaluationRows {
 public:
  MaskedRows(const ModelConfig& config, const TokenizedText& text, const EvaluationSettings& settings)
      : m_special(settings.special), m_maskShare(settings.maskShare) {
    if (!m_special.mask) throw Error("train.no_mask_token");
    const std::size_t frame = framedForEncoder({}, m_special).size();
    const std::size_t room = windowLength(config, settings);
    const std::size_t longest = room > frame ? room - frame : 1;
    for (std::size_t d = 0; d < text.documents.size(); ++d) {
      std::size_t end = documentEnd(text, d);
      if (end > text.documents[d] && text.tokens[end - 1] == m_special.endOfText) --end;
      for (std::size_t begin = text.documents[d]; begin < end; begin += longest)
        addWindow(std::span(text.tokens).subspan(begin, std::min(longest, end - begin)));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row& a, const Row& b) { return a.inputs.size() > b.inputs.size(); });
  }

  [[nodiscard]] std::size_t count() const override { return m_rows.size(); }
  [[nodiscard]] Index longest() const override { return static_cast<Index>(m_rows.front().inputs.size()); }

  [[nodiscard]] TrainingBatch batch(std::size_t first, std::size_t count) override {
    const std::size_t length = m_rows[first].inputs.size();
    m_inputs.assign(count * length, m_special.padding.value_or(*m_special.mask));
    m_targets.assign(count * length, -1);
    m_lengths.clear();
    for (std::size_t row = 0; row < count; ++row) {
      const auto at = static_cast<std::ptrdiff_t>(row * length);
      const Row& from = m_rows[first + row];
      std::copy(from.inputs.begin(), from.inputs.end(), m_inputs.begin() + at);
      std::copy(from.targets.begin(), from.targets.end(), m_targets.begin() + at);
      m_lengths.push_back(static_cast<Index>(from.inputs.size()));
    }
    TrainingBatch batch{static_cast<Index>(count), static_cast<Index>(length), m_inputs, m_targets};
    batch.lengths = m_lengths;
    return batch;
  }

  [[nodiscard]] EvaluationResult known() const override { return m_known; }

 private:
  struct Row {
    std::vector<TokenId> inputs, targets;
  };

  void addWindow(std::span<const TokenId> window) {
    Row row;
    row.inputs = framedForEncoder(window, m_special);
    row.targets.assign(row.inputs.size(), -1);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < row.inputs.size(); ++i) {
      if (isOrdinaryToken(m_special, row.inputs[i])) places.push_back(i);
    }
    m_known.words += window.size();
    m_known.unknown +=
        static_cast<std::size_t>(std::count(window.begin(), window.end(), m_special.unknown.value_or(-1)));
    Random random(kMaskSeed, m_windows++);
    choosePlacesToMask(places, m_maskShare, random);
    for (const std::size_t place : places) {
      row.targets[place] = row.inputs[place];
      row.inputs[place] = *m_special.mask;
    }
    if (!places.empty()) m_rows.push_back(std::move(row));
  }

  SpecialTokens m_special;
  double m_maskShare;
  std::vector<Row> m_rows;      ///< longest first
  std::uint64_t m_windows = 0;  ///< of the text so far, those without an ordinary token too
  EvaluationResult m_known;
  std::vector<TokenId> m_inputs, m_targets;
  std::vector<Index> m_lengths;
};

/// The targets of pairs.
class TranslationRows : public EvaluationRows {
 public:
  TranslationRows(const ModelConfig& config, const TokenizedPairs& pairs, const EvaluationSettings& settings)
      : m_pairs(pairs),
        m_rows(config),
        m_order(fittingPairs(pairs, static_cast<Index>(windowLength(config, settings)))) {
    const auto size = [&](std::uint32_t pair) {
      return std::max(pairs.source(pair).size(), pairs.target(pair).size());
    };
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return size(a) > size(b); });
    if (!m_order.empty()) m_longest = static_cast<Index>(size(m_order.front())) + 1;
  }

  [[nodiscard]] std::size_t count() const override { return m_order.size(); }
  [[nodiscard]] Index longest() const override { return m_longest; }
  [[nodiscard]] TrainingBatch batch(std::size_t first, std::size_t count) override {
    return m_rows.fill(m_pairs, std::span(m_order).subspan(first, count));
  }
  [[nodiscard]] EvaluationResult known() const override {
    EvaluationResult result;
    if (m_order.size() == m_pairs.size()) result.characters = m_pairs.targetCharacters;
    result.words = m_pairs.targetTokens.size();
    result.unknown = m_pairs.targetUnknown;
    return result;
  }

 private:
  const TokenizedPairs& m_pairs;
  PairRows m_rows;
  std::vector<std::uint32_t> m_order;  ///< longest first
  Index m_longest = 0;                 ///< of either side, with its start or end
};

}  // namespace

std::unique_ptr<EvaluationRows> textRows(const ModelConfig& config, const TokenizedText& text,
                                         const EvaluationSettings& settings) {
  if (config.role() == Role::Translates) {
    throw Error("eval.needs_pairs", {{"kind", std::string(modelKindName(config.kind))}});
  }
  if (config.role() == Role::Fills) return std::make_unique<MaskedRows>(config, text, settings);
  return std::make_unique<NextWordRows>(config, text, settings);
}

std::unique_ptr<EvaluationRows> pairRows(const ModelConfig& config, const TokenizedPairs& pairs,
                                         const EvaluationSettings& settings) {
  if (config.role() != Role::Translates) {
    throw Error("eval.needs_text", {{"kind", std::string(modelKindName(config.kind))}});
  }
  return std::make_unique<TranslationRows>(config, pairs, settings);
}

}  // namespace headlight
