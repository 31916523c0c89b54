// Weights in the number type of their file: every number means one float, and whatever is computed with them is what
// those floats give.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "hooks/activation_cache.h"
#include "models/parts/compact_weights.h"
#include "models/trainable_model.h"
#include "reference/check.h"
#include "reference/reference.h"
#include "support/everything_of.h"
#include "support/some_tokens.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

constexpr NumberType kSmallTypes[] = {NumberType::Float16, NumberType::BFloat16, NumberType::Q8_0};

std::vector<float> someNumbers(Index count, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> numbers(static_cast<std::size_t>(count));
  for (float& number : numbers) number = static_cast<float>(random.normal());
  return numbers;
}

/// A compact matrix of random numbers and the floats that it means.
struct Pair {
  Pair(NumberType type, Index rows, Index columns) : bytes(rowBytes(type, columns) * static_cast<std::size_t>(rows)) {
    const std::vector<float> numbers = someNumbers(rows * columns, 5);
    const std::size_t stride = rowBytes(type, columns);
    for (Index row = 0; row < rows; ++row)
      compressRow(type, std::span(numbers).subspan(row * columns, columns), bytes.data() + row * stride);
    view = {type, bytes.data(), rows, columns, stride};
    floats.resize(rows, columns);
    for (Index row = 0; row < rows; ++row) expandRow(view, row, floats.row(row).data());
  }
  std::vector<std::byte> bytes;
  CompactView view;
  Matrix<float> floats;
};

template <class Small>
void everyPatternIsExpanded(NumberType type) {
  std::vector<std::uint16_t> patterns(65536);
  for (std::size_t i = 0; i < patterns.size(); ++i) patterns[i] = static_cast<std::uint16_t>(i);
  std::vector<float> floats(patterns.size());
  const CompactView all{type, reinterpret_cast<const std::byte*>(patterns.data()), 1, 65536, rowBytes(type, 65536)};
  expandRow(all, 0, floats.data());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const auto expected = static_cast<float>(std::bit_cast<Small>(patterns[i]));
    if (std::isnan(expected))
      EXPECT_TRUE(std::isnan(floats[i])) << i;
    else
      EXPECT_EQ(std::bit_cast<std::uint32_t>(floats[i]), std::bit_cast<std::uint32_t>(expected)) << i;
  }
}

TEST(CompactMatrix, HalvesMeanTheFloatsOfTheirFormat) {
  everyPatternIsExpanded<Eigen::half>(NumberType::Float16);
  everyPatternIsExpanded<Eigen::bfloat16>(NumberType::BFloat16);
}

TEST(CompactMatrix, BlocksMeanTheirScaleTimesTheirBytes) {
  std::vector<std::byte> row(2 * 34);
  for (int block = 0; block < 2; ++block) {
    const Eigen::half scale(block == 0 ? 0.0123F : -3.5F);
    std::memcpy(row.data() + 34 * block, &scale, 2);
    for (int i = 0; i < 32; ++i)
      row[static_cast<std::size_t>(34 * block + 2 + i)] = static_cast<std::byte>(i * 8 - 128);
  }
  std::vector<float> floats(64);
  expandRow({NumberType::Q8_0, row.data(), 1, 64, row.size()}, 0, floats.data());
  for (int i = 0; i < 64; ++i) {
    const auto scale = static_cast<double>(static_cast<float>(Eigen::half(i < 32 ? 0.0123F : -3.5F)));
    EXPECT_EQ(static_cast<double>(floats[static_cast<std::size_t>(i)]), scale * ((i % 32) * 8 - 128)) << i;
  }
}

