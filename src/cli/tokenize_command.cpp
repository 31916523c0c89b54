#include <CLI/CLI.hpp>
#include <ostream>

#include "analysis/text/token_label.h"
#include "cli/options/shared_options.h"
#include "cli/run_json.h"
#include "cli/text_table.h"
#include "cli/tokenize_trace.h"
#include "formats/files/atomic_file.h"
#include "formats/files/text_encoding.h"
#include "formats/gguf/gguf_model.h"
#include "formats/gguf/gguf_tokenizer.h"
#include "formats/json/guarded_json.h"
#include "formats/tokenizers/sentencepiece_file.h"
#include "formats/tokenizers/tokenizer_json.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20;

struct TokenizeOptions {
  std::string model;
  std::string tokenizer;
  std::string texts;
  std::string text;
  bool json = false;
  bool trace = false;
};

std::shared_ptr<const Tokenizer> openTokenizer(const TokenizeOptions& options, CommandContext& context) {
  if (options.model.empty() == options.tokenizer.empty()) {
    throw Error("cli.exactly_one", {{"options", "--model and --tokenizer"}});
  }
  if (!options.model.empty()) return openModelFor(options.model, context)->tokenizer;
  const std::string& name = options.tokenizer;
  if (isGgufFile(name)) {
    GgufFile file(openFileSource(name));  // its weights, if it has any, are not read
    std::vector<Message> notices;
    auto tokenizer = readGgufTokenizer(file, notices);
    for (const Message& notice : notices) context.err << "headlight: " << notice.english() << '\n';
    return tokenizer;
  }
  const std::string bytes = readFileLimited(name, kLargestFile);
  if (name.ends_with(".spm") || name.ends_with(".model"))
    return makeSentencePieceTokenizer(readSentencePieceFile({bytes, name}), name, {.appendEndOfText = false});
  return readTokenizerJson(bytes, name);
}

std::vector<std::string> readTexts(const std::string& file) {
  const nlohmann::json array = json::parseGuarded(readTextFile(file, kLargestFile), file);
  if (!array.is_array()) throw Error("cli.texts_not_array", {{"file", file}});
  std::vector<std::string> texts;
  for (const auto& element : array) {
    if (!element.is_string()) {
      throw Error("cli.texts_not_strings", {{"file", file}, {"element", std::to_string(texts.size())}});
    }
    texts.push_back(element.get<std::string>());
  }
  return texts;
}

ordered_json encodedJson(const std::vector<Token>& tokens) {
  ordered_json ids = ordered_json::array();
  ordered_json pieces = ordered_json::array();
  for (const Token& token : tokens) {
    ids.push_back(token.id);
    pieces.push_back(token.piece);
  }
  return {{"ids", std::move(ids)}, {"tokens", std::move(pieces)}};
}

void printTable(const std::vector<Token>& tokens, std::ostream& out) {
  TextTable table({"id", "token", "text", "bytes"});
  const std::vector<std::string> labels = tokenLabels(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    table.add({std::to_string(tokens[i].id), tokens[i].piece, labels[i], hexBytes(tokenBytes(tokens[i]))});
  }
  table.print(out);
}

void traceText(const TokenizeOptions& options, const Tokenizer& tokenizer, std::ostream& out) {
  const SplitTrace trace = traceSplit(tokenizer, options.text);
  if (options.json) {
    out << traceJson(trace, tokenizer).dump() << '\n';
  } else {
    printTrace(trace, tokenizer, out);
  }
}

void tokenizeText(const TokenizeOptions& options, const Tokenizer& tokenizer, std::ostream& out) {
  if (options.trace) return traceText(options, tokenizer, out);
  const std::vector<Token> tokens = tokenizer.encode(options.text);
  if (options.json) {
    out << encodedJson(tokens).dump() << '\n';
  } else {
    printTable(tokens, out);
  }
}

void tokenizeTexts(const TokenizeOptions& options, const Tokenizer& tokenizer, std::ostream& out) {
  ordered_json answers = ordered_json::array();
  for (const std::string& text : readTexts(options.texts)) {
    const std::vector<Token> tokens = tokenizer.encode(text);
    if (options.json) {
      answers.push_back(encodedJson(tokens));
    } else {
      out << printable(text) << '\n';
      printTable(tokens, out);
      out << '\n';
    }
  }
  if (options.json) out << answers.dump() << '\n';
}

}  // namespace

void addTokenizeCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<TokenizeOptions>();
  command->add_option("--model,-m", options->model,
                      "A model's folder or file (.gguf, .safetensors, checkpoint), or the name of a sample model");
  command->add_option("--tokenizer", options->tokenizer,
                      "A tokenizer.json, a SentencePiece model (.spm, .model), or a .gguf file");
  command->add_option("--texts", options->texts, "A file with a JSON array of strings");
  CLI::Option* text = command->add_option("text", options->text, "The text; put -- before one that begins with -");
  command->add_flag("--trace", options->trace, "Show how TEXT was split, step by step");
  addJsonOption(*command, options->json);
  command->callback([&context, options, text] {
    if (options->trace && text->count() == 0) throw Error("cli.exactly_one", {{"options", "--trace and --texts"}});
    if ((text->count() == 0) == options->texts.empty()) {
      throw Error("cli.exactly_one", {{"options", "TEXT and --texts"}});
    }
    const auto tokenizer = openTokenizer(*options, context);
    if (options->texts.empty()) {
      tokenizeText(*options, *tokenizer, context.out);
    } else {
      tokenizeTexts(*options, *tokenizer, context.out);
    }
  });
}

}  // namespace headlight
