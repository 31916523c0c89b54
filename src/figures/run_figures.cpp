#include "figures/run_figures.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "hooks/hook_names.h"
#include "models/family.h"
#include "tensor/error.h"

namespace headlight {

namespace {

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

int headsOf(const HookPoint& pattern) {
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
  if (choice.head < -1 || choice.head >= headsOf(*point)) {
    throw Error("figure.no_such_head", {{"head", std::to_string(choice.head)},
                                        {"layer", std::to_string(choice.layer)},
                                        {"layers", std::to_string(layers)},
                                        {"heads", std::to_string(headsOf(*point))}});
  }
  return *point;
}

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

bool isCausal(const ModelConfig& config, AttentionSide side) {
  for (const AttentionPlace& place : familyOf(config.kind).attentions) {
    if (sideOf(place) == side) return place.isCausal && config.causalMask;
  }
  return false;
}

ConstMatrixMap<float> headMap(const JoinedActivation& pattern, Index head) {
  const Index queries = pattern.extents[1];
  const Index keys = pattern.extents[2];
  return {pattern.values.data() + head * queries * keys, queries, keys};
}

PredictionFigure::Bar barOf(const Candidate& candidate, const Tokenizer& tokenizer, TokenId chosen,
                            std::span<const Token> before) {
  PredictionFigure::Bar bar;
  bar.id = candidate.id;
  bar.text = nextTokenLabel(before, tokenOf(tokenizer, candidate.id));
  bar.logit = candidate.logit;
  bar.probability = candidate.probability;
  bar.samplingProbability = candidate.samplingProbability;
  bar.chosen = candidate.id == chosen;
  return bar;
}

}  // namespace

std::shared_ptr<const JoinedActivation> FigureRun::value(const HookPoint& point) const {
  if (joined != nullptr) return joined->of(point);
  return std::make_shared<const JoinedActivation>(joinSteps(path, point));
}

std::shared_ptr<const JoinedActivation> FigureRun::value(std::string_view point) const {
  return value(*model.hooks().find(point));
}

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

AttentionFigure attentionFigure(const FigureRun& run, const HeadChoice& choice, FigureSource source) {
  const HookPoint& point = checkedPattern(run.model, choice);
  AttentionFigure figure;
  figure.source = std::move(source);
  figure.side = choice.side;
  figure.layer = choice.layer;
  figure.head = choice.head;
  if (choice.head < 0) figure.badge = Badge{Badge::Kind::MeanOfHeads, headsOf(point), 0};
  figure.queryLabels = tokenLabels(queryTokens(run, choice.side));
  figure.keyLabels = tokenLabels(keyTokens(run, choice.side));
  figure.causal = isCausal(run.model.config(), choice.side);
  figure.weights = headPattern(*run.value(point), choice.head);
  return figure;
}

HeadsFigure headsFigure(const FigureRun& run, AttentionSide side, FigureSource source) {
  HeadsFigure figure;
  figure.source = std::move(source);
  figure.side = side;
  figure.heads = headsOf(checkedPattern(run.model, {side, 0, -1}));
  figure.layers = attentionLayers(run.model.config(), side);
  figure.queryLabels = tokenLabels(queryTokens(run, side));
  figure.keyLabels = tokenLabels(keyTokens(run, side));
  figure.causal = isCausal(run.model.config(), side);
  for (int layer = 0; layer < figure.layers; ++layer) {
    const auto pattern = run.value(checkedPattern(run.model, {side, layer, -1}));
    for (int head = 0; head < figure.heads; ++head) figure.patterns.push_back(headPattern(*pattern, head));
  }
  return figure;
}

ArcsFigure arcsFigure(const FigureRun& run, AttentionSide side, const std::vector<HeadPlace>& places,
                      FigureSource source) {
  ArcsFigure figure;
  figure.source = std::move(source);
  figure.side = side;
  figure.queryLabels = tokenLabels(queryTokens(run, side));
  figure.keyLabels = tokenLabels(keyTokens(run, side));
  figure.causal = isCausal(run.model.config(), side);
  for (const HeadPlace& place : places) {
    AttentionFigure head = attentionFigure(run, {side, place.layer, place.head}, {});
    if (places.size() == 1) figure.badge = head.badge;
    figure.heads.push_back({place, std::move(head.weights)});
  }
  return figure;
}

Distribution distributionAt(const FigureRun& run, const Tokenizer& tokenizer, Index position,
                            const SamplerSettings& settings) {
  const auto joined = run.value(hook_names::kUnembedOut);
  const JoinedActivation& logits = *joined;
  const auto vocabulary = static_cast<std::size_t>(logits.extents.back());
  const auto row = std::span(logits.values).subspan(static_cast<std::size_t>(position) * vocabulary, vocabulary);
  return makeDistribution(row, settings, candidateFilter(run.model.config(), tokenizer));
}

PredictionPlace placeOf(const Step& step, const ModelConfig& config) {
  return {step.position, config.role() == Role::Fills};
}

PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer, TokenId chosen,
                                  const PredictionPlace& place, int top, FigureSource source,
                                  std::span<const Token> before) {
  PredictionFigure figure;
  figure.source = std::move(source);
  figure.position = place.position;
  figure.masked = place.masked;
  figure.entropyBits = distribution.entropyBits;
  if (const auto unknown = tokenizer.special().unknown) figure.unknown = tokenizer.piece(*unknown);
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(std::max(top, 0)));
  bool chosenListed = false;
  for (std::size_t i = 0; i < listed; ++i) {
    figure.bars.push_back(barOf(distribution.candidates[i], tokenizer, chosen, before));
    chosenListed = chosenListed || figure.bars.back().chosen;
  }
  const Candidate* other = chosenListed ? nullptr : distribution.find(chosen);
  if (other != nullptr) figure.bars.push_back(barOf(*other, tokenizer, chosen, before));
  // Summed from the small end, so that a rest of nearly nothing is not lost beside a sum of nearly one.
  for (std::size_t i = distribution.candidates.size(); i > listed; --i) {
    const Candidate& candidate = distribution.candidates[i - 1];
    if (&candidate != other) figure.restProbability += candidate.probability;
  }
  return figure;
}

