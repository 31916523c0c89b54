#include "cli/compare/compare_experiments.h"

#include <array>

#include "cli/compare/compare_memory.h"
#include "tensor/error.h"

namespace headlight {

// One line an experiment.
std::span<const CompareExperiment> compareExperiments() {
  static constexpr std::array kExperiments{
      CompareExperiment{"distance", "how often models know a word that was decided some words ago",
                        runDistanceExperiment},
      CompareExperiment{"speed", "how long models take for a token and for a prompt", runSpeedExperiment},
      CompareExperiment{"memory", "what the next word depends on, word by word", runMemoryExperiment},
      CompareExperiment{"gradients", "how gradients fade on their way back through time", runGradientTimeExperiment},
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
