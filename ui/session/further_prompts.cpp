#include <algorithm>

#include "generate/recorded_model.h"
#include "hooks/intervention.h"
#include "session/run_history.h"
#include "tensor/error.h"

namespace headlight {
namespace {

/// As `run` was run: same changes and settings, as many steps.
std::shared_ptr<const SecondPrompt> runAs(const std::shared_ptr<const Snapshot>& run, const std::string& prompt,
                                          ActivationCache::Filter keep, const std::function<bool()>& goesOn) {
  if (!goesOn()) throw Error("cancelled");
  const LanguageModel& model = *run->model->model;
  const Tokenizer& tokenizer = *run->model->tokenizer;
  if (isRecorded(model)) throw Error("session.needs_model");
  std::vector<Intervention> interventions;
  for (const std::string& spec : run->interventions) interventions.push_back(parseAblation(spec, model.hooks()));
  Generation generation(model, tokenizer, preparePrompt(prompt, tokenizer, model.config().nCtx), nullptr,
                        std::move(interventions), std::move(keep));
  generation.setSettings(run->settings);
  for (Index step = run->firstMoment; step < run->moment && generation.step(); ++step) {
    if (!goesOn()) throw Error("cancelled");
  }
  auto other = std::make_shared<SecondPrompt>();
  other->of = run;
  other->prompt = prompt;
  other->tokens = generation.tokens();
  other->source = generation.source();
  other->path = generation.path();
  other->joined = std::make_shared<JoinedActivations>(other->path);
  return other;
}

}  // namespace

std::shared_ptr<const SecondPrompt> runSecondPrompt(std::shared_ptr<const Snapshot> run, const std::string& prompt,
                                                    const std::function<bool()>& goesOn) {
  return runAs(
      run, prompt, [](const HookPoint& point) { return point.name.ends_with("hook_pattern"); }, goesOn);
}

std::shared_ptr<const FurtherPrompts> runFurtherPrompts(std::shared_ptr<const Snapshot> run,
                                                        const std::vector<std::string>& prompts,
                                                        const std::vector<std::string>& hooks,
                                                        const std::function<bool()>& goesOn) {
  auto further = std::make_shared<FurtherPrompts>();
  further->of = run;
  further->prompts = prompts;
  further->hooks = hooks;
  const auto keep = [hooks](const HookPoint& point) {
    return std::find(hooks.begin(), hooks.end(), point.name) != hooks.end();
  };
  try {
    for (const std::string& prompt : prompts) further->runs.push_back(runAs(run, prompt, keep, goesOn));
  } catch (const Error& error) {
    further->failure = error.message();
  }
  return further;
}

}  // namespace headlight