TEST(CompactMatrix, RoundsToTheNearestNumber) {
  const std::vector<float> numbers = someNumbers(320, 6);
  for (const NumberType type : kSmallTypes) {
    std::vector<std::byte> bytes(rowBytes(type, 320));
    compressRow(type, numbers, bytes.data());
    std::vector<float> again(320);
    expandRow({type, bytes.data(), 1, 320, bytes.size()}, 0, again.data());
    for (std::size_t i = 0; i < 320; ++i) {
      float largest = 0;
      for (std::size_t j = i / 32 * 32; j < i / 32 * 32 + 32; ++j) largest = std::max(largest, std::abs(numbers[j]));
      const float bound = type == NumberType::Float16 ? std::abs(numbers[i]) * 0x1p-11F + 0x1p-24F
                          : type == NumberType::BFloat16
                              ? std::abs(numbers[i]) * 0x1p-8F
                              : largest / 127 * 0.57F;  // half a step; the scale is rounded too
      EXPECT_LE(std::abs(again[i] - numbers[i]), bound) << numberTypeWord(type) << " " << i;
    }
  }
}

TEST(CompactMatrix, ProductsHaveTheBitsOfThoseOfTheFloats) {
  for (const NumberType type : {NumberType::Float32, NumberType::Float16, NumberType::BFloat16, NumberType::Q8_0}) {
    for (const Index N : {1, 15, 16, 33, 70}) {
      for (const Index K : {7, 32, 40, 64, 288, 544}) {
        if (!fitsRows(type, K)) continue;
        const Pair w(type, N, K);
        const std::vector<float> x = someNumbers(30 * K, 7);
        std::vector<float> expected(N), y(N);
        matrixTimesVector(N, K, w.floats.data(), K, x.data(), expected.data());
        compactTimesVector(w.view, x.data(), nullptr, y.data());
        EXPECT_EQ(y, expected) << numberTypeWord(type) << " " << N << " " << K;
        for (const Index M : {1, 5, 30}) {
          Matrix<float> c = Matrix<float>::Ones(M, N), d = Matrix<float>::Ones(M, N);
          for (const ProductMode mode : {ProductMode::Add, ProductMode::Overwrite}) {
            multiply(M, N, K, {x.data(), K, 1}, {w.floats.data(), 1, K}, c.data(), N, mode);
            multiplyCompact(M, {x.data(), K, 1}, w.view, d.data(), N, mode);
            EXPECT_EQ(c, d) << numberTypeWord(type) << " " << M << " " << N << " " << K;
          }
        }
      }
    }
  }
}

TEST(CompactMatrix, PartsAreThoseOfTheFloats) {
  const Pair w(NumberType::Q8_0, 40, 96);
  const CompactView part = w.view.middleRows(3, 20).middleColumns(32, 64);
  std::vector<float> row(64);
  for (Index r = 0; r < 20; ++r) {
    expandRow(part, r, row.data());
    EXPECT_EQ(ConstRowVectorMap<float>(row.data(), 64), w.floats.row(3 + r).middleCols(32, 64)) << r;
  }
}

ModelConfig configOf(Index heads = 3) {
  return {.nLayers = 2, .nHeads = heads, .dModel = 96, .dMlp = 160, .nCtx = 40, .dVocab = 301};
}

Parameters livelyParameters(const ModelConfig& config) {
  Parameters parameters = initialParameters(config, 3);
  Random random(9);
  for (float& value : parameters.block()) value += static_cast<float>(0.1 * random.normal());
  return parameters;
}

std::unique_ptr<TrainableModel> compactModel(const ModelConfig& config, NumberType type) {
  return makeModel(config, livelyParameters(config).withTypes([=](const ParameterInfo&) { return type; }));
}

TEST(CompactWeights, APrefillHasTheBitsOfTheFloatsThatTheyMean) {
  for (const NumberType type : kSmallTypes) {
    for (const Index heads : {3, 4}) {  // heads of whole blocks, and of three quarters of one
      const auto model = compactModel(configOf(heads), type);
      ASSERT_TRUE(model->parameters().layout().anyCompact());
      const auto floats = makeModel(configOf(heads), model->parameters().toFloat32());
      EXPECT_EQ(everythingOf(*model, 13, 0), everythingOf(*floats, 13, 0)) << numberTypeWord(type);
    }
  }
}

