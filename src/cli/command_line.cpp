#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <ostream>

#include "cli/commands.h"
#include "cli/options/strict_numbers.h"
#include "cli/text_table.h"
#include "formats/version.h"
#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {

namespace {

enum ExitCode { kDone = 0, kInternal = 1, kUsage = 2, kBadInput = 3, kNumerical = 4, kInterrupted = 130 };

int exitCodeOf(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return kUsage;
    case ErrorKind::BadInput:
      return kBadInput;
    case ErrorKind::Numerical:
      return kNumerical;
    case ErrorKind::Cancelled:
      return kInterrupted;
    case ErrorKind::Internal:
      return kInternal;
    case ErrorKind::Notice:
      return kDone;
  }
  return kInternal;
}

void checkUtf8(std::span<const std::string> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!isValidUtf8(arguments[i])) {
      throw Error("cli.invalid_utf8", {{"what", "Argument " + std::to_string(i + 1)}});
    }
  }
}

void addCommands(CLI::App& app, CommandContext& context) {
  for (const Subcommand& subcommand : subcommands()) {
    CLI::App* command = app.add_subcommand(std::string(subcommand.name), std::string(subcommand.help));
    subcommand.add(command, context);
    requireRealNumbers(*command);
  }
}

/// The subcommand that was being read, for messages: "headlight run".
std::string commandName(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? "headlight" : "headlight " + chosen.front()->get_name();
}

void parse(CLI::App& app, std::span<const std::string> arguments) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // how CLI11 wants them
  app.parse(std::move(reversed));
}

void describe(CLI::App& app, const CommandContext& context) {
  app.description(context.figures == nullptr
                      ? "Headlight shows the inside of a Transformer. This build is the command line alone."
                      : "Headlight shows the inside of a Transformer. Without a subcommand it opens the window:\n"
                        "  headlight [FOLDER] [--model FOLDER_OR_NAME] [--prompt TEXT]");
  app.set_version_flag(
      "--version", [&context] { return versionText(context.figures != nullptr); }, "Version, compiler, libraries");
  app.require_subcommand(0, 1);
  app.footer(
      "Exit codes: 0 done, 1 internal failure, 2 wrong usage, 3 a file or model that is not valid, 4 a numerical check "
      "failed, 130 interrupted.");
}

int runParsed(CLI::App& app, std::span<const std::string> arguments, CommandContext& context) {
  try {
    parse(app, arguments);
  } catch (const CLI::Success& help) {  // --help and --version are "errors" of code 0
    return app.exit(help, context.out, context.err);
  } catch (const CLI::ParseError& error) {
    const std::string command = commandName(app);
    context.err << command << ": " << printable(error.what()) << "\nSee `" << command << " --help`.\n";
    return kUsage;
  }
  if (app.get_subcommands().empty()) throw Error("cli.no_window");
  context.out.flush();
  if (!context.out) throw Error("cli.output_failed");
  return context.exitCode;
}

}  // namespace

int runCommandLine(std::span<const std::string> arguments, FigureWriter* figures, std::istream& in, std::ostream& out,
                   std::ostream& err) {
  CommandContext context{figures, in, out, err};
  try {
    checkUtf8(arguments);
    CLI::App app("", "headlight");
    describe(app, context);
    addCommands(app, context);
    return runParsed(app, arguments, context);
  } catch (const Error& error) {
    err << "headlight: " << error.what() << '\n';
    return exitCodeOf(error.kind());
  } catch (const std::bad_alloc&) {
    err << "headlight: " << Error("cli.out_of_memory").what() << '\n';
    return kInternal;
  } catch (const std::exception& error) {
    err << "headlight: " << Error("internal.failure", {{"what", error.what()}}).what() << '\n';
    return kInternal;
  }
}

std::span<const Subcommand> subcommands() {
  static constexpr Subcommand kSubcommands[] = {
      {"models", "List the sample models", addModelsCommand},
      {"info", "Show the kind, sizes, files and number types of a model, and warn of NaN or infinite weights",
       addInfoCommand},
      {"tokenize", "Show the tokens and ids of a text", addTokenizeCommand},
      {"run", "Continue a prompt and show the likeliest tokens at each step", addRunCommand},
      {"hooks", "List every hook point of a model in the order of the run", addHooksCommand},
      {"export", "Write the figures that the window shows, and their numbers", addExportCommand},
      {"compare", "Run the same prompt through several models, step by step", addCompareCommand},
      {"check", "Recompute every hook point in double precision and show the largest errors", addCheckCommand},
      {"eval", "Measure how well a model predicts a text, fills masks in it, or translates", addEvalCommand},
      {"train", "Train a model from a recipe", addTrainCommand},
      {"bench", "Measure this machine: decoding, prefill, training, memory", addBenchCommand},
      {"convert", "Write a model in another format", addConvertCommand},
  };
  return kSubcommands;
}

bool isCommandLine(std::span<const std::string> arguments) {
  if (arguments.empty()) return false;
  const std::string& first = arguments.front();
  const auto all = subcommands();
  const auto isFirst = [&](const Subcommand& subcommand) { return subcommand.name == first; };
  return first == "--help" || first == "-h" || first == "--version" || std::any_of(all.begin(), all.end(), isFirst);
}

}  // namespace headlight
