#include "models/parts/hook_run.h"

#include <algorithm>

#include "tensor/error.h"

namespace headlight {

HookRun::HookRun(const HookTable& hooks, const RunOptions& options, const RunExtents& extents)
    : m_hooks(hooks),
      m_observer(options.observer),
      m_extents(extents),
      m_active(options.observer || !options.interventions.empty()) {
  for (const Intervention& intervention : options.interventions) {
    const HookPoint* point = hooks.find(intervention.point);
    if (!point) throw Error("hooks.no_match", {{"glob", intervention.point}});
    m_bound.push_back({point->index, &intervention});
  }
  if (m_observer) m_observer->begin(extents);
}

bool HookRun::changed(int point) const {
  return std::any_of(m_bound.begin(), m_bound.end(), [&](const Bound& bound) { return bound.point == point; });
}

bool HookRun::touched(int point) const {
  return m_active && (observed(point) || changed(point));
}

const HookPoint& HookRun::pointAt(int index) const {
  if (index < 0) throw Error("internal.failure", {{"what", "a run met a hook point that its model has not declared"}});
  return m_hooks.at(index);
}

MutableHookValue HookRun::valueOf(const HookPoint& point, float* data) const {
  MutableHookValue value;
  value.data = data;
  value.rank = static_cast<int>(point.axes.size());
  for (std::size_t axis = 0; axis < point.axes.size(); ++axis) {
    value.extents[axis] = extentOf(point, axis, m_extents);
  }
  return value;
}

void HookRun::offerActive(int index, float* data) {
  const bool wanted = observed(index);
  if (!wanted && m_bound.empty()) return;
  const HookPoint& point = pointAt(index);
  const MutableHookValue value = valueOf(point, data);
  const Index firstPosition = point.onSource ? 0 : m_extents.firstPosition;
  for (const Bound& bound : m_bound) {
    if (bound.point == index) applyIntervention(*bound.intervention, point, firstPosition, value);
  }
  if (wanted) m_observer->observe(point, {data, value.extents, value.rank});
}

void HookRun::changeRow(int index, Index row, float* data) {
  const HookPoint& point = pointAt(index);
  MutableHookValue value = valueOf(point, data);
  value.extents[0] = 1;
  for (const Bound& bound : m_bound) {
    if (bound.point == index) applyIntervention(*bound.intervention, point, m_extents.firstPosition + row, value);
  }
}

bool HookRun::observed(int point) const {
  return m_observer && m_observer->wants(pointAt(point));
}

void HookRun::show(int index, const float* data) {
  if (!observed(index)) return;
  const HookPoint& point = pointAt(index);
  const MutableHookValue value = valueOf(point, nullptr);
  m_observer->observe(point, {data, value.extents, value.rank});
}

}  // namespace headlight
