#include "views/prediction/run_course.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/text/token_label.h"
#include "charts/figure/shown_text.h"

namespace headlight {

ProbabilityHistory::Point stepPoint(const std::vector<float>& logits, const std::function<bool(TokenId)>& isCandidate,
                                    TokenId token) {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (isCandidate(static_cast<TokenId>(id))) most = std::max(most, double(logits[id]));
  }
  // With z = Σ exp(l − m): p = exp(l − m) / z, and the entropy is ln z − Σ p (l − m).
  double sum = 0, weighted = 0;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (!isCandidate(static_cast<TokenId>(id))) continue;
    const double shifted = double(logits[id]) - most;
    const double share = std::exp(shifted);
    sum += share;
    if (share > 0) weighted += share * shifted;
  }
  ProbabilityHistory::Point point;
  point.probability = std::exp(double(logits[static_cast<std::size_t>(token)]) - most) / sum;
  point.entropyBits = (std::log(sum) - weighted / sum) / std::log(2.0);
  return point;
}

const ProbabilityHistory::Point& RunCourse::pointOf(const Step& before, const StepPointer& step,
                                                    const OpenedModel& model) {
  const auto found = m_known.find(step.get());
  if (found != m_known.end()) return found->second;
  const Token& token = step->tokens.front();
  ProbabilityHistory::Point point;
  const auto isCandidate = candidateFilter(model.model->config(), *model.tokenizer);
  if (!before.logits.empty() && isCandidate(token.id)) point = stepPoint(before.logits, isCandidate, token.id);
  point.position = step->firstPosition;
  point.token = visibleToken(tokenLabel(token));
  return m_known.emplace(step.get(), point).first->second;
}

std::vector<ProbabilityHistory::Point> RunCourse::points(const Snapshot& snapshot) {
  const StepPath& path = snapshot.path;
  const bool goesOn = path.size() <= m_longest.size() && std::equal(path.begin(), path.end(), m_longest.begin());
  if (!goesOn) {
    const bool sameRun = !path.empty() && !m_longest.empty() && path.front() == m_longest.front();
    if (!sameRun) m_known.clear();
    m_longest = path;
  }
  std::vector<ProbabilityHistory::Point> result;
  for (std::size_t i = 1; i < m_longest.size(); ++i) {
    result.push_back(pointOf(*m_longest[i - 1], m_longest[i], *snapshot.model));
  }
  return result;
}

}  // namespace headlight
