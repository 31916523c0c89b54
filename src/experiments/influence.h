#pragma once
// What the next word of a text depends on: by the gradient of its logit, and by putting other words in a word's place.
//
// The gradient says how much the logit would change for a very small change of the embedding at a place, whatever that
// change is; it does not say that any word would bring that change about. A replacement does, and may move much where
// the gradient is small (a saturated gate, a softmax that has decided), or the other way round.

#include <functional>
#include <span>
#include <string>

#include "experiments/word_classes.h"
#include "figures/experiments/influence_figure.h"
#include "models/trainable_model.h"

namespace headlight {

/// A text as a model has it, and what comes next. Borrowed.
struct InfluenceInput {
  const TrainableModel& model;
  const Tokenizer& tokenizer;
  std::string name;
  std::span<const Token> tokens;  ///< 1 to n_ctx
  /// The token whose logit is differentiated; -1: the likeliest candidate.
  TokenId next = -1;
};

/// Everything but the replacements: one pass forth and one back. Throws what TrainableModel::inputGradients throws.
[[nodiscard]] InfluenceFigure::Row measureGradients(const InfluenceInput& input, ThreadPool* pool = nullptr);

/// For each token, in order: it is replaced by each other word of its class, one at a time, and the model runs again
/// from there; the distributions are the softmax over all tokens. The unreplaced text is
/// run along the same calls, so that a word in its own place would move nothing. `progress` is called with the share
/// done, 0 to 1, never falling; false cancels (Error "cancelled"). Any decoder or recurrent net, compact weights too;
/// throws Error "gradient.kind" of the others, and the model's.
[[nodiscard]] std::vector<InfluenceFigure::Replacement> measureReplacements(
    const InfluenceInput& input, const WordClasses& classes, const std::function<bool(double)>& progress = {},
    ThreadPool* pool = nullptr);

}  // namespace headlight
