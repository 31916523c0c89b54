#pragma once
// One forward call's dealings with its observer and interventions: a model computes a value, then offers it by index.

#include <vector>

#include "models/language_model.h"

namespace headlight {

class HookRun {
 public:
  /// Throws Error "hooks.no_match" if an intervention names a point that the model does not have.
  HookRun(const HookTable& hooks, const RunOptions& options, const RunExtents& extents);

  /// Whether anybody wants to see or change this point: whether a value that the run itself does not need is computed.
  [[nodiscard]] bool touched(int point) const;
  /// Whether an intervention changes this point.
  [[nodiscard]] bool changed(int point) const;

  /// Applies the interventions of this point in place, then shows the value. `data` is contiguous, in C order.
  void offer(int point, float* data) {
    if (m_active) offerActive(point, data);
  }

  // The two halves of offer(), for a value that is computed position by position ([pos, …]):

  /// Applies the interventions of this point to row `row` alone, before the next position is computed.
  void change(int point, Index row, float* data) {
    if (!m_bound.empty()) changeRow(point, row, data);
  }
  /// Whether somebody wants to see this point.
  [[nodiscard]] bool observed(int point) const;
  /// Shows the whole value.
  void show(int point, const float* data);

 private:
  void offerActive(int point, float* data);
  void changeRow(int point, Index row, float* data);
  /// Throws Error "internal.failure" for a point that the model does not have (Points).
  [[nodiscard]] const HookPoint& pointAt(int index) const;
  [[nodiscard]] MutableHookValue valueOf(const HookPoint& point, float* data) const;

  struct Bound {
    int point;
    const Intervention* intervention;
  };
  const HookTable& m_hooks;
  Observer* m_observer;
  std::vector<Bound> m_bound;
  RunExtents m_extents;
  bool m_active;
};

}  // namespace headlight
