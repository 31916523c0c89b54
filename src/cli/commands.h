#pragma once
// The subcommands, one .cpp each, and the table of them (command_line.cpp). Each adds its options to its part of the
// application; its callback does the work and writes to the context's streams. Failures leave as Error (or
// CLI::ParseError for usage) and are caught once, in runCommandLine.

#include <iosfwd>
#include <span>
#include <string_view>

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

struct Subcommand {
  std::string_view name, help;
  void (*add)(CLI::App* command, CommandContext& context);  ///< its options and its callback
};
/// All of them, in the order of the help. A new one is a row in command_line.cpp and a function below.
[[nodiscard]] std::span<const Subcommand> subcommands();

void addModelsCommand(CLI::App* command, CommandContext& context);
void addInfoCommand(CLI::App* command, CommandContext& context);
void addTokenizeCommand(CLI::App* command, CommandContext& context);
void addRunCommand(CLI::App* command, CommandContext& context);
void addHooksCommand(CLI::App* command, CommandContext& context);
void addExportCommand(CLI::App* command, CommandContext& context);
void addCompareCommand(CLI::App* command, CommandContext& context);
void addCheckCommand(CLI::App* command, CommandContext& context);
void addEvalCommand(CLI::App* command, CommandContext& context);
void addTrainCommand(CLI::App* command, CommandContext& context);
void addBenchCommand(CLI::App* command, CommandContext& context);
void addConvertCommand(CLI::App* command, CommandContext& context);

}  // namespace headlight
