// Figures as arrays.

#include <cstdint>

#include "figures/export/figure_export_parts.h"
#include "formats/files/npy.h"

namespace headlight {

namespace {

NpyShape shapeOf(std::initializer_list<Index> extents) {
  NpyShape shape;
  for (const Index extent : extents) shape.push_back(static_cast<std::uint64_t>(extent));
  return shape;
}

std::string npyOf(const Matrix<float>& matrix) {
  return npyBytes(shapeOf({matrix.rows(), matrix.cols()}),
                  std::span<const float>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

template <class Range>
std::string npyOfIds(const Range& range) {
  std::vector<std::int64_t> ids;
  for (const auto& item : range) {
    if constexpr (requires { item.id; }) {
      ids.push_back(item.id);
    } else {
      ids.push_back(item);
    }
  }
  return npyBytes(shapeOf({static_cast<Index>(ids.size())}), std::span<const std::int64_t>(ids));
}

/// Heads of the same size, one after the other.
template <class Heads, class Pattern>
NamedFiles stackedHeads(const Heads& heads, const std::string& name, const Pattern& pattern) {
  std::vector<float> all;
  std::vector<std::int64_t> places;
  Index rows = 0, columns = 0;
  for (const auto& head : heads) {
    const Matrix<float>& values = pattern(head);
    rows = values.rows();
    columns = values.cols();
    all.insert(all.end(), values.data(), values.data() + values.size());
    places.insert(places.end(), {head.place.layer, head.place.head});
  }
  const auto count = static_cast<Index>(heads.size());
  return {{name + ".npy", npyBytes(shapeOf({count, rows, columns}), std::span<const float>(all))},
          {name + "_heads.npy", npyBytes(shapeOf({count, 2}), std::span<const std::int64_t>(places))}};
}

}  // namespace

NamedFiles npyFiles(const AttentionFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.weights)}};
}

NamedFiles npyFiles(const HeadsFigure& figure, const std::string& name) {
  std::vector<float> all;
  for (const Matrix<float>& pattern : figure.patterns) {
    all.insert(all.end(), pattern.data(), pattern.data() + pattern.size());
  }
  const Index size = figure.patterns.empty() ? 0 : figure.patterns.front().rows();
  const Index keys = figure.patterns.empty() ? 0 : figure.patterns.front().cols();
  return {{name + ".npy", npyBytes(shapeOf({figure.layers, figure.heads, size, keys}), std::span<const float>(all))}};
}

NamedFiles npyFiles(const ArcsFigure& figure, const std::string& name) {
  return stackedHeads(
      figure.heads, name, [](const ArcsFigure::Head& head) -> const auto& { return head.weights; });
}

NamedFiles npyFiles(const AttentionDifferenceFigure& figure, const std::string& name) {
  return stackedHeads(
      figure.heads, name, [](const AttentionDifferenceFigure::Head& head) -> const auto& { return head.difference; });
}

NamedFiles npyFiles(const StepsFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (std::size_t key = 0; key < figure.weights.size(); ++key) {
    numbers.insert(numbers.end(), {figure.products[key], figure.scores[key], figure.powers[key], figure.weights[key]});
  }
  const auto rows = static_cast<Index>(figure.weights.size());
  return {{name + ".npy", npyBytes(shapeOf({rows, 4}), std::span<const double>(numbers))}};
}

NamedFiles npyFiles(const PredictionFigure& figure, const std::string& name) {
  std::vector<double> numbers;
  for (const PredictionFigure::Bar& bar : figure.bars) {
    numbers.insert(numbers.end(), {static_cast<double>(bar.logit), bar.probability, bar.samplingProbability});
  }
  const auto rows = static_cast<Index>(figure.bars.size());
  return {{name + ".npy", npyBytes(shapeOf({rows, 3}), std::span<const double>(numbers))},
          {name + "_ids.npy", npyOfIds(figure.bars)}};
}

NamedFiles npyFiles(const TokensFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(figure.chips)}};
}

NamedFiles npyFiles(const EmbeddingFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOf(figure.coordinates)}, {name + "_ids.npy", npyOfIds(figure.ids)}};
}

std::vector<SplitFigure::Box> tokensOfSplit(const SplitFigure& figure) {
  std::vector<SplitFigure::Box> tokens;
  for (const SplitFigure::Word& word : figure.words)
    tokens.insert(tokens.end(), word.tokens.begin(), word.tokens.end());
  return tokens;
}

NamedFiles npyFiles(const SplitFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(tokensOfSplit(figure))}};
}

}  // namespace headlight
