#pragma once
// `eval --translate`: a model's own translations held against the given ones.

#include <cstddef>
#include <functional>
#include <vector>

#include "formats/model_folder.h"
#include "tensor/thread_pool.h"
#include "train/batches/pair_batches.h"

namespace headlight {

struct TranslationScore {
  std::size_t sentences = 0;
  double chrf2 = 0;  ///< analysis/text/chrf.h
  double bleu = 0;   ///< over characters
};

/// Translates every source by beam search (1 beam: greedy) and compares. `progress` gets the share done.
/// Throws what a run of the model does.
[[nodiscard]] TranslationScore scoreTranslations(const OpenedModel& opened, const std::vector<TextPair>& pairs,
                                                 int beams, ThreadPool* pool,
                                                 const std::function<void(double)>& progress);

}  // namespace headlight
