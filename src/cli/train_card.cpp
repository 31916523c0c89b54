#include "cli/train_card.h"

#include <algorithm>
#include <sstream>

#include "cli/text_table.h"

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

void writeFrontMatter(std::ostream& out, const Recipe& recipe, const TrainingOutcome& outcome) {
  out << "---\nlanguage: " << recipe.language << "\nlicense: " << cell(recipe.card.license)
      << "\nlibrary_name: headlight\npipeline_tag: text-generation\n";
  if (!outcome.validation.empty())
    out << "validation_loss: " << fixed(outcome.validation.front().result.loss(), 4) << '\n';
  out << "---\n\n";
}

void writeModel(std::ostream& out, const ModelConfig& config, Index parameters) {
  out << "## Model\n\n"
      << modelKindName(config.kind) << ", " << parameters << " parameters: " << config.nLayers << " layers, "
      << config.nHeads << " heads, d_model " << config.dModel << ", MLP " << config.dMlp << ", context " << config.nCtx
      << " tokens, vocabulary " << config.dVocab << " words, " << (config.tiedHead ? "tied" : "untied") << " head.\n\n";
}

void writeData(std::ostream& out, const Recipe& recipe) {
  double total = 0;
  for (const SourceRecipe& source : recipe.sources) total += source.weight;
  out << "## Data and credits\n\n| Text | Share of the rows | File | Credit |\n|---|---|---|---|\n";
  for (const SourceRecipe& source : recipe.sources) {
    const bool grammar = source.type == SourceType::Grammar;
    out << "| " << cell(source.name) << " | " << fixed(100 * source.weight / total, 1) << " % | ";
    if (grammar)
      out << '`' << cell(source.file) << "`, " << source.documents << " documents, seed " << source.seed
          << " | Headlight's own grammar |\n";
    else
      out << '`' << cell(source.file) << "`, " << source.bytes << " bytes, SHA-256 `" << source.sha256 << "`, "
          << cell(source.home) << " | " << cell(source.credit) << " |\n";
  }
  const auto isGrammar = [](const SourceRecipe& source) { return source.type == SourceType::Grammar; };
  if (std::any_of(recipe.sources.begin(), recipe.sources.end(), isGrammar))
    out << "\nLines of the other texts that contain a demonstration prompt of the grammar were left out.\n";
  out << '\n';
}

void writeTraining(std::ostream& out, const Recipe& recipe, const TrainingOutcome& outcome) {
  const TrainingSettings& t = recipe.training;
  const AdamWSettings& o = t.optimizer;
  const auto tokens = outcome.step * static_cast<std::uint64_t>(t.batch * t.length);
  out << "## Training\n\nMade by `headlight train` from the recipe `" << recipe.name << "`, seed " << t.seed << ": "
      << outcome.step << " steps of " << t.batch << " rows of " << t.length << " tokens (" << tokens
      << " tokens seen) in " << fixed(outcome.seconds, 0) << " s.\nAdamW, learning rate " << plain(o.learningRate)
      << " after " << t.warmupSteps << " steps of warm-up, cosine down to " << plain(t.floor * o.learningRate)
      << ", betas " << plain(o.beta1) << " and " << plain(o.beta2) << ", weight decay " << plain(o.weightDecay)
      << " on matrices, gradient norm at most " << plain(t.clip) << ", dropout " << plain(t.dropout)
      << ". Training loss at the end " << fixed(outcome.loss, 4) << " nats a token.\n\n";
}

void writeResults(std::ostream& out, const TrainingOutcome& outcome) {
  if (outcome.validation.empty()) return;
  out << "## Measured on text kept out of training\n\n"
      << "| Text | Tokens | Loss (nats a token) | Perplexity | Bits a character | Unknown words "
         "|\n|---|---|---|---|---|---|\n";
  for (const NamedLoss& loss : outcome.validation) {
    const EvaluationResult& r = loss.result;
    out << "| " << cell(loss.name) << " | " << r.tokens << " | " << fixed(r.loss(), 4) << " | "
        << fixed(r.perplexity(), 3) << " | " << fixed(r.bitsPerCharacter(), 4) << " | "
        << fixed(100 * r.unknownShare(), 2) << " % |\n";
  }
  out << "\nAs `headlight eval` measures: the first token of a document is not predicted, its end is; an unknown word\n"
         "costs -log P([UNK]) and the spelling of its characters.\n\n";
}

}  // namespace

std::string trainingCard(const Recipe& recipe, const ModelConfig& config, Index parameters,
                         const TrainingOutcome& outcome) {
  std::ostringstream out;
  writeFrontMatter(out, recipe, outcome);
  out << "# " << recipe.card.title << "\n\n" << recipe.card.summary << "\n\n";
  writeModel(out, config, parameters);
  writeData(out, recipe);
  writeTraining(out, recipe, outcome);
  writeResults(out, outcome);
  if (!recipe.card.notes.empty()) out << "## Notes\n\n" << recipe.card.notes << "\n\n";
  out << "## Licence\n\n" << recipe.card.license << '\n';
  return out.str();
}

}  // namespace headlight
