#pragma once
// Owned memory on a 64-byte boundary (a cache line, an AVX-512 register), for weights and scratch space.

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace headlight {

template <class Scalar>
class AlignedBuffer {
 public:
  static constexpr std::size_t kAlignment = 64;

  AlignedBuffer() = default;
  /// Zero-filled. Throws std::bad_alloc; callers that size from a file check it against limits first.
  explicit AlignedBuffer(std::size_t size)
      : m_data(static_cast<Scalar*>(::operator new[](size * sizeof(Scalar), std::align_val_t{kAlignment}))),
        m_size(size) {
    std::uninitialized_value_construct_n(m_data.get(), size);
  }

  [[nodiscard]] Scalar* data() { return m_data.get(); }
  [[nodiscard]] const Scalar* data() const { return m_data.get(); }
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] std::span<Scalar> span() { return {m_data.get(), m_size}; }
  [[nodiscard]] std::span<const Scalar> span() const { return {m_data.get(), m_size}; }

 private:
  struct Free {
    void operator()(Scalar* memory) const { ::operator delete[](memory, std::align_val_t{kAlignment}); }
  };
  std::unique_ptr<Scalar[], Free> m_data;
  std::size_t m_size = 0;
};

}  // namespace headlight
