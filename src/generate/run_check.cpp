#include "generate/run_check.h"

#include "generate/joined_activation.h"
#include "generate/step_tree.h"
#include "reference/reference.h"

namespace headlight {

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
  return checkAgainst(referenceFor(model.config(), model.parameters(), input), values);
}

}  // namespace headlight
