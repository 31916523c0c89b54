#include "hooks/activation_cache.h"

namespace headlight {

ActivationCache::ActivationCache(const HookTable& hooks, const Filter& filter)
    : m_hooks(&hooks), m_entries(hooks.points().size()) {
  for (std::size_t i = 0; i < m_entries.size(); ++i) m_entries[i].wanted = !filter || filter(hooks.points()[i]);
}

void ActivationCache::begin(const RunExtents& extents) {
  Index total = 0;
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    const HookPoint& point = m_hooks->points()[i];
    if (!m_entries[i].wanted || (point.onSource && extents.firstPosition > 0)) continue;
    Index product = 1;
    for (std::size_t axis = 0; axis < point.axes.size(); ++axis) product *= extentOf(point, axis, extents);
    total += product;
  }
  m_values.reserve(m_values.size() + static_cast<std::size_t>(total));
}

bool ActivationCache::wants(const HookPoint& point) {
  return m_entries[static_cast<std::size_t>(point.index)].wanted;
}

void ActivationCache::observe(const HookPoint& point, const HookValue& value) {
  Entry& entry = m_entries[static_cast<std::size_t>(point.index)];
  entry.shape = value;
  entry.offset = m_values.size();
  entry.recorded = true;
  m_values.insert(m_values.end(), value.data, value.data + value.size());
}

HookValue ActivationCache::find(std::string_view name) const {
  const HookPoint* point = m_hooks->find(name);
  return point ? find(*point) : HookValue{};
}

HookValue ActivationCache::find(const HookPoint& point) const {
  const Entry& entry = m_entries[static_cast<std::size_t>(point.index)];
  if (!entry.recorded) return {};
  HookValue value = entry.shape;
  value.data = m_values.data() + entry.offset;
  return value;
}

std::size_t ActivationCache::bytes() const {
  return m_values.capacity() * sizeof(float);
}

}  // namespace headlight
