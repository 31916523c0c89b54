// What the embedding view draws: points, the prompt's words among them, lines to the nearest ones, ways through the
// layers.

#include <algorithm>
#include <array>
#include <cmath>

#include <QLabel>

#include "analysis/text/share_text.h"
#include "analysis/text/token_label.h"
#include "charts/embedding/point_colors.h"
#include "charts/figure/shown_text.h"
#include "scatter3d/scatter_widget.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

using scatter3d::Rank;

constexpr float kQuietDiameter = 4.5F;
constexpr float kFewDiameter = 7;  // of spaces with few points
constexpr int kFew = 400;
constexpr int kAllLabelled = 60;  // of a table
constexpr float kNeighbourDiameter = 6.5F;
constexpr float kPromptDiameter = 9;
constexpr float kSelectedDiameter = 11;

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

/// Without points.
scatter3d::Scene frameOf(const ProjectedPoints& points, const Theme& theme) {
  scatter3d::Scene scene;
  scene.colors = sceneColors(theme);
  const FigureLanguage language = interfaceLanguage();
  for (std::size_t axis = 0; axis < scene.axisNames.size(); ++axis) {
    scene.axisNames[axis] = embeddingAxisName(points.method, points.axes, points.variance, axis, language);
  }
  return scene;
}

}  // namespace

QVector3D EmbeddingView::Private::positionOf(int point) const {
  const QVector3D here = scatter3d::positionOf(points.coordinates, point, scale);
  if (space->stations() < 2) return here;
  const double station = controls->station();
  const int before = static_cast<int>(std::floor(station));
  const int now = stationNow();
  if (space->stationOf(point) != now || before + 1 >= space->stations()) return here;
  const int from = before * space->tokens() + space->positionOf(point);
  const auto share = static_cast<float>(station - before);
  return scatter3d::positionOf(points.coordinates, from, scale) * (1 - share) +
         scatter3d::positionOf(points.coordinates, from + space->tokens(), scale) * share;
}

void EmbeddingView::Private::setPoint(scatter3d::Scene& scene, int point, Rank rank, const QColor& color,
                                      float diameter) const {
  if (point < 0 || point >= static_cast<int>(scene.points.size())) return;
  scatter3d::Point& drawn = scene.points[static_cast<std::size_t>(point)];
  drawn.rank = std::max(drawn.rank, rank);
  const bool isColored = !coloring.group.empty() || !coloring.values.empty();
  if (!isColored || rank == Rank::Selected) drawn.color = color.rgba();
  drawn.diameter = diameter;
}

scatter3d::Scene EmbeddingView::Private::pointsScene(const Theme& theme) const {
  scatter3d::Scene scene = frameOf(points, theme);
  scene.fog = options->hasFog();
  scene.isFlat = options->isFlat();
  scene.labels = space->labels();
  scene.points.resize(scene.labels.size());
  const std::vector<QColor> colors = pointColors(coloring, scene.points.size(), theme);
  for (int i = 0; i < space->size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    scatter3d::Point& point = scene.points[at];
    point.position = positionOf(i);
    point.color = (colors.empty() ? theme.bar : colors[at]).rgba();
    point.diameter = space->size() <= kFew ? kFewDiameter : kQuietDiameter;
    if (isOfTable() && space->size() <= kAllLabelled) point.rank = Rank::Neighbour;
    if (space->stations() > 1 && space->stationOf(i) != stationNow()) {
      scene.labels[at].clear();  // one label a token
      point.diameter = kQuietDiameter;
    } else if (space->prompts() > 1) {
      scene.labels[at] += promptMark(space->points().promptOfPoint(i));
    }
  }
  addPaths(scene, theme);
  return scene;
}

void EmbeddingView::Private::addPaths(scatter3d::Scene& scene, const Theme& theme) const {
  for (const std::vector<int>& path : paths()) {
    const bool isOfText = path.size() > 1 && space->stationOf(path[0]) == space->stationOf(path[1]);
    const bool isFocus = !isOfText && focus >= 0 && space->positionOf(path.front()) == space->positionOf(focus);
    const QColor color = isFocus ? theme.accent : isOfText ? theme.text : theme.bar;
    for (std::size_t i = 1; i < path.size(); ++i) {
      const auto end = [&](int point) {
        return isOfText ? scene.points[static_cast<std::size_t>(point)].position
                        : scatter3d::positionOf(points.coordinates, point, scale);
      };
      scene.lines.push_back({end(path[i - 1]), end(path[i]), color.rgba(), isFocus ? 2.0F : 1.2F});
    }
  }
}

void EmbeddingView::Private::addNeighbours(scatter3d::Scene& scene, const Theme& theme) const {
  for (const Neighbour& neighbour : nearest) {
    const auto point = static_cast<int>(neighbour.row);
    setPoint(scene, point, Rank::Neighbour, theme.text, kNeighbourDiameter);
    if (focus < 0 || !calculated.isEmpty() || space->stations() > 1) continue;
    const QVector3D from = scene.points[static_cast<std::size_t>(focus)].position;
    scene.lines.push_back({from, scene.points[static_cast<std::size_t>(point)].position, theme.accent.rgba(), 1});
  }
}

