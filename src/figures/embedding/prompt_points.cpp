#include "figures/embedding/prompt_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "analysis/statistics/softmax.h"
#include "analysis/text/token_label.h"
#include "figures/attention/attention_figure.h"
#include "hooks/hook_names.h"
#include "tensor/error.h"

namespace headlight {
namespace {

using hook_names::Stack;

bool isPosition(Axis axis) {
  return axis == Axis::Pos || axis == Axis::QueryPos || axis == Axis::DecoderPos || axis == Axis::EncoderPos;
}

/// [positions, n] or [positions, heads, n].
bool holdsVectors(const HookPoint& point) {
  const std::size_t rank = point.axes.size();
  if (rank < 2 || rank > 3 || !isPosition(point.axes[0])) return false;
  if (rank == 3 && point.axes[1] != Axis::Head) return false;
  const Axis last = point.axes.back();
  return last != Axis::One && last != Axis::Head && last != Axis::KeyPos && !isPosition(last);
}

const HookPoint& pointOf(const LanguageModel& model, const std::string& hook) {
  const HookPoint* point = model.hooks().find(hook);
  if (point == nullptr || !holdsVectors(*point)) {
    throw Error("internal.failure", {{"what", hook + " holds no vectors of positions"}});
  }
  return *point;
}

Stack stackOf(AttentionSide side) {
  return side == AttentionSide::Encoder   ? Stack::Encoder
         : side == AttentionSide::Decoder ? Stack::Decoder
                                          : Stack::Blocks;
}

/// One station's rows [T, n].
Matrix<float> rowsOf(const FigureRun& run, const HookPoint& point, int head) {
  const auto joined = run.value(point);
  const JoinedActivation& value = *joined;
  const Index positions = value.extents[0];
  const bool hasHeads = value.extents.size() == 3;
  const Index heads = hasHeads ? value.extents[1] : 1;
  const Index width = value.extents.back();
  if (hasHeads != (head >= 0) || head >= heads)
    throw Error("internal.failure", {{"what", point.name + " has no such head"}});
  Matrix<float> rows(positions, width);
  for (Index t = 0; t < positions; ++t) {
    rows.row(t) = ConstRowVectorMap<float>(value.values.data() + (t * heads + std::max(0, head)) * width, width);
  }
  return rows;
}

}  // namespace

std::vector<std::string> vectorHooks(const LanguageModel& model) {
  std::vector<std::string> names;
  for (const HookPoint& point : model.hooks().points()) {
    if (holdsVectors(point)) names.push_back(point.name);
  }
  return names;
}

int headsOf(const LanguageModel& model, const std::string& hook) {
  const HookPoint& point = pointOf(model, hook);
  const std::optional<int> axis = point.axisIndex(Axis::Head);
  return axis ? static_cast<int>(point.sizes[static_cast<std::size_t>(*axis)]) : 0;
}

PointStations residualStations(const LanguageModel& model, AttentionSide side) {
  const ModelConfig& config = model.config();
  PointStations stations;
  if (config.isRecurrent()) {
    for (int layer = 0; layer < config.nLayers; ++layer) stations.hooks.push_back(hook_names::hidden(layer));
    return stations;
  }
  const Stack stack = stackOf(side);
  const int layers = attentionLayers(config, side);
  if (layers > 0) stations.hooks.push_back(hook_names::residPre(0, stack));
  for (int layer = 0; layer < layers; ++layer) {
    const std::string normalized = hook_names::normalizedResidPost(layer, stack);
    stations.hooks.push_back(model.hooks().find(normalized) ? normalized : hook_names::residPost(layer, stack));
  }
  return stations;
}

PointStations inputStations(const LanguageModel& model) {
  if (model.config().isRecurrent()) return {};
  const bool hasSource = model.config().hasSource();
  return {{hook_names::residPre(0, hasSource ? Stack::Encoder : Stack::Blocks)}};
}

EmbeddingFigure::Space inputSpace(const LanguageModel& model) {
  using Sum = EmbeddingFigure::Space::Sum;
  const auto has = [&model](std::string_view end) {
    const auto& points = model.hooks().points();
    return std::any_of(points.begin(), points.end(),
                       [end](const HookPoint& point) { return point.name.ends_with(end); });
  };
  EmbeddingFigure::Space space{EmbeddingFigure::Space::Kind::Input};
  if (has("hook_token_type_embed")) {
    space.sum = Sum::TokenPositionAndSegment;
  } else if (!has("hook_pos_embed")) {
    space.sum = Sum::Token;
  }
  return space;
}

PointStations stationsOf(const LanguageModel& model, const EmbeddingFigure::Space& space) {
  using Kind = EmbeddingFigure::Space::Kind;
  switch (space.kind) {
    case Kind::Input:
      return inputStations(model);
    case Kind::Layers:
    case Kind::Hidden:
      return residualStations(model, AttentionSide::Own);
    case Kind::EncoderLayers:
      return residualStations(model, AttentionSide::Encoder);
    case Kind::DecoderLayers:
      return residualStations(model, AttentionSide::Decoder);
    case Kind::Hook:
      static_cast<void>(pointOf(model, space.name));
      return {{space.name}, space.head};
    case Kind::Vocabulary:
    case Kind::Table:
      break;
  }
  return {};
}

PromptPoints promptPoints(const FigureRun& run, const PointStations& stations) {
  PromptPoints points;
  for (const std::string& hook : stations.hooks) {
    const HookPoint& point = pointOf(run.model, hook);
    const Matrix<float> rows = rowsOf(run, point, stations.head);
    if (points.stations == 0) {
      points.onSource = point.onSource;
      points.rows.resize(rows.rows() * static_cast<Index>(stations.hooks.size()), rows.cols());
    }
    points.rows.middleRows(points.stations * rows.rows(), rows.rows()) = rows;
    const bool isInput = points.stations == 0 && !run.model.config().isRecurrent();
    const Index layer = points.stations - (run.model.config().isRecurrent() ? 0 : 1);
    points.stationNames.push_back(isInput ? "input" : std::to_string(layer));
    ++points.stations;
  }
  const std::vector<Token>& tokens = points.onSource ? run.source : run.tokens;
  points.labels = tokenLabels(tokens);
  for (const Token& token : tokens) points.ids.push_back(token.id);
  return points;
}

std::vector<double> tokenSurprise(const FigureRun& run) {
  const ModelConfig& config = run.model.config();
  const HookPoint* const logits = run.model.hooks().find(hook_names::kUnembedOut);
  if (config.role() != Role::Continues || logits == nullptr || run.tokens.empty()) return {};
  const auto joined = run.value(*logits);
  const JoinedActivation& value = *joined;
  const ConstMatrixMap<float> rows(value.values.data(), value.extents[0], value.extents[1]);
  std::vector<double> surprises(run.tokens.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t t = 1; t < surprises.size() && static_cast<Index>(t) <= rows.rows(); ++t) {
    const std::span row(rows.row(static_cast<Index>(t) - 1).data(), static_cast<std::size_t>(rows.cols()));
    surprises[t] = tokenShare(row, run.tokens[t].id).surpriseBits;
  }
  return surprises;
}

}  // namespace headlight
