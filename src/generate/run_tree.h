#pragma once
// The steps of a run as plain data: what a session stores, and what gives a run its forks back.

#include <cstdint>
#include <memory>
#include <vector>

#include "hooks/activation_cache.h"
#include "tensor/token_id.h"

namespace headlight {

/// One step of the tree.
struct RunTreeStep {
  std::int32_t parent = -1;  ///< place in the list, before this one's; -1: the prefill, which is the first
  TokenId token = -1;        ///< that was taken; -1 of the prefill
  std::int32_t next = -1;    ///< the child that was left last, where redo goes; -1: none

  bool operator==(const RunTreeStep&) const = default;
};

struct RunTree {
  std::vector<RunTreeStep> steps;  ///< children in the order in which they were taken
  std::int32_t present = 0;

  bool operator==(const RunTree&) const = default;
};

/// What a step computed, for a run whose model is not there.
struct RecordedStep {
  std::vector<float> logits;                     ///< [V]
  std::shared_ptr<const ActivationCache> cache;  ///< never null
  double milliseconds = 0;
};

}  // namespace headlight
