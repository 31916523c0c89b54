#pragma once
// `headlight compare --experiment speed`: time for a token and for a prompt against length, measured here and now.

#include <vector>

#include "cli/commands.h"

namespace headlight {

struct CompareOptions;

/// What this experiment alone takes.
struct SpeedOptions {
  std::vector<int> lengths;  ///< empty: those of SpeedSettings
  int repetitions = 9;

  void addTo(CLI::App& command);
};

/// A CompareExperiment; one thread unless options.threads says more. Throws Error "cancelled" after Ctrl-C,
/// "cli.bad_value", and what SpeedExperiment throws.
void runSpeedExperiment(const CompareOptions& options, CommandContext& context);

}  // namespace headlight
