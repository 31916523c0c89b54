#pragma once
// What experiments with several models share on the command line.

#include <memory>
#include <string>
#include <vector>

#include "cli/compare/compare_options.h"
#include "experiments/distance_experiment.h"
#include "tensor/error.h"

namespace headlight {

/// The models of `--model`, opened, in order.
class ExperimentModels {
 public:
  /// Throws what openModelFor() throws.
  ExperimentModels(const std::vector<std::string>& names, CommandContext& context);
  [[nodiscard]] const std::vector<ExperimentModel>& all() const { return m_models; }

 private:
  std::vector<std::shared_ptr<const OpenedModel>> m_opened;
  std::vector<ExperimentModel> m_models;
};

/// Sorted, each once; throws Error "cli.bad_value" naming `option` where the list is empty or a number lies outside.
[[nodiscard]] std::vector<int> checkedNumbers(std::vector<int> numbers, int least, int most, const char* option);

/// Steps until it is done, saying on err how far it is; throws Error "cancelled" where a stop was requested.
template <class Experiment>
void finish(Experiment& experiment, const std::stop_token& stop, std::ostream& err) {
  Index told = 0;
  while (!experiment.isDone()) {
    experiment.step();
    if (stop.stop_requested()) throw Error("cancelled");
    const Index tenth = experiment.stepsDone() * 10 / experiment.steps();
    if (tenth > told) err << tenth * 10 << " %\n";
    told = tenth;
  }
}

}  // namespace headlight
