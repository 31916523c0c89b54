#pragma once
// The subcommands, one .cpp each. Each adds itself to the application; its callback does the work and writes to the
// context's streams. Failures leave as Error (or CLI::ParseError for usage) and are caught once, in runCommandLine.

#include <iosfwd>

#include "figures/export/figure_writer.h"

namespace CLI {
class App;
}

namespace headlight {

/// What a subcommand may use of the world. Lives as long as the call of runCommandLine.
struct CommandContext {
  FigureWriter* figures;  ///< null in a build without the window: csv and npy only
  std::istream& in;
  std::ostream& out;  ///< documents (tables, JSON)
  std::ostream& err;  ///< progress and messages
  int exitCode = 0;   ///< set by a command that finished but must not answer 0 (`check`: 4, interrupted `train`: 130)
};

void addModelsCommand(CLI::App& app, CommandContext& context);
void addInfoCommand(CLI::App& app, CommandContext& context);
void addTokenizeCommand(CLI::App& app, CommandContext& context);
void addRunCommand(CLI::App& app, CommandContext& context);
void addHooksCommand(CLI::App& app, CommandContext& context);
void addExportCommand(CLI::App& app, CommandContext& context);
void addCompareCommand(CLI::App& app, CommandContext& context);
void addCheckCommand(CLI::App& app, CommandContext& context);
void addEvalCommand(CLI::App& app, CommandContext& context);
void addTrainCommand(CLI::App& app, CommandContext& context);
void addBenchCommand(CLI::App& app, CommandContext& context);
void addConvertCommand(CLI::App& app, CommandContext& context);

}  // namespace headlight
