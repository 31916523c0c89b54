#pragma once
// Parts of the file names of figures of attention, and their arrays.

#include "figures/attention/attention_terms.h"
#include "figures/figure_files.h"

namespace headlight {

/// "", "encoder_", "decoder_", "cross_"
[[nodiscard]] std::string sidePrefix(AttentionSide side);
/// "_H3", "_mean"
[[nodiscard]] std::string headMark(int head);
/// "", "_value_weighted", "_rollout"
[[nodiscard]] std::string measureMark(AttentionMeasure measure);

/// Several heads' numbers of one size, one after the other: float32 [n, query, key], and int64 [n, 2] of layer and head
/// in `name`_heads.npy.
[[nodiscard]] NamedFiles npyOfHeads(const std::vector<std::pair<HeadPlace, const Matrix<float>*>>& heads,
                                    const std::string& name);

}  // namespace headlight
