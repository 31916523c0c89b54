#include "generate/step_runner.h"

#include "generate/path_runner.h"
#include "generate/sentence_runner.h"

namespace headlight {

std::unique_ptr<StepRunner> makeStepRunner(const LanguageModel& model, ThreadPool* pool,
                                           std::vector<Intervention> interventions, const std::vector<Token>& prompt,
                                           std::vector<Index> masks) {
  if (model.config().role() == Role::Fills) {
    return std::make_unique<SentenceRunner>(model, pool, std::move(interventions), prompt, std::move(masks));
  }
  return std::make_unique<PathRunner>(model, pool, std::move(interventions), prompt);
}

}  // namespace headlight
