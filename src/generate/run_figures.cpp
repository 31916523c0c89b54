#include "generate/run_figures.h"

#include <algorithm>

#include "analysis/token_label.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {

namespace {

int layersWithAttention(const HookTable& hooks) {
  int layers = 0;
  while (hooks.find(hook_names::pattern(layers)) != nullptr) ++layers;
  return layers;
}

int headsOf(const HookPoint& pattern) {
  const std::optional<int> axis = pattern.axisIndex(Axis::Head);
  return axis ? static_cast<int>(pattern.sizes[static_cast<std::size_t>(*axis)]) : 0;
}

/// The pattern point of a layer, after checking that layer and head exist.
const HookPoint& checkedPattern(const HookTable& hooks, int layer, int head) {
  const int layers = layersWithAttention(hooks);
  if (layers == 0) throw Error("figure.no_attention");
  if (layer < 0 || layer >= layers) {
    throw Error("figure.no_such_layer", {{"layer", std::to_string(layer)}, {"layers", std::to_string(layers)}});
  }
  const HookPoint& point = *hooks.find(hook_names::pattern(layer));
  if (head < -1 || head >= headsOf(point)) {
    throw Error("figure.no_such_head", {{"head", std::to_string(head)},
                                        {"layer", std::to_string(layer)},
                                        {"layers", std::to_string(layers)},
                                        {"heads", std::to_string(headsOf(point))}});
  }
  return point;
}

ConstMatrixMap<float> headMap(const SequenceActivation& pattern, Index head) {
  const Index queries = pattern.extents[1];
  const Index keys = pattern.extents[2];
  return {pattern.values.data() + head * queries * keys, queries, keys};
}

PredictionFigure::Bar barOf(const Candidate& candidate, const Tokenizer& tokenizer, TokenId chosen) {
  PredictionFigure::Bar bar;
  bar.id = candidate.id;
  bar.text = tokenLabel(tokenOf(tokenizer, candidate.id));
  bar.logit = candidate.logit;
  bar.probability = candidate.probability;
  bar.samplingProbability = candidate.samplingProbability;
  bar.chosen = candidate.id == chosen;
  return bar;
}

}  // namespace

std::vector<std::string> tokenLabels(const std::vector<Token>& tokens) {
  std::vector<std::string> labels;
  labels.reserve(tokens.size());
  for (const Token& token : tokens) labels.push_back(tokenLabel(token));
  return labels;
}

Matrix<float> headPattern(const SequenceActivation& pattern, int head) {
  if (head >= 0) return headMap(pattern, head);
  const Index heads = pattern.extents[0];
  Matrix<double> sum = Matrix<double>::Zero(pattern.extents[1], pattern.extents[2]);
  for (Index h = 0; h < heads; ++h) sum += headMap(pattern, h).cast<double>();
  return (sum / static_cast<double>(heads)).cast<float>();
}

AttentionFigure attentionFigure(const StepPath& path, const HookTable& hooks, const std::vector<Token>& tokens,
                                int layer, int head, FigureSource source) {
  const HookPoint& point = checkedPattern(hooks, layer, head);
  AttentionFigure figure;
  figure.source = std::move(source);
  figure.layer = layer;
  figure.head = head;
  if (head < 0) figure.badge = Badge{Badge::Kind::MeanOfHeads, headsOf(point), 0};
  figure.queryLabels = tokenLabels(tokens);
  figure.keyLabels = figure.queryLabels;
  figure.weights = headPattern(joinSteps(path, point), head);
  return figure;
}

HeadsFigure headsFigure(const StepPath& path, const HookTable& hooks, const std::vector<Token>& tokens,
                        FigureSource source) {
  HeadsFigure figure;
  figure.source = std::move(source);
  figure.heads = headsOf(checkedPattern(hooks, 0, -1));
  figure.layers = layersWithAttention(hooks);
  figure.labels = tokenLabels(tokens);
  for (int layer = 0; layer < figure.layers; ++layer) {
    const SequenceActivation pattern = joinSteps(path, *hooks.find(hook_names::pattern(layer)));
    for (int head = 0; head < figure.heads; ++head) figure.patterns.push_back(headPattern(pattern, head));
  }
  return figure;
}

PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer, TokenId chosen,
                                  Index position, int top, FigureSource source) {
  PredictionFigure figure;
  figure.source = std::move(source);
  figure.position = position;
  figure.entropyBits = distribution.entropyBits;
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(std::max(top, 0)));
  bool chosenListed = false;
  for (std::size_t i = 0; i < listed; ++i) {
    figure.bars.push_back(barOf(distribution.candidates[i], tokenizer, chosen));
    chosenListed = chosenListed || figure.bars.back().chosen;
  }
  const Candidate* other = chosenListed ? nullptr : distribution.find(chosen);
  if (other != nullptr) figure.bars.push_back(barOf(*other, tokenizer, chosen));
  // Summed from the small end, so that a rest of nearly nothing is not lost beside a sum of nearly one.
  for (std::size_t i = distribution.candidates.size(); i > listed; --i) {
    const Candidate& candidate = distribution.candidates[i - 1];
    if (&candidate != other) figure.restProbability += candidate.probability;
  }
  return figure;
}

TokensFigure tokensFigure(const std::vector<Token>& tokens, Index promptLength, FigureSource source) {
  TokensFigure figure;
  figure.source = std::move(source);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    figure.chips.push_back(
        {token.id, token.text, token.source, hexBytes(tokenBytes(token)), static_cast<Index>(i) >= promptLength});
  }
  return figure;
}

}  // namespace headlight
