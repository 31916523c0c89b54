#pragma once
// The states of a figure of points: each method with what it keeps, counted here from rows and picture.

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/projection/chosen_axes.h"
#include "analysis/projection/projection_settings.h"
#include "analysis/projection/tsne.h"
#include "analysis/vectors/pca.h"
#include "figures/embedding/point_space.h"
#include "tensor/random.h"
#include "ui/charts/figure_states.h"

namespace headlight::testing {

inline PointSpace randomTable(Index points, Index dimensions) {
  Random random(11);
  VectorTable table;
  table.name = "random";
  table.rows.resize(points, dimensions);
  for (Index i = 0; i < table.rows.size(); ++i) table.rows.data()[i] = static_cast<float>(random.normal());
  for (Index i = 0; i < points; ++i) table.labels.push_back("w" + std::to_string(i));
  return tableSpace(std::move(table));
}

inline double varianceOf(const Matrix<float>& rows) {
  const Matrix<double> wide = rows.cast<double>();
  const RowVector<double> mean = wide.colwise().mean();
  return (wide.rowwise() - mean).squaredNorm();
}

/// The k nearest others of a row.
inline std::vector<Index> nearestOf(const Matrix<float>& rows, Index row, std::size_t k) {
  std::vector<Index> others;
  for (Index other = 0; other < rows.rows(); ++other) {
    if (other != row) others.push_back(other);
  }
  std::sort(others.begin(), others.end(), [&](Index a, Index b) {
    return (rows.row(a) - rows.row(row)).squaredNorm() < (rows.row(b) - rows.row(row)).squaredNorm();
  });
  others.resize(std::min(k, others.size()));
  return others;
}

inline double countedNeighbours(const Matrix<float>& rows, const Matrix<float>& picture) {
  constexpr std::size_t kNearest = 15;
  int kept = 0;
  for (Index row = 0; row < rows.rows(); ++row) {
    const std::vector<Index> shown = nearestOf(picture, row, kNearest);
    for (const Index other : nearestOf(rows, row, kNearest)) {
      kept += std::find(shown.begin(), shown.end(), other) != shown.end() ? 1 : 0;
    }
  }
  return kept / static_cast<double>(kNearest) / static_cast<double>(rows.rows());
}

/// Of a short run of t-SNE.
inline void addTsneStates(FigureStates& states) {
  const PointSpace many = randomTable(40, 6), few = randomTable(12, 6);
  for (const PointSpace* space : {&many, &few}) {
    Tsne run(space->ownRows, {.iterations = 60});
    while (!run.isDone()) run.step();
    const UsedNeighbours used{run.perplexity()};
    const double kept = neighboursKept(run.neighbours(), run.coordinates());
    const Index points = space->ownRows.rows();
    const std::string perplexity = points == 40 ? "perplexity 13" : "perplexity 3.67";  // a third of the others
    const QStringList title{QString::fromStdString("t-SNE, " + perplexity)};
    const std::string count = std::to_string(points) + " points";
    Badge counted{Badge::Kind::NeighboursKept, 0, countedNeighbours(space->ownRows, run.coordinates()), "t-SNE"};
    counted.chance = 15.0 / static_cast<double>(points - 1);
    const Badge all{Badge::Kind::FewPoints, points, 0, "t-SNE"};
    addState(states, "t-SNE of " + count,
             spaceFigure(*space, projectedPoints("t-SNE", run.coordinates(), kept, used), {}),
             points > 16 ? counted : all, {}, {}, title);
    addState(states, "t-SNE of " + count + " under way",
             spaceFigure(*space, projectedPoints("t-SNE", run.coordinates(), {}, used), {}),
             Badge{Badge::Kind::UnderWay, 0, 0, "t-SNE"}, {}, {}, title);
  }
}

inline FigureStates embeddingStates() {
  FigureStates states;
  const PointSpace space = randomTable(40, 6), small = randomTable(40, 3);
  const double all = varianceOf(space.ownRows);
  const auto close = [](double share, double expected) {
    return std::abs(share - expected) < 1e-5 ? QStringList() : QStringList("the share of the variance");
  };
  const PcaResult fitted = pca(space.ownRows, 3);
  const auto unnamed = [](std::string_view) -> Index { return -1; };
  for (const bool isFlat : {false, true}) {
    ProjectionSettings settings;
    settings.isFlat = isFlat;
    EmbeddingFigure figure = spaceFigure(space, projectedAtOnce(space.ownRows, fitted, settings, unnamed), {});
    figure.isFlat = isFlat;
    addState(states, isFlat ? "PCA, flat" : "PCA", figure, Badge{Badge::Kind::Projected, 0, figure.badge.share}, {}, {},
             {QStringLiteral("PC 1 · ")}, close(figure.badge.share, varianceOf(figure.coordinates) / all));
  }
  const EmbeddingFigure chosen = spaceFigure(space, chosenDimensions(space.ownRows, {0, 4, 2}), {});
  addState(states, "chosen dimensions", chosen, Badge{Badge::Kind::ChosenAxes, 0, chosen.badge.share}, {}, {}, {},
           close(chosen.badge.share, varianceOf(chosen.coordinates) / all));
  addState(states, "all three dimensions", spaceFigure(small, chosenDimensions(small.ownRows, {0, 1, 2}), {}));
  addTsneStates(states);
  return states;
}

}  // namespace headlight::testing
