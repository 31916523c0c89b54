// What the embedding view shows at the moment: the space, its points and colours, neighbours, the focus.

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QToolButton>

#include "analysis/projection/chosen_axes.h"
#include "analysis/word_arithmetic.h"
#include "charts/figure_builders.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr Index kSmallTable = 3;  // dimensions that can be drawn as they are

/// Of directions that words make; throws what wordAxis() throws.
ProjectedPoints alongWords(const EmbeddingSpace& space, const std::array<QString, 3>& words) {
  Matrix<float> room;
  const ConstMatrixMap<float> rows = space.rows(room);
  const auto named = [&space](std::string_view word) -> Index {
    return space.find(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
  };
  std::array<std::optional<NamedDirection>, 3> directions;
  for (std::size_t axis = 0; axis < words.size(); ++axis) {
    if (!words[axis].isEmpty()) directions[axis] = wordAxis(rows, words[axis].toStdString(), named);
  }
  return alongDirections(rows, directions);
}

/// The first two axes alone, and what they keep.
ProjectedPoints flattened(ProjectedPoints points) {
  points.coordinates.col(2).setZero();
  if (points.badge.kind == Badge::Kind::Projected) points.badge.share = points.variance[0] + points.variance[1];
  points.variance[2] = 0;
  return points;
}

}  // namespace

ProjectionMethod EmbeddingView::Private::method() const {
  return static_cast<ProjectionMethod>(projection->currentIndex());
}

void EmbeddingView::Private::makeSpace() {
  loader.load(controls->request());
  space = loader.space();
  besideLoader.load(hasBeside() ? SpaceRequest{SpaceRequest::Kind::Vocabulary, session->snapshot()->model}
                                : SpaceRequest{});
}

bool EmbeddingView::Private::hasBeside() const {
  return isOfTable() && space->dimensions() <= kSmallTable && session->snapshot() != nullptr;
}

void EmbeddingView::Private::makeRun(EmbeddingView* view) {
  const ProjectionSettings settings = options->projection(method());
  if (run && space && run->settings() == settings && run->space() == space) return;
  run.reset();
  if (!space || !settings.isRun()) return;
  run = std::make_unique<ProjectionRun>(space, settings);
  run->setPaused(pause->isChecked());
  connect(run.get(), &ProjectionRun::advanced, view, &EmbeddingView::showProjection);
}

void EmbeddingView::Private::makePoints() {
  if (run && run->space() == space && run->state().points.coordinates.rows() == space->size()) {
    points = run->state().points;
    pointsOf.reset();  // they may move on
    return;
  }
  const ProjectionSettings settings = options->projection(method());
  const bool isFlat = options->isFlat();
  if (pointsOf == space && pointsBy == settings && pointsAreFlat == isFlat) return;
  pointsOf = space;
  pointsBy = settings;
  pointsAreFlat = isFlat;
  options->setAxisProblem({});
  Matrix<float> room;
  const auto& ends = settings.words;
  try {
    if (settings.method == ProjectionMethod::Dimensions) {
      const auto& [x, y, z] = settings.dimensions;
      points = chosenDimensions(space->rows(room), {x, y, isFlat ? -1 : z});
    } else if (std::any_of(ends.begin(), ends.end(), [](const QString& text) { return !text.isEmpty(); })) {
      points = alongWords(*space, isFlat ? std::array{ends[0], ends[1], QString()} : ends);
    } else {
      points = projectedPoints(space->projection());
    }
  } catch (const Error& error) {
    options->setAxisProblem(messageText(error.message()));
    points = projectedPoints(space->projection());
  }
  if (isFlat) points = flattened(std::move(points));
}

void EmbeddingView::Private::makeColoring() {
  const ColorBy by = options->colorBy();
  if (coloringOf == space && coloringBy == by) return;
  coloringOf = space;
  coloringBy = by;
  coloring = headlight::coloringOf(by, *space);
}

void EmbeddingView::Private::makeNearest() {
  const NearestOf wanted{space, focus, calculated, options->neighbours(), options->metric()};
  if (wanted == nearestOf) return;
  nearestOf = wanted;
  const Index k = wanted.count;
  nearest.clear();
  if (!space) return;
  if (!calculated.isEmpty()) {
    try {
      nearest = space->analogy(calculated, k);
      return;
    } catch (const Error& error) {
      problem = messageText(error.message());
      calculated.clear();
    }
  }
  if (focus >= 0) nearest = space->neighbours(focus, k, options->metric());
}

int EmbeddingView::Private::stationNow() const {
  return std::clamp(static_cast<int>(std::lround(controls->station())), 0, space->stations() - 1);
}

int EmbeddingView::Private::focusNow() const {
  const auto snapshot = session->snapshot();
  if (!space) return -1;
  if (isOfTable()) return tableFocus < space->size() ? tableFocus : -1;
  if (!snapshot) return -1;
  if (space->request().isOfRun()) {
    const Index position = space->isOnSource() ? session->selection().sourcePosition : session->effectivePosition();
    if (position < 0 || position >= space->tokens()) return -1;
    return stationNow() * space->tokens() + static_cast<int>(position);
  }
  int id = -1;
  if (followsPosition) {
    const Index position = session->effectivePosition();
    if (position >= 0 && position < snapshot->length()) id = snapshot->tokens[static_cast<std::size_t>(position)].id;
  } else {
    id = session->selection().vocabularyId;
  }
  return id < space->size() ? id : -1;
}

std::vector<int> EmbeddingView::Private::highlighted() const {
  std::vector<int> result;
  const auto snapshot = session->snapshot();
  if (space->request().isOfRun()) {
    for (int token = 0; token < space->tokens(); ++token) result.push_back(stationNow() * space->tokens() + token);
  } else if (snapshot && !isOfTable()) {
    for (const Token& token : snapshot->allTokens()) {
      if (token.id >= 0 && token.id < space->size()) result.push_back(token.id);
    }
  } else if (snapshot) {
    for (const Token& token : snapshot->allTokens()) {
      const int point = space->find(QString::fromStdString(token.text));
      if (point >= 0) result.push_back(point);
    }
  }
  for (int point = 0; point < static_cast<int>(found.size()); ++point) {
    if (found[static_cast<std::size_t>(point)]) result.push_back(point);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<std::vector<int>> EmbeddingView::Private::paths() const {
  std::vector<std::vector<int>> result;
  if (!space->request().isOfRun()) return result;
  for (int token = 0; space->stations() > 1 && token < space->tokens(); ++token) {
    std::vector<int>& path = result.emplace_back();
    for (int station = 0; station < space->stations(); ++station) path.push_back(station * space->tokens() + token);
  }
  if (options->showsText()) {
    std::vector<int>& path = result.emplace_back();
    for (int token = 0; token < space->tokens(); ++token) path.push_back(stationNow() * space->tokens() + token);
  }
  return result;
}

}  // namespace headlight
