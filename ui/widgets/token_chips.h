#pragma once
// What the token strip shows and where, without a widget: chips made of a run, their rectangles, what lies under a
// point.

#include <vector>

#include <QRectF>
#include <QString>

#include "session/snapshot.h"

class QFont;

namespace headlight {

struct TokenChip {
  enum class Kind { Prompt, Generated, Next, Dropped } kind = Kind::Prompt;
  QString text;     ///< white space drawn visibly
  QString caption;  ///< under it: the id, [UNK], or the probability of the next one
  QString toolTip;
  bool unknown = false;
  Index position = -1;  ///< -1 for Next and Dropped
  QRectF rect;          ///< filled by layOutChips
};

/// "␣", "↵", "⇥" for white space that would not be seen.
[[nodiscard]] QString visibleText(const QString& text);

/// The strip's content: dropped tokens said in words, one chip a token, and the next one as a ghost.
[[nodiscard]] std::vector<TokenChip> makeChips(const Snapshot& snapshot);

/// Places the chips in a row from x = 0 and returns its length.
double layOutChips(std::vector<TokenChip>& chips, const QFont& textFont, const QFont& captionFont, double height);

/// Index into `chips`, or -1.
[[nodiscard]] int chipAt(const std::vector<TokenChip>& chips, QPointF point);

}  // namespace headlight
