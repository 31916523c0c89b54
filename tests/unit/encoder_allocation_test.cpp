// A training step asks for no memory after the first one: counted by replacing the global operator new.

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "support/transformer_models.h"

namespace {

std::atomic<long> allocations{0};

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  if (void* memory = std::aligned_alloc(alignment, rounded > 0 ? rounded : alignment)) return memory;
  throw std::bad_alloc();
}

}  // namespace

// The other forms of operator new and delete end in these.
void* operator new(std::size_t size) {
  return counted(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace headlight::test {
namespace {

/// How often the second to fourth step allocate, each with other lengths than the one before.
long allocationsOf(const ModelConfig& config) {
  const auto model = livelyModel(config);
  const auto workspace = model->newWorkspace(9, 10);
  Parameters gradients(parameterLayout(config));
  const bool pairs = config.kind == ModelKind::EncoderDecoder;
  std::vector<OwnedBatch> batches;
  for (const Index length : {10, 7, 9, 10}) {
    batches.push_back(pairs ? pairBatch(config, 9, length, 17 - length) : maskedBatch(config, 9, length));
  }
  ThreadPool pool(2);
  long before = 0;
  for (std::size_t step = 0; step < batches.size(); ++step) {
    if (step == 1) before = allocations;
    const Dropout dropout{.rate = 0.1F, .seed = 1, .step = step, .labelSmoothing = 0.1F};
    (void)model->lossAndGradients(batches[step].view(), *workspace, dropout, &pool, &gradients);
  }
  return allocations - before;
}

TEST(TrainingStep, AllocatesNothingAfterTheFirst) {
  const long once = allocations;
  { const AlignedBuffer<float> memory(100); }
  ASSERT_EQ(allocations, once + 1) << "the counter counts";
  EXPECT_EQ(allocationsOf(smallEncoder()), 0);
  EXPECT_EQ(allocationsOf(smallEncoderDecoder()), 0);
}

}  // namespace
}  // namespace headlight::test
