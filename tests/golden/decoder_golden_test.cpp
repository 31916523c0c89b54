// The decoder, and its double-precision reference, against values that PyTorch computed (make_decoder_golden.py).

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "golden/faulty_decoder.h"
#include "golden/golden_file.h"
#include "hooks/activation_cache.h"
#include "models/trainable_model.h"
#include "reference/check.h"
#include "reference/decoder_reference.h"
#include "support/decoder_variants.h"

namespace headlight::test {
namespace {

/// Our own small models always; the shared reference folders where they lie beside the source tree.
GoldenFile readGolden(const std::string& name) {
  if (name.starts_with("decoder_")) return GoldenFile::read(committed(name));
  // One file a process: tests run side by side.
  const std::string stem = HEADLIGHT_BINARY_DIR "/golden_" + name + "_" + std::to_string(getpid());
  const std::string command = "/usr/bin/python3 " HEADLIGHT_SOURCE_DIR
                              "/tests/golden/make_decoder_golden.py --convert " +
                              std::string(HEADLIGHT_SOURCE_DIR) + "/../shared/data/reference/" + name + " " + stem;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("conversion failed: " + command);
  GoldenFile file = GoldenFile::read(stem);
  std::filesystem::remove(stem + ".golden");
  return file;
}

/// Every model.
class DecoderGolden : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const std::string folder = std::string(HEADLIGHT_SOURCE_DIR) + "/../shared/data/reference/" + GetParam();
    const bool ours = GetParam().starts_with("decoder_");
    if (!ours && !std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
    if (!ours && std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
      GTEST_SKIP() << "numpy is not here";
    golden = readGolden(GetParam());
  }
  GoldenFile golden;
};

/// One with an unusual value of an option.
bool isVariant(const std::string& name) {
  return name.starts_with("decoder_option_");
}

/// The usual decoder, into which faults are planted; not the variants.
class UsualDecoderGolden : public DecoderGolden {};

std::vector<double> asDoubles(const HookValue& value) {
  return {value.data, value.data + value.size()};
}

TEST_P(DecoderGolden, EveryHookPointAgreesWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  const auto state = model->newState();
  ActivationCache cache(model->hooks());
  std::vector<float> logits(static_cast<std::size_t>(golden.config.dVocab));
  RunOptions options;
  options.observer = &cache;
  model->forward(golden.tokens(), *state, options, logits);
  const auto expected = golden.hookValues();
  ASSERT_GE(expected.size(),
            isVariant(GetParam()) ? 32U : 37U);  // a variant may lack up to ten points: those of its norms
  for (const auto& [name, tensor] : expected) {
    const HookValue value = cache.find(name);
    ASSERT_NE(value.data, nullptr) << name;
    EXPECT_EQ(std::vector<Index>(value.extents.begin(), value.extents.begin() + value.rank), tensor.extents) << name;
    EXPECT_LE(relativeError(asDoubles(value), tensor.values), kTolerance) << name;
  }
  const std::vector<double>& all = golden.tensors.at("unembed.hook_out").values;
  const std::vector<double> last(all.end() - golden.config.dVocab, all.end());
  EXPECT_LE(relativeError({logits.begin(), logits.end()}, last), kTolerance) << "logits";
}

TEST_P(DecoderGolden, LossAndGradientsAgreeWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  std::vector<TokenId> inputs = golden.tokens();
  const std::vector<TokenId> targets(inputs.begin() + 1, inputs.end());
  inputs.pop_back();
  const auto length = static_cast<Index>(inputs.size());
  const auto workspace = model->newWorkspace(1, length);
  Parameters gradients(parameterLayout(golden.config));
  const double loss = model->lossAndGradients({1, length, inputs, targets}, *workspace, {}, nullptr, &gradients);
  EXPECT_NEAR(loss, golden.tensors.at("loss").values.front(), kTolerance * std::max(1.0, loss));
  const auto expected = golden.gradients();
  ASSERT_EQ(expected.size(), gradients.layout().all().size());
  for (const auto& [name, tensor] : expected) {
    const auto value = gradients.matrix(name);
    EXPECT_LE(relativeError({value.data(), value.data() + value.size()}, tensor.values), kTolerance) << name;
  }
}

TEST_P(DecoderGolden, TheReferenceAgreesWithPyTorchInDouble) {
  const auto values = decoderReference(golden.config, golden.weights(), golden.tokens());
  auto expected = golden.hookValues();
  for (const ReferenceValue& value : values) {
    const auto found = expected.find(value.name);
    if (found == expected.end()) continue;  // a point that PyTorch's file does not have
    EXPECT_EQ(value.extents, found->second.extents) << value.name;
    // the float32 epsilon of the configuration is not quite PyTorch's 1e-5
    EXPECT_LE(relativeError(value.values, found->second.values), 1e-9) << value.name;
    expected.erase(found);
  }
  EXPECT_TRUE(expected.empty()) << expected.begin()->first << " is not in the reference";
}

/// The largest error of any value, as the comparison above measures it.
double worstError(const std::map<std::string, std::vector<double>>& values, const GoldenFile& golden) {
  double worst = 0;
  for (const auto& [name, value] : values) {
    worst = std::max(worst, relativeError(value, golden.tensors.at(name).values));
  }
  return worst;
}

TEST_P(UsualDecoderGolden, TheComparisonNoticesEveryPlantedFault) {
  EXPECT_LE(worstError(runFaulty(golden, Fault::None), golden), 1e-9) << "the decoder of this test itself is wrong";
  for (int fault = 1; fault < static_cast<int>(Fault::Count); ++fault) {
    EXPECT_GT(worstError(runFaulty(golden, static_cast<Fault>(fault)), golden), 10 * kTolerance) << "fault " << fault;
    // The logits alone give it away too, wherever it stands.
    const auto logits = runFaulty(golden, static_cast<Fault>(fault)).at("unembed.hook_out");
    EXPECT_GT(relativeError(logits, golden.tensors.at("unembed.hook_out").values), kTolerance) << "fault " << fault;
  }
}

const auto kUsual = testing::Values("decoder_untied", "decoder_tied", "gpt2_small_random", "gpt2_small_random_tied");

std::vector<std::string> variantFiles() {
  std::vector<std::string> files;
  for (const auto& variant : decoderOptionConfigs({})) files.push_back("decoder_option_" + variant.name);
  return files;
}

TEST(DecoderOptionFiles, areThoseOfTheTable) {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(committed("")))
    if (isVariant(entry.path().stem().string())) found.insert(entry.path().stem().string());
  const std::vector<std::string> expected = variantFiles();
  EXPECT_EQ(found, std::set<std::string>(expected.begin(), expected.end()));
}

/// The file is that of the value in its name.
class VariantGolden : public DecoderGolden {};

TEST_P(VariantGolden, HasTheConfigurationOfItsName) {
  std::string name;
  for (const auto& variant : decoderOptionConfigs(golden.config)) {
    if (fieldTexts(variant.config) == fieldTexts(golden.config)) name += "decoder_option_" + variant.name;
  }
  EXPECT_EQ(name, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Models, UsualDecoderGolden, kUsual, [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Models, DecoderGolden, kUsual, [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Options, DecoderGolden, testing::ValuesIn(variantFiles()),
                         [](const auto& test) { return test.param; });
INSTANTIATE_TEST_SUITE_P(Options, VariantGolden, testing::ValuesIn(variantFiles()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace headlight::test
