// What the embedding view draws: the vocabulary, the prompt's words in it, lines to the nearest ones.

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QToolButton>

#include "analysis/token_label.h"
#include "charts/figure_builders.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr float kQuietDiameter = 4.5F;
constexpr float kNeighbourDiameter = 6.5F;
constexpr float kPromptDiameter = 9;
constexpr float kSelectedDiameter = 11;

std::array<QString, 3> axisNames(const ProjectedPoints& points) {
  std::array<QString, 3> names;
  for (std::size_t axis = 0; axis < names.size(); ++axis) {
    names[axis] = points.badge.kind == Badge::Kind::Projected
                      ? EmbeddingView::tr("PC %1 · %2 %").arg(axis + 1).arg(points.variance[axis] * 100, 0, 'f', 1)
                      : QStringLiteral("%1 %2").arg(QString::fromStdString(points.method)).arg(axis + 1);
  }
  return names;
}

scatter3d::SceneColors sceneColors(const Theme& theme) {
  scatter3d::SceneColors colors;
  colors.background = theme.background;
  colors.text = theme.text;
  colors.quietText = theme.quietText;
  colors.grid = theme.grid;
  colors.axis = theme.bar;
  colors.accent = theme.accent;
  colors.accentText = theme.accentText;
  return colors;
}

}  // namespace

void EmbeddingView::Private::makeSpace() {
  const auto snapshot = session->snapshot();
  loader.load(snapshot ? snapshot->model : nullptr);
  space = loader.space();
}

ProjectedPoints EmbeddingView::Private::points() const {
  const bool other = run && run->model() == space->model() && run->state().points.coordinates.rows() == space->size();
  return other ? run->state().points : projectedPoints(space->projection());
}

void EmbeddingView::Private::makeRun(EmbeddingView* view) {
  const auto method = static_cast<ProjectionMethod>(projection->currentIndex());
  if (run && space && run->method() == method && run->model() == space->model()) return;
  run.reset();
  if (!space || method == ProjectionMethod::Pca) return;
  run = std::make_unique<ProjectionRun>(space->model(), space->size(), method);
  run->setPaused(pause->isChecked());
  connect(run.get(), &ProjectionRun::advanced, view, &EmbeddingView::showProjection);
}

int EmbeddingView::Private::focusNow() const {
  const auto snapshot = session->snapshot();
  if (!snapshot || !space) return -1;
  int id = -1;
  if (followsPosition) {
    const Index position = session->effectivePosition();
    if (position >= 0 && position < snapshot->length()) id = snapshot->tokens[static_cast<std::size_t>(position)].id;
  } else {
    id = session->selection().vocabularyId;
  }
  return id < space->size() ? id : -1;
}

void EmbeddingView::Private::setPoint(scatter3d::Scene& scene, int id, scatter3d::Rank rank, const QColor& color,
                                      float diameter) const {
  if (id < 0 || id >= space->size()) return;
  scatter3d::Point& point = scene.points[static_cast<std::size_t>(id)];
  point.rank = std::max(point.rank, rank);
  point.color = color.rgba();
  point.diameter = diameter;
}

scatter3d::Scene EmbeddingView::Private::vocabularyScene(const Theme& theme) const {
  const ProjectedPoints shownPoints = points();
  const float scale = scatter3d::scaleOf(shownPoints.coordinates);
  scatter3d::Scene scene;
  scene.colors = sceneColors(theme);
  scene.axisNames = axisNames(shownPoints);
  scene.labels = space->labels();
  scene.points.resize(scene.labels.size());
  for (int id = 0; id < space->size(); ++id) {
    scatter3d::Point& point = scene.points[static_cast<std::size_t>(id)];
    point.position = scatter3d::positionOf(shownPoints.coordinates, id, scale);
    point.color = theme.bar.rgba();
    point.diameter = kQuietDiameter;
  }
  return scene;
}

void EmbeddingView::Private::addNeighbours(scatter3d::Scene& scene, const Theme& theme) const {
  const scatter3d::Point& from = scene.points[static_cast<std::size_t>(focus)];
  for (const Neighbour& neighbour : nearest) {
    const auto id = static_cast<int>(neighbour.row);
    setPoint(scene, id, scatter3d::Rank::Neighbour, theme.text, kNeighbourDiameter);
    const QVector3D to = scene.points[static_cast<std::size_t>(id)].position;
    scene.lines.push_back({from.position, to, theme.accent.rgba(), 1});
  }
}

void EmbeddingView::showScene() {
  const auto snapshot = d->session->snapshot();
  const Theme& theme = currentTheme(this);
  if (!d->space || !snapshot) {
    scatter3d::Scene empty;
    empty.colors = sceneColors(theme);
    d->scatter->setScene(std::move(empty));
    d->scatter->setEmptyText(
        d->loader.failure()  ? messageText(*d->loader.failure())
        : d->loader.isBusy() ? tr("The vocabulary is being projected…")
                             : tr("The words of the model's vocabulary appear here as points. Open a model and type a "
                                  "prompt."));
    return;
  }
  scatter3d::Scene scene = d->vocabularyScene(theme);
  if (d->focus >= 0 && d->chosen) d->addNeighbours(scene, theme);
  const std::vector<Token> tokens = snapshot->allTokens();
  for (const auto& [id, label] : partLabels(tokens)) {
    if (id >= 0 && id < d->space->size()) scene.labels[static_cast<std::size_t>(id)] = visibleToken(label);
  }
  for (const Token& token : tokens) {
    d->setPoint(scene, token.id, scatter3d::Rank::Highlighted, theme.accent, kPromptDiameter);
  }
  d->setPoint(scene, d->focus, scatter3d::Rank::Selected, theme.accent, kSelectedDiameter);
  d->scatter->setScene(std::move(scene));
}

}  // namespace headlight
