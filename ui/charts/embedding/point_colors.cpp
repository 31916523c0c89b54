#include "charts/embedding/point_colors.h"

#include <algorithm>
#include <cmath>

#include "analysis/text/share_text.h"
#include "charts/look/color_map.h"
#include "charts/texts/embedding_texts.h"

namespace headlight {
namespace {

constexpr double kFirstColor = 0.15;  // of the sequential map: the ground's own colour would not be seen

struct ValueRange {
  double low = 0, high = 0;
  bool isEmpty = true;
};

ValueRange rangeOf(const std::vector<double>& values) {
  ValueRange range;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range.low = range.isEmpty ? value : std::min(range.low, value);
    range.high = range.isEmpty ? value : std::max(range.high, value);
    range.isEmpty = false;
  }
  return range;
}

QColor quietColor(const Theme& theme) {
  return theme.bar;
}

QColor valueColor(double value, const ValueRange& range, const Theme& theme) {
  if (!std::isfinite(value)) return quietColor(theme);
  const double share = range.high > range.low ? (value - range.low) / (range.high - range.low) : 1;
  return sequentialColor(kFirstColor + (1 - kFirstColor) * share, theme.isDark, SequentialMap::Viridis);
}

QColor groupColor(int group, const Theme& theme) {
  return group >= 0 && group < kColoredGroups ? categoryColor(group + 1, theme.isDark) : quietColor(theme);
}

const QString& inputName(EmbeddingFigure::Space::Sum sum, const EmbeddingTexts& texts) {
  using Sum = EmbeddingFigure::Space::Sum;
  if (sum == Sum::Token) return texts.spaceInputToken;
  return sum == Sum::TokenPositionAndSegment ? texts.spaceInputSegment : texts.spaceInput;
}

/// As it stands in the legend.
QString groupName(const EmbeddingFigure::Coloring& coloring, int group, FigureLanguage language) {
  constexpr int kLongest = 40;  // characters of a prompt
  using Kind = EmbeddingFigure::Coloring::Kind;
  const QString raw = QString::fromStdString(coloring.groups[static_cast<std::size_t>(group)]);
  switch (coloring.kind) {
    case Kind::Cluster:
      return embeddingTexts(language).clusterGroup.arg(raw).arg(
          std::count(coloring.group.begin(), coloring.group.end(), group));
    case Kind::WordClass:
      return embeddingTexts(language).wordClasses.value(raw, raw);
    case Kind::Prompt: {
      const bool isLong = raw.size() > kLongest;
      return promptMark(group) + QLatin1Char(' ') + (isLong ? raw.left(kLongest - 1) + QChar(0x2026) : raw);
    }
    default:
      return raw;
  }
}

}  // namespace

QString promptMark(int prompt) {
  QString mark;
  for (const QChar digit : QString::number(prompt + 1)) mark += QChar(0x2080 + digit.digitValue());
  return mark;
}

QString spaceName(const EmbeddingFigure::Space& space, FigureLanguage language) {
  using Kind = EmbeddingFigure::Space::Kind;
  switch (space.kind) {
    case Kind::Vocabulary:
      return {};
    case Kind::Input:
      return inputName(space.sum, embeddingTexts(language));
    case Kind::Layers:
      return embeddingTexts(language).spaceLayers;
    case Kind::EncoderLayers:
      return embeddingTexts(language).spaceEncoder;
    case Kind::DecoderLayers:
      return embeddingTexts(language).spaceDecoder;
    case Kind::Hidden:
      return embeddingTexts(language).spaceHidden;
    case Kind::Hook:
    case Kind::Table:
      break;
  }
  const QString name = QString::fromStdString(space.name);
  return space.head < 0 ? name : embeddingTexts(language).spaceHead.arg(name, QString::number(space.head));
}

QString coloringName(EmbeddingFigure::Coloring::Kind kind, const std::string& column, FigureLanguage language) {
  using Kind = EmbeddingFigure::Coloring::Kind;
  switch (kind) {
    case Kind::Nothing:
      return embeddingTexts(language).colorNothing;
    case Kind::Cluster:
      return embeddingTexts(language).colorCluster;
    case Kind::WordClass:
      return embeddingTexts(language).colorClass;
    case Kind::Frequency:
      return embeddingTexts(language).colorFrequency;
    case Kind::Surprise:
      return embeddingTexts(language).colorSurprise;
    case Kind::Station:
      return embeddingTexts(language).colorLayer;
    case Kind::Prompt:
      return embeddingTexts(language).colorPrompt;
    case Kind::Column:
      break;
  }
  return QString::fromStdString(column);
}

QString projectionName(const std::string& method, FigureLanguage language) {
  if (method == "dimensions") return embeddingTexts(language).chosenDimensions;
  if (method == "words") return embeddingTexts(language).wordAxes;
  return QString::fromStdString(method);
}

QString embeddingAxisName(const std::string& method, const std::array<std::string, 3>& axes,
                          const std::array<double, 3>& variance, std::size_t axis, FigureLanguage language) {
  const QString share = QString::fromStdString(percentText(variance[axis]));
  if (method == "PCA") return embeddingTexts(language).axis.arg(QString::number(axis + 1), share);
  const bool chosen = method == "dimensions" || method == "words";
  if (!chosen) return QString::fromStdString(method) + QLatin1Char(' ') + QString::number(axis + 1);
  if (axes[axis].empty()) return {};
  const QString name = QString::fromStdString(axes[axis]);
  return QStringLiteral("%1 · %2").arg(method == "dimensions" ? embeddingTexts(language).dimension.arg(name) : name,
                                       share);
}

std::vector<QColor> pointColors(const EmbeddingFigure::Coloring& coloring, std::size_t points, const Theme& theme) {
  std::vector<QColor> colors;
  if (coloring.group.size() == points && points > 0) {
    for (const int group : coloring.group) colors.push_back(groupColor(group, theme));
  } else if (coloring.values.size() == points && points > 0) {
    const ValueRange range = rangeOf(coloring.values);
    for (const double value : coloring.values) colors.push_back(valueColor(value, range, theme));
  }
  return colors;
}

std::vector<LegendEntry> legendOf(const EmbeddingFigure::Coloring& coloring, const Theme& theme,
                                  FigureLanguage language) {
  std::vector<LegendEntry> legend;
  if (!coloring.group.empty()) {
    const int named = std::min(kColoredGroups, static_cast<int>(coloring.groups.size()));
    for (int group = 0; group < named; ++group) {
      legend.push_back({groupColor(group, theme), groupName(coloring, group, language)});
    }
    const bool others = std::any_of(coloring.group.begin(), coloring.group.end(),
                                    [](int group) { return group < 0 || group >= kColoredGroups; });
    if (others) legend.push_back({quietColor(theme), embeddingTexts(language).otherGroups});
    return legend;
  }
  const ValueRange range = rangeOf(coloring.values);
  if (range.isEmpty) return legend;
  for (const double value : {range.low, (range.low + range.high) / 2, range.high}) {
    legend.push_back({valueColor(value, range, theme), QString::number(value, 'g', 3)});
    if (!(range.high > range.low)) break;
  }
  return legend;
}

}  // namespace headlight
