#include "figures/attention/attention_figure.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "figures/attention/attention_names.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "formats/files/csv.h"
#include "hooks/hook_names.h"
#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

constexpr float kRowSumError = 1e-3F;  // float32 rows of 1,000 keys stay far below it

AttentionSide sideOf(const AttentionPlace& place) {
  if (place.isCross) return AttentionSide::Cross;
  switch (place.stack) {
    case hook_names::Stack::Encoder:
      return AttentionSide::Encoder;
    case hook_names::Stack::Decoder:
      return AttentionSide::Decoder;
    case hook_names::Stack::Blocks:
      break;
  }
  return AttentionSide::Own;
}

std::string patternName(AttentionSide side, int layer) {
  using namespace hook_names;
  switch (side) {
    case AttentionSide::Own:
      return pattern(layer);
    case AttentionSide::Encoder:
      return pattern(layer, Stack::Encoder);
    case AttentionSide::Decoder:
      return pattern(layer, Stack::Decoder);
    case AttentionSide::Cross:
      return crossPattern(layer);
  }
  return {};
}

int headsOfPattern(const HookPoint& pattern) {
  const std::optional<int> axis = pattern.axisIndex(Axis::Head);
  return axis ? static_cast<int>(pattern.sizes[static_cast<std::size_t>(*axis)]) : 0;
}

/// The pattern point of a layer, after checking that side, layer and head exist.
const HookPoint& checkedPattern(const LanguageModel& model, const HeadChoice& choice) {
  const int layers = attentionLayers(model.config(), choice.side);
  if (layers == 0) throw Error("figure.no_attention");
  const HookPoint* point =
      choice.layer >= 0 && choice.layer < layers ? model.hooks().find(patternName(choice.side, choice.layer)) : nullptr;
  if (point == nullptr) {
    throw Error("figure.no_such_layer", {{"layer", std::to_string(choice.layer)}, {"layers", std::to_string(layers)}});
  }
  if (choice.head < -1 || choice.head >= headsOfPattern(*point)) {
    throw Error("figure.no_such_head", {{"head", std::to_string(choice.head)},
                                        {"layer", std::to_string(choice.layer)},
                                        {"layers", std::to_string(layers)},
                                        {"heads", std::to_string(headsOfPattern(*point))}});
  }
  return *point;
}

ConstMatrixMap<float> headMap(const JoinedActivation& pattern, Index head) {
  const Index queries = pattern.extents[1];
  const Index keys = pattern.extents[2];
  return {pattern.values.data() + head * queries * keys, queries, keys};
}

/// Mean, maximum, and of what where it is not all.
std::string combinationMark(const AttentionFigure& f) {
  using Kind = Badge::Kind;
  std::string mark;
  const bool maximum = f.badge.kind == Kind::MaximumOfHeads || f.badge.kind == Kind::MaximumOfLayers;
  if (maximum) {
    mark = "_max";
  } else if (f.badge.kind == Kind::MeanOfLayers || (f.head < 0 && f.measure != AttentionMeasure::Rollout)) {
    mark = "_mean";
  }
  for (const HeadPlace& place : f.members) {
    if (f.layer < 0) mark += layerMark(place.layer);
    if (f.head < 0) mark += "_H" + std::to_string(place.head);
  }
  return mark;
}

}  // namespace

const std::vector<Token>& queryTokens(const FigureRun& run, AttentionSide side) {
  return side == AttentionSide::Encoder ? run.source : run.tokens;
}

const std::vector<Token>& keyTokens(const FigureRun& run, AttentionSide side) {
  return side == AttentionSide::Encoder || side == AttentionSide::Cross ? run.source : run.tokens;
}

Matrix<float> headPattern(const JoinedActivation& pattern, int head) {
  if (head >= 0) return headMap(pattern, head);
  const Index heads = pattern.extents[0];
  Matrix<double> sum = Matrix<double>::Zero(pattern.extents[1], pattern.extents[2]);
  for (Index h = 0; h < heads; ++h) sum += headMap(pattern, h).cast<double>();
  return (sum / static_cast<double>(heads)).cast<float>();
}

