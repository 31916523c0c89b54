#include "train/evaluation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tensor/error.h"

namespace headlight {

double EvaluationResult::loss() const {
  return tokens == 0 ? 0 : (tokenNats + spellingNats) / static_cast<double>(tokens);
}
double EvaluationResult::lossOfTokens() const {
  return tokens == 0 ? 0 : tokenNats / static_cast<double>(tokens);
}
double EvaluationResult::perplexity() const {
  return std::exp(loss());
}
double EvaluationResult::bitsPerCharacter() const {
  return characters == 0 ? 0 : (tokenNats + spellingNats) / std::numbers::ln2 / static_cast<double>(characters);
}
double EvaluationResult::unknownShare() const {
  return words == 0 ? 0 : static_cast<double>(unknown) / static_cast<double>(words);
}

Evaluation::Evaluation(const TrainableModel& model, const TokenizedText& text, Index rows)
    : m_text(&text), m_rows(rows) {
  const auto longest = static_cast<std::size_t>(model.config().nCtx);
  for (std::size_t d = 0; d < text.documents.size(); ++d) {
    const std::size_t end = d + 1 < text.documents.size() ? text.documents[d + 1] : text.tokens.size();
    for (std::size_t begin = text.documents[d]; begin + 1 < end; begin += longest)
      m_windows.push_back({begin, std::min(longest, end - 1 - begin)});
  }
  if (m_windows.empty()) return;
  std::stable_sort(m_windows.begin(), m_windows.end(),
                   [](const Window& a, const Window& b) { return a.size > b.size; });
  m_rows = std::min(m_rows, static_cast<Index>(m_windows.size()));
  const std::size_t most = static_cast<std::size_t>(m_rows) * m_windows.front().size;
  m_inputs.resize(most);
  m_targets.resize(most);
  m_workspace = model.newWorkspace(m_rows, static_cast<Index>(m_windows.front().size));
}

Evaluation::~Evaluation() = default;
Evaluation::Evaluation(Evaluation&&) noexcept = default;

TrainingBatch Evaluation::batchOf(std::size_t firstWindow, std::size_t count) {
  const std::size_t length = m_windows[firstWindow].size;
  std::fill_n(m_inputs.begin(), count * length, m_text->tokens.front());
  std::fill_n(m_targets.begin(), count * length, TokenId{-1});
  for (std::size_t row = 0; row < count; ++row) {
    const Window& window = m_windows[firstWindow + row];
    const auto from = m_text->tokens.begin() + static_cast<std::ptrdiff_t>(window.begin);
    std::copy_n(from, window.size, m_inputs.begin() + static_cast<std::ptrdiff_t>(row * length));
    std::copy_n(from + 1, window.size, m_targets.begin() + static_cast<std::ptrdiff_t>(row * length));
  }
  const std::span<const TokenId> inputs(m_inputs), targets(m_targets);
  return {static_cast<Index>(count), static_cast<Index>(length), inputs.first(count * length),
          targets.first(count * length)};
}

EvaluationResult Evaluation::run(const TrainableModel& model, ThreadPool* pool,
                                 const std::function<bool(double)>& progress) {
  EvaluationResult result;
  result.spellingNats = m_text->spellingNats;
  result.characters = m_text->characters;
  result.words = m_text->words;
  result.unknown = m_text->unknown;
  for (std::size_t first = 0; first < m_windows.size();) {
    const std::size_t count = std::min(static_cast<std::size_t>(m_rows), m_windows.size() - first);
    std::uint64_t counted = 0;
    for (std::size_t i = first; i < first + count; ++i) counted += m_windows[i].size;
    const double mean = model.lossAndGradients(batchOf(first, count), *m_workspace, Dropout{}, pool, nullptr);
    result.tokenNats += mean * static_cast<double>(counted);
    result.tokens += counted;
    first += count;
    const double done = static_cast<double>(first) / static_cast<double>(m_windows.size());
    if (progress && !progress(done)) throw Error("cancelled");
  }
  return result;
}

}  // namespace headlight
