// Figures of recurrent nets: every number of a cell follows from weights and recorded values, for every kind.

#include <gmock/gmock.h>

#include <numeric>

#include "figures/export/figure_export.h"
#include "figures/recurrent/cell_steps.h"
#include "figures/recurrent/recurrent_figure.h"
#include "formats/files/npy.h"
#include "generate/recorded_model.h"
#include "tensor/error.h"
#include "unit/generate/kind_runs.h"

namespace headlight {
namespace {

using ::testing::HasSubstr;
using testing::KindRun;
using ::testing::StartsWith;

constexpr ModelKind kRecurrent[] = {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru};
constexpr double kRounding = 1e-5;  // of float sums of some dozens of products

double sumOf(const std::vector<float>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

std::string codeOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return "";
}

void expectFollows(const CellStepsFigure& figure) {
  for (const CellStepsFigure::Gate& gate : figure.gates) {
    EXPECT_NEAR(gate.computed, gate.recorded, kRounding) << letterOf(gate.value);
    EXPECT_NEAR(sumOf(gate.inputTerms), gate.fromInput, kRounding) << letterOf(gate.value);
    EXPECT_NEAR(sumOf(gate.hiddenTerms), gate.fromHidden, kRounding) << letterOf(gate.value);
    EXPECT_EQ(gate.inputTerms.size(), figure.input.size());
    EXPECT_EQ(gate.hiddenTerms.size(), figure.hiddenBefore.size());
  }
  if (figure.kind == CellKind::Lstm) {
    EXPECT_NEAR(figure.kept + figure.written, figure.cell, kRounding);
  }
  EXPECT_NEAR(figure.shown, figure.hidden, kRounding);
  EXPECT_FLOAT_EQ(static_cast<float>(figure.hidden), figure.hiddenAfter[static_cast<std::size_t>(figure.unit)]);
  EXPECT_FALSE(figure.changed);
  EXPECT_TRUE(figure.hasWeights);
}

TEST(RecurrentFigures, everyNumberOfACellFollowsFromWeightsAndRecordedValues) {
  for (const ModelKind kind : kRecurrent) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    const auto length = static_cast<Index>(run.tokens.size());
    ASSERT_GE(length, 8);
    for (int layer = 0; layer < recurrentLayers(run.model.config()); ++layer) {
      for (Index position = 0; position < length; ++position) {
        for (const Index unit : {0, 5, 31}) expectFollows(cellStepsFigure(run, {layer, unit, position}, {}));
      }
    }
  }
}

TEST(RecurrentFigures, aCellBeginsWithZerosAndGoesOnWithWhatItHad) {
  const KindRun made(ModelKind::Lstm);
  const FigureRun run = made.run();
  const CellStepsFigure first = cellStepsFigure(run, {1, 3, 0}, {}), second = cellStepsFigure(run, {1, 3, 1}, {});
  EXPECT_EQ(first.cellBefore, 0);
  EXPECT_EQ(sumOf(first.hiddenBefore), 0);
  EXPECT_TRUE(first.labelBefore.empty());
  EXPECT_EQ(second.labelBefore, first.tokenLabel);
  EXPECT_EQ(second.cellBefore, first.cell);
  EXPECT_EQ(second.hiddenBefore, first.hiddenAfter);
  EXPECT_NE(second.cellBefore, 0);
}

TEST(RecurrentFigures, whatAnInterventionChangedIsSaid) {
  const std::pair<ModelKind, std::vector<const char*>> changes[] = {
      {ModelKind::Rnn, {"hook_pre", "hook_h"}},
      {ModelKind::Lstm, {"hook_gate_i", "hook_gate_f", "hook_gate_g", "hook_gate_o", "hook_c", "hook_h"}},
      {ModelKind::Gru, {"hook_gate_r", "hook_gate_z", "hook_candidate", "hook_h"}}};
  for (const auto& [kind, points] : changes) {
    for (const char* point : points) {
      const KindRun made(kind, ("cells.0." + std::string(point)).c_str());
      EXPECT_TRUE(cellStepsFigure(made.run(), {0, 2, 3}, {}).changed) << point;
      EXPECT_FALSE(cellStepsFigure(made.run(), {1, 2, 3}, {}).changed) << point << ": the layer above follows";
    }
  }
}

TEST(RecurrentFigures, heatmapsHoldWhatTheRunRecorded) {
  for (const ModelKind kind : kRecurrent) {
    const KindRun made(kind);
    const FigureRun run = made.run();
    const RecurrentFigure figure = recurrentFigure(run, 1, {"m", "p", {}});
    EXPECT_EQ(figure.parts.size(), cellValues(figure.kind).size());
    EXPECT_EQ(figure.tokenLabels.size(), run.tokens.size());
    EXPECT_EQ(figure.source.model, "m");
    for (const RecurrentFigure::Part& part : figure.parts) {
      ASSERT_EQ(part.numbers.rows(), static_cast<Index>(run.tokens.size()));
      for (Index t = 0; t < part.numbers.rows(); ++t) {
        const CellStepsFigure cell = cellStepsFigure(run, {1, 7, t}, {});
        double expected = part.value == CellValue::Hidden ? cell.hidden : cell.cell;
        for (const CellStepsFigure::Gate& gate : cell.gates) {
          if (gate.value == part.value) expected = gate.recorded;
        }
        EXPECT_EQ(double(part.numbers(t, 7)), expected) << letterOf(part.value);
      }
      if (rangeOf(part.value) == CellRange::Share) {
        EXPECT_GE(part.numbers.minCoeff(), 0);
        EXPECT_LE(part.numbers.maxCoeff(), 1);
      }
    }
  }
}

TEST(RecurrentFigures, unitsAreSortedByHowMuchTheirStateMoves) {
  RecurrentFigure figure;
  Matrix<float> hidden(3, 4);
  hidden << 0, 5, 0, 1,  //
      0, 5, 2, 1.5F,     //
      0, 5, 0, 1;
  figure.parts = {{CellValue::Cell, Matrix<float>::Zero(3, 4)}, {CellValue::Hidden, hidden}};
  orderUnits(figure, RecurrentFigure::Order::MostChanging);
  EXPECT_THAT(figure.units, ::testing::ElementsAre(2, 3, 0, 1)) << "those that do not move stay in order";
  orderUnits(figure, RecurrentFigure::Order::Model);
  EXPECT_THAT(figure.units, ::testing::ElementsAre(0, 1, 2, 3));
}

TEST(RecurrentFigures, whatIsNotThereIsRefused) {
  const KindRun gru(ModelKind::Gru), decoder(ModelKind::Decoder);
  const auto cell = [](const KindRun& made, CellPlace place) {
    return codeOf([&] { (void)cellStepsFigure(made.run(), place, {}); });
  };
  EXPECT_EQ(cell(decoder, {0, 0, 0}), "figure.no_cells");
  EXPECT_EQ(cell(gru, {2, 0, 0}), "figure.no_such_layer");
  EXPECT_EQ(cell(gru, {-1, 0, 0}), "figure.no_such_layer");
  EXPECT_EQ(cell(gru, {0, 32, 0}), "figure.no_such_unit");
  EXPECT_EQ(cell(gru, {0, -1, 0}), "figure.no_such_unit");
  EXPECT_EQ(cell(gru, {0, 0, 99}), "figure.no_such_position");
  EXPECT_EQ(cell(gru, {0, 0, -1}), "figure.no_such_position");
  EXPECT_EQ(codeOf([&] { (void)recurrentFigure(decoder.run(), 0, {}); }), "figure.no_cells");
}

TEST(RecurrentFigures, aRecordingHasTheGatesButNotTheirSums) {
  const KindRun made(ModelKind::Lstm);
  const FigureRun run = made.run();
  const ModelConfig& config = run.model.config();
  const auto embedding = run.model.parameters().matrix("embedding.weight");
  const std::vector<float> table(embedding.data(), embedding.data() + embedding.size());
  const auto recorded = makeRecordedModel(config, std::make_shared<const HookTable>(hookTableOf(config)), table, 1);
  const CellStepsFigure live = cellStepsFigure(run, {0, 4, 5}, {});
  const CellStepsFigure figure = cellStepsFigure({*recorded, run.path, run.tokens, {}}, {0, 4, 5}, {});
  EXPECT_FALSE(figure.hasWeights);
  EXPECT_FALSE(figure.changed);
  for (std::size_t i = 0; i < figure.gates.size(); ++i) {
    EXPECT_EQ(figure.gates[i].recorded, live.gates[i].recorded);
    EXPECT_TRUE(figure.gates[i].inputTerms.empty());
  }
  EXPECT_EQ(figure.kept, live.kept);
  EXPECT_THAT(figureCsv(figure), HasSubstr("\nf,,,,,,")) << "unknown is not 0";
}

TEST(RecurrentFigures, theyAreTablesAndArrays) {
  const KindRun made(ModelKind::Lstm);
  RecurrentFigure figure = recurrentFigure(made.run(), 1, {});
  EXPECT_EQ(figureName(figure), "recurrent_L1");
  EXPECT_THAT(figureCsv(figure), StartsWith("value,unit,The,cat,is,on,the,mat"));
  const std::vector<NamedFile> files = figureNpy(figure);
  ASSERT_EQ(files.size(), 2U);
  const NpyArray values = readNpy(files[0].bytes, files[0].name);
  EXPECT_EQ(values.shape, (NpyShape{6, figure.tokenLabels.size(), 32}));
  EXPECT_EQ(std::get<std::vector<float>>(values.numbers)[33], figure.parts[0].numbers(1, 1));
  EXPECT_EQ(files[1].name, "recurrent_L1_units.npy");
  std::erase_if(figure.parts, [](const auto& part) { return part.value != CellValue::Cell; });
  EXPECT_EQ(figureName(figure), "recurrent_L1_c") << "one value has a name of its own";

  const CellStepsFigure cell = cellStepsFigure(made.run(), {0, 12, 5}, {});
  EXPECT_EQ(figureName(cell), "cell_L0_U12_P5");
  EXPECT_THAT(figureCsv(cell), StartsWith("quantity,from_input,input_bias,from_hidden,hidden_bias,sum,value\ni,"));
  EXPECT_THAT(figureCsv(cell), HasSubstr("\nkept,,,,,,"));
  const NpyArray gates = readNpy(figureNpy(cell).front().bytes, "cell");
  EXPECT_EQ(gates.shape, (NpyShape{4, 6}));
  EXPECT_EQ(std::get<std::vector<double>>(gates.numbers)[5], cell.gates[0].recorded);
}

}  // namespace
}  // namespace headlight
