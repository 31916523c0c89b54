#include "generate/run_check.h"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/softmax.h"
#include "generate/joined_activation.h"
#include "generate/step_tree.h"
#include "hooks/hook_names.h"
#include "reference/reference.h"

namespace headlight {

namespace {

std::vector<double> softmaxOf(std::span<const double> logits) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> shares;
  double sum = 0;
  for (const double logit : logits) sum += shares.emplace_back(std::exp(logit - largest));
  for (double& share : shares) share /= sum;
  return shares;
}

/// The probabilities that are shown, of every position, against the softmax of the reference's logits.
PointCheck checkProbabilities(const JoinedActivation& logits, const ReferenceValue& reference) {
  const auto count = static_cast<std::size_t>(logits.extents.back());
  PointCheck check;
  check.name = kProbabilities;
  for (std::size_t begin = 0; begin + count <= logits.values.size(); begin += count) {
    const std::vector<double> shown = softmax(std::span(logits.values).subspan(begin, count));
    const std::vector<double> expected = softmaxOf(std::span(reference.values).subspan(begin, count));
    for (std::size_t id = 0; id < count; ++id) {
      check.maxAbsError = std::max(check.maxAbsError, std::abs(shown[id] - expected[id]));
    }
    check.values += static_cast<Index>(count);
  }
  check.maxRelError = check.maxAbsError;
  check.passed = check.maxRelError <= kCheckTolerance;
  return check;
}

}  // namespace

CheckReport checkRun(const LanguageModel& model, const StepPath& path, const std::vector<Token>& tokens,
                     const std::vector<Token>& source) {
  const auto& points = model.hooks().points();
  std::vector<JoinedActivation> activations;
  activations.reserve(points.size());
  std::vector<CheckedValue> values;
  for (const HookPoint& point : points) {
    activations.push_back(joinSteps(path, point));
    values.push_back({point.name, activations.back().values});
  }
  const std::vector<TokenId> ids = idsOf(tokens);
  const std::vector<TokenId> sourceIds = idsOf(source);
  const ReferenceInput input{.tokens = ids, .source = sourceIds};
  const std::vector<ReferenceValue> reference = referenceFor(model.config(), model.parameters(), input);
  CheckReport report = checkAgainst(reference, values);
  if (!report.passed || points.back().name != hook_names::kUnembedOut) return report;
  const PointCheck probabilities = checkProbabilities(activations.back(), reference.back());
  report.passed = probabilities.passed;
  report.maxAbsError = std::max(report.maxAbsError, probabilities.maxAbsError);
  report.maxRelError = std::max(report.maxRelError, probabilities.maxRelError);
  report.points.push_back(probabilities);
  return report;
}

}  // namespace headlight
