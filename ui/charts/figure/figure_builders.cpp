#include "charts/figure/figure_builders.h"

#include <cmath>

#include "analysis/text/token_label.h"

namespace headlight {

FigureStyle figureStyle(const FigureOptions& options) {
  FigureStyle style;
  style.theme = options.print ? &Theme::print() : options.dark ? &Theme::dark() : &Theme::light();
  style.texts = figureTexts(options.chinese);
  style.title = options.title;
  style.caption = options.caption;
  style.colorBar = options.colorBar;
  style.cellsAsImage = options.cellsAsImage;
  if (options.width > 0) style.area = QSizeF(options.width, 0);
  return style;
}

Figure buildFigure(const FigureData& data, const FigureStyle& style) {
  struct Build {
    const FigureStyle& style;
    Figure operator()(const AttentionFigure& figure) const { return buildAttention(figure, style); }
    Figure operator()(const HeadsFigure& figure) const { return buildHeads(figure, style); }
    Figure operator()(const SheetFigure& figure) const { return buildSheet(figure, style); }
    Figure operator()(const ArcsFigure& figure) const { return buildArcs(figure, style); }
    Figure operator()(const AttentionDifferenceFigure& figure) const { return buildDifference(figure, style); }
    Figure operator()(const StepsFigure& figure) const { return buildSteps(figure, style); }
    Figure operator()(const PredictionFigure& figure) const { return buildPrediction(figure, style); }
    Figure operator()(const TokensFigure& figure) const { return buildTokens(figure, style); }
    Figure operator()(const SplitFigure& figure) const { return buildSplit(figure, style); }
    Figure operator()(const RecurrentFigure& figure) const { return buildRecurrent(figure, style); }
    Figure operator()(const CellStepsFigure& figure) const { return buildCellSteps(figure, style); }
    Figure operator()(const EmbeddingFigure& figure) const { return buildEmbedding(figure, style); }
    Figure operator()(const CompareFigure& figure) const { return buildCompare(figure, style); }
    Figure operator()(const DistanceFigure& figure) const { return buildDistance(figure, style); }
    Figure operator()(const SpeedFigure& figure) const { return buildSpeed(figure, style); }
    Figure operator()(const InfluenceFigure& figure) const { return buildInfluence(figure, style); }
    Figure operator()(const GradientTimeFigure& figure) const { return buildGradientTime(figure, style); }
  };
  Figure figure = std::visit(Build{style}, data);
  if (style.cellsAsImage) {
    for (FigureItem& item : figure.items) {
      if (auto* cells = std::get_if<ImageItem>(&item)) cells->asRectangles = false;
    }
  }
  return figure;
}

QString visibleToken(const QString& text) {
  return visibleToken(text.toStdString());
}

QString visibleToken(const std::string& text) {
  return QString::fromStdString(visibleLabel(text));
}

QString formatNumber(double value, int digits) {
  if (std::isnan(value)) return QStringLiteral("–");
  if (value == 0) return QStringLiteral("0");
  const double size = std::abs(value);
  if (size < 1e-4 || size >= 1e6) {
    QString text = QString::number(value, 'e', digits - 1);
    return text.replace(QStringLiteral("e-0"), QStringLiteral("e-"))
        .replace(QStringLiteral("e+0"), QStringLiteral("e"));
  }
  const int exponent = static_cast<int>(std::floor(std::log10(size)));
  int decimals = std::max(0, digits - 1 - exponent);
  // 0.9996 rounds up to 1.000: one digit less then.
  if (std::round(size * std::pow(10, decimals)) >= std::pow(10, digits) && decimals > 0) --decimals;
  return QString::number(value, 'f', decimals);
}

}  // namespace headlight
