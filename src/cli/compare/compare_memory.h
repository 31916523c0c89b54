#pragma once
// `headlight compare --experiment memory`: what the next word of each model depends on.

#include "cli/commands.h"

namespace headlight {

struct CompareOptions;

/// A CompareExperiment. Measured behind the prompt, or with `--steps` behind so many tokens that each model writes (or,
/// with `--forced`, the first one). Both measures, always. Throws Error "prompt.empty", "cancelled" after Ctrl-C, and
/// what measureGradients() and measureReplacements() throw.
void runMemoryExperiment(const CompareOptions& options, CommandContext& context);

}  // namespace headlight
