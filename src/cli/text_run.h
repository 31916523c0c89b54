#pragma once
// A run as the command line makes it: a model, a prompt, some steps. Shared by `run`, `export` and `check`.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/options/shared_options.h"
#include "figures/figure_run.h"
#include "figures/text/token_origins.h"
#include "generate/generation.h"

namespace CLI {
class Option;
}

namespace headlight {

/// The options that make a run, declared together.
struct TextRunOptions {
  std::string model;
  std::string prompt;
  std::vector<std::string> ablations;
  std::string precision;  ///< see precision_option.h; only `run` has the option
  SamplingOptions sampling;
  int steps = 0;
  CLI::Option* stepsOption = nullptr;
  int threads = 0;
  /// Asked before the prompt is read; throws where the model is of no use here. Null: any is.
  std::function<void(const OpenedModel&)> check;

  void addTo(CLI::App& command, int defaultSteps);
  /// Model, prompt, steps and threads alone: greedy, nothing ablated.
  void addPlainTo(CLI::App& command, int defaultSteps);
};

/// Open, prefilled, and ready to step. Not movable: the generation points into it.
class TextRun {
 public:
  /// `keepPoints` chooses from the model's hook points what each step records.
  using Keep = std::function<ActivationCache::Filter(const HookTable&)>;
  /// Throws what opening, the prompt, the ablations and the sampling options may.
  TextRun(const TextRunOptions& options, CommandContext& context, const Keep& keepPoints);
  TextRun(const TextRun&) = delete;
  TextRun& operator=(const TextRun&) = delete;

  [[nodiscard]] const OpenedModel& opened() const { return *m_opened; }
  [[nodiscard]] const LanguageModel& model() const { return *m_opened->model; }
  [[nodiscard]] const Tokenizer& tokenizer() const { return *m_opened->tokenizer; }
  [[nodiscard]] Generation& generation() { return *m_generation; }
  [[nodiscard]] const Generation& generation() const { return *m_generation; }
  /// The present path with what it recorded.
  [[nodiscard]] FigureRun attention() const {
    const StepPath path = m_generation->path();
    return {model(), path, m_generation->tokens(), m_generation->source(), std::make_shared<JoinedActivations>(path)};
  }
  [[nodiscard]] const Prompt& prompt() const { return m_generation->prompt(); }
  /// Where the present tokens come from.
  [[nodiscard]] TokenOrigins origins() const { return originsOf(*m_generation, tokenizer(), model().config()); }
  [[nodiscard]] ThreadPool* pool() { return m_pool.get(); }
  [[nodiscard]] const std::vector<Intervention>& interventions() const { return m_interventions; }
  /// What the user asked for, as written; those that round values have no label.
  [[nodiscard]] std::vector<std::string> interventionLabels() const;

  /// What one step knew: the place of the token, what could stand there, what was chosen.
  using OnStep = std::function<void(Index position, const Distribution& distribution, TokenId chosen)>;
  /// Chooses `steps` tokens. The last one is not run through the model: nobody asks what comes after it.
  StopReason generate(int steps, const OnStep& onStep);
  /// The same along a text that stands (the best one of a beam search).
  StopReason follow(const std::vector<TokenId>& text, const OnStep& onStep);

 private:
  /// `choice` gives the token of step i.
  StopReason advance(std::size_t steps, const std::function<TokenId(std::size_t)>& choice, const OnStep& onStep);

  std::shared_ptr<const OpenedModel> m_opened;
  std::unique_ptr<ThreadPool> m_pool;
  std::vector<Intervention> m_interventions;
  std::unique_ptr<Generation> m_generation;
};

/// Keeps what the comma-separated globs match; nothing if they are empty. Throws Error "hooks.no_match".
[[nodiscard]] ActivationCache::Filter keepMatching(const HookTable& hooks, const std::string& globs);

}  // namespace headlight
