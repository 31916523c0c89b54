#pragma once
// The command line as a library: `headlight SUBCOMMAND …` with no window. docs/reference/command_line.md is its
// contract.

#include <iosfwd>
#include <span>
#include <string>

#include "figures/export/figure_writer.h"

namespace headlight {

/// Runs one subcommand. `arguments` are those after the program's name. `figures` may be null (csv and npy only).
/// Documents go to `out`, progress and messages to `err`. Never throws; returns the exit code:
/// 0 done, 1 internal failure, 2 wrong usage, 3 bad file or model, 4 numerical check failed, 130 interrupted.
int runCommandLine(std::span<const std::string> arguments, FigureWriter* figures, std::istream& in, std::ostream& out,
                   std::ostream& err);

/// True if the first argument names a subcommand, or asks for help or the version: no window is needed.
[[nodiscard]] bool isCommandLine(std::span<const std::string> arguments);

}  // namespace headlight
