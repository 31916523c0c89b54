#pragma once
// The typed views of a block of gradients, made once: looking names up builds strings, and a training step asks for no
// memory.

#include <optional>

#include "models/parameters.h"

namespace headlight {

template <class Views>
class GradientViews {
 public:
  /// make(gradients), or what it gave for the same block before. A model's gradients have one layout, so that the
  /// block's address tells which they are.
  template <class Make>
  [[nodiscard]] Views& of(Parameters& gradients, const Make& make) {
    if (!m_views || m_block != gradients.block().data()) {
      m_views.emplace(make(gradients));
      m_block = gradients.block().data();
    }
    return *m_views;
  }

 private:
  std::optional<Views> m_views;
  const float* m_block = nullptr;
};

}  // namespace headlight
