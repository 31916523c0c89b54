#include "charts/look/color_bar.h"

#include <algorithm>
#include <cmath>

#include "charts/texts/attention_texts.h"

namespace headlight {
namespace {

constexpr double kNoteWidth = 6.5;  // of the sentence under the bar, in sizes of its letters

QImage signedImage(const Matrix<float>& values, double high, bool causal, bool dark) {
  constexpr int kSteps = 255;  // odd: one of them is 0
  std::array<QRgb, 2 * kSteps + 1> colors{};
  for (int i = -kSteps; i <= kSteps; ++i) {
    colors[static_cast<std::size_t>(i + kSteps)] = divergingColor(double(i) / kSteps, dark).rgba();
  }
  const Index ahead = values.cols() - values.rows();
  QImage image(static_cast<int>(values.cols()), static_cast<int>(values.rows()), QImage::Format_ARGB32);
  for (Index row = 0; row < values.rows(); ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(row)));
    for (Index column = 0; column < values.cols(); ++column) {
      const auto value = double(values(row, column));
      const bool shown = !std::isnan(value) && (!causal || column <= row + ahead);
      const double share = std::clamp(value / high, -1.0, 1.0);
      line[column] = shown ? colors[static_cast<std::size_t>(std::lround(share * kSteps) + kSteps)] : 0;
    }
  }
  return image;
}

QStringList noteLines(const ColorScale& scale, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  return scale.isFitted
             ? wrappedLines(attentionTexts(style.language).fittedLimits, kNoteWidth * metrics.small.size, metrics.small)
             : QStringList();
}

QStringList legendTexts(const ScaleLegend& legend, const FigureStyle& style) {
  QStringList texts;
  if (legend.masked) texts << attentionTexts(style.language).masked;
  if (legend.leftOut) texts << attentionTexts(style.language).leftOut;
  if (legend.onlyInOne) texts << attentionTexts(style.language).onlyInOne;
  return texts;
}

QString upperLimit(const ColorScale& scale) {
  const QString number = scale.high == 1 ? QStringLiteral("1") : formatNumber(scale.high);
  return scale.isSigned ? QLatin1Char('+') + number : number;
}

QString lowerLimit(const ColorScale& scale) {
  if (!scale.isSigned) return QStringLiteral("0");
  return QChar(0x2212) + (scale.high == 1 ? QStringLiteral("1") : formatNumber(scale.high));
}

/// Everything under the bar.
double underBar(const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style) {
  const FigureMetrics metrics(style.fontSize);
  const auto notes = double(noteLines(scale, style).size());
  const auto samples = double(legendTexts(legend, style).size());
  return samples * metrics.line + notes * metrics.small.size * 1.3 + (notes + samples > 0 ? metrics.gap : 0);
}

void addSmall(Figure& figure, const QString& text, QPointF at, const FigureStyle& style) {
  figure.items.push_back(TextItem{at, text, FigureMetrics(style.fontSize).small, style.theme->quietText,
                                  HorizontalAnchor::Left, VerticalAnchor::Middle});
}

/// The colours from the lower limit, at the bottom or the left, to the upper one.
void addColors(Figure& figure, const ColorScale& scale, const FigureStyle& style, const QRectF& bar) {
  constexpr int kSteps = 64;
  const bool isLevel = bar.width() > bar.height();
  QImage image(isLevel ? kSteps : 1, isLevel ? 1 : kSteps, QImage::Format_ARGB32);
  for (int i = 0; i < kSteps; ++i) {
    const double share = isLevel ? (i + 0.5) / kSteps : 1 - (i + 0.5) / kSteps;
    image.setPixelColor(isLevel ? i : 0, isLevel ? 0 : i,
                        scale.isSigned ? divergingColor(2 * share - 1, style.theme->isDark)
                                       : sequentialColor(share, style.theme->isDark, style.colorMap));
  }
  figure.items.push_back(ImageItem{bar, image, true});
  figure.items.push_back(RectItem{bar, Qt::transparent, style.theme->grid, 1});
}

void addBar(Figure& figure, const ColorScale& scale, const FigureStyle& style, const QRectF& bar) {
  addColors(figure, scale, style, bar);
  const FigureMetrics metrics(style.fontSize);
  const double left = bar.right() + metrics.gap / 2;
  const double inset = capHeight(metrics.small) / 2;
  addSmall(figure, upperLimit(scale), {left, bar.top() + inset}, style);
  addSmall(figure, lowerLimit(scale), {left, bar.bottom() - inset}, style);
  if (!scale.isSigned) return addSmall(figure, scale.name, {left, bar.center().y()}, style);
  addSmall(figure, QStringLiteral("0"), {left, bar.center().y()}, style);
  addSmall(figure, scale.upper, {left, bar.top() + inset + metrics.small.size * 1.3}, style);
  addSmall(figure, scale.lower, {left, bar.bottom() - inset - metrics.small.size * 1.3}, style);
}

}  // namespace

QImage ColorScale::image(const Matrix<float>& values, bool causal, const FigureStyle& style) const {
  if (isSigned) return signedImage(values, high, causal, style.theme->isDark);
  return sequentialImage(values, 0, high, style.theme->isDark, causal, style.colorMap);
}

ColorScale attentionScale(AttentionMeasure measure, bool sinkHidden, ColorLimits limits, double largest,
                          const FigureStyle& style) {
  ColorScale scale;
  const bool bounded = sinkHidden || measure != AttentionMeasure::ValueWeighted;
  scale.isFitted = !bounded || limits == ColorLimits::Fitted || style.fittedColors;
  scale.high = scale.isFitted && largest > 0 ? largest : 1;
  scale.name = attentionTexts(style.language).weight;
  if (measure == AttentionMeasure::ValueWeighted) scale.name = attentionTexts(style.language).valueWeighted;
  if (measure == AttentionMeasure::Rollout) scale.name = attentionTexts(style.language).rolledOut;
  if (sinkHidden) scale.name = attentionTexts(style.language).ofTheRest;
  return scale;
}

