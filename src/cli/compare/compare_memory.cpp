#include "cli/compare/compare_memory.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/compare/compare_options.h"
#include "cli/run_json.h"
#include "cli/text_table.h"
#include "cli/train/train_interrupt.h"
#include "experiments/influence.h"
#include "experiments/word_classes.h"
#include "generate/lock_step.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

constexpr int kShareDigits = 4;

/// The models, each where its text has come to.
class MemoryRuns {
 public:
  MemoryRuns(const CompareOptions& options, const std::string& prompt, ThreadPool& pool, CommandContext& context) {
    const SamplerSettings settings = options.sampling.settings();
    for (const std::string& name : options.models) {
      m_opened.push_back(openModelFor(name, context));
      const OpenedModel& opened = *m_opened.back();
      checkWritesText(opened.name, opened.model->config());
      const Index nCtx = opened.model->config().nCtx;
      Prompt own = preparePrompt(prompt, *opened.tokenizer, nCtx);
      reportDropped(own, nCtx, context);
      const auto nothing = [](const HookPoint&) { return false; };
      m_runs.push_back(std::make_unique<Generation>(*opened.model, *opened.tokenizer, std::move(own), &pool,
                                                    std::vector<Intervention>{}, nothing));
      m_runs.back()->setSettings(settings);
    }
    if (options.stepsOption->count() > 0) goOn(options.steps, options.forced);
  }

  [[nodiscard]] std::size_t count() const { return m_runs.size(); }
  [[nodiscard]] const OpenedModel& opened(std::size_t i) const { return *m_opened[i]; }
  [[nodiscard]] Generation& run(std::size_t i) { return *m_runs[i]; }

 private:
  void goOn(Index steps, bool forced) {
    goFreely(*m_runs[0], steps);
    for (std::size_t i = 1; i < m_runs.size(); ++i) {
      if (forced)
        goAlong(*m_runs[i], idsAlong(i));
      else
        goFreely(*m_runs[i], steps);
    }
  }

  /// What the first model wrote, as tokens of another.
  [[nodiscard]] std::vector<TokenId> idsAlong(std::size_t i) const {
    const Generation& first = *m_runs[0];
    const Tokenizer& tokenizer = *m_opened[0]->tokenizer;
    const std::vector<Token> all = first.tokens();
    std::vector<TokenId> written;
    for (std::size_t at = first.prompt().tokens.size(); at < all.size(); ++at) written.push_back(all[at].id);
    const TokenId end = endOfText(m_opened[0]->model->config(), tokenizer);
    const LeadText lead = leadText(tokenizer, first.prompt(), std::move(written), end, false);
    std::vector<TokenId> ids;
    for (const Token& token : tokensAlong(lead, *m_opened[i]->tokenizer)) ids.push_back(token.id);
    return ids;
  }

  std::vector<std::shared_ptr<const OpenedModel>> m_opened;
  std::vector<std::unique_ptr<Generation>> m_runs;
};

InfluenceFigure::Row measured(MemoryRuns& runs, std::size_t i, ThreadPool& pool, const std::stop_token& stop,
                              std::ostream& err) {
  const OpenedModel& opened = runs.opened(i);
  Generation& run = runs.run(i);
  const std::vector<Token> tokens = run.tokens();
  const TokenId next = run.stopped() == StopReason::None ? run.nextChoice() : -1;
  const InfluenceInput input{*opened.model, *opened.tokenizer, opened.name, tokens, next};
  InfluenceFigure::Row row = measureGradients(input, &pool);
  int told = 0;
  row.replacements = measureReplacements(
      input, wordClassesOf(opened.folder, *opened.tokenizer),
      [&](double share) {
        const int tenth = static_cast<int>(share * 10);
        if (tenth > told) err << opened.name << ": " << tenth * 10 << " %\n";
        told = std::max(told, tenth);
        return !stop.stop_requested();
      },
      &pool);
  return row;
}

ordered_json rowJson(const InfluenceFigure::Row& row) {
  ordered_json tokens = ordered_json::array();
  for (std::size_t i = 0; i < row.tokens.size(); ++i) {
    ordered_json token{
        {"id", row.ids[i]}, {"text", row.tokens[i]}, {"gradient_norm", row.norms[i]}, {"share", row.shares[i]}};
    const InfluenceFigure::Replacement& replaced = row.replacements[i];
    token["class"] = replaced.wordClass.empty() ? ordered_json(nullptr) : ordered_json(replaced.wordClass);
    token["replaced_by"] = replaced.words;
    const bool any = replaced.words > 0;
    token["mean_bits"] = any ? ordered_json(replaced.meanBits) : ordered_json(nullptr);
    token["largest_bits"] = any ? ordered_json(replaced.largestBits) : ordered_json(nullptr);
    token["largest_word"] = any ? ordered_json(replaced.largestWord) : ordered_json(nullptr);
    tokens.push_back(std::move(token));
  }
  return {{"model", row.model},
          {"kind", row.kind},
          {"next", {{"id", row.nextId}, {"text", row.next}, {"logit", row.logit}, {"probability", row.probability}}},
          {"tokens", std::move(tokens)}};
}

void printRow(const InfluenceFigure::Row& row, std::ostream& out) {
  out << row.model << " (" << row.kind << "), next: " << printable(row.next) << ' ' << fixed(row.probability, 3)
      << '\n';
  TextTable table({"token", "gradient", "share", "class", "others", "mean bits", "most bits", "by"});
  for (std::size_t i = 0; i < row.tokens.size(); ++i) {
    const InfluenceFigure::Replacement& replaced = row.replacements[i];
    const bool any = replaced.words > 0;
    table.add({printable(row.tokens[i]), fixed(row.norms[i], 4), fixed(row.shares[i], kShareDigits),
               replaced.wordClass.empty() ? "–" : replaced.wordClass, std::to_string(replaced.words),
               any ? fixed(replaced.meanBits, kShareDigits) : "–",
               any ? fixed(replaced.largestBits, kShareDigits) : "–", any ? printable(replaced.largestWord) : "–"});
  }
  table.print(out);
  out << '\n';
}

}  // namespace

void runMemoryExperiment(const CompareOptions& options, CommandContext& context) {
  if (options.prompt.empty()) throw Error("prompt.empty");
  const InterruptWatch interrupt;
  const std::string prompt = readPrompt(options.prompt, context);
  ThreadPool pool(options.threads);
  if (!options.files.out.empty()) prepareFolder(options.files.out);
  MemoryRuns runs(options, prompt, pool, context);
  InfluenceFigure figure;
  figure.source.prompt = prompt;
  for (std::size_t i = 0; i < runs.count(); ++i) {
    figure.rows.push_back(measured(runs, i, pool, interrupt.token(), context.err));
    figure.source.model += (i == 0 ? "" : ", ") + runs.opened(i).name;
  }
  if (!options.files.out.empty()) {
    InfluenceFigure replaced = figure;
    replaced.measure = InfluenceFigure::Measure::Replacement;
    writeFiles(figureFiles({figure, replaced}, options.files, context), options.files);
  }
  if (options.json) {
    ordered_json models = ordered_json::array();
    for (const InfluenceFigure::Row& row : figure.rows) models.push_back(rowJson(row));
    context.out << ordered_json{{"experiment", "memory"}, {"prompt", prompt}, {"models", std::move(models)}}.dump(2)
                << '\n';
  } else {
    for (const InfluenceFigure::Row& row : figure.rows) printRow(row, context.out);
  }
}

}  // namespace headlight
