// The encoder, and its double-precision reference, against torch.nn.TransformerEncoderLayer (make_encoder_golden.py).

#include <gtest/gtest.h>

#include "formats/model_folder.h"
#include "golden/faults/faulty_post_norm.h"
#include "golden/golden_expectations.h"

namespace headlight::test {
namespace {

class EncoderGolden : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { golden = GoldenFile::read(committed(GetParam())); }

  std::vector<ReferenceValue> reference() const {
    return referenceFor(golden.config, golden.weights(),
                        {.tokens = golden.tokens(), .source = {}, .segments = golden.ids("segments")});
  }

  GoldenFile golden;
};

/// Runs the golden sentence and returns the logits of row `at`.
std::vector<double> runSentence(const LanguageModel& model, const GoldenFile& golden, Index at, Observer* observer) {
  const auto state = model.newState();
  const std::vector<TokenId> segments = golden.ids("segments");
  std::vector<float> logits(static_cast<std::size_t>(golden.config.dVocab));
  RunOptions options;
  options.observer = observer;
  options.segments = segments;
  options.logitsAt = at;
  model.forward(golden.tokens(), *state, options, logits);
  return {logits.begin(), logits.end()};
}

TEST_P(EncoderGolden, EveryHookPointAgreesWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  ActivationCache cache(model->hooks());
  (void)runSentence(*model, golden, -1, &cache);
  expectHookPoints(golden, cache, 1);
}

TEST_P(EncoderGolden, LogitsOfAnyWordAgreeWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  const GoldenTensor& all = golden.tensors.at("unembed.hook_out");
  for (Index row = 0; row < all.extents.front(); ++row) {
    EXPECT_LE(relativeError(runSentence(*model, golden, row, nullptr), rowOf(all, row)), kTolerance) << row;
  }
}

TEST_P(EncoderGolden, LossAndGradientsOfAPaddedBatchAgreeWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  const std::vector<TokenId> inputs = golden.ids("batch.inputs");
  const std::vector<TokenId> targets = golden.ids("batch.targets");
  const std::vector<TokenId> counts = golden.ids("batch.lengths");
  const std::vector<Index> lengths(counts.begin(), counts.end());
  TrainingBatch batch;
  batch.batch = golden.tensors.at("batch.inputs").extents[0];
  batch.length = golden.tensors.at("batch.inputs").extents[1];
  batch.inputs = inputs;
  batch.targets = targets;
  batch.lengths = lengths;
  const auto workspace = model->newWorkspace(batch.batch, batch.length);
  Parameters gradients(parameterLayout(golden.config));
  for (int threads : {1, 2}) {
    ThreadPool pool(threads);
    const double loss = model->lossAndGradients(batch, *workspace, {}, &pool, &gradients);
    EXPECT_NEAR(loss, golden.tensors.at("loss").values.front(), kTolerance * std::max(1.0, loss));
    expectGradients(golden, gradients);
  }
}

TEST_P(EncoderGolden, TheReferenceAgreesWithPyTorchInDouble) {
  expectReference(golden, reference(), 1e-9);
}

TEST_P(EncoderGolden, TheComparisonNoticesEveryPlantedFault) {
  const std::vector<double>& expected = golden.tensors.at("unembed.hook_out").values;
  EXPECT_LE(relativeError(logitsWithFault(golden, PostNormFault::None), expected), 1e-9) << "this test itself is wrong";
  for (int i = 1; i < static_cast<int>(PostNormFault::Count); ++i) {
    const auto fault = static_cast<PostNormFault>(i);
    if (!faultApplies(fault, ModelKind::Encoder)) continue;
    EXPECT_GT(relativeError(logitsWithFault(golden, fault), expected), 10 * kTolerance) << "fault " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Models, EncoderGolden, testing::Values("encoder_untied", "encoder_tied"),
                         [](const auto& test) { return test.param; });

TEST(BertFolder, OfPyTorchIsOpenedAndGivesItsLogits) {
  const GoldenFile golden = GoldenFile::read(committed("encoder_tied"));
  const auto opened = openModel(committed("bert_folder"));
  EXPECT_TRUE(opened->notices.empty());
  const GoldenTensor& all = golden.tensors.at("unembed.hook_out");
  for (Index row = 0; row < all.extents.front(); ++row) {
    EXPECT_LE(relativeError(runSentence(*opened->model, golden, row, nullptr), rowOf(all, row)), 1e-4) << row;
  }
}

}  // namespace
}  // namespace headlight::test
