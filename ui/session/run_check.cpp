#include "generate/sequence.h"
#include "reference/check.h"
#include "session/run_history.h"

namespace headlight {

RunCheck checkRun(const Snapshot& snapshot) {
  if (!snapshot.interventions.empty()) throw Error("session.check_ablated");
  const TrainableModel& model = *snapshot.model->model;
  const auto& points = model.hooks().points();
  std::vector<SequenceActivation> activations;
  activations.reserve(points.size());
  std::vector<CheckedValue> values;
  RunCheck result;
  for (const HookPoint& point : points) {
    activations.push_back(joinSteps(snapshot.path, point));
    values.push_back({point.name, activations.back().values});
    result.values += static_cast<Index>(activations.back().values.size());
  }
  std::vector<TokenId> ids;
  for (const Token& token : snapshot.tokens) ids.push_back(token.id);
  const CheckReport report = checkAgainst(decoderReference(model.config(), model.parameters(), ids), values);
  result.passed = report.passed;
  result.largestError = report.maxAbsError;
  result.points = static_cast<Index>(report.points.size());
  for (const PointCheck& point : report.points) {
    if (result.worstPoint.empty() || point.maxAbsError >= report.maxAbsError) result.worstPoint = point.name;
    if (!point.passed) {
      result.worstPoint = point.name;
      break;
    }
  }
  return result;
}

}  // namespace headlight
