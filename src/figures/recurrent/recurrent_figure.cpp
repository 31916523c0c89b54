#include "figures/recurrent/recurrent_figure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/text/token_label.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "figures/recurrent/cell_steps.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"
#include "generate/recorded_model.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {

namespace {

std::string pointOf(CellValue value, int layer) {
  using namespace hook_names;
  switch (value) {
    case CellValue::Pre:
      return cellPre(layer);
    case CellValue::GateI:
      return gateI(layer);
    case CellValue::GateF:
      return gateF(layer);
    case CellValue::GateG:
      return gateG(layer);
    case CellValue::GateO:
      return gateO(layer);
    case CellValue::GateR:
      return gateR(layer);
    case CellValue::GateZ:
      return gateZ(layer);
    case CellValue::Candidate:
      return candidate(layer);
    case CellValue::Cell:
      return cellState(layer);
    case CellValue::Hidden:
      break;
  }
  return hidden(layer);
}

void checkLayer(const ModelConfig& config, int layer) {
  const int layers = recurrentLayers(config);
  if (layers == 0) throw Error("figure.no_cells");
  if (layer < 0 || layer >= layers) {
    throw Error("figure.no_such_layer", {{"layer", std::to_string(layer)}, {"layers", std::to_string(layers)}});
  }
}

/// A value [T, n] of the whole text.
Matrix<float> joined(const FigureRun& run, const std::string& point) {
  const auto value = run.value(point);
  return ConstMatrixMap<float>(value->values.data(), value->extents[0], value->extents[1]);
}

void checkPlace(const ModelConfig& config, Index length, const CellPlace& place) {
  if (place.unit < 0 || place.unit >= config.dHidden) {
    throw Error("figure.no_such_unit",
                {{"unit", std::to_string(place.unit)}, {"units", std::to_string(config.dHidden)}});
  }
  if (place.position < 0 || place.position >= length) {
    throw Error("figure.no_such_position",
                {{"position", std::to_string(place.position)}, {"tokens", std::to_string(length)}});
  }
}

std::span<const float> rowOf(const Matrix<float>& values, Index row) {
  return {values.row(row).data(), static_cast<std::size_t>(values.cols())};
}

}  // namespace

int recurrentLayers(const ModelConfig& config) {
  return config.isRecurrent() ? static_cast<int>(config.nLayers) : 0;
}

RecurrentFigure recurrentFigure(const FigureRun& run, int layer, FigureSource source) {
  checkLayer(run.model.config(), layer);
  RecurrentFigure figure;
  figure.source = std::move(source);
  figure.kind = cellKindOf(run.model.config().kind);
  figure.layer = layer;
  figure.tokenLabels = tokenLabels(run.tokens);
  for (const CellValue value : cellValues(figure.kind)) {
    figure.parts.push_back({value, joined(run, pointOf(value, layer))});
  }
  orderUnits(figure, RecurrentFigure::Order::Model);
  return figure;
}

void orderUnits(RecurrentFigure& figure, RecurrentFigure::Order order) {
  const auto part = std::find_if(figure.parts.begin(), figure.parts.end(),
                                 [](const RecurrentFigure::Part& one) { return one.value == CellValue::Hidden; });
  if (part == figure.parts.end())
    throw Error("internal.failure", {{"what", "units are ordered by h, which is not here"}});
  const Matrix<float>& hidden = part->numbers;
  figure.order = order;
  figure.units.resize(static_cast<std::size_t>(hidden.cols()));
  std::iota(figure.units.begin(), figure.units.end(), 0);
  if (order == RecurrentFigure::Order::Model) return;
  std::vector<double> moves(figure.units.size(), 0);
  for (Index t = 1; t < hidden.rows(); ++t) {
    for (Index unit = 0; unit < hidden.cols(); ++unit) {
      moves[static_cast<std::size_t>(unit)] += std::abs(static_cast<double>(hidden(t, unit) - hidden(t - 1, unit)));
    }
  }
  std::stable_sort(figure.units.begin(), figure.units.end(), [&](Index a, Index b) {
    return moves[static_cast<std::size_t>(a)] > moves[static_cast<std::size_t>(b)];
  });
}

CellStepsFigure cellStepsFigure(const FigureRun& run, const CellPlace& place, FigureSource source) {
  const ModelConfig& config = run.model.config();
  checkLayer(config, place.layer);
  checkPlace(config, static_cast<Index>(run.tokens.size()), place);
  const Index t = place.position, unit = place.unit;
  const std::vector<std::string> labels = tokenLabels(run.tokens);
  const Matrix<float> input = joined(run, hook_names::cellIn(place.layer));
  const Matrix<float> hidden = joined(run, hook_names::hidden(place.layer));
  const std::vector<float> zeros(static_cast<std::size_t>(hidden.cols()), 0.0F);
  CellMoment moment;
  moment.kind = cellKindOf(config.kind);
  moment.layer = place.layer;
  moment.unit = unit;
  moment.input = rowOf(input, t);
  moment.hiddenBefore = t > 0 ? rowOf(hidden, t - 1) : std::span<const float>(zeros);
  moment.hiddenAfter = rowOf(hidden, t);
  for (const CellValue gate : cellGates(moment.kind)) {
    moment.gates.push_back(static_cast<double>(joined(run, pointOf(gate, place.layer))(t, unit)));
  }
  if (moment.kind == CellKind::Lstm) {
    const Matrix<float> cell = joined(run, pointOf(CellValue::Cell, place.layer));
    moment.cellBefore = t > 0 ? static_cast<double>(cell(t - 1, unit)) : 0;
    moment.cell = static_cast<double>(cell(t, unit));
  }
  CellStepsFigure figure = cellSteps(moment, isRecorded(run.model) ? nullptr : &run.model.parameters());
  figure.source = std::move(source);
  figure.position = t;
  figure.tokenLabel = labels[static_cast<std::size_t>(t)];
  if (t > 0) figure.labelBefore = labels[static_cast<std::size_t>(t - 1)];
  return figure;
}

std::string fileNameOf(const RecurrentFigure& f) {
  const std::string name = "recurrent" + layerMark(f.layer);
  return f.parts.size() == 1 ? name + "_" + letterOf(f.parts.front().value) : name;
}

std::string csvOf(const RecurrentFigure& figure) {
  CsvWriter csv;
  csv.text("value").text("unit");
  for (const std::string& label : figure.tokenLabels) csv.text(label);
  csv.endRow();
  for (const RecurrentFigure::Part& part : figure.parts) {
    for (const Index unit : figure.units) {
      csv.text(letterOf(part.value)).integer(unit);
      for (Index t = 0; t < part.numbers.rows(); ++t) csv.number(static_cast<double>(part.numbers(t, unit)));
      csv.endRow();
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const RecurrentFigure& figure, const std::string& name) {
  std::vector<float> all;
  for (const RecurrentFigure::Part& part : figure.parts) {
    all.insert(all.end(), part.numbers.data(), part.numbers.data() + part.numbers.size());
  }
  const std::vector<std::int64_t> units(figure.units.begin(), figure.units.end());
  return {{name + ".npy",
           npyBytes({figure.parts.size(), figure.tokenLabels.size(), units.size()}, std::span<const float>(all))},
          {name + "_units.npy", npyBytes({units.size()}, std::span<const std::int64_t>(units))}};
}

std::vector<FigureToken> tokensOf(const RecurrentFigure& figure) {
  return tokensOfLabels(figure.tokenLabels);
}

Badge badgeOf(const RecurrentFigure&) {
  return {};
}

}  // namespace headlight
