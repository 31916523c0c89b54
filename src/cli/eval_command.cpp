// headlight eval --model M --text FILE: how well the model predicts a text. The method: train/evaluation.h and
// train/spelling_cost.h.

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/shared_options.h"
#include "cli/text_table.h"
#include "formats/atomic_file.h"
#include "formats/guarded_json.h"
#include "train/evaluation.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kLargestText = std::uint64_t{1} << 30U;

struct EvalOptions {
  std::string model;
  std::string text;
  std::string separator = "<|endoftext|>";
  int threads = 0;
  bool json = false;
};

/// \n, \t and \\ as typed in a shell.
std::string unescaped(const std::string& typed) {
  std::string text;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const bool escape = typed[i] == '\\' && i + 1 < typed.size();
    if (!escape) {
      text += typed[i];
      continue;
    }
    const char next = typed[++i];
    if (next == 'n')
      text += '\n';
    else if (next == 't')
      text += '\t';
    else
      text += next;
  }
  return text;
}

ordered_json resultJson(const EvaluationResult& result) {
  return {{"tokens", result.tokens},
          {"loss", result.loss()},
          {"perplexity", result.perplexity()},
          {"bits_per_character", result.bitsPerCharacter()},
          {"characters", result.characters},
          {"unknown_words", result.unknown},
          {"unknown_share", result.unknownShare()},
          {"loss_without_spelling", result.lossOfTokens()}};
}

void printResult(const EvaluationResult& result, std::ostream& out) {
  out << "tokens predicted      " << result.tokens << '\n'
      << "loss                  " << fixed(result.loss(), 4) << " nats a token\n"
      << "perplexity            " << fixed(result.perplexity(), 3) << '\n'
      << "bits a character      " << fixed(result.bitsPerCharacter(), 4) << " over " << result.characters
      << " characters\n"
      << "unknown words         " << result.unknown << " of " << result.words << " (" << percent(result.unknownShare())
      << "), each scored as [UNK] and by its characters\n"
      << "loss without spelling " << fixed(result.lossOfTokens(), 4) << " nats a token\n";
}

void evaluate(const EvalOptions& options, CommandContext& context) {
  const std::shared_ptr<const OpenedModel> opened = openModelFor(options.model, context);
  ThreadPool pool(options.threads);
  const std::vector<std::string> documents =
      splitDocuments(readFileLimited(options.text, kLargestText), unescaped(options.separator));
  const SpellingCost spelling(*opened->tokenizer);
  const TokenizedText text = tokenizeDocuments(*opened->tokenizer, documents, &spelling, &pool);
  const EvaluationResult result = Evaluation(*opened->model, text).run(*opened->model, &pool);
  if (result.tokens == 0) throw Error("eval.nothing_to_predict", {{"file", options.text}});
  if (options.json)
    context.out << resultJson(result).dump(2) << '\n';
  else
    printResult(result, context.out);
}

}  // namespace

void addEvalCommand(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("eval", "Measure how well a model predicts a text");
  auto options = std::make_shared<EvalOptions>();
  addModelOption(*command, options->model);
  command->add_option("--text", options->text, "A text file, UTF-8")->required();
  command->add_option("--separator", options->separator, "What stands between documents; \\n for one a line")
      ->capture_default_str();
  addThreadsOption(*command, options->threads);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { evaluate(*options, context); });
}

}  // namespace headlight