std::vector<AttentionSide> attentionSides(const ModelConfig& config) {
  std::vector<AttentionSide> sides;
  for (const AttentionPlace& place : familyOf(config.kind).attentions) sides.push_back(sideOf(place));
  return sides;
}

int attentionLayers(const ModelConfig& config, AttentionSide side) {
  const std::vector<AttentionSide> sides = attentionSides(config);
  if (std::find(sides.begin(), sides.end(), side) == sides.end()) return 0;
  const bool decoders = side == AttentionSide::Decoder || side == AttentionSide::Cross;
  return static_cast<int>(decoders ? config.nDecoderLayers : config.nLayers);
}

bool isCausal(const ModelConfig& config, AttentionSide side) {
  for (const AttentionPlace& place : familyOf(config.kind).attentions) {
    if (sideOf(place) == side) return place.isCausal && config.causalMask;
  }
  return false;
}

int attentionHeads(const FigureRun& run, AttentionSide side) {
  return headsOfPattern(checkedPattern(run.model, {side, 0, -1}));
}

std::shared_ptr<const JoinedActivation> layerPatterns(const FigureRun& run, AttentionSide side, int layer) {
  return run.value(checkedPattern(run.model, {side, layer, -1}));
}

AttentionFigure attentionFigure(const FigureRun& run, const HeadChoice& choice, FigureSource source) {
  const HookPoint& point = checkedPattern(run.model, choice);
  AttentionFigure figure;
  figure.source = std::move(source);
  figure.side = choice.side;
  figure.layer = choice.layer;
  figure.head = choice.head;
  if (choice.head < 0) figure.badge = Badge{Badge::Kind::MeanOfHeads, headsOfPattern(point), 0};
  figure.queryLabels = tokenLabels(queryTokens(run, choice.side));
  figure.keyLabels = tokenLabels(keyTokens(run, choice.side));
  figure.causal = isCausal(run.model.config(), choice.side);
  figure.weights = headPattern(*run.value(point), choice.head);
  return figure;
}

std::string fileNameOf(const AttentionFigure& f) {
  std::string name = sidePrefix(f.side) + "attention";
  if (f.layer >= 0) name += layerMark(f.layer);
  if (f.head >= 0) name += headMark(f.head);
  return name + combinationMark(f) + measureMark(f.measure) + (f.sinkHidden ? "_rest" : "");
}

std::string csvOf(const AttentionFigure& figure) {
  CsvWriter csv;
  csv.text("query \\ key");
  for (const std::string& label : figure.keyLabels) csv.text(label);
  csv.endRow();
  for (Index q = 0; q < figure.weights.rows(); ++q) {
    csv.text(figure.queryLabels[static_cast<std::size_t>(q)]);
    for (Index k = 0; k < figure.weights.cols(); ++k) {
      if (figure.causal && k > q) {
        csv.text("");  // masked is not zero
      } else {
        csv.number(static_cast<double>(figure.weights(q, k)));
      }
    }
    csv.endRow();
  }
  return csv.bytes();
}

NamedFiles npyFiles(const AttentionFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.weights)}};
}

std::vector<FigureToken> tokensOf(const AttentionFigure& figure) {
  return tokensOfLabels(figure.keyLabels);
}

Badge badgeOf(const AttentionFigure& figure) {
  Badge badge = figure.badge;
  badge.measure = figure.measure;
  badge.isShareOfRest = figure.sinkHidden;
  return badge;
}

bool rowsSumToOne(const AttentionFigure& figure) {
  if (figure.sinkHidden || figure.weights.size() == 0) return false;
  return ((figure.weights.rowwise().sum().array() - 1).abs() < kRowSumError).all();
}

}  // namespace headlight
