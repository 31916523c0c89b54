#pragma once
// Many heads side by side: where each stands, what is written at it. Used by the builders alone.

#include "charts/look/heatmap.h"
#include "figures/attention/attention_terms.h"
#include "figures/attention/heads_figure.h"

namespace headlight {

/// Equal boxes in rows and columns, lines of text under each.
struct HeadGrid {
  QPointF origin;
  int rows = 1, columns = 1;
  QSizeF box;            ///< of the heatmap
  double textAbove = 0;  ///< room for the head's name
  double textBelow = 0;  ///< room for its label
  double gap = 4;
  double apart = 0;  ///< more room between columns, for names wider than the boxes

  [[nodiscard]] double pitchX() const { return box.width() + gap + apart; }
  [[nodiscard]] double pitchY() const { return textAbove + box.height() + textBelow + gap; }
  /// The heatmap's box of the n-th head shown.
  [[nodiscard]] QRectF boxOf(int place) const {
    return {origin.x() + (place % columns) * pitchX(), origin.y() + (place / columns) * pitchY() + textAbove,
            box.width(), box.height()};
  }
  /// Box and texts.
  [[nodiscard]] QRectF slotOf(int place) const { return boxOf(place).adjusted(0, -textAbove, 0, textBelow); }
  [[nodiscard]] QRectF bounds() const {
    return {origin, QSizeF(columns * pitchX() - gap - apart, rows * pitchY() - gap)};
  }
};

/// The heads of a figure in the order shown: indices layer · heads + head.
[[nodiscard]] std::vector<int> shownHeads(const HeadsFigure& data);

/// "L0 H3", or "L0 mean".
[[nodiscard]] QString headName(const HeadPlace& place, FigureLanguage language);

/// In titles, behind the name of the attention: "Attention · layer 2 · head 3", or the mean over the layer's heads.
[[nodiscard]] QString headTitle(const QString& name, const HeadPlace& place, FigureLanguage language);
/// What the cells are where they are not weights: the last part of a title.
[[nodiscard]] QStringList measureParts(AttentionMeasure measure, FigureLanguage language);

/// One letter for what a head does; the legend says which (addRoleLegend).
[[nodiscard]] QString roleLetter(HeadsFigure::Label::Kind kind);

/// How labels are written under heads of that width.
enum class LabelForm { None, Letter, LetterAndValue, Full };
/// The fullest form in which every label fits.
[[nodiscard]] LabelForm labelForm(const std::vector<HeadsFigure::Label>& labels, double width,
                                  const FigureStyle& style);
[[nodiscard]] QString labelText(const HeadsFigure::Label& label, LabelForm form, FigureLanguage language);

/// What the letters mean, in lines of that width; empty where no letters are used.
[[nodiscard]] QStringList roleLegend(const std::vector<HeadsFigure::Label>& labels, LabelForm form, double width,
                                     const FigureStyle& style);

}  // namespace headlight
