#pragma once
// What every figure has around its content: margins, title, badge, caption. Used by the builders alone.

#include <QStringList>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/shown_text.h"
#include "figures/badge.h"
#include "figures/figure_data.h"

namespace headlight {

/// Sizes that follow from the label size, so that figures look alike.
struct FigureMetrics {
  explicit FigureMetrics(double fontSize)
      : label{fontSize, false, false},
        strong{fontSize, true, false},
        small{fontSize * 0.85, false, false},
        title{fontSize * 1.2, true, false},
        line(fontSize * 1.5),
        gap(fontSize * 8 / 13),
        margin(fontSize * 16 / 13) {}

  TextStyle label, strong, small, title;
  double line;  ///< from baseline to baseline
  double gap;   ///< the 8-pixel grid at the normal size
  double margin;
};

/// Of letters, in pixels, where the interface is not zoomed (10 pt).
inline constexpr double kNormalFont = 13;

/// The side of a cell, or the height of a bar, on the screen. `fitting`: as large as the room allows; `normal`: the
/// same at kNormalFont in this room; `least`: legible. Larger letters never make it smaller: it grows with the square
/// root of their size, and what has no room then is scrolled.
[[nodiscard]] double sizeOnScreen(double fitting, double normal, double least, const FigureStyle& style);
/// On the screen a figure has a room with two extents; an export has at most a width.
[[nodiscard]] inline bool isOnScreen(QSizeF area) {
  return area.width() > 0 && area.height() > 0;
}
/// The style with letters of kNormalFont.
[[nodiscard]] FigureStyle atNormalSize(FigureStyle style);

/// What stands around the content. It is made from the figure, so that no builder can leave out its badge.
struct FrameTexts {
  template <FigureType Kind>
  FrameTexts(QString shownTitle, QString altText, const Kind& figure)
      : FrameTexts(std::move(shownTitle), std::move(altText), badgeOf(figure), figure.source) {}
  /// For what is drawn from a part of a figure. `of` must outlive it.
  FrameTexts(QString shownTitle, QString altText, const Badge& shownBadge, const FigureSource& of)
      : title(std::move(shownTitle)), description(std::move(altText)), badge(withSource(shownBadge, of)), source(&of) {}

  QString title;
  QString description;
  Badge badge;
  const FigureSource* source;
};

/// What is left of style.area for the content; an extent that the content may choose is 0.
[[nodiscard]] QSizeF contentArea(const FigureStyle& style, const FrameTexts& texts);

/// Puts title, badge and caption around `content` (whose origin is 0, 0) and gives the whole.
[[nodiscard]] Figure framed(Figure content, const FigureStyle& style, const FrameTexts& texts);

/// Moves everything.
void translateFigure(Figure& figure, QPointF by);

/// Lines not wider than `width`: broken between words, inside a word only where it alone is too wide.
[[nodiscard]] QStringList wrappedLines(const QString& text, double width, const TextStyle& style);

/// The text, shortened with "…" where it is wider than `width`.
[[nodiscard]] QString elided(const QString& text, double width, const TextStyle& style);

/// Degrees by which labels of columns slant where they do not fit side by side.
inline constexpr double kLabelSlant = 45;
/// Characters of a label; the whole text is in the tool tip and in the CSV.
inline constexpr int kLongestLabel = 24;

/// Not more than `longest` characters.
[[nodiscard]] QString shortened(const QString& text, int longest = kLongestLabel);
/// Tokens as labels: white space made visible, shortened to `longest` characters.
[[nodiscard]] QString shownLabel(const std::string& label, int longest = kLongestLabel);
[[nodiscard]] QStringList shownLabels(const std::vector<std::string>& labels, int longest = kLongestLabel);

/// Adds an outline in the accent colour that is seen on every ground.
void addAccentOutline(Figure& figure, const QRectF& rect, const Theme& theme, double width);

}  // namespace headlight
