#include "cli/text_run.h"

#include <CLI/CLI.hpp>

namespace headlight {

void TextRunOptions::addPlainTo(CLI::App& command, int defaultSteps) {
  steps = defaultSteps;
  addModelOption(command, model);
  addPromptOption(command, prompt);
  command.add_option("--steps,-n", steps, "Tokens to generate")
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
  m_opened = openModelFor(options.model, context);
  m_interventions = parseAblations(options.ablations, model().hooks());
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
  for (const Intervention& intervention : m_interventions) labels.push_back(intervention.label);
  return labels;
}

StopReason TextRun::generate(int steps, const OnStep& onStep) {
  for (int i = 0; i < steps; ++i) {
    if (i > 0 && !m_generation->step()) return m_generation->stopped();
    const TokenId chosen = m_generation->nextChoice();
    onStep(m_generation->current()->length(), m_generation->distribution(), chosen);
    if (chosen == tokenizer().special().endOfText) return StopReason::EndOfText;
  }
  return StopReason::Steps;
}

ActivationCache::Filter keepMatching(const HookTable& hooks, const std::string& globs) {
  std::vector<bool> kept(hooks.points().size(), false);
  if (!globs.empty()) {
    for (const HookPoint* point : hooks.match(globs)) kept[static_cast<std::size_t>(point->index)] = true;
  }
  return [kept](const HookPoint& point) { return kept[static_cast<std::size_t>(point.index)]; };
}

}  // namespace headlight
