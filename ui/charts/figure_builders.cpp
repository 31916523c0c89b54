#include "charts/figure_builders.h"

#include <cmath>

#include <QRegularExpression>

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
  // The label of a character's part ("猫‹e7 8c›", analysis/token_label.h): its space stands between bytes.
  static const QRegularExpression part(QStringLiteral("\u2039[0-9a-f]{2}( [0-9a-f]{2})*\u203A$"));
  const QRegularExpressionMatch match = text.endsWith(QChar(0x203A)) ? part.match(text) : QRegularExpressionMatch();
  if (match.hasMatch()) {
    const QString characters = text.left(match.capturedStart());
    return (characters.isEmpty() ? characters : visibleToken(characters)) + match.captured();
  }
  QString result;
  result.reserve(text.size());
  for (const QChar c : text) {
    switch (c.unicode()) {
      case ' ':
      case 0xA0:
      case 0x3000:
        result += QChar(0x2423);
        break;
      case '\n':
        result += QChar(0x21B5);
        break;
      case '\t':
        result += QChar(0x21E5);
        break;
      default:
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0)) {
          // No font that we can count on has pictures of control characters.
          result += QStringLiteral("‹%1›").arg(int(c.unicode()), 2, 16, QLatin1Char('0'));
        } else {
          result += c;
        }
    }
  }
  return result;
}

QString visibleToken(const std::string& text) {
  return visibleToken(QString::fromStdString(text));
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
