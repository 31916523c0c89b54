#pragma once
// `headlight compare --experiment gradients`: how gradients fade on their way back through time.

#include "cli/commands.h"

namespace headlight {

struct CompareOptions;

/// What this experiment alone takes.
struct GradientTimeOptions {
  int layer = 0;

  void addTo(CLI::App& command);
};

/// A CompareExperiment over `--sentences` held-out sentences of the classroom grammar. Throws Error "cancelled" after
/// Ctrl-C, "figure.no_such_layer", and what GradientTimeExperiment throws.
void runGradientTimeExperiment(const CompareOptions& options, CommandContext& context);

}  // namespace headlight
