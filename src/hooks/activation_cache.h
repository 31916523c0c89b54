#pragma once
// The activations that one forward call recorded, by hook point.

#include <functional>
#include <string_view>
#include <vector>

#include "hooks/observer.h"
#include "tensor/aligned_buffer.h"

namespace headlight {

/// An observer that copies what it is asked to keep. After the run it is a plain immutable value: share it as
/// std::shared_ptr<const ActivationCache>. All values of a call lie in one block, allocated when the call begins.
class ActivationCache : public Observer {
 public:
  using Filter = std::function<bool(const HookPoint&)>;

  /// Keeps the points that `filter` accepts (all if empty). `hooks` must outlive the cache.
  /// The filter is asked here, once a point, and not during the run.
  explicit ActivationCache(const HookTable& hooks, const Filter& filter = {});

  void begin(const RunExtents& extents) override;
  [[nodiscard]] bool wants(const HookPoint& point) override;
  void observe(const HookPoint& point, const HookValue& value) override;

  /// data == nullptr if the point was not recorded. The view borrows from this cache.
  [[nodiscard]] HookValue find(std::string_view name) const;
  [[nodiscard]] HookValue find(const HookPoint& point) const;
  /// Memory of the recorded values.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    HookValue shape;  // data is set by find()
    std::size_t offset = 0;
    bool wanted = false;
    bool recorded = false;
  };
  const HookTable* m_hooks;
  std::vector<Entry> m_entries;
  std::vector<float> m_values;
};

}  // namespace headlight
