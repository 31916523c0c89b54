// RNN, LSTM and GRU, and their double-precision reference, against torch.nn (make_recurrent_golden.py).

#include <gtest/gtest.h>

#include "figures/recurrent/cell_steps.h"
#include "golden/faults/faulty_recurrent.h"
#include "golden/golden_expectations.h"
#include "reference/recurrent_reference.h"
#include "tensor/error.h"

namespace headlight::test {
namespace {

class RecurrentGolden : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { golden = GoldenFile::read(committed(GetParam())); }
  /// Every hook point of a run of the golden tokens; the last one's logits.
  [[nodiscard]] ActivationCache recorded(const LanguageModel& model, std::vector<float>& logits) const {
    ActivationCache cache(model.hooks());
    logits.resize(static_cast<std::size_t>(golden.config.dVocab));
    RunOptions options;
    options.observer = &cache;
    model.forward(golden.tokens(), *model.newState(), options, logits);
    return cache;
  }
  [[nodiscard]] static std::string pointOf(CellValue value, int layer) {
    constexpr const char* kPoints[kCellValues] = {"hook_pre",    "hook_gate_i", "hook_gate_f", "hook_gate_g",
                                                  "hook_gate_o", "hook_gate_r", "hook_gate_z", "hook_candidate",
                                                  "hook_c",      "hook_h"};
    return "cells." + std::to_string(layer) + "." + kPoints[static_cast<int>(value)];
  }
  /// What the panel would take from the run.
  [[nodiscard]] CellMoment momentOf(const ActivationCache& cache, int layer, Index t, Index unit) const {
    static const std::vector<float> zeros(64, 0.0F);
    const auto row = [&](const std::string& name, Index position) {
      const HookValue value = cache.find(name);
      const auto width = static_cast<std::size_t>(value.extents[1]);
      if (position < 0) return std::span<const float>(zeros).first(width);
      return std::span<const float>(value.data + position * value.extents[1], width);
    };
    const auto u = static_cast<std::size_t>(unit);
    CellMoment moment;
    moment.kind = cellKindOf(golden.config.kind);
    moment.layer = layer;
    moment.unit = unit;
    moment.input = row("cells." + std::to_string(layer) + ".hook_in", t);
    moment.hiddenBefore = row(pointOf(CellValue::Hidden, layer), t - 1);
    moment.hiddenAfter = row(pointOf(CellValue::Hidden, layer), t);
    for (const CellValue gate : cellGates(moment.kind)) {
      moment.gates.push_back(static_cast<double>(row(pointOf(gate, layer), t)[u]));
    }
    if (moment.kind == CellKind::Lstm) {
      moment.cellBefore = static_cast<double>(row(pointOf(CellValue::Cell, layer), t - 1)[u]);
      moment.cell = static_cast<double>(row(pointOf(CellValue::Cell, layer), t)[u]);
    }
    return moment;
  }
  GoldenFile golden;
};

TEST_P(RecurrentGolden, EveryHookPointAgreesWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  std::vector<float> logits;
  const ActivationCache cache = recorded(*model, logits);
  expectHookPoints(golden, cache, 1);
  EXPECT_LE(relativeError({logits.begin(), logits.end()}, rowOf(golden.tensors.at("unembed.hook_out"), -1)), kTolerance)
      << "logits";
}

/// What the panel shows of one cell: worked out from the weights and what our run recorded, against torch's own values.
TEST_P(RecurrentGolden, EveryCellStepByStepAgreesWithPyTorch) {
  const auto model = makeModel(golden.config, golden.weights());
  std::vector<float> logits;
  const ActivationCache cache = recorded(*model, logits);
  const auto length = static_cast<Index>(golden.tokens().size());
  for (int layer = 0; layer < golden.config.nLayers; ++layer) {
    for (Index t = 0; t < length; ++t) {
      for (Index unit = 0; unit < golden.config.dHidden; ++unit) {
        const auto torchs = [&](CellValue value) {
          const std::size_t place = static_cast<std::size_t>(t * golden.config.dHidden + unit);
          return golden.tensors.at(pointOf(value, layer)).values[place];
        };
        const CellStepsFigure figure = cellSteps(momentOf(cache, layer, t, unit), &model->parameters());
        for (const CellStepsFigure::Gate& gate : figure.gates) {
          EXPECT_NEAR(gate.computed, torchs(gate.value), kTolerance) << pointOf(gate.value, layer);
          EXPECT_NEAR(gate.recorded, torchs(gate.value), kTolerance) << pointOf(gate.value, layer);
        }
        if (figure.kind == CellKind::Lstm) {
          EXPECT_NEAR(figure.kept + figure.written, torchs(CellValue::Cell), kTolerance);
        }
        EXPECT_NEAR(figure.shown, torchs(CellValue::Hidden), kTolerance);
        EXPECT_NEAR(figure.hidden, torchs(CellValue::Hidden), kTolerance);
      }
    }
  }
}

TEST_P(RecurrentGolden, LossAndGradientsAgreeWithPyTorch) {
  expectLossAndGradientsOfTheText(golden);
}

TEST_P(RecurrentGolden, TheReferenceAgreesWithPyTorchInDouble) {
  expectReference(golden, recurrentReference(golden.config, golden.weights(), golden.tokens()), 1e-12);
}

TEST_P(RecurrentGolden, TheComparisonNoticesEveryPlantedFault) {
  EXPECT_LE(worstError(runFaultyRecurrent(golden, RecurrentFault::None), golden), 1e-12)
      << "the net of this test itself is wrong";
  for (int number = 1; number < static_cast<int>(RecurrentFault::Count); ++number) {
    const auto fault = static_cast<RecurrentFault>(number);
    if (!applies(fault, golden.config)) continue;
    const auto values = runFaultyRecurrent(golden, fault);
    EXPECT_GT(worstError(values, golden), 10 * kTolerance) << "fault " << number;
    // The logits alone give it away too, wherever it stands.
    EXPECT_GT(relativeError(values.at("unembed.hook_out"), golden.tensors.at("unembed.hook_out").values), kTolerance)
        << "fault " << number;
  }
}

INSTANTIATE_TEST_SUITE_P(Models, RecurrentGolden,
                         testing::Values("recurrent_rnn_untied", "recurrent_rnn_tied", "recurrent_lstm_untied",
                                         "recurrent_lstm_tied", "recurrent_gru_untied", "recurrent_gru_tied"),
                         [](const auto& test) { return test.param; });

TEST(RecurrentReference, RefusesOtherKinds) {
  const ModelConfig config{.nLayers = 1, .nHeads = 1, .dModel = 4, .dMlp = 4, .nCtx = 4, .dVocab = 4};
  const std::vector<TokenId> tokens = {1};
  EXPECT_THROW((void)recurrentReference(config, initialParameters(config, 1), tokens), Error);
}

}  // namespace
}  // namespace headlight::test
