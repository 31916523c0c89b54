#include "cli/text_run.h"

#include <CLI/CLI.hpp>

#include "cli/options/precision_option.h"

namespace headlight {

void TextRunOptions::addPlainTo(CLI::App& command, int defaultSteps) {
  steps = defaultSteps;
  addModelOption(command, model);
  addPromptOption(command, prompt);
  stepsOption = command.add_option("--steps,-n", steps, "Tokens to generate, or [MASK]s to fill")
                    ->check(CLI::Range(0, 1'000'000))
                    ->default_str(std::to_string(defaultSteps));
  addThreadsOption(command, threads);
}

void TextRunOptions::addTo(CLI::App& command, int defaultSteps) {
  addPlainTo(command, defaultSteps);
  addAblateOption(command, ablations);
  addSamplingOptions(command, sampling);
}

TextRun::TextRun(const TextRunOptions& options, CommandContext& context, const Keep& keepPoints) {
  const SamplerSettings settings = options.sampling.settings();
  const std::string text = readPrompt(options.prompt, context);
  const Precision precision = precisionNamed(options.precision);
  m_opened = withPrecision(openModelFor(options.model, context), precision);
  if (options.check) options.check(*m_opened);
  m_interventions = parseAblations(options.ablations, model().hooks());
  for (Intervention& rounding : roundingInterventions(model().hooks(), precision))
    m_interventions.push_back(std::move(rounding));
  ActivationCache::Filter keep = keepPoints(model().hooks());
  const Index nCtx = model().config().nCtx;
  Prompt prompt = preparePrompt(text, tokenizer(), nCtx);
  reportDropped(prompt, nCtx, context);
  m_pool = std::make_unique<ThreadPool>(options.threads);
  m_generation = std::make_unique<Generation>(model(), tokenizer(), std::move(prompt), m_pool.get(), m_interventions,
                                              std::move(keep));
  m_generation->setSettings(settings);
}

std::vector<std::string> TextRun::interventionLabels() const {
  std::vector<std::string> labels;
  for (const Intervention& intervention : m_interventions)
    if (!intervention.label.empty()) labels.push_back(intervention.label);
  return labels;
}

StopReason TextRun::advance(std::size_t steps, const std::function<TokenId(std::size_t)>& choice,
                            const OnStep& onStep) {
  for (std::size_t i = 0; i < steps; ++i) {
    const TokenId chosen = choice(i);
    onStep(m_generation->current()->position, m_generation->distribution(), chosen);
    if (endsText(model().config(), tokenizer(), chosen)) return StopReason::EndOfText;
    if (i + 1 == steps) break;
    if (!m_generation->take(chosen) || m_generation->stopped() == StopReason::Steps) return m_generation->stopped();
  }
  return StopReason::Steps;
}

StopReason TextRun::generate(int steps, const OnStep& onStep) {
  return advance(
      static_cast<std::size_t>(steps), [this](std::size_t) { return m_generation->nextChoice(); }, onStep);
}

StopReason TextRun::follow(const std::vector<TokenId>& text, const OnStep& onStep) {
  return advance(
      text.size(), [&text](std::size_t i) { return text[i]; }, onStep);
}

ActivationCache::Filter keepMatching(const HookTable& hooks, const std::string& globs) {
  std::vector<bool> kept(hooks.points().size(), false);
  if (!globs.empty()) {
    for (const HookPoint* point : hooks.match(globs)) kept[static_cast<std::size_t>(point->index)] = true;
  }
  return [kept](const HookPoint& point) { return kept[static_cast<std::size_t>(point.index)]; };
}

}  // namespace headlight
