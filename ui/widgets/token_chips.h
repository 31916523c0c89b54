#pragma once
// What the token strip shows and where, without a widget: chips made of a run, their rectangles, the chip under a
// point.

#include <vector>

#include <QRectF>
#include <QString>

#include "session/snapshot.h"

class QFont;

namespace headlight {

struct TokenChip {
  enum class Kind { Prompt, Generated, Next, Branch, Dropped, Label } kind = Kind::Prompt;
  QString text;     ///< white space drawn visibly
  QString caption;  ///< under it: the id, [UNK], or the probability of the next one
  QString toolTip;
  /// Where the token is part of a character: that character, drawn once over all chips that are parts of it.
  QString character;
  bool joins = false;  ///< belongs to the same character as the chip before
  bool unknown = false;
  bool mask = false;          ///< a [MASK] that is still to be filled
  int row = 0;                ///< of a translation: 0 the source, 1 the target
  TokenId token = -1;         ///< of Next and Branch
  bool forked = false;        ///< other tokens were taken in its place
  Index position = -1;        ///< -1 for Next, Branch, Dropped, Label and the source
  Index sourcePosition = -1;  ///< in what is translated
  QRectF rect;                ///< filled by layOutChips
};

/// "␣", "↵", "⇥" for white space that would not be seen.
[[nodiscard]] QString visibleText(const QString& text);

/// The text under the character that a chip is part of: "e7 8c · 163".
[[nodiscard]] QString partCaption(const TokenChip& chip);

/// Where the character of a chip is drawn: over all chips that are parts of it.
[[nodiscard]] QRectF characterRect(const std::vector<TokenChip>& chips, std::size_t index);

/// The strip's content: dropped tokens said in words, one chip a token, and the next one as a ghost, at the end or
/// behind the [MASK] that it would fill, and after it each other token that was taken there before. A translation has
/// two rows, each with its name.
[[nodiscard]] std::vector<TokenChip> makeChips(const Snapshot& snapshot);

/// Places the chips in rows from x = 0 and returns the length of the longest.
double layOutChips(std::vector<TokenChip>& chips, const QFont& textFont, const QFont& captionFont, double height);

[[nodiscard]] int chipRows(const std::vector<TokenChip>& chips);
/// From the top of a row to the top of the next.
[[nodiscard]] double chipPitch(double height);

/// Index into `chips`, or -1.
[[nodiscard]] int chipAt(const std::vector<TokenChip>& chips, QPointF point);

}  // namespace headlight
