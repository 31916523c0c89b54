#include "views/prediction/run_course.h"

#include <algorithm>

#include "analysis/statistics/softmax.h"
#include "analysis/text/token_label.h"
#include "charts/figure/shown_text.h"

namespace headlight {

const ProbabilityHistory::Point& RunCourse::pointOf(const Step& before, const StepPointer& step) {
  const auto found = m_known.find(step.get());
  if (found != m_known.end()) return found->second;
  const Token& token = step->tokens.front();
  ProbabilityHistory::Point point;
  if (!before.logits.empty()) {
    const TokenShare share = tokenShare(before.logits, token.id);
    point.probability = share.probability;
    point.entropyBits = share.entropyBits;
  }
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
    result.push_back(pointOf(*m_longest[i - 1], m_longest[i]));
  }
  return result;
}

}  // namespace headlight
