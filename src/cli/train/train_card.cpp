#include "cli/train/train_card.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <sstream>

#include "cli/text_table.h"
#include "models/decoder_options.h"
#include "models/family.h"
#include "train/precision.h"

namespace headlight {
namespace {

/// As a person writes it: 0.001, not 1.000000e-03.
std::string plain(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

/// A text from the recipe inside a table's cell.
std::string cell(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '|') c = ' ';
  return text;
}

void writeFrontMatter(std::ostream& out, const Recipe& recipe, const CardFacts& facts, const TrainingOutcome& outcome) {
  out << "---\nlanguage: " << recipe.language << "\nlicense: " << cell(recipe.card.license)
      << "\nlibrary_name: headlight\npipeline_tag: " << familyOf(facts.config.kind).task << '\n';
  if (!outcome.validation.empty())
    out << "validation_loss: " << fixed(outcome.validation.front().result.loss(), 4) << '\n';
  out << "---\n\n";
}

/// Members of the configuration that the sentence names in words of its own, or that the tokenizer decides.
bool isToldOtherwise(std::string_view field) {
  static constexpr std::string_view kFields[] = {
      "n_layers", "n_decoder_layers", "n_heads",   "d_model",     "d_hidden",  "d_mlp",
      "n_ctx",    "d_vocab",          "tied_head", "start_token", "end_token", "pad_token"};
  return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

/// The clause of the option's present value; empty if the card does not mention it.
template <class Member>
std::string_view clauseOf(const DecoderOption& option, const Member& member) {
  if constexpr (kHasWords<Member>) {
    const auto words = wordsOf(member);
    for (std::size_t i = 0; i < words.size() && i < option.clauses.size(); ++i) {
      if (words[i].value == member) return option.clauses[i];
    }
  }
  return {};
}

/// ", learned positions, without a causal mask, activation relu": the options of the model, and what else is unusual
/// in its family.
std::string particularsOf(const ModelConfig& config) {
  const ModelFamily& family = familyOf(config.kind);
  const FieldTexts usual = fieldTexts(family.usual);
  std::string options;
  std::string others;
  visitFields(config, [&](std::string_view field, const auto& member) {
    if (const DecoderOption* option = findDecoderOption(field)) {
      const std::string_view clause = family.attentions.empty() ? std::string_view{} : clauseOf(*option, member);
      if (!clause.empty()) options.append(", ").append(clause);
    } else if (family.reads(field) && !isToldOtherwise(field) && fieldText(member) != usual.at(field)) {
      others.append(", ").append(field).append(" ").append(fieldText(member));
    }
  });
  return options + others;
}

void writeModel(std::ostream& out, const Recipe& recipe, const CardFacts& facts) {
  const ModelConfig& config = facts.config;
  out << "## Model\n\n" << modelKindName(config.kind) << ", " << facts.parameters << " parameters: " << config.nLayers;
  if (config.hasSource())
    out << " layers in the encoder and " << config.nDecoderLayers << " in the decoder, ";
  else
    out << " layers, ";
  if (config.isRecurrent())
    out << "d_model " << config.dModel << ", hidden state " << config.dHidden;
  else
    out << config.nHeads << " heads, d_model " << config.dModel << ", MLP " << config.dMlp;
  out << particularsOf(config) << ", " << (config.isRecurrent() ? "rows of at most " : "context ") << config.nCtx
      << " tokens, vocabulary " << config.dVocab << ", " << (config.tiedHead ? "tied" : "untied")
      << " head.\nWeights are stored as " << precisionName(recipe.storedAs) << ".\n\n";
}

std::string tokenizerOf(const Recipe& recipe) {
  if (!recipe.fineTuning.base.empty()) return "the base's";
  if (!recipe.tokenizer.sameAs.empty()) return "the one of `" + cell(recipe.tokenizer.sameAs) + "`";
  if (recipe.tokenizer.kind == TokenizerKind::ByteLevelBpe) return "byte-level BPE, learnt from the texts below";
  if (recipe.tokenizer.kind == TokenizerKind::Unigram) return "Unigram, learnt from the texts below";
  return "whole words, the most frequent of the texts below";
}

void writePairs(std::ostream& out, const DataFacts& facts) {
  if (facts.trainedPairs == 0) return;
  out << "\nTrained on " << facts.trainedPairs << " pairs; " << facts.heldPairs << " were kept back, " << facts.alsoHeld
      << " left out because one of their sides stands in a pair that is kept back, and " << facts.tooLong
      << " because they are too long.\n";
}

/// Of the rows that the model was trained on; sums to 1. Every pair is taken once an epoch, whatever the weights.
std::vector<double> sharesOf(const Recipe& recipe, const DataFacts& facts) {
  std::vector<double> shares;
  for (const SourceRecipe& source : recipe.sources) shares.push_back(source.weight);
  if (!facts.pairsOfSource.empty()) shares.assign(facts.pairsOfSource.begin(), facts.pairsOfSource.end());
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= std::max(total, std::numeric_limits<double>::min());
  return shares;
}

void writeData(std::ostream& out, const Recipe& recipe, const CardFacts& facts) {
  const bool pairs = !facts.data.pairsOfSource.empty();
  const std::vector<double> shares = sharesOf(recipe, facts.data);
  out << "## Data and credits\n\nTokenizer: " << tokenizerOf(recipe)
      << ".\n\n| Text | Share of the rows | File | Credit |\n|---|---|---|---|\n";
  for (std::size_t i = 0; i < recipe.sources.size(); ++i) {
    const SourceRecipe& source = recipe.sources[i];
    const bool grammar = source.type == SourceType::Grammar;
    out << "| " << cell(source.name) << " | " << fixed(100 * shares[i], 1) << " % | ";
    if (grammar)
      out << '`' << cell(source.file) << "`, " << source.documents << (pairs ? " pairs" : " documents") << ", seed "
          << source.seed << " | Headlight's own grammar |\n";
    else
      out << '`' << cell(source.file) << "`, " << source.bytes << " bytes, SHA-256 `" << source.sha256 << "`, "
          << cell(source.home) << " | " << cell(source.credit) << " |\n";
  }
  const auto isGrammar = [](const SourceRecipe& source) { return source.type == SourceType::Grammar; };
  if (std::any_of(recipe.sources.begin(), recipe.sources.end(), isGrammar))
    out << (pairs ? "\nThe sentences that the grammar lists as kept out are in none of the pairs.\n"
                  : "\nLines of the other texts that contain a demonstration prompt of the grammar were left out.\n");
  writePairs(out, facts.data);
  out << '\n';
}

std::string scheduleText(const TrainingSettings& t) {
  const std::string warmup = " after " + std::to_string(t.warmupSteps) + " steps of warm-up, then ";
  const std::string down = " down to " + plain(t.floor * t.optimizer.learningRate);
  switch (t.schedule) {
    case ScheduleKind::Cosine:
      return warmup + "half a cosine" + down;
    case ScheduleKind::Linear:
      return warmup + "a straight line" + down;
    case ScheduleKind::InverseSquareRoot:
      return warmup + "falling with the inverse square root of the step";
    case ScheduleKind::Constant:
      break;
  }
  return warmup + "constant";
}

std::string optimizerText(const TrainingSettings& t) {
  if (t.optimizerKind == OptimizerKind::Sgd)
    return "SGD with " + std::string(t.sgd.nesterov ? "Nesterov's momentum " : "momentum ") + plain(t.sgd.momentum);
  return "AdamW, betas " + plain(t.optimizer.beta1) + " and " + plain(t.optimizer.beta2);
}

/// What only some trainings have, a clause each.
std::string particulars(const TrainingSettings& t, Role role) {
  std::string text;
  if (t.labelSmoothing > 0) text += ", label smoothing " + plain(t.labelSmoothing);
  if (role == Role::Fills) text += ", " + plain(100 * t.maskShare) + " % of the words masked (80/10/10)";
  if (t.carryState) text += ", the state carried from step to step (truncated backpropagation through time)";
  if (t.precision != Precision::Float32)
    text += ", weights and gradients rounded to " + std::string(precisionName(t.precision)) +
            (t.masterWeights ? " beside float32 weights of the optimizer" : " without float32 weights beside them");
  return text;
}

void writeFineTuning(std::ostream& out, const Recipe& recipe, const CardFacts& facts, const TrainingOutcome& outcome) {
  const FineTuning& tuning = recipe.fineTuning;
  if (tuning.base.empty()) return;
  out << "Fine-tuned from `" << cell(tuning.base) << "`: " << outcome.moved << " numbers moved";
  if (tuning.lora.rank > 0) {
    out << ", all in low-rank adapters (rank " << tuning.lora.rank << ", alpha " << plain(tuning.lora.alpha)
        << ") on the matrices";
    for (const std::string& glob : tuning.lora.matrices) out << " `" << cell(glob) << '`';
    out << ", which were merged into the " << facts.parameters << " weights; everything else stayed as it was";
  } else {
    out << " of " << facts.parameters;
    if (!facts.frozen.empty()) out << "; frozen were";
    for (const std::string& name : facts.frozen) out << " `" << name << '`';
  }
  out << ".\n";
}

void writeTraining(std::ostream& out, const Recipe& recipe, const CardFacts& facts, const TrainingOutcome& outcome) {
  const TrainingSettings& t = recipe.training;
  const bool pairs = facts.config.role() == Role::Translates;
  out << "## Training\n\nMade by `headlight train` from the recipe `" << recipe.name << "`, seed " << t.seed << ": "
      << outcome.step << " steps of ";
  if (t.accumulate > 1) out << t.accumulate << " times ";
  out << t.batch << (pairs ? " pairs of at most " : " rows of ")
      << (facts.config.role() == Role::Fills ? "at most " : "") << t.length << " tokens (" << outcome.tokens
      << " tokens seen" << (pairs ? ", of both sides" : "") << ") in " << fixed(outcome.seconds, 0) << " s.\n"
      << optimizerText(t) << ", learning rate " << plain(t.optimizer.learningRate) << scheduleText(t)
      << ", weight decay " << plain(t.optimizer.weightDecay) << " on matrices, gradient norm "
      << (t.clip > 0 ? "at most " + plain(t.clip) : "not limited") << ", dropout " << plain(t.dropout)
      << particulars(t, facts.config.role()) << ".\n";
  writeFineTuning(out, recipe, facts, outcome);
  if (outcome.endedEarly)
    out << "Ended early, after " << t.patience << " validations without a better loss (" << t.steps
        << " steps were planned).\n";
  if (outcome.weightsOfStep != outcome.step)
    out << "The weights are those of step " << outcome.weightsOfStep << ", whose validation loss was the best.\n";
  out << "Training loss at the end " << fixed(outcome.loss, 4) << " nats a token"
      << (t.dropout > 0 || t.labelSmoothing > 0 ? ", with dropout and label smoothing on" : "") << ".\n\n";
}

/// How the numbers of the table came about, by kind.
std::string methodOf(const Recipe& recipe, const ModelConfig& config) {
  const Index window = recipe.training.validationWindow > 0 ? recipe.training.validationWindow : config.nCtx;
  const std::string size = std::to_string(window);
  if (config.role() == Role::Translates)
    return "As `headlight eval` measures: every token of a target sentence and its end, each from the whole source "
           "and\n"
           "the right tokens before it, without label smoothing.";
  if (config.role() == Role::Fills)
    return "As `headlight eval` measures, in windows of " + size +
           " tokens: 15 % of the words of a window, chosen by its place alone, are\nreplaced by [MASK]; loss and "
           "perplexity are those of the masked words.";
  std::string text = "As `headlight eval` measures, in windows of " + size +
                     " tokens: the first token of a document is not predicted, its end is; an unknown word\n"
                     "costs -log P([UNK]) and the spelling of its characters.";
  if (config.isRecurrent()) text += " Every window begins with a state of zeros.";
  return text;
}

void writeResults(std::ostream& out, const Recipe& recipe, const ModelConfig& config, const TrainingOutcome& outcome) {
  if (outcome.validation.empty()) return;
  const bool fills = config.role() == Role::Fills;
  out << "## Measured on text kept out of training\n\n| Text | " << (fills ? "Masked words" : "Tokens")
      << " | Loss (nats a " << (fills ? "masked word" : "token")
      << ") | Perplexity | Bits a character | Unknown words |\n|---|---|---|---|---|---|\n";
  for (const NamedLoss& loss : outcome.validation) {
    const EvaluationResult& r = loss.result;
    out << "| " << cell(loss.name) << " | " << r.tokens << " | " << fixed(r.loss(), 4) << " | "
        << fixed(r.perplexity(), 3) << " | " << (r.characters > 0 ? fixed(r.bitsPerCharacter(), 4) : "-") << " | "
        << fixed(100 * r.unknownShare(), 2) << " % |\n";
  }
  out << '\n' << methodOf(recipe, config) << "\n\n";
}

}  // namespace

std::string trainingCard(const Recipe& recipe, const CardFacts& facts, const TrainingOutcome& outcome) {
  std::ostringstream out;
  writeFrontMatter(out, recipe, facts, outcome);
  out << "# " << recipe.card.title << "\n\n" << recipe.card.summary << "\n\n";
  writeModel(out, recipe, facts);
  writeData(out, recipe, facts);
  writeTraining(out, recipe, facts, outcome);
  writeResults(out, recipe, facts.config, outcome);
  if (!recipe.card.notes.empty()) out << "## Notes\n\n" << recipe.card.notes << "\n\n";
  out << "## Licence\n\n" << recipe.card.license << '\n';
  return out.str();
}

}  // namespace headlight
