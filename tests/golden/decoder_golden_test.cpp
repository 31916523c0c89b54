// The decoder, and its double-precision reference, against values that PyTorch computed (make_decoder_golden.py).

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "golden/faults/faulty_decoder.h"
#include "golden/golden_expectations.h"
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

TEST_P(DecoderGolden, EveryHookPointAgreesWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  const auto state = model->newState();
  ActivationCache cache(model->hooks());
  std::vector<float> logits(static_cast<std::size_t>(golden.config.dVocab));
  RunOptions options;
  options.observer = &cache;
  model->forward(golden.tokens(), *state, options, logits);
  // A variant may lack up to ten points: those of its norms.
  expectHookPoints(golden, cache, isVariant(GetParam()) ? 32 : 37);
  EXPECT_LE(relativeError({logits.begin(), logits.end()}, rowOf(golden.tensors.at("unembed.hook_out"), -1)), kTolerance)
      << "logits";
}

TEST_P(DecoderGolden, LossAndGradientsAgreeWithPyTorch) {
  expectLossAndGradientsOfTheText(golden);
}

TEST_P(DecoderGolden, TheReferenceAgreesWithPyTorchInDouble) {
  // The float32 epsilon of the configuration is not quite PyTorch's 1e-5.
  expectReference(golden, decoderReference(golden.config, golden.weights(), golden.tokens()), 1e-9);
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
