#include "cli/options/shared_options.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <istream>
#include <iterator>
#include <ostream>

#include "formats/files/text_encoding.h"
#include "tensor/error.h"

namespace headlight {

namespace {

constexpr std::size_t kLongestInput = std::size_t{16} << 20;

/// A folder reads as an empty text.
void refuseFolder(const std::istream& in) {
  struct stat info = {};
  if (&in == &std::cin && ::fstat(STDIN_FILENO, &info) == 0 && S_ISDIR(info.st_mode))
    throw Error("cli.input_is_folder");
}

std::string readAll(std::istream& in) {
  refuseFolder(in);
  std::string bytes;
  std::array<char, 65536> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > kLongestInput) {
      throw Error("cli.input_too_long", {{"limit", std::to_string(kLongestInput)}});
    }
  }
  return bytes;
}

/// Without a byte-order mark, and from UTF-16.
std::string textOf(std::string bytes) {
  try {
    return utf8Text(std::move(bytes), "The prompt on standard input");
  } catch (const Error& error) {
    if (error.code() != "text.not_utf8") throw;
    throw Error("cli.invalid_utf8", {{"what", "The prompt on standard input"}});
  }
}

/// What an editor or `echo` adds is not part of the prompt.
void dropLineEnd(std::string& text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  if (!text.empty() && text.back() == '\r') text.pop_back();
}

}  // namespace

void addJsonOption(CLI::App& command, bool& json, const char* help) {
  command.add_flag("--json", json, help);
}

void addThreadsOption(CLI::App& command, int& threads, const char* help) {
  command.add_option("--threads", threads, help)->check(CLI::Range(0, 1024))->default_str("0");
}

void addModelOption(CLI::App& command, std::string& model) {
  command
      .add_option("--model,-m", model,
                  "A model's folder or file (.gguf, .safetensors, checkpoint), or the name of a sample model "
                  "(`headlight models`)")
      ->required();
}

void addPromptOption(CLI::App& command, std::string& prompt) {
  command
      .add_option(
          "--prompt,-p", prompt,
          "The text to continue or to translate, or a text with [MASK] for each missing word; - reads standard input")
      ->required();
}

void addAblateOption(CLI::App& command, std::vector<std::string>& ablations) {
  command
      .add_option(
          "--ablate", ablations,
          "Set to zero: L0H3 (a head's output), L0 (the attention of a layer), mlp0 (an MLP), L0N12 (a neuron). "
          "Recurrent net: L0 (a layer's hidden state), L0N12 (a unit). Encoder-decoder: with encoder, decoder or "
          "cross in front, as in 'cross L0H3'. With @2 or @2-4 after it: only at these positions. Repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addSamplingOptions(CLI::App& command, SamplingOptions& sampling) {
  sampling.command = &command;
  command.add_flag("--greedy", sampling.greedy, "Always take the likeliest token (default)");
  command.add_option("--temperature", sampling.temperature, "Draw from softmax(logits / T), T > 0");
  command.add_option("--top-k", sampling.topK, "Draw from the K likeliest tokens only; 0: no cut");
  command.add_option("--top-p", sampling.topP, "Draw from the likeliest tokens that together reach P");
  command.add_option("--seed", sampling.seed, "Seed of the draws; the same seed gives the same text")
      ->check(CLI::NonNegativeNumber);  // the conversion alone would wrap -1 around
}

SamplerSettings SamplingOptions::settings() const {
  SamplerSettings result;
  for (const char* option : {"--temperature", "--top-k", "--top-p", "--seed"}) {
    if (command == nullptr || command->count(option) == 0) continue;
    if (greedy) throw Error("cli.greedy_and_sampling", {{"option", option}});
    result.greedy = false;
  }
  result.temperature = temperature;
  result.topK = topK;
  result.topP = topP;
  result.seed = seed;
  validate(result);
  return result;
}

std::string readPrompt(const std::string& option, CommandContext& context) {
  std::string prompt = option;
  if (option == "-") {
    prompt = textOf(readAll(context.in));
    dropLineEnd(prompt);
  }
  if (prompt.empty()) throw Error("prompt.empty");
  return prompt;
}

std::shared_ptr<const OpenedModel> openModelFor(const std::string& nameOrPath, CommandContext& context) {
  auto opened = openModel(nameOrPath);
  for (const Message& notice : opened->notices) context.err << "headlight: " << notice.english() << '\n';
  return opened;
}

std::vector<Intervention> parseAblations(const std::vector<std::string>& specs, const HookTable& hooks) {
  std::vector<Intervention> interventions;
  for (const std::string& spec : specs) interventions.push_back(parseAblation(spec, hooks));
  return interventions;
}

void reportDropped(const Prompt& prompt, Index nCtx, CommandContext& context) {
  if (prompt.dropped == 0) return;
  const Message message{"cli.prompt_cut",
                        {{"context", std::to_string(nCtx)},
                         {"kept", std::to_string(prompt.tokens.size())},
                         {"dropped", std::to_string(prompt.dropped)}}};
  context.err << "headlight: " << message.english() << '\n';
}

}  // namespace headlight
