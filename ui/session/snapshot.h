#pragma once
// What the worker hands up after each run: immutable, shared as shared_ptr<const Snapshot>. Views keep their own
// reference and never reach into the engine.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "figures/figure_run.h"
#include "figures/prediction/prediction_place.h"
#include "figures/text/token_origins.h"
#include "formats/model_folder.h"
#include "generate/generation.h"
#include "tensor/error.h"

namespace headlight {

/// A place of the text where other tokens were taken before.
struct Fork {
  Index position = 0;           ///< of the token that stands there now
  std::vector<TokenId> others;  ///< in the order in which they were taken
};

struct Snapshot {
  std::shared_ptr<const OpenedModel> model;
  Prompt prompt;
  std::vector<Token> tokens;  ///< prompt (as kept) and generated, up to the present step (Generation::tokens())
  TokenOrigins origins;       ///< where they come from; what an encoder-decoder translates
  StepPath path;              ///< prefill to present step, caches present
  std::shared_ptr<const JoinedActivations> joined;  ///< the values of `path`, shared by all views
  PredictionPlace place;                            ///< what the distribution is about
  Distribution distribution;                        ///< what may come next; empty where nothing is predicted
  std::optional<Message> whyNoPrediction;           ///< of an encoder without a mask in the prompt, or without its head
  TokenId nextChoice = -1;  ///< the token that a step would take, on the branch taken last if there is one; -1: stopped
  SamplerSettings settings;
  StopReason stopped = StopReason::None;
  std::vector<TokenId> branches;  ///< tokens that were tried here
  std::vector<Fork> forks;        ///< along the text, first to last
  // Where in the run this is, in tokens read and taken (Step::length()): each step adds one, whatever it does.
  Index moment = 0;
  Index firstMoment = 0;   ///< of the prefill
  Index branchLength = 0;  ///< how far the remembered branch goes
  bool canGoBack = false;
  bool canGoForward = false;  ///< redo: the branch goes on beyond the present step
  std::vector<std::string> interventions;
  double milliseconds = 0;  ///< of the last forward call

  /// Tokens from here on were generated.
  [[nodiscard]] Index promptLength() const { return origins.promptLength; }
  [[nodiscard]] Index length() const { return static_cast<Index>(tokens.size()); }
  [[nodiscard]] const std::vector<Token>& source() const { return origins.ofSource; }
  /// What is translated, if anything, and the tokens.
  [[nodiscard]] std::vector<Token> allTokens() const {
    std::vector<Token> all = origins.ofSource;
    all.insert(all.end(), tokens.begin(), tokens.end());
    return all;
  }
  [[nodiscard]] const ModelConfig& config() const { return model->model->config(); }
  /// Whether another token can be put at this position of `tokens`: every word of a text, but not the start of a
  /// target.
  [[nodiscard]] bool canFork(Index position) const { return position >= (source().empty() ? 0 : 1); }
  /// Where jumpTo() goes to be right behind the step that took the token at this position; -1: no step did.
  [[nodiscard]] Index momentBehind(Index position) const {
    if (config().role() != Role::Fills) return position >= firstMoment - 1 && position < length() ? position + 1 : -1;
    const auto filled = std::find(origins.filled.begin(), origins.filled.end(), position);
    return filled == origins.filled.end() ? -1 : firstMoment + (filled - origins.filled.begin()) + 1;
  }
  [[nodiscard]] FigureRun attentionRun() const { return {*model->model, path, tokens, source(), joined}; }
};

/// Another prompt, run as the present one was: same model, changes and settings, as many steps. For comparisons.
struct SecondPrompt {
  std::shared_ptr<const Snapshot> of;  ///< the run that it stands beside
  std::string prompt;
  std::vector<Token> tokens, source;
  StepPath path;  ///< with what it was asked to record
  std::shared_ptr<const JoinedActivations> joined;

  [[nodiscard]] FigureRun attentionRun() const { return {*of->model->model, path, tokens, source, joined}; }
};

/// Further prompts, each run as the present one was, with the hook points that were asked for.
struct FurtherPrompts {
  std::shared_ptr<const Snapshot> of;  ///< the run that they stand beside
  std::vector<std::string> prompts;    ///< that were asked for
  std::vector<std::string> hooks;
  std::vector<std::shared_ptr<const SecondPrompt>> runs;  ///< one a prompt, up to the one that failed
  std::optional<Message> failure;                         ///< why a prompt could not be run
};

/// What a check of the present run against the double-precision reference found.
struct RunCheck {
  bool passed = false;
  double largestError = 0;        ///< |fast − reference|, absolute, over every value of every hook point
  std::string worstPoint;         ///< the hook point where it is
  Index points = 0;               ///< hook points compared
  bool hasProbabilities = false;  ///< those of every position were compared too
  Index values = 0;               ///< numbers compared
};

}  // namespace headlight
