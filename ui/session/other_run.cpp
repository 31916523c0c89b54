#include "generate/recorded_model.h"
#include "hooks/intervention.h"
#include "session/run_history.h"
#include "tensor/error.h"

namespace headlight {

std::shared_ptr<const OtherRun> runOtherPrompt(std::shared_ptr<const Snapshot> run, const std::string& prompt) {
  const LanguageModel& model = *run->model->model;
  const Tokenizer& tokenizer = *run->model->tokenizer;
  if (isRecorded(model)) throw Error("session.needs_model");
  std::vector<Intervention> interventions;
  for (const std::string& spec : run->interventions) interventions.push_back(parseAblation(spec, model.hooks()));
  const auto patterns = [](const HookPoint& point) { return point.name.ends_with("hook_pattern"); };
  Generation generation(model, tokenizer, preparePrompt(prompt, tokenizer, model.config().nCtx), nullptr,
                        std::move(interventions), patterns);
  generation.setSettings(run->settings);
  for (Index step = run->firstMoment; step < run->moment && generation.step(); ++step) {
  }
  auto other = std::make_shared<OtherRun>();
  other->of = std::move(run);
  other->prompt = prompt;
  other->tokens = generation.tokens();
  other->source = generation.source();
  other->path = generation.path();
  return other;
}

}  // namespace headlight
