#pragma once
// Owned memory on a 64-byte boundary (a cache line, an AVX-512 register), for weights and scratch space.

#include <cstddef>
#include <memory>
#include <span>

namespace headlight {

/// Memory on a 64-byte boundary, with large pages where the system offers them and the size is worth it: weights that
/// are read from end to end for every token want few page tables. Throws std::bad_alloc.
[[nodiscard]] void* allocateAligned(std::size_t bytes);
void freeAligned(void* memory);

template <class Scalar>
class AlignedBuffer {
 public:
  AlignedBuffer() = default;
  /// Zero-filled. Throws std::bad_alloc; callers that size from a file check it against limits first.
  explicit AlignedBuffer(std::size_t size)
      : m_data(static_cast<Scalar*>(allocateAligned(size * sizeof(Scalar)))), m_size(size) {
    std::uninitialized_value_construct_n(m_data.get(), size);
  }

  [[nodiscard]] Scalar* data() { return m_data.get(); }
  [[nodiscard]] const Scalar* data() const { return m_data.get(); }
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] std::span<Scalar> span() { return {m_data.get(), m_size}; }
  [[nodiscard]] std::span<const Scalar> span() const { return {m_data.get(), m_size}; }

 private:
  struct Free {
    void operator()(Scalar* memory) const { freeAligned(memory); }
  };
  std::unique_ptr<Scalar[], Free> m_data;
  std::size_t m_size = 0;
};

}  // namespace headlight