double colorBarWidth(const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style) {
  if (!style.colorBar) return 0;
  const FigureMetrics metrics(style.fontSize);
  double beside = 0, under = 0;
  for (const QString& text : QStringList{upperLimit(scale), lowerLimit(scale), scale.name, scale.upper, scale.lower} +
                                 legendTexts(legend, style)) {
    beside = std::max(beside, textWidth(text, metrics.small));
  }
  for (const QString& line : noteLines(scale, style)) under = std::max(under, textWidth(line, metrics.small));
  return std::max(metrics.label.size + metrics.gap / 2 + beside, under);
}

double colorBarHeight(const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style) {
  if (!style.colorBar) return 0;
  return (scale.isSigned ? 7 : 5) * style.fontSize + underBar(scale, legend, style);
}

void addColorBar(Figure& figure, const ColorScale& scale, const ScaleLegend& legend, const FigureStyle& style,
                 QPointF topLeft, double height) {
  if (!style.colorBar) return;
  const FigureMetrics metrics(style.fontSize);
  const double barHeight = std::min(height - underBar(scale, legend, style), 18 * style.fontSize);
  const QRectF bar(topLeft, QSizeF(metrics.label.size, barHeight));
  addBar(figure, scale, style, bar);
  QRectF sample(bar.left(), bar.bottom() + metrics.gap, metrics.label.size, metrics.label.size);
  const auto addSample = [&](const QString& text) {
    figure.items.push_back(RectItem{sample, Qt::transparent, style.theme->grid, 1});
    addSmall(figure, text, {sample.right() + metrics.gap / 2, sample.center().y()}, style);
    sample.translate(0, metrics.line);
  };
  if (legend.masked) {
    figure.items.push_back(HatchItem{QPolygonF(sample), style.theme->masked, 6, 1});
    addSample(attentionTexts(style.language).masked);
  }
  if (legend.leftOut) {
    addLeftOut(figure, sample, *style.theme);
    addSample(attentionTexts(style.language).leftOut);
  }
  if (legend.onlyInOne) {
    addOnlyInOne(figure, sample, *style.theme);
    addSample(attentionTexts(style.language).onlyInOne);
  }
  double y = sample.top() + capHeight(metrics.small);
  for (const QString& line : noteLines(scale, style)) {
    figure.items.push_back(TextItem{{bar.left(), y}, line, metrics.small, style.theme->quietText});
    y += metrics.small.size * 1.3;
  }
}

double addScaleLine(Figure& figure, const ColorScale& scale, const FigureStyle& style, QPointF topLeft, double width) {
  if (!style.colorBar) return 0;
  constexpr double kLongestBar = 10;  // in sizes of the labels
  const FigureMetrics metrics(style.fontSize);
  const QString low = lowerLimit(scale), high = upperLimit(scale), what = scale.isSigned ? scale.upper : scale.name;
  const double lowWidth = textWidth(low, metrics.small), highWidth = textWidth(high, metrics.small);
  const double texts = lowWidth + highWidth + textWidth(what, metrics.small) + 2 * metrics.gap;
  const double bar = std::clamp(width - texts, 2 * style.fontSize, kLongestBar * style.fontSize);
  const double middle = topLeft.y() + metrics.line / 2, half = metrics.small.size / 2;
  double x = topLeft.x();
  addSmall(figure, low, {x, middle}, style);
  x += lowWidth + metrics.gap / 2;
  addColors(figure, scale, style, QRectF(x, middle - half, bar, 2 * half));
  x += bar + metrics.gap / 2;
  addSmall(figure, high, {x, middle}, style);
  addSmall(figure, what, {x + highWidth + metrics.gap, middle}, style);
  double y = topLeft.y() + metrics.line;
  for (const QString& line : scale.isFitted
                                 ? wrappedLines(attentionTexts(style.language).fittedLimits, width, metrics.small)
                                 : QStringList()) {
    addSmall(figure, line, {topLeft.x(), y + half}, style);
    y += metrics.small.size * 1.3;
  }
  return y - topLeft.y();
}

double scaleLineHeight(const ColorScale& scale, const FigureStyle& style, double width) {
  Figure none;
  return addScaleLine(none, scale, style, {}, width);
}

void addMasked(Figure& figure, const QRectF& matrix, int rows, int columns, const Theme& theme) {
  if (rows < 2) return;
  const double width = matrix.width() / columns, height = matrix.height() / rows;
  const int first = columns - rows + 1;  // columns that the first row sees
  QPolygonF region;
  for (int row = 0; row < rows; ++row) {
    const double x = matrix.left() + std::min(first + row, columns) * width;
    region << QPointF(x, matrix.top() + row * height) << QPointF(x, matrix.top() + (row + 1) * height);
  }
  region << matrix.topRight();
  figure.items.push_back(HatchItem{region, theme.masked, 6, 1});
}

void addLeftOut(Figure& figure, const QRectF& area, const Theme& theme) {
  constexpr double kSpacing = 4;
  for (double y = area.top() + kSpacing / 2; y < area.bottom(); y += kSpacing) {
    figure.items.push_back(LineItem{{area.left(), y}, {area.right(), y}, theme.masked, 1});
  }
}

void addOnlyInOne(Figure& figure, const QRectF& area, const Theme& theme) {
  figure.items.push_back(HatchItem{QPolygonF(area), theme.masked, 2.5, 1});
}

}  // namespace headlight
