#include "cli/options/second_prompt.h"

namespace headlight {

SecondPrompt::SecondPrompt(TextRun& run, const SecondPromptOptions& options, CommandContext& context)
    : m_model(run.model()) {
  const Index nCtx = m_model.config().nCtx;
  Prompt prompt = preparePrompt(options.prompt, run.tokenizer(), nCtx);
  reportDropped(prompt, nCtx, context);
  m_generation = std::make_unique<Generation>(m_model, run.tokenizer(), std::move(prompt), run.pool(),
                                              run.interventions(), options.keep);
  m_generation->setSettings(run.generation().settings());
  for (int step = 1; step < options.steps && m_generation->stopped() == StopReason::None; ++step) {
    m_generation->step();
  }
}

FigureRun SecondPrompt::attention() const {
  const StepPath path = m_generation->path();
  return {m_model, path, m_generation->tokens(), m_generation->source(), std::make_shared<JoinedActivations>(path)};
}

}  // namespace headlight
