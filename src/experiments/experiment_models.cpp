#include "experiments/experiment_models.h"

#include "tensor/error.h"

namespace headlight {

void requireContinuing(std::span<const ExperimentModel> models) {
  for (const ExperimentModel& asked : models) {
    const ModelConfig& config = asked.model->config();
    if (config.role() == Role::Continues) continue;
    throw Error("experiment.kind", {{"model", asked.name}, {"kind", std::string(modelKindName(config.kind))}});
  }
}

std::string namesOf(std::span<const ExperimentModel> models) {
  std::string names;
  for (const ExperimentModel& model : models) names += (names.empty() ? "" : ", ") + model.name;
  return names;
}

}  // namespace headlight
