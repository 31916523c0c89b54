#pragma once
// Observation of ONE run: an argument of the forward call, never state of the model (two runs on two threads cannot
// disturb each other). The observer is asked by name before anything is copied or computed for its sake.

#include "hooks/hook_point.h"

namespace headlight {

/// Implementations are called on the thread that runs the model, in the order of the run.
class Observer {
 public:
  virtual ~Observer() = default;
  /// Said once, before the first point of a forward call: what a recorder needs to reserve its memory.
  virtual void begin(const RunExtents& /*extents*/) {}
  /// Asked once a point and forward call. Points that cost extra work (hook_result) are only computed if wanted.
  [[nodiscard]] virtual bool wants(const HookPoint& point) = 0;
  /// The value after interventions; `value.data` is valid during this call only.
  virtual void observe(const HookPoint& point, const HookValue& value) = 0;
};

}  // namespace headlight