void EmbeddingView::Private::addChosen(scatter3d::Scene& scene, const Theme& theme) const {
  constexpr std::size_t kMostRings = 2000;
  constexpr std::size_t kMostLabels = 500;
  for (const int position : chosen) {
    const int point = stationNow() * space->tokens() + position;
    const Rank rank = chosen.size() <= kMostLabels ? Rank::Neighbour : Rank::Quiet;
    setPoint(scene, point, rank, theme.accent, kNeighbourDiameter);
    if (point < static_cast<int>(scene.points.size())) {
      scene.points[static_cast<std::size_t>(point)].isChosen = chosen.size() <= kMostRings;
    }
  }
}

/// The model's words that the table has too stand out.
scatter3d::Scene EmbeddingView::Private::besideScene(const Theme& theme) const {
  const EmbeddingSpace& other = *besideLoader.space();
  const ProjectedPoints projected = projectedPoints(other.projection());
  const float own = scatter3d::scaleOf(projected.coordinates);
  scatter3d::Scene scene = frameOf(projected, theme);
  scene.labels = other.labels();
  for (int i = 0; i < other.size(); ++i) {
    scatter3d::Point& point = scene.points.emplace_back();
    point.position = scatter3d::positionOf(projected.coordinates, i, own);
    point.color = theme.bar.rgba();
    point.diameter = kQuietDiameter;
  }
  for (const QString& word : space->labels()) {
    const int point = other.find(word);
    if (point < 0) continue;
    scatter3d::Point& drawn = scene.points[static_cast<std::size_t>(point)];
    const bool isFocus = focus >= 0 && word == space->labels()[static_cast<std::size_t>(focus)];
    drawn.rank = isFocus ? Rank::Selected : Rank::Highlighted;
    drawn.color = theme.accent.rgba();
    drawn.diameter = isFocus ? kSelectedDiameter : kPromptDiameter;
  }
  return scene;
}

void EmbeddingView::Private::showLegend(const Theme& theme) const {
  QString text;
  constexpr int kOneLine = 24;  // characters; a longer name (a prompt) wraps, or it would hold the panel open
  for (const LegendEntry& entry : legendOf(coloring, theme, interfaceLanguage())) {
    const QString style = entry.name.size() > kOneLine ? QString() : QStringLiteral(" style=\"white-space:nowrap\"");
    text += QStringLiteral("<span%3><span style=\"color:%1\">\u25CF</span>&nbsp;%2</span>&emsp; ")
                .arg(entry.color.name(), entry.name.toHtmlEscaped(), style);
  }
  legend->setText(text);
  legend->setVisible(!text.isEmpty());
}

void EmbeddingView::showScene() {
  const auto snapshot = d->session->snapshot();
  const Theme& theme = currentTheme(this);
  const bool hasBeside = d->space && d->hasBeside() && d->besideLoader.space();
  d->beside->setVisible(hasBeside);
  d->besideName->setVisible(hasBeside);
  if (!d->space) {
    scatter3d::Scene empty;
    empty.colors = sceneColors(theme);
    d->legend->hide();
    d->scatter->setScene(std::move(empty));
    d->scatter->setEmptyText(
        d->loader.failure() ? messageText(*d->loader.failure())
        : d->loader.isBusy() || d->partLoader.isBusy()
            ? tr("The vectors are being read and projected…")
            : tr("The words of the model's vocabulary appear here as points. Open a model and type a "
                 "prompt."));
    return;
  }
  d->makeColoring();
  showProgress();
  scatter3d::Scene scene = d->pointsScene(theme);
  if (!d->calculated.isEmpty() || (d->focus >= 0 && d->isPicked)) d->addNeighbours(scene, theme);
  if (snapshot && d->space->request().kind() == SpaceRequest::Kind::Vocabulary) {
    const std::vector<Token> tokens = snapshot->allTokens();
    for (const auto& [id, label] : partLabels(tokens)) {
      const int point = d->space->pointOfToken(id);
      if (point >= 0) scene.labels[static_cast<std::size_t>(point)] = visibleToken(label);
    }
  }
  d->addChosen(scene, theme);
  for (const int point : d->highlighted()) d->setPoint(scene, point, Rank::Highlighted, theme.accent, kPromptDiameter);
  d->setPoint(scene, d->focus, Rank::Selected, theme.accent, kSelectedDiameter);
  scatter3d::Camera camera = d->scatter->camera();
  camera.setFlat(scene.isFlat);
  d->scatter->setCamera(camera);
  d->scatter->setScene(std::move(scene));
  d->showLegend(theme);
  if (!hasBeside) return;
  d->beside->setScene(d->besideScene(theme));
  const EmbeddingSpace& other = *d->besideLoader.space();
  d->besideName->setText(tr("Left: %1 numbers per word, drawn unchanged. Right: %2 with %3 numbers per word, of which "
                            "the three axes keep %4. This is what the simple picture leaves out.")
                             .arg(d->space->dimensions())
                             .arg(QString::fromStdString(snapshot->model->name))
                             .arg(other.dimensions())
                             .arg(QString::fromStdString(percentText(other.projection().keptShare()))));
}

}  // namespace headlight
