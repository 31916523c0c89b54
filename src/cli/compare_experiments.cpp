#include "cli/compare_experiments.h"

#include <array>

#include "tensor/error.h"

namespace headlight {

// One line an experiment.
std::span<const CompareExperiment> compareExperiments() {
  static constexpr std::array kExperiments{
      CompareExperiment{"distance", "how often models know a word that was decided some words ago",
                        runDistanceExperiment},
      CompareExperiment{"speed", "how long models take for a token and for a prompt", runSpeedExperiment},
  };
  return kExperiments;
}

std::string compareExperimentNames() {
  std::string names;
  for (const CompareExperiment& experiment : compareExperiments()) {
    names += (names.empty() ? "" : ", ") + std::string(experiment.name);
  }
  return names;
}

const CompareExperiment& compareExperiment(const std::string& name) {
  for (const CompareExperiment& experiment : compareExperiments()) {
    if (name == experiment.name) return experiment;
  }
  throw Error("cli.bad_value",
              {{"option", "--experiment"}, {"value", name}, {"expected", "one of: " + compareExperimentNames()}});
}

}  // namespace headlight
