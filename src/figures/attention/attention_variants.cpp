#include "figures/attention/attention_variants.h"

#include "analysis/attention/rollout.h"
#include "generate/recorded_model.h"
#include "hooks/hook_names.h"
#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using hook_names::Stack;

Stack stackOf(AttentionSide side) {
  switch (side) {
    case AttentionSide::Encoder:
      return Stack::Encoder;
    case AttentionSide::Decoder:
    case AttentionSide::Cross:
      return Stack::Decoder;
    case AttentionSide::Own:
      break;
  }
  return Stack::Blocks;
}

/// ‖v_k W_O‖ of every key and head of a layer: [K, H].
Matrix<float> valueLengths(const FigureRun& run, AttentionSide side, int layer) {
  if (isRecorded(run.model)) throw Error("session.needs_model");  // a recording has no W_O
  const bool isCross = side == AttentionSide::Cross;
  const std::string name = isCross ? hook_names::crossV(layer) : hook_names::v(layer, stackOf(side));
  const auto joined = run.value(name);
  const JoinedActivation& values = *joined;  // [K, H, D]
  const Index K = values.extents[0], H = values.extents[1], D = values.extents[2];
  const Parameters& parameters = run.model.parameters();
  const std::string weight = attentionOutputName(run.model.config(), stackOf(side), isCross, layer) + ".weight";
  const Matrix<float> output = parameters.floats(*parameters.layout().find(weight));  // [H · D, C]
  const ConstMatrixMap<float> rows(values.values.data(), K, H * D);
  Matrix<float> lengths(K, H);
  for (Index head = 0; head < H; ++head) {
    const Matrix<float> added = rows.middleCols(head * D, D) * output.middleRows(head * D, D);
    lengths.col(head) = added.rowwise().norm();
  }
  return lengths;
}

Matrix<float> weighted(const Matrix<float>& pattern, const Matrix<float>& lengths, Index head) {
  return pattern.array().rowwise() * lengths.col(head).transpose().array();
}

}  // namespace

Matrix<float> ValueWeights::of(const HeadPlace& place) {
  const Matrix<float> pattern = attentionFigure(m_run, {m_side, place.layer, place.head}, {}).weights;
  if (m_layer != place.layer) m_lengths = valueLengths(m_run, m_side, place.layer);
  m_layer = place.layer;
  return weighted(pattern, m_lengths, place.head);
}

AttentionFigure valueWeightedAttention(const FigureRun& run, const HeadChoice& choice, FigureSource source) {
  AttentionFigure figure = attentionFigure(run, choice, std::move(source));
  const Matrix<float> lengths = valueLengths(run, choice.side, choice.layer);
  if (choice.head >= 0) {
    figure.weights = weighted(figure.weights, lengths, choice.head);
  } else {
    figure.weights.setZero();
    for (int head = 0; head < lengths.cols(); ++head) {
      figure.weights += weighted(attentionFigure(run, {choice.side, choice.layer, head}, {}).weights, lengths, head);
    }
    figure.weights /= static_cast<float>(lengths.cols());
  }
  figure.measure = figure.badge.measure = AttentionMeasure::ValueWeighted;
  return figure;
}

HeadsFigure valueWeightedHeads(const FigureRun& run, AttentionSide side, FigureSource source) {
  HeadsFigure figure = headsFigure(run, side, std::move(source));
  for (int layer = 0; layer < figure.layers; ++layer) {
    const Matrix<float> lengths = valueLengths(run, side, layer);
    for (int head = 0; head < figure.heads; ++head) {
      Matrix<float>& pattern = figure.patterns[static_cast<std::size_t>(layer * figure.heads + head)];
      pattern = weighted(pattern, lengths, head);
    }
  }
  figure.measure = AttentionMeasure::ValueWeighted;
  return figure;
}

AttentionFigure rolloutAttention(const FigureRun& run, AttentionSide side, int layer, FigureSource source) {
  if (side == AttentionSide::Cross) throw Error("figure.no_rollout");
  AttentionFigure figure = attentionFigure(run, {side, layer, -1}, std::move(source));
  std::vector<Matrix<float>> means;
  for (int below = 0; below < layer; ++below) means.push_back(attentionFigure(run, {side, below, -1}, {}).weights);
  means.push_back(std::move(figure.weights));
  figure.weights = attentionRollout(means);
  figure.badge = Badge{};
  figure.measure = figure.badge.measure = AttentionMeasure::Rollout;
  return figure;
}

}  // namespace headlight
