#pragma once
// What each head does for the predicted word: how much of its probability is gone when the head is set to zero. From
// it the head that a first look at a text should be about.

#include <functional>
#include <optional>
#include <vector>

#include "figures/attention/attention_terms.h"
#include "figures/figure_run.h"
#include "figures/prediction/prediction_place.h"
#include "tensor/thread_pool.h"

namespace headlight {

struct HeadLoss {
  HeadPlace place;
  double share = 0;  ///< of the probability that is gone without this head; negative: the probability grows
};

struct HeadLosses {
  TokenId token = -1;           ///< whose probability it is
  double probability = 0;       ///< with all heads
  Index row = 0;                ///< of attention: the last token, of an encoder the mask
  std::vector<HeadLoss> heads;  ///< layer by layer
};

/// Runs the text once for each head of a decoder or encoder, with the head's output (hook_z) set to zero everywhere and
/// nothing else changed: interventions of `run` are left out.
/// `place` is what `token` is predicted for. `goOn` is asked before each run; false: Error "cancelled". Empty for a
/// model without attention, or with several. Throws the model's errors. Any thread.
[[nodiscard]] HeadLosses headLosses(const FigureRun& run, const PredictionPlace& place, TokenId token,
                                    ThreadPool* pool = nullptr, const std::function<bool()>& goOn = {});

struct StartHead {
  HeadPlace place;
  double share = 0;   ///< as in HeadLoss
  Index key = -1;     ///< the content word that its row looks at most; -1: the text has none to look at
  double weight = 0;  ///< of that cell
  /// Every other head that takes kLeastLoss or more, and every one that takes more than this one; the greatest first.
  std::vector<HeadLoss> others;
};

/// Among the heads that take at least kLeastLoss, the one whose row (HeadLosses::row) puts most weight on one earlier
/// content word (analysis/text/content_words.h; of an encoder on one of the other words). Where there is none, the head
/// that takes most. Nothing where no head takes anything.
inline constexpr double kLeastLoss = 0.2;
[[nodiscard]] std::optional<StartHead> startHead(const HeadLosses& losses, const FigureRun& run);

}  // namespace headlight