TEST(CompactWeights, AblationsChangeWhatTheyChangeInFloats) {
  const auto model = compactModel(configOf(), NumberType::Q8_0);
  const auto floats = makeModel(configOf(), model->parameters().toFloat32());
  const std::vector<Intervention> ablations = {parseAblation("L0H1", model->hooks()),
                                               parseAblation("L1N7", model->hooks())};
  const auto changed = everythingOf(*model, 13, 0, {.interventions = ablations});
  EXPECT_EQ(changed, everythingOf(*floats, 13, 0, {.interventions = ablations}));
  EXPECT_NE(changed, everythingOf(*model, 13, 0));
}

TEST(CompactWeights, CachedAndRecomputedDecodingAgree) {
  for (const NumberType type : kSmallTypes) {
    const auto model = compactModel(configOf(), type);
    const auto tokens = someTokens(40, 301);
    const auto state = model->newState();
    std::vector<float> cached(301), recomputed(301);
    for (std::size_t length = 1; length <= tokens.size(); ++length) {
      model->forward(std::span(tokens).subspan(length - 1, 1), *state, {}, cached);
      const auto fresh = model->newState();
      model->forward(std::span(tokens).first(length), *fresh, {}, recomputed);
      const Eigen::Map<Eigen::ArrayXf> a(cached.data(), 301), b(recomputed.data(), 301);
      EXPECT_LE((a - b).abs().maxCoeff(), 1e-5F * std::max(1.0F, b.abs().maxCoeff()))
          << numberTypeWord(type) << " at length " << length;
    }
  }
}

TEST(CompactWeights, StepsAgreeWithTheDoublePrecisionReference) {
  for (const NumberType type : kSmallTypes) {
    const auto model = compactModel(configOf(), type);
    const auto tokens = someTokens(12, 301);
    const auto reference = referenceFor(model->config(), model->parameters(), {.tokens = tokens});
    const auto state = model->newState();
    std::vector<float> logits(301);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      model->forward(std::span(tokens).subspan(i, 1), *state, {}, logits);
      const double* expected = reference.back().values.data() + 301 * i;
      for (std::size_t v = 0; v < 301; ++v)
        ASSERT_NEAR(static_cast<double>(logits[v]), expected[v], 1e-4) << numberTypeWord(type) << " " << i << " " << v;
    }
  }
}

TEST(CompactWeights, HaveTheSameBitsWithAnyNumberOfThreads) {
  // Wide enough that the pool is really used.
  const ModelConfig wide{.nLayers = 1, .nHeads = 6, .dModel = 384, .dMlp = 1536, .nCtx = 40, .dVocab = 3001};
  for (const NumberType type : kSmallTypes) {
    const auto model = compactModel(wide, type);
    const std::vector<float> alone = everythingOf(*model, 9, 6);
    for (const int threads : {1, 2, 3}) {
      ThreadPool pool(threads);
      EXPECT_EQ(everythingOf(*model, 9, 6, {.pool = &pool}), alone) << numberTypeWord(type) << " " << threads;
    }
  }
}

TEST(CompactWeights, TablesAndVectorsStayFloatsAndSoDoRowsThatBlocksDoNotFill) {
  const auto types = [](const ParameterInfo&) { return NumberType::Q8_0; };
  ModelConfig config = configOf();
  config.dMlp = 100;
  const ParameterLayout layout = parameterLayout(config).withTypes(types);
  EXPECT_TRUE(layout.find("wte.weight")->isCompact());
  EXPECT_TRUE(layout.find("h.0.mlp.c_fc.weight")->isCompact());
  EXPECT_FALSE(layout.find("h.0.mlp.c_proj.weight")->isCompact()) << "100 inputs are no whole blocks";
  EXPECT_FALSE(layout.find("wpe.weight")->isCompact());
  EXPECT_FALSE(layout.find("h.0.attn.c_attn.bias")->isCompact());
  EXPECT_EQ(layout.count(), parameterLayout(config).count());
  EXPECT_LT(layout.bytes(), parameterLayout(config).bytes());
}

