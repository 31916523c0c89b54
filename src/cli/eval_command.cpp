// headlight eval --model M --text FILE: how well the model predicts a text, fills its masks, or translates its lines.
// The method: train/evaluation/evaluation.h and train/evaluation/spelling_cost.h.

#include <CLI/CLI.hpp>
#include <cmath>
#include <ostream>

#include "analysis/text/share_text.h"
#include "cli/eval_translation.h"
#include "cli/options/precision_option.h"
#include "cli/options/shared_options.h"
#include "cli/text_table.h"
#include "cli/train/train_sources.h"
#include "formats/files/text_encoding.h"
#include "formats/json/guarded_json.h"
#include "generate/beam_search.h"
#include "train/evaluation/coarse_evaluation.h"
#include "train/evaluation/evaluation.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kLargestText = std::uint64_t{1} << 30U;

struct EvalOptions {
  std::string model;
  std::string text;
  std::string separator = "<|endoftext|>";
  std::vector<int> columns = {0, 1};
  std::uint64_t heldEvery = 0;
  int window = 0;
  bool translate = false;
  std::string precision;
  int beams = 1;
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

/// An encoder's loss belongs to the masked words alone, so there is none a character.
ordered_json resultJson(const EvaluationResult& result) {
  const bool measured = result.characters > 0;
  return {{"tokens", result.tokens},
          {"loss", result.loss()},
          {"perplexity", result.perplexity()},
          {"bits_per_character", measured ? ordered_json(result.bitsPerCharacter()) : ordered_json(nullptr)},
          {"characters", result.characters},
          {"unknown_words", result.unknown},
          {"unknown_share", result.unknownShare()},
          {"loss_without_spelling", result.lossOfTokens()}};
}

void printResult(const EvaluationResult& result, std::ostream& out) {
  out << "tokens predicted      " << result.tokens << '\n'
      << "loss                  " << fixed(result.loss(), 4) << " nats a token\n"
      << "perplexity            " << fixed(result.perplexity(), 3) << '\n';
  if (result.characters == 0) return;
  out << "bits a character      " << fixed(result.bitsPerCharacter(), 4) << " over " << result.characters
      << " characters\n"
      << "unknown words         " << result.unknown << " of " << result.words << " ("
      << percentText(result.unknownShare()) << "), each scored as [UNK] and by its characters\n"
      << "loss without spelling " << fixed(result.lossOfTokens(), 4) << " nats a token\n";
}

void addScore(ordered_json& document, const TranslationScore& score, int beams) {
  document["sentences"] = score.sentences;
  document["beams"] = beams;
  document["chrf2"] = score.chrf2;
  document["bleu"] = score.bleu;
}

void printScore(const TranslationScore& score, int beams, std::ostream& out) {
  out << "sentences translated  " << score.sentences << (beams == 1 ? ", greedily" : "") << '\n'
      << "chrF2                 " << fixed(score.chrf2, 2) << '\n'
      << "BLEU of characters    " << fixed(score.bleu, 2) << '\n';
}

EvaluationSettings settingsOf(const EvalOptions& options, const OpenedModel& opened) {
  EvaluationSettings settings;
  settings.window = options.window;
  settings.special = opened.tokenizer->special();
  return settings;
}

/// A measurement with coarse numbers beside the one with the model's own.
struct Coarse {
  Precision precision = Precision::Float32;
  EvaluationResult result;
  bool values = false;  ///< values on the way were rounded, too, not the weights alone
  Index weights = 0;    ///< numbers that are stored
};

ordered_json coarseJson(const Coarse& coarse, double exact) {
  const auto bytes = [&](Precision precision) { return static_cast<std::size_t>(coarse.weights) * bytesOf(precision); };
  return {{"precision", precisionName(coarse.precision)},
          {"rounded", coarse.values ? "weights and values" : "weights"},
          {"loss", coarse.result.loss()},
          {"perplexity", coarse.result.perplexity()},
          {"loss_minus_float32", coarse.result.loss() - exact},
          {"weight_bytes", bytes(coarse.precision)},
          {"weight_bytes_float32", bytes(Precision::Float32)}};
}

void printCoarse(const Coarse& coarse, double exact, std::ostream& out) {
  const auto megabytes = [&](Precision precision) {
    return fixed(static_cast<double>(coarse.weights) * static_cast<double>(bytesOf(precision)) * 1e-6, 2);
  };
  const double difference = coarse.result.loss() - exact;
  out << "\nrounded to " << precisionName(coarse.precision) << " ("
      << (coarse.values ? "weights and values" : "weights") << ")\n"
      << "loss                  " << fixed(coarse.result.loss(), 4) << " nats a token (" << (difference < 0 ? "" : "+")
      << fixed(difference, 5) << ")\n"
      << "perplexity            " << fixed(coarse.result.perplexity(), 3) << '\n'
      << "weights               " << megabytes(coarse.precision) << " MB instead of " << megabytes(Precision::Float32)
      << " MB\n";
}

EvaluationResult measureText(const EvalOptions& options, const OpenedModel& opened, Precision precision,
                             ThreadPool& pool) {
  const std::vector<std::string> documents =
      splitDocuments(readTextFile(options.text, kLargestText), unescaped(options.separator));
  const SpellingCost spelling(*opened.tokenizer);
  const TokenizedText text = tokenizeDocuments(*opened.tokenizer, documents, &spelling, &pool);
  if (precision != Precision::Float32 && roundsValues(opened.model->config()))
    return evaluateCoarsely(*opened.model, text, settingsOf(options, opened), precision, &pool);
  return Evaluation(*opened.model, text, settingsOf(options, opened)).run(*opened.model, &pool);
}

/// A table of sentences and their translations, one pair a line.
std::vector<TextPair> readPairs(const EvalOptions& options) {
  SourceRecipe columns;
  columns.sourceColumn = options.columns[0];
  columns.targetColumn = options.columns[1];
  columns.heldEvery = options.heldEvery;
  columns.separator = "\n";
  PairTable table = cutPairs(readTextFile(options.text, kLargestText), columns);
  return std::move(options.heldEvery > 0 ? table.held : table.lines);
}

EvaluationResult measurePairs(const EvalOptions& options, const OpenedModel& opened, const std::vector<TextPair>& texts,
                              ThreadPool& pool) {
  const ModelConfig& config = opened.model->config();
  const TokenizedPairs pairs = tokenizePairs(*opened.tokenizer, texts, config.nCtx, config.endToken, &pool);
  if (pairs.size() == 0) throw Error("eval.nothing_to_predict", {{"file", options.text}});
  return Evaluation(*opened.model, pairs, settingsOf(options, opened)).run(*opened.model, &pool);
}

void evaluate(const EvalOptions& options, CommandContext& context) {
  const std::shared_ptr<const OpenedModel> opened = withFloatWeights(openModelFor(options.model, context));
  ThreadPool pool(options.threads);
  const bool translates = opened->model->config().role() == Role::Translates;
  if (options.translate && !translates) {
    throw Error("eval.needs_text", {{"kind", std::string(modelKindName(opened->model->config().kind))}});
  }
  const std::vector<TextPair> pairs = translates ? readPairs(options) : std::vector<TextPair>();
  const auto measure = [&](const OpenedModel& model, Precision precision) {
    return translates ? measurePairs(options, model, pairs, pool) : measureText(options, model, precision, pool);
  };
  const EvaluationResult result = measure(*opened, Precision::Float32);
  if (result.tokens == 0) throw Error("eval.nothing_to_predict", {{"file", options.text}});
  if (!std::isfinite(result.loss())) {
    throw Error("eval.not_finite", {{"model", opened->name}, {"file", options.text}});
  }
  std::optional<Coarse> coarse;
  if (const Precision precision = precisionNamed(options.precision); precision != Precision::Float32) {
    coarse = Coarse{precision, measure(*withPrecision(opened, precision), precision),
                    roundsValues(opened->model->config()), opened->model->parameters().layout().count()};
  }
  std::optional<TranslationScore> score;
  if (options.translate) {
    score = scoreTranslations(*opened, pairs, options.beams, &pool, [&context, last = -1](double share) mutable {
      const int percentDone = static_cast<int>(share * 100);
      if (percentDone / 10 != last) context.err << "translated " << percentDone << " %\n";
      last = percentDone / 10;
    });
  }
  if (options.json) {
    ordered_json document = resultJson(result);
    if (score) addScore(document, *score, options.beams);
    if (coarse) document["rounded"] = coarseJson(*coarse, result.loss());
    context.out << document.dump(2) << '\n';
  } else {
    printResult(result, context.out);
    if (score) printScore(*score, options.beams, context.out);
    if (coarse) printCoarse(*coarse, result.loss(), context.out);
  }
}

}  // namespace

