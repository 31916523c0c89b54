#include "tensor/aligned_buffer.h"

#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace headlight {

namespace {

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kLargePage = std::size_t{2} << 20U;
constexpr std::size_t kWorthLargePages = 4 * kLargePage;

}  // namespace

void* allocateAligned(std::size_t bytes) {
  const std::size_t alignment = bytes >= kWorthLargePages ? kLargePage : kCacheLine;
  const std::size_t padded = (bytes + alignment - 1) / alignment * alignment;
  void* const memory = padded < bytes ? nullptr : std::aligned_alloc(alignment, padded > 0 ? padded : alignment);
  if (!memory) throw std::bad_alloc();
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // Whole large pages only; where the system offers none nothing is lost.
  if (bytes >= kWorthLargePages) (void)::madvise(memory, bytes / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
  return memory;
}

void freeAligned(void* memory) {
  std::free(memory);
}

}  // namespace headlight
