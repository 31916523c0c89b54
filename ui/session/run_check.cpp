#include "generate/joined_activation.h"
#include "generate/recorded_model.h"
#include "reference/check.h"
#include "reference/reference.h"
#include "session/run_history.h"

namespace headlight {

namespace {

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace

RunCheck checkRun(const Snapshot& snapshot) {
  if (isRecorded(*snapshot.model->model)) throw Error("session.needs_model");
  if (!snapshot.interventions.empty()) throw Error("session.check_ablated");
  const TrainableModel& model = *snapshot.model->model;
  const auto& points = model.hooks().points();
  std::vector<JoinedActivation> activations;
  activations.reserve(points.size());
  std::vector<CheckedValue> values;
  RunCheck result;
  for (const HookPoint& point : points) {
    activations.push_back(joinSteps(snapshot.path, point));
    values.push_back({point.name, activations.back().values});
    result.values += static_cast<Index>(activations.back().values.size());
  }
  const std::vector<TokenId> tokens = idsOf(snapshot.tokens);
  const std::vector<TokenId> source = idsOf(snapshot.source());
  const ReferenceInput input{.tokens = tokens, .source = source};
  const CheckReport report = checkAgainst(referenceFor(model.config(), model.parameters(), input), values);
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
