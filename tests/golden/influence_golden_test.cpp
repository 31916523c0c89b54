// Gradients of the end of a text with respect to every position, against PyTorch's autograd in double.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "golden/golden_file.h"
#include "models/trainable_model.h"

namespace headlight::test {
namespace {

constexpr double kTolerance = 1e-4;

/// Row by row: |difference| over the length of the expected row, so that what has faded is compared as strictly as what
/// has not. Rows of zeros must be zero.
double worstRow(const Matrix<float>& values, const GoldenTensor& expected) {
  if (expected.extents.size() != 2 || values.rows() != expected.extents[0] || values.cols() != expected.extents[1]) {
    return std::numeric_limits<double>::infinity();
  }
  double worst = 0;
  const ConstMatrixMap<double> right(expected.values.data(), values.rows(), values.cols());
  for (Index r = 0; r < values.rows(); ++r) {
    const double length = right.row(r).norm();
    const double error = (values.row(r).cast<double>() - right.row(r)).norm();
    worst = std::max(worst, length > 0 ? error / length : error);
  }
  return worst;
}

class InfluenceGolden : public testing::TestWithParam<std::string> {
 protected:
  const GoldenFile model = GoldenFile::read(committed(GetParam()));
  const GoldenFile golden = GoldenFile::read(committed("influence_" + GetParam()));

  [[nodiscard]] InputGradients gradients(const GoldenFile& of, EndValue::Kind kind) const {
    const auto made = makeModel(of.config, of.weights());
    return made->inputGradients(of.tokens(), {kind, golden.ids("token").front()});
  }
};

TEST_P(InfluenceGolden, EveryRowAgreesWithAutograd) {
  for (const auto kind : {EndValue::Kind::Logit, EndValue::Kind::Loss}) {
    const std::string name = kind == EndValue::Kind::Logit ? "logit" : "loss";
    const InputGradients result = gradients(model, kind);
    EXPECT_NEAR(result.value, golden.tensors.at(name).values.front(), kTolerance) << name;
    EXPECT_LE(worstRow(result.embedding, golden.tensors.at(name + ".embedding")), kTolerance) << name;
    ASSERT_EQ(static_cast<Index>(result.states.size()), model.config.nLayers);
    for (std::size_t layer = 0; layer < result.states.size(); ++layer) {
      const std::string states = name + ".states." + std::to_string(layer);
      EXPECT_LE(worstRow(result.states[layer], golden.tensors.at(states)), kTolerance) << states;
    }
  }
}

TEST_P(InfluenceGolden, TheComparisonNoticesAnotherWeight) {
  GoldenFile other = model;
  const std::string changed = model.config.isRecurrent() ? "weight.rnn.weight_hh_l0" : "weight.h.0.attn.c_attn.weight";
  other.tensors.at(changed).values.front() += 0.01;
  const InputGradients result = gradients(other, EndValue::Kind::Logit);
  EXPECT_GT(worstRow(result.embedding, golden.tensors.at("logit.embedding")), kTolerance);
}

INSTANTIATE_TEST_SUITE_P(Models, InfluenceGolden,
                         testing::Values("decoder_tied", "decoder_untied", "recurrent_rnn_tied", "recurrent_rnn_untied",
                                         "recurrent_lstm_tied", "recurrent_lstm_untied", "recurrent_gru_tied",
                                         "recurrent_gru_untied"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace headlight::test
