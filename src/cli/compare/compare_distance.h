#pragma once
// `headlight compare --experiment distance`: accuracy against the number of words between.

#include <string>
#include <vector>

#include "cli/commands.h"

namespace headlight {

struct CompareOptions;

/// What this experiment alone takes.
struct DistanceOptions {
  std::vector<int> distances{0, 5, 10, 15, 20, 25, 30, 35, 40};
  int sentences = 300;
  std::string kind = "all";

  void addTo(CLI::App& command);
};

/// A CompareExperiment. Throws Error "cancelled" after Ctrl-C, "cli.bad_value", and what DistanceExperiment throws.
void runDistanceExperiment(const CompareOptions& options, CommandContext& context);

}  // namespace headlight
