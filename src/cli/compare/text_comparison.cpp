#include "cli/compare/text_comparison.h"

#include <algorithm>

namespace headlight {

namespace {

ComparedRun comparedRun(const TextComparison::One& one) {
  const TextRun& run = *one.run;
  return {&run.model().config(), &run.tokenizer(), &run.prompt(), run.generation().path(), one.taken};
}

std::vector<TokenId> idsAlong(const LeadText& lead, const Tokenizer& tokenizer) {
  std::vector<TokenId> ids;
  for (const Token& token : tokensAlong(lead, tokenizer)) ids.push_back(token.id);
  return ids;
}

}  // namespace

void checkComparedCount(std::size_t count, std::size_t least, const std::string& option) {
  if (count >= least && count <= kMostCompared) return;
  throw Error("compare.count", {{"least", std::to_string(least)},
                                {"most", std::to_string(kMostCompared)},
                                {"count", std::to_string(count)},
                                {"option", option}});
}

TextComparison::TextComparison(const ComparedRunOptions& options, CommandContext& context) : m_forced(options.forced) {
  TextRunOptions each = options.run;
  each.prompt = readPrompt(options.run.prompt, context);
  each.check = [](const OpenedModel& model) { checkWritesText(model.name, model.model->config()); };
  for (const std::string& model : options.models) {
    One one;
    each.model = model;
    one.run = std::make_unique<TextRun>(
        each, context, [](const HookTable&) { return [](const HookPoint& point) { return isCompared(point); }; });
    m_runs.push_back(std::move(one));
    each.ablations.clear();
  }
  LeadText lead;
  for (One& one : m_runs) {
    const TextRun& first = *m_runs.front().run;
    std::vector<TokenId> along;
    const bool isLed = m_forced && &one != &m_runs.front();
    if (isLed) along = idsAlong(lead, one.run->tokenizer());
    advance(one, isLed ? &along : nullptr, options.run.steps);
    if (m_forced && !isLed) {
      const TokenId end = endOfText(first.model().config(), first.tokenizer());
      lead = leadText(first.tokenizer(), first.prompt(), one.taken, end, false);
    }
  }
  std::vector<ComparedRun> compared;
  for (const One& one : m_runs) compared.push_back(comparedRun(one));
  const bool nothing = options.run.steps == 0;
  m_rows = Comparer().rows(compared.front(), compared, m_forced,
                           nothing ? m_runs.front().run->generation().nextChoice() : -1);
}

void TextComparison::advance(One& one, const std::vector<TokenId>* along, int steps) const {
  const auto onStep = [&one](Index position, const Distribution& distribution, TokenId chosen) {
    one.positions.push_back(position);
    one.distributions.push_back(distribution);
    one.taken.push_back(chosen);
  };
  one.stopped = along != nullptr ? one.run->follow(*along, onStep) : one.run->generate(steps, onStep);
}

CompareFigure TextComparison::figure(int top) const {
  CompareFigure figure;
  const TextRun& first = *m_runs.front().run;
  figure.source = {first.opened().name, first.prompt().text, first.interventionLabels()};
  figure.forced = m_forced;
  figure.rows = m_rows;
  for (const One& one : m_runs) {
    const Generation& generation = one.run->generation();
    const Distribution distribution = generation.distribution();
    const TokenId chosen = one.taken.empty() ? generation.nextChoice() : one.taken.back();
    ColumnMoment moment{one.run->opened().name, &one.run->model(), &one.run->tokenizer(),
                        &one.run->prompt(),     generation.path(), generation.tokens()};
    moment.promptLength = static_cast<Index>(one.run->prompt().tokens.size());
    moment.distribution = &distribution;
    moment.chosen = chosen;
    if (one.stopped != StopReason::Steps) moment.stopped = one.stopped;
    figure.columns.push_back(compareColumn(moment, top, -1));
  }
  return figure;
}

}  // namespace headlight
