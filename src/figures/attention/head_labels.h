#pragma once
// What every head of a model does: measured on a run's prompt, and on a fixed probe set that any prompt can be held
// against.

#include <functional>
#include <vector>

#include "analysis/attention/head_measures.h"
#include "figures/attention/attention_terms.h"
#include "figures/figure_run.h"
#include "models/language_model.h"
#include "tensor/thread_pool.h"

namespace headlight {

/// Of one attention, index layer · heads + head.
[[nodiscard]] std::vector<HeadMeasures> promptMeasures(const FigureRun& run, AttentionSide side);

/// The probe set: kProbeSequences sequences of random candidate tokens of the model's own vocabulary (fixed seed), each
/// said twice in a row, every sixth token punctuation where the vocabulary has some: repetition tells induction and
/// same-token heads, and random words nothing else. As long as the context allows, kLongestHalf tokens a half at most.
/// An encoder gets a [MASK] behind them; an encoder-decoder the sequence as its source and, word for word, as its
/// target.
inline constexpr int kProbeSequences = 4;
inline constexpr Index kLongestHalf = 24;

/// The model run on the probe set; index as above, for each of attentionSides(config).
struct ProbeMeasures {
  std::vector<std::pair<AttentionSide, std::vector<HeadMeasures>>> sides;
  /// Empty where the model lacks that attention, or its context or vocabulary is too small for probes.
  [[nodiscard]] const std::vector<HeadMeasures>& of(AttentionSide side) const;
};
/// `goOn` is asked between sequences; false: Error "cancelled". Any thread.
[[nodiscard]] ProbeMeasures probeMeasures(const LanguageModel& model, const Tokenizer& tokenizer,
                                          ThreadPool* pool = nullptr, const std::function<bool()>& goOn = {});

/// `onProbes` is empty or as long as `onPrompt`.
[[nodiscard]] std::vector<HeadLabel> headLabels(const std::vector<HeadMeasures>& onPrompt,
                                                const std::vector<HeadMeasures>& onProbes);

}  // namespace headlight