TokenOrigins originsOf(const Generation& run, const Tokenizer& tokenizer, const ModelConfig& config) {
  TokenOrigins origins;
  origins.ofSource = run.source();
  if (config.role() == Role::Fills) {
    const auto sentence = static_cast<Index>(run.prompt().tokens.size());
    origins.promptLength = sentence;
    origins.mask = tokenizer.special().mask;
    const auto filled = run.current()->length() - sentence;
    origins.filled.assign(run.masks().begin(), run.masks().begin() + filled);
  } else {
    // An encoder-decoder's target begins with the start token.
    origins.promptLength = config.hasSource() ? 1 : static_cast<Index>(run.prompt().tokens.size());
  }
  return origins;
}

TokensFigure tokensFigure(const std::vector<Token>& tokens, const TokenOrigins& origins, FigureSource source) {
  TokensFigure figure;
  figure.source = std::move(source);
  const auto chipOf = [](const Token& token) {
    TokensFigure::Chip chip;
    chip.id = token.id;
    chip.text = token.text;
    chip.source = token.source;
    chip.bytes = hexBytes(tokenBytes(token));
    return chip;
  };
  const std::vector<CharacterPart> ofSource = characterParts(origins.ofSource);
  for (std::size_t i = 0; i < ofSource.size(); ++i) {
    figure.chips.push_back(chipOf(origins.ofSource[i]));
    figure.chips.back().character = ofSource[i].characters;
    figure.chips.back().ofSource = true;
  }
  const std::vector<CharacterPart> parts = characterParts(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    TokensFigure::Chip chip = chipOf(tokens[i]);
    chip.character = parts[i].characters;
    const auto position = static_cast<Index>(i);
    const bool filled = std::find(origins.filled.begin(), origins.filled.end(), position) != origins.filled.end();
    chip.generated = position >= origins.promptLength || filled;
    chip.mask = !filled && tokens[i].id == origins.mask;
    figure.chips.push_back(std::move(chip));
  }
  return figure;
}

}  // namespace headlight
