#pragma once
// Options that several subcommands share, declared and read in one place.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "formats/model_folder.h"
#include "generate/generation.h"

namespace headlight {

/// The one JSON document on standard output instead of a table: `--json`.
void addJsonOption(CLI::App& command, bool& json,
                   const char* help = "One JSON document on standard output instead of text");
/// `--threads N`, 0 (default) for all cores.
void addThreadsOption(CLI::App& command, int& threads,
                      const char* help = "Threads; 0 for all cores. The results do not depend on it");
/// `--model M`, required.
void addModelOption(CLI::App& command, std::string& model);
/// `--prompt P`, required; `-` reads standard input.
void addPromptOption(CLI::App& command, std::string& prompt);
/// `--ablate SPEC`, repeatable.
void addAblateOption(CLI::App& command, std::vector<std::string>& ablations);

/// `--greedy` or `--temperature T --top-k K --top-p P --seed S`.
struct SamplingOptions {
  bool greedy = false;
  double temperature = 1.0;
  int topK = 0;
  double topP = 1.0;
  std::uint64_t seed = 0;
  CLI::App* command = nullptr;  ///< that has these options; null: none has, the defaults hold

  /// Greedy unless one of the others was given. Throws Error "cli.greedy_and_sampling" if both were,
  /// those of validate(SamplerSettings) for values that cannot be.
  [[nodiscard]] SamplerSettings settings() const;
};
void addSamplingOptions(CLI::App& command, SamplingOptions& sampling);

/// The typed prompt, or all of standard input (less one trailing line end) for `-`.
/// Throws Error "prompt.empty", "cli.invalid_utf8", "cli.input_too_long" (16 MiB).
[[nodiscard]] std::string readPrompt(const std::string& option, CommandContext& context);

/// Opens the model and prints its notices to err.
[[nodiscard]] std::shared_ptr<const OpenedModel> openModelFor(const std::string& nameOrPath, CommandContext& context);

[[nodiscard]] std::vector<Intervention> parseAblations(const std::vector<std::string>& specs, const HookTable& hooks);

/// Says on err, in a sentence, when the first tokens of a prompt did not fit.
void reportDropped(const Prompt& prompt, Index nCtx, CommandContext& context);

}  // namespace headlight
