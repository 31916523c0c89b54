#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <ostream>

#include "cli/commands.h"
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
  addModelsCommand(app, context);
  addInfoCommand(app, context);
  addTokenizeCommand(app, context);
  addRunCommand(app, context);
  addHooksCommand(app, context);
  addExportCommand(app, context);
  addCompareCommand(app, context);
  addCheckCommand(app, context);
  addEvalCommand(app, context);
  addTrainCommand(app, context);
  addBenchCommand(app, context);
  addConvertCommand(app, context);
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
      "Exit codes: 0 done, 1 internal failure, 2 wrong usage, 3 bad file or model, 4 check failed, "
      "130 interrupted.");
}

int runParsed(CLI::App& app, std::span<const std::string> arguments, CommandContext& context) {
  try {
    parse(app, arguments);
  } catch (const CLI::Success& help) {  // --help and --version are "errors" of code 0
    return app.exit(help, context.out, context.err);
  } catch (const CLI::ParseError& error) {
    const std::string command = commandName(app);
    context.err << command << ": " << error.what() << "\nSee `" << command << " --help`.\n";
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

bool isCommandLine(std::span<const std::string> arguments) {
  static constexpr std::string_view kNames[] = {"models",  "tokenize", "run",    "hooks", "export",
                                                "check",   "eval",     "train",  "bench", "compare",
                                                "convert", "info",     "--help", "-h",    "--version"};
  return !arguments.empty() && std::find(std::begin(kNames), std::end(kNames), arguments.front()) != std::end(kNames);
}

}  // namespace headlight