TEST(CompactWeights, SmallModelsBecomeFloatsLargeOnesKeepTheirType) {
  const auto half = [](const ParameterInfo&) { return NumberType::Float16; };
  EXPECT_FALSE(layoutForFile(configOf(), half).anyCompact());
  EXPECT_TRUE(layoutForFile(configOf(), half, 0).anyCompact());
  const ModelConfig gpt2{.nLayers = 12, .nHeads = 12, .dModel = 768, .dMlp = 3072, .nCtx = 1024, .dVocab = 50257};
  const ParameterLayout large = layoutForFile(gpt2, half);
  EXPECT_TRUE(large.anyCompact());
  EXPECT_NEAR(static_cast<double>(large.bytes()), 124.4e6 * 2, 2e6) << "two bytes a weight";
}

TEST(CompactWeights, NumbersOfTheirTypeComeBackExactly) {
  for (const NumberType type : kSmallTypes) {
    const auto types = [=](const ParameterInfo&) { return type; };
    const Parameters once = livelyParameters(configOf()).withTypes(types).toFloat32();
    const Parameters twice = once.withTypes(types).toFloat32();
    for (const ParameterInfo& info : once.layout().all()) {
      if (type == NumberType::Q8_0)  // the scale is found anew, from the largest byte
        EXPECT_LE((once.matrix(info) - twice.matrix(info)).cwiseAbs().maxCoeff(), 1e-3F) << info.name;
      else
        EXPECT_EQ(once.matrix(info), twice.matrix(info)) << info.name;
    }
  }
}

TEST(CompactWeights, TrainingAndEvaluationNeedFloats) {
  const std::shared_ptr<TrainableModel> model = compactModel(configOf(), NumberType::Float16);
  const auto codeOf = [](const std::function<void()>& body) -> std::string {
    try {
      body();
    } catch (const Error& error) {
      return error.code();
    }
    return "";
  };
  const auto tokens = someTokens(8, 301);
  const TrainingBatch batch{.batch = 1, .length = 8, .inputs = tokens, .targets = tokens};
  const auto space = model->newWorkspace(1, 8);
  EXPECT_EQ(codeOf([&] { (void)model->weights(); }), "model.compact_weights");
  EXPECT_EQ(codeOf([&] { (void)model->lossAndGradients(batch, *space, Dropout{}, nullptr, nullptr); }),
            "model.compact_weights");
  const auto floats = withFloats(model);
  EXPECT_GT(floats->lossAndGradients(batch, *space, Dropout{}, nullptr, nullptr), 0);
  EXPECT_EQ(withFloats(floats), floats) << "a model of floats is not copied";
}

TEST(CompactWeights, ALongContextIsFilledStepByStepAsInOneCall) {
  const ModelConfig config{.nLayers = 1, .nHeads = 2, .dModel = 64, .dMlp = 64, .nCtx = 1024, .dVocab = 64};
  const auto model = compactModel(config, NumberType::Float16);
  const auto tokens = someTokens(1024, 64);
  ThreadPool pool(2);
  const RunOptions options{nullptr, {}, &pool};
  std::vector<float> whole(64), stepped(64);
  model->forward(tokens, *model->newState(), options, whole);
  const auto state = model->newState();
  model->forward(std::span(tokens).first(1000), *state, options, stepped);
  for (std::size_t i = 1000; i < 1024; ++i) model->forward(std::span(tokens).subspan(i, 1), *state, options, stepped);
  for (std::size_t v = 0; v < 64; ++v) EXPECT_NEAR(stepped[v], whole[v], 1e-4F) << v;
  EXPECT_EQ(state->length(), 1024);
}

}  // namespace
}  // namespace headlight