void addEvalCommand(CLI::App* command, CommandContext& context) {
  auto options = std::make_shared<EvalOptions>();
  addModelOption(*command, options->model);
  command
      ->add_option(
          "--text", options->text,
          "A text file, UTF-8; for an encoder-decoder, a table of pairs, one pair per line, with tabs between columns")
      ->required();
  command->add_option("--separator", options->separator, "The text between documents; \\n if each line is a document")
      ->capture_default_str();
  command->add_option("--window", options->window, "Tokens that the model sees at once; 0: its whole context")
      ->check(CLI::Range(0, 1'000'000))
      ->default_str("0");
  command->add_option("--columns", options->columns, "Columns of source and target in a table of pairs, from 0")
      ->delimiter(',')
      ->expected(2)
      ->check(CLI::Range(0, 1000))
      ->default_str("0,1");
  command->add_option("--held-every", options->heldEvery, "For a table of pairs: use only every N-th line; 0: all")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}))
      ->default_str("0");
  command->add_flag("--translate", options->translate, "Translate every source, too: chrF2 and BLEU of characters");
  command->add_option("--beams", options->beams, "Beams of these translations; 1: greedy")
      ->check(CLI::Range(1, BeamSettings::kMostBeams))
      ->default_str("1");
  addPrecisionOption(*command, options->precision);
  addThreadsOption(*command, options->threads);
  addJsonOption(*command, options->json);
  command->callback([&context, options] { evaluate(*options, context); });
}

}  // namespace headlight
