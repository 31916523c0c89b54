#include "figures/embedding/point_space.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "analysis/text/token_label.h"
#include "models/token_embeddings.h"

namespace headlight {
namespace {

template <class Value>
std::vector<Value> picked(const std::vector<Value>& all, const std::vector<int>& places) {
  std::vector<Value> some;
  if (all.empty()) return some;
  some.reserve(places.size());
  for (const int place : places) some.push_back(all[static_cast<std::size_t>(place)]);
  return some;
}

std::vector<int> positionsOf(const PointSpace& space, const std::vector<int>& points) {
  std::vector<int> positions;
  for (const int point : points) {
    if (point >= 0 && point < space.size()) positions.push_back(space.positionOf(point));
  }
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

std::function<std::vector<double>()> surpriseOf(std::vector<FigureRun> runs) {
  return [runs = std::move(runs)] {
    std::vector<double> all;
    for (const FigureRun& run : runs) {
      std::vector<double> bits = tokenSurprise(run);
      bits.resize(run.tokens.size(), std::numeric_limits<double>::quiet_NaN());
      all.insert(all.end(), bits.begin(), bits.end());
    }
    return all;
  };
}

}  // namespace

TokenId PointSpace::tokenOf(int point) const {
  return ids.empty() ? -1 : ids[static_cast<std::size_t>(positionOf(point))];
}

int PointSpace::promptOfPoint(int point) const {
  return promptOf.empty() ? 0 : promptOf[static_cast<std::size_t>(positionOf(point))];
}

ConstMatrixMap<float> PointSpace::rows(Matrix<float>& room) const {
  if (!vocabularyOf) return {ownRows.data(), ownRows.rows(), ownRows.cols()};
  const ConstMatrixMap<float> all = tokenEmbeddings(*vocabularyOf, room);
  return {all.data(), static_cast<Index>(labels.size()), all.cols()};
}

PointSpace vocabularySpace(std::shared_ptr<const LanguageModel> model, const Tokenizer& tokenizer) {
  PointSpace space;
  const auto size = static_cast<TokenId>(std::min<Index>(model->config().dVocab, tokenizer.vocabSize()));
  space.vocabularyOf = std::move(model);
  space.ids.resize(static_cast<std::size_t>(size));  // rows beyond the tokenizer are no words
  std::iota(space.ids.begin(), space.ids.end(), 0);
  space.labels.reserve(space.ids.size());
  for (const TokenId id : space.ids) space.labels.push_back(tokenLabel(tokenOf(tokenizer, id)));
  return space;
}

PointSpace runSpace(const EmbeddingFigure::Space& kind, std::vector<NamedRun> runs) {
  PointSpace space;
  space.space = kind;
  std::vector<PromptPoints> points;
  std::vector<FigureRun> all;
  Index tokens = 0;
  for (NamedRun& named : runs) {
    points.push_back(promptPoints(named.run, stationsOf(named.run.model, kind)));
    tokens += points.back().tokens();
    space.promptOf.insert(space.promptOf.end(), points.back().labels.size(), static_cast<int>(space.prompts.size()));
    space.ids.insert(space.ids.end(), points.back().ids.begin(), points.back().ids.end());
    space.prompts.push_back(std::move(named.prompt));
    all.push_back(std::move(named.run));
  }
  if (points.empty()) return space;
  const Index stations = points.front().stations;
  space.onSource = points.front().onSource;
  if (stations > 1) space.stations = points.front().stationNames;
  space.ownRows.resize(stations * tokens, points.front().rows.cols());
  for (Index station = 0, row = 0; station < stations; ++station) {
    for (const PromptPoints& one : points) {
      space.ownRows.middleRows(row, one.tokens()) = one.rows.middleRows(station * one.tokens(), one.tokens());
      space.labels.insert(space.labels.end(), one.labels.begin(), one.labels.end());
      row += one.tokens();
    }
  }
  const bool hasSurprise = all.front().model.config().role() == Role::Continues;
  if (hasSurprise && !space.onSource) space.surprise = surpriseOf(std::move(all));
  return space;
}

PointSpace tableSpace(VectorTable table) {
  PointSpace space;
  space.space = {EmbeddingFigure::Space::Kind::Table, std::move(table.name)};
  space.ownRows.swap(table.rows);
  space.labels = std::move(table.labels);
  space.columns = std::move(table.columns);
  return space;
}

std::vector<int> pointsOfPart(const PointSpace& whole, const std::vector<int>& points) {
  const std::vector<int> positions = positionsOf(whole, points);
  std::vector<int> kept;
  for (int station = 0; station < whole.stationCount(); ++station) {
    for (const int position : positions) kept.push_back(station * whole.tokens() + position);
  }
  return kept;
}

PointSpace partOf(const PointSpace& whole, const std::vector<int>& points) {
  const std::vector<int> positions = positionsOf(whole, points);
  const std::vector<int> kept = pointsOfPart(whole, points);
  PointSpace part;
  part.space = whole.space;
  part.stations = whole.stations;
  part.prompts = whole.prompts;
  part.onSource = whole.onSource;
  part.labels = picked(whole.labels, kept);
  part.ids = picked(whole.ids, positions);
  part.promptOf = picked(whole.promptOf, positions);
  for (const VectorTable::Column& column : whole.columns) {
    part.columns.push_back({column.name, picked(column.values, kept)});
  }
  if (whole.surprise) {
    part.surprise = [all = whole.surprise, positions] { return picked(all(), positions); };
  }
  Matrix<float> room;
  const ConstMatrixMap<float> rows = whole.rows(room);
  part.ownRows.resize(static_cast<Index>(kept.size()), rows.cols());
  for (std::size_t i = 0; i < kept.size(); ++i) part.ownRows.row(static_cast<Index>(i)) = rows.row(kept[i]);
  return part;
}

ProjectedPoints pointsKept(const ProjectedPoints& whole, const std::vector<int>& kept) {
  ProjectedPoints points = whole;
  points.coordinates.resize(static_cast<Index>(kept.size()), whole.coordinates.cols());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    points.coordinates.row(static_cast<Index>(i)) = whole.coordinates.row(kept[i]);
  }
  return points;
}

std::vector<std::vector<int>> pathsOf(const PointSpace& space, int station, bool alongText) {
  std::vector<std::vector<int>> paths;
  if (space.prompts.empty()) return paths;
  const int tokens = space.tokens();
  for (int token = 0; space.stationCount() > 1 && token < tokens; ++token) {
    std::vector<int>& path = paths.emplace_back();
    for (int at = 0; at < space.stationCount(); ++at) path.push_back(at * tokens + token);
  }
  for (int token = 0; alongText && token < tokens; ++token) {
    if (token == 0 || space.promptOfPoint(token) != space.promptOfPoint(token - 1)) paths.emplace_back();
    paths.back().push_back(station * tokens + token);
  }
  return paths;
}

Badge badgeOf(const ProjectedPoints& points) {
  using Kind = ProjectionQuality::Kind;
  const double share = points.quality.share;
  switch (points.quality.kind) {
    case Kind::Exact:
      break;
    case Kind::VarianceKept:
      return {Badge::Kind::Projected, 0, share};
    case Kind::ChosenAxes:
      return {Badge::Kind::ChosenAxes, 0, share};
    case Kind::NeighboursKept: {
      Badge badge{Badge::Kind::NeighboursKept, 0, share, points.method};
      badge.chance = points.quality.chance;
      return badge;
    }
    case Kind::FewPoints:
      return {Badge::Kind::FewPoints, points.coordinates.rows(), 0, points.method};
    case Kind::UnderWay:
      return {Badge::Kind::UnderWay, 0, share, points.method};
  }
  return {};
}

EmbeddingFigure spaceFigure(const PointSpace& space, const ProjectedPoints& points, FigureSource source) {
  EmbeddingFigure figure;
  figure.source = std::move(source);
  figure.badge = badgeOf(points);
  figure.space = space.space;
  figure.method = points.method;
  figure.used = points.used;
  figure.axes = points.axes;
  figure.variance = points.variance;
  figure.coordinates = points.coordinates;
  figure.labels = space.labels;
  figure.stations = space.stations;
  for (int point = 0; point < space.size(); ++point) figure.ids.push_back(space.tokenOf(point));
  if (space.prompts.size() > 1) {
    figure.prompts = space.prompts;
    for (int point = 0; point < space.size(); ++point) figure.promptOf.push_back(space.promptOfPoint(point));
  }
  return figure;
}

}  // namespace headlight
