#include "generate/run_check.h"

#include "generate/recorded_model.h"
#include "session/run_history.h"

namespace headlight {

RunCheck checkRun(const Snapshot& snapshot) {
  if (isRecorded(*snapshot.model->model)) throw Error("session.needs_model");
  if (!snapshot.interventions.empty()) throw Error("session.check_ablated");
  const CheckReport report = checkRun(*snapshot.model->model, snapshot.path, snapshot.tokens, snapshot.source());
  RunCheck result;
  result.passed = report.passed;
  result.largestError = report.maxAbsError;
  for (const PointCheck& point : report.points) {
    result.values += point.values;
    result.hasProbabilities = result.hasProbabilities || point.name == kProbabilities;
  }
  result.points = static_cast<Index>(report.points.size()) - (result.hasProbabilities ? 1 : 0);
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
