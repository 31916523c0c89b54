#pragma once
// What the worker hands up after each run: immutable, shared as shared_ptr<const Snapshot>. Views keep their own
// reference and never reach into the engine.

#include <memory>
#include <string>
#include <vector>

#include "formats/model_folder.h"
#include "generate/generation.h"

namespace headlight {

struct Snapshot {
  std::shared_ptr<const OpenedModel> model;
  Prompt prompt;
  std::vector<Token> tokens;  ///< prompt (as kept) and generated, up to the present step
  StepPath path;              ///< prefill to present step, caches present; generate/sequence.h joins them
  Distribution distribution;  ///< what may come next
  TokenId nextChoice = -1;    ///< the token that a step would take; -1 when stopped
  SamplerSettings settings;
  StopReason stopped = StopReason::None;
  std::vector<TokenId> branches;  ///< tokens that were tried here
  Index branchLength = 0;         ///< how far the remembered branch goes, in tokens
  bool canGoBack = false;
  bool canGoForward = false;  ///< redo: the branch goes on beyond the present step
  std::vector<std::string> interventions;
  double milliseconds = 0;  ///< of the last forward call

  [[nodiscard]] Index promptLength() const { return static_cast<Index>(prompt.tokens.size()); }
  [[nodiscard]] Index length() const { return static_cast<Index>(tokens.size()); }
};

/// What a check of the present run against the double-precision reference found.
struct RunCheck {
  bool passed = false;
  double largestError = 0;  ///< |fast − reference|, absolute, over every value of every hook point
  std::string worstPoint;   ///< the hook point where it is
  Index points = 0;         ///< hook points compared
  Index values = 0;         ///< numbers compared
};

}  // namespace headlight
