// A training step takes no memory after the first ones: long trainings must not grow, and the allocator is slow. Every
// malloc of the process is counted, whoever calls it.

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

#include "train/batches/masked_batches.h"
#include "train/batches/pair_batches.h"
#include "train/batches/stream_batches.h"
#include "unit/train/train_fakes.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEADLIGHT_COUNTS_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEADLIGHT_COUNTS_MALLOC 0
#endif
#endif
#if !defined(HEADLIGHT_COUNTS_MALLOC) && defined(__GLIBC__)
#define HEADLIGHT_COUNTS_MALLOC 1
#endif

#if HEADLIGHT_COUNTS_MALLOC

namespace {
std::atomic<long> allocations{0};
}

// glibc lets a program put its own functions in front of its allocator's.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
  ++allocations;
  return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
  ++allocations;
  return __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}
}

namespace headlight {
namespace {

ModelConfig tinyConfig(ModelKind kind) {
  ModelConfig config;
  config.kind = kind;
  config.nLayers = 2;
  config.nHeads = 2;
  config.dModel = 16;
  config.dHidden = 16;
  config.dMlp = 32;
  config.nCtx = 12;
  config.nDecoderLayers = 2;
  config.padToken = config.startToken = 1;
  config.endToken = 5;
  config.dVocab = 33;
  return config;
}

/// Texts or pairs of letters, as this kind of model learns from them.
std::unique_ptr<BatchSource> batchesFor(const ModelConfig& config, const TrainingSettings& settings) {
  const WordLevelTokenizer tokenizer = testing::letterTokenizer();
  if (config.kind == ModelKind::EncoderDecoder) {
    const std::vector<TextPair> texts = {
        {"a b c", "x y"}, {"d", "z"}, {"e f g h", "u v w x"}, {"i j", "s t"}, {"k", "r q"}};
    TokenizedPairs pairs = tokenizePairs(tokenizer, texts, settings.length, config.endToken, nullptr);
    return std::make_unique<PairBatches>("letters", std::move(pairs), config, settings.batch, settings.length, 1);
  }
  std::vector<TrainingText> sources;
  sources.push_back({"letters", tokenizeDocuments(tokenizer, {"a b c d.", "b c e f g.", "x y."}, nullptr, nullptr), 1});
  const std::vector<TokenId> ends;
  if (config.kind == ModelKind::Encoder) {
    const MaskingRules rules{tokenizer.special(), config.dVocab, 0.15};
    return std::make_unique<MaskedBatches>(std::move(sources), rules, settings.batch, settings.length, 1, ends);
  }
  if (config.isRecurrent())
    return std::make_unique<StreamBatches>(std::move(sources), settings.batch, settings.length, 1);
  return std::make_unique<MixtureBatches>(std::move(sources), settings.batch, settings.length, 1, ends);
}

/// Allocations in each step of a training without reports, validations and checkpoints.
std::vector<long> allocationsOfSteps(const ModelConfig& config, TrainingSettings settings, const FineTuning& tuning) {
  const auto model = makeModel(config, initialParameters(config, 1));
  ThreadPool pool(2);
  settings.batch = 4;
  settings.length = 12;
  settings.steps = 40;
  settings.validateEvery = settings.checkpointEvery = 0;
  settings.logEvery = 1;
  Trainer trainer(*model, settings, batchesFor(config, settings), {}, &pool, tuning);
  std::vector<long> counts;
  counts.reserve(100);
  long before = 0;
  const auto note = [&](const TrainingProgress& progress) {
    if (progress.step > 1) counts.push_back(allocations - before);
    before = allocations;
  };
  trainer.run(note, nullptr, {});
  return counts;
}

void expectNone(const std::vector<long>& counts, const std::string& what) {
  ASSERT_EQ(counts.size(), 39U) << what;
  for (std::size_t i = 0; i < counts.size(); ++i) EXPECT_EQ(counts[i], 0) << what << ", step " << i + 2;
}

TEST(TrainingStep, countsWhatIsAllocated) {
  const long before = allocations;
  void* volatile memory = std::malloc(8);  // volatile, so that the pair is not left out
  std::free(memory);
  EXPECT_GT(allocations, before) << "the counter itself works";
}

TEST(TrainingStep, ofADecoderAllocatesNothingAfterTheFirst) {
  TrainingSettings settings;
  expectNone(allocationsOfSteps(tinyConfig(ModelKind::Decoder), settings, {}), "plain");
  settings.dropout = 0.1;
  expectNone(allocationsOfSteps(tinyConfig(ModelKind::Decoder), settings, {}), "dropout");
  settings.accumulate = 3;
  settings.optimizerKind = OptimizerKind::Sgd;
  expectNone(allocationsOfSteps(tinyConfig(ModelKind::Decoder), settings, {}), "accumulation and SGD");
}

TEST(TrainingStep, withAdaptersOrCoarseNumbersAllocatesNothing) {
  TrainingSettings settings;
  FineTuning tuning;
  tuning.base = "base";
  tuning.lora = {2, 2, {"h.*.c_attn.weight"}};
  expectNone(allocationsOfSteps(tinyConfig(ModelKind::Decoder), settings, tuning), "adapters");
  settings.precision = Precision::BFloat16;
  expectNone(allocationsOfSteps(tinyConfig(ModelKind::Decoder), settings, {}), "bfloat16");
}

TEST(TrainingStep, ofRecurrentNetsAllocatesNothingAfterTheFirst) {
  for (const ModelKind kind : {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru})
    expectNone(allocationsOfSteps(tinyConfig(kind), {}, {}), std::string(modelKindName(kind)));
}

TEST(TrainingStep, ofEncodersAndTranslatorsAllocatesNothingAfterTheFirst) {
  TrainingSettings settings;
  settings.dropout = 0.1;
  settings.labelSmoothing = 0.1;
  for (const ModelKind kind : {ModelKind::Encoder, ModelKind::EncoderDecoder})
    expectNone(allocationsOfSteps(tinyConfig(kind), settings, {}), std::string(modelKindName(kind)));
}

}  // namespace
}  // namespace headlight

#endif
