#include "figures/figure_run.h"

namespace headlight {

std::shared_ptr<const JoinedActivation> FigureRun::value(const HookPoint& point) const {
  if (joined != nullptr) return joined->of(point);
  return std::make_shared<const JoinedActivation>(joinSteps(path, point));
}

std::shared_ptr<const JoinedActivation> FigureRun::value(std::string_view point) const {
  return value(*model.hooks().find(point));
}

}  // namespace headlight
