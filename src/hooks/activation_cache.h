#pragma once
// The activations that one forward call recorded, by hook point.

#include <functional>
#include <string_view>
#include <vector>

#include "hooks/observer.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// An observer that copies what it is asked to keep. After the run it is a plain immutable value: share it as
/// std::shared_ptr<const ActivationCache>. Recording every point of a one-position step costs one allocation.
class ActivationCache : public Observer {
 public:
  using Filter = std::function<bool(const HookPoint&)>;

  /// Keeps the points that `filter` accepts (all if empty). `hooks` must outlive the cache.
  explicit ActivationCache(const HookTable& hooks, Filter filter = {});

  [[nodiscard]] bool wants(const HookPoint& point) override;
  void observe(const HookPoint& point, const HookValue& value) override;

  /// data == nullptr if the point was not recorded.
  [[nodiscard]] HookValue find(std::string_view name) const;
  [[nodiscard]] HookValue find(const HookPoint& point) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::size_t offset = 0;
    HookValue shape;  // data is set by find()
    bool recorded = false;
  };
  const HookTable* m_hooks;
  std::vector<char> m_wanted;
  std::vector<Entry> m_entries;
  std::vector<float> m_values;
};

}  // namespace headlight
