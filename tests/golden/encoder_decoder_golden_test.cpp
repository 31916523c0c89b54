// The encoder-decoder, and its double-precision reference, against torch.nn's Transformer layers
// (make_encoder_decoder_golden.py).

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "formats/model_folder.h"
#include "golden/faults/faulty_post_norm.h"
#include "golden/golden_expectations.h"

namespace headlight::test {
namespace {

class EncoderDecoderGolden : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { golden = GoldenFile::read(committed(GetParam())); }

  std::vector<ReferenceValue> reference() const {
    const std::vector<TokenId> source = golden.ids("source_ids");
    const std::vector<TokenId> target = golden.tokens();
    return referenceFor(golden.config, golden.weights(), {.tokens = target, .source = source, .segments = {}});
  }

  GoldenFile golden;
};

/// Encodes the golden source and forces the golden target in steps of `chunk` tokens; one cache a call.
std::vector<double> translate(const LanguageModel& model, const GoldenFile& golden, std::size_t chunk,
                              std::vector<std::unique_ptr<ActivationCache>>& caches) {
  const auto state = model.newState();
  const std::vector<TokenId> target = golden.tokens();
  std::vector<float> logits(static_cast<std::size_t>(golden.config.dVocab));
  RunOptions options;
  const auto observe = [&] {
    caches.push_back(std::make_unique<ActivationCache>(model.hooks()));
    options.observer = caches.back().get();
  };
  observe();
  model.prefill(golden.ids("source_ids"), *state, options, logits);
  for (std::size_t done = 1; done < target.size(); done += chunk) {
    observe();
    model.forward(std::span(target).subspan(done, std::min(chunk, target.size() - done)), *state, options, logits);
  }
  return {logits.begin(), logits.end()};
}

/// Largest error of the rows that one call gave, against the same rows of the whole; `firstRow` is where they begin.
double errorOfRows(const HookPoint& point, const HookValue& value, const GoldenTensor& whole, Index firstRow) {
  std::vector<double> ours, theirs;
  for (Index i = 0; i < value.size(); ++i) {
    Index rest = i, place = 0, stride = 1;
    for (int axis = value.rank - 1; axis >= 0; --axis) {
      const auto a = static_cast<std::size_t>(axis);
      Index index = rest % value.extents[a];
      rest /= value.extents[a];
      const Axis meaning = point.axes[a];
      const bool isRow = meaning == Axis::Pos || meaning == Axis::QueryPos || meaning == Axis::DecoderPos;
      if (isRow && !point.onSource) index += firstRow;
      place += index * stride;
      stride *= whole.extents[a];
    }
    ours.push_back(static_cast<double>(value.data[i]));
    theirs.push_back(whole.values.at(static_cast<std::size_t>(place)));
  }
  return relativeError(ours, theirs);
}

TEST_P(EncoderDecoderGolden, EveryHookPointAgreesWithPyTorchHoweverTheTargetIsCut) {
  const auto model = makeModel(golden.config, golden.weights());
  const auto expected = golden.hookValues();
  ASSERT_FALSE(expected.empty());
  for (const std::size_t chunk : {1U, 2U, 100U}) {
    std::vector<std::unique_ptr<ActivationCache>> caches;
    (void)translate(*model, golden, chunk, caches);
    Index firstRow = 0;
    for (std::size_t call = 0; call < caches.size(); ++call) {
      for (const auto& [name, whole] : expected) {
        const HookPoint& point = *model->hooks().find(name);
        const HookValue value = caches[call]->find(name);
        if (point.onSource && call > 0) {
          EXPECT_EQ(value.data, nullptr) << name << " belongs to the prefill";
          continue;
        }
        ASSERT_NE(value.data, nullptr) << name;
        EXPECT_LE(errorOfRows(point, value, whole, firstRow), kTolerance) << name << " of call " << call;
      }
      firstRow += caches[call]->find("unembed.hook_out").extents[0];
    }
    EXPECT_EQ(firstRow, static_cast<Index>(golden.tokens().size()));
  }
}

TEST_P(EncoderDecoderGolden, LastLogitsAgreeWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  std::vector<std::unique_ptr<ActivationCache>> caches;
  const std::vector<double> last = rowOf(golden.tensors.at("unembed.hook_out"), -1);
  EXPECT_LE(relativeError(translate(*model, golden, 1, caches), last), kTolerance);
}

TEST_P(EncoderDecoderGolden, LossAndGradientsOfAPaddedBatchAgreeWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  const auto indices = [&](const std::string& name) {
    const std::vector<TokenId> ids = golden.ids(name);
    return std::vector<Index>(ids.begin(), ids.end());
  };
  const std::vector<TokenId> inputs = golden.ids("batch.inputs");
  const std::vector<TokenId> targets = golden.ids("batch.targets");
  const std::vector<TokenId> sources = golden.ids("batch.sources");
  const std::vector<Index> lengths = indices("batch.lengths");
  const std::vector<Index> sourceLengths = indices("batch.source_lengths");
  TrainingBatch batch;
  batch.batch = golden.tensors.at("batch.inputs").extents[0];
  batch.length = golden.tensors.at("batch.inputs").extents[1];
  batch.inputs = inputs;
  batch.targets = targets;
  batch.lengths = lengths;
  batch.sourceLength = golden.tensors.at("batch.sources").extents[1];
  batch.sources = sources;
  batch.sourceLengths = sourceLengths;
  const auto workspace = model->newWorkspace(batch.batch, std::max(batch.length, batch.sourceLength));
  const double plain = model->lossAndGradients(batch, *workspace, {}, nullptr, nullptr);
  EXPECT_NEAR(plain, golden.tensors.at("loss").values.front(), kTolerance * std::max(1.0, plain));

  Dropout smoothing;
  smoothing.labelSmoothing = 0.1F;
  Parameters gradients(parameterLayout(golden.config));
  for (int threads : {1, 2}) {
    ThreadPool pool(threads);
    const double loss = model->lossAndGradients(batch, *workspace, smoothing, &pool, &gradients);
    EXPECT_NEAR(loss, golden.tensors.at("loss_smoothed").values.front(), kTolerance * std::max(1.0, loss));
    expectGradients(golden, gradients, 1);
    EXPECT_TRUE(gradients.matrix("final_logits_bias").isZero(0)) << "a buffer, not learned";
  }
}

TEST_P(EncoderDecoderGolden, TheReferenceAgreesWithPyTorchInDouble) {
  // The float32 epsilon of the configuration is not quite PyTorch's 1e-5.
  expectReference(golden, reference(), 1e-9);
}

TEST_P(EncoderDecoderGolden, TheComparisonNoticesEveryPlantedFault) {
  const std::vector<double>& expected = golden.tensors.at("unembed.hook_out").values;
  EXPECT_LE(relativeError(logitsWithFault(golden, PostNormFault::None), expected), 1e-9) << "this test itself is wrong";
  for (int i = 1; i < static_cast<int>(PostNormFault::Count); ++i) {
    const auto fault = static_cast<PostNormFault>(i);
    if (!faultApplies(fault, ModelKind::EncoderDecoder)) continue;
    EXPECT_GT(relativeError(logitsWithFault(golden, fault), expected), 10 * kTolerance) << "fault " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Models, EncoderDecoderGolden, testing::Values("encoder_decoder_relu", "encoder_decoder_swish"),
                         [](const auto& test) { return test.param; });

TEST(MarianFolder, OfPyTorchIsOpenedAndGivesItsLogits) {
  const GoldenFile golden = GoldenFile::read(committed("encoder_decoder_swish"));
  const auto opened = openModel(committed("marian_folder"));
  EXPECT_TRUE(opened->notices.empty());
  EXPECT_EQ(opened->model->config().startToken, golden.config.startToken);
  EXPECT_EQ(opened->model->config().endToken, golden.config.endToken);
  std::vector<std::unique_ptr<ActivationCache>> caches;
  const std::vector<double> last = rowOf(golden.tensors.at("unembed.hook_out"), -1);
  EXPECT_LE(relativeError(translate(*opened->model, golden, 1, caches), last), 1e-4);
}

}  // namespace
}  // namespace headlight::test
