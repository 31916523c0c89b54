#include "widgets/token_chips.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "analysis/text/share_text.h"
#include "analysis/text/token_label.h"

namespace headlight {

namespace {

constexpr double kPadding = 8;
constexpr double kGap = 6;
constexpr double kRowGap = 5;

QString translated(const char* text) {
  return QCoreApplication::translate("TokenStrip", text);
}

TokenChip chipOf(const Token& token, Index position, bool generated) {
  TokenChip chip;
  chip.kind = generated ? TokenChip::Kind::Generated : TokenChip::Kind::Prompt;
  chip.position = position;
  chip.unknown = !token.source.empty();
  const QString id = QString::number(token.id);
  chip.text = visibleText(QString::fromStdString(tokenLabel(token)));
  chip.caption = chip.unknown ? QString::fromStdString(token.piece) + QLatin1Char(' ') + id : id;
  const QString bytes = QString::fromStdString(tokenBytes(token));
  if (chip.unknown) {
    chip.toolTip = translated(QT_TRANSLATE_NOOP("TokenStrip",
                                                "Position %1: the word “%2” is not in this model's "
                                                "vocabulary; the model sees %3 (id %4) instead."))
                       .arg(QString::number(position), QString::fromStdString(token.source),
                            QString::fromStdString(token.piece), id);
  } else if (generated) {
    chip.toolTip = translated(QT_TRANSLATE_NOOP("TokenStrip", "Position %1: “%2”, id %3, bytes %4; chosen in a step"))
                       .arg(QString::number(position), chip.text, id, bytes);
  } else {
    chip.toolTip = translated(QT_TRANSLATE_NOOP("TokenStrip", "Position %1: “%2”, id %3, bytes %4; from the prompt"))
                       .arg(QString::number(position), chip.text, id, bytes);
  }
  return chip;
}

TokenChip droppedChip(Index dropped) {
  TokenChip chip;
  chip.kind = TokenChip::Kind::Dropped;
  chip.text = translated(QT_TRANSLATE_NOOP("TokenStrip", "… %1 before, not kept")).arg(dropped);
  chip.toolTip =
      translated(
          QT_TRANSLATE_NOOP(
              "TokenStrip",
              "The prompt is longer than the model's context: the model does not see the %1 tokens before these."))
          .arg(dropped);
  return chip;
}

/// A [MASK], or the word that was put in its place.
void markMask(TokenChip& chip, const Snapshot& snapshot) {
  const auto& filled = snapshot.origins.filled;
  const bool isFilled = std::find(filled.begin(), filled.end(), chip.position) != filled.end();
  const Token& token = snapshot.tokens[static_cast<std::size_t>(chip.position)];
  const QString position = QString::number(chip.position);
  if (isFilled) {
    chip.kind = TokenChip::Kind::Generated;
    chip.caption = translated(QT_TRANSLATE_NOOP("TokenStrip", "%1 · filled in")).arg(token.id);
    chip.toolTip =
        translated(QT_TRANSLATE_NOOP("TokenStrip", "Position %1: a step replaced the mask here by “%2” (id %3)."))
            .arg(position, chip.text, QString::number(token.id));
  } else if (token.id == snapshot.origins.mask) {
    chip.mask = true;
    chip.toolTip =
        translated(QT_TRANSLATE_NOOP("TokenStrip", "Position %1: a word is missing here; the model predicts it."))
            .arg(position);
  }
}

/// Other tokens were taken here before.
void markFork(TokenChip& chip, const Fork& fork, const Tokenizer& tokenizer) {
  chip.forked = true;
  QStringList others;
  for (const TokenId id : fork.others) {
    others.append(translated(QT_TRANSLATE_NOOP("TokenStrip", "“%1”"))
                      .arg(visibleText(QString::fromStdString(tokenLabel(tokenOf(tokenizer, id))))));
  }
  chip.toolTip += QLatin1Char('\n') +
                  translated(QT_TRANSLATE_NOOP("TokenStrip", "Other branches here: %1. Right-click to go there."))
                      .arg(others.join(QStringLiteral(", ")));
}

TokenChip labelChip(const char* text, int row) {
  TokenChip chip;
  chip.kind = TokenChip::Kind::Label;
  chip.text = translated(text);
  chip.row = row;
  return chip;
}

/// Part of a character: its bytes and id under it.
void markPart(TokenChip& chip, const Token& token, const CharacterPart& part) {
  if (part.characters.empty()) return;
  const Index position = chip.position >= 0 ? chip.position : chip.sourcePosition;
  chip.character = visibleText(QString::fromStdString(part.characters));
  chip.joins = part.continues;
  chip.text = QString::fromStdString(hexBytes(tokenBytes(token)));
  chip.toolTip = translated(QT_TRANSLATE_NOOP("TokenStrip",
                                              "Position %1: the bytes %2 of “%3”, id %4. The vocabulary has no "
                                              "piece for the whole character here, so it takes several tokens."))
                     .arg(QString::number(position), chip.text, chip.character, QString::number(token.id));
}

/// What is translated, in a row of its own.
void addSource(const Snapshot& snapshot, std::vector<TokenChip>& chips) {
  chips.push_back(labelChip(QT_TRANSLATE_NOOP("TokenStrip", "Source"), 0));
  if (snapshot.prompt.dropped > 0) chips.push_back(droppedChip(snapshot.prompt.dropped));
  const std::vector<CharacterPart> parts = characterParts(snapshot.source());
  for (std::size_t i = 0; i < snapshot.source().size(); ++i) {
    TokenChip chip = chipOf(snapshot.source()[i], static_cast<Index>(i), false);
    chip.sourcePosition = std::exchange(chip.position, -1);
    markPart(chip, snapshot.source()[i], parts[i]);
    chips.push_back(std::move(chip));
  }
  chips.push_back(labelChip(QT_TRANSLATE_NOOP("TokenStrip", "Target"), 1));
}

/// A token that may come next, with its share.
TokenChip possibleChip(const Snapshot& snapshot, TokenId id, TokenChip::Kind kind, const char* toolTip) {
  const Token token = tokenOf(*snapshot.model->tokenizer, id);
  const Candidate* candidate = snapshot.distribution.find(id);
  TokenChip chip;
  chip.kind = kind;
  chip.token = id;
  const auto before = std::span(snapshot.tokens).first(snapshot.place.masked ? 0 : snapshot.tokens.size());
  chip.text = visibleText(QString::fromStdString(nextTokenLabel(before, token)));
  chip.caption = candidate ? QString::fromStdString(shortShareText(candidate->probability)) : QString();
  chip.toolTip = translated(toolTip).arg(
      chip.text, candidate ? QString::fromStdString(shareText(candidate->probability)) : QString());
  return chip;
}

/// What a step takes, and the other branches that begin here.
void addNext(const Snapshot& snapshot, int row, std::vector<TokenChip>& chips) {
  if (snapshot.nextChoice >= 0) {
    chips.push_back(
        possibleChip(snapshot, snapshot.nextChoice, TokenChip::Kind::Next,
                     QT_TRANSLATE_NOOP("TokenStrip", "The next step takes “%1” (probability %2). Click to step.")));
    chips.back().row = row;
  }
  for (const TokenId id : snapshot.branches) {
    if (id == snapshot.nextChoice) continue;
    chips.push_back(possibleChip(
        snapshot, id, TokenChip::Kind::Branch,
        QT_TRANSLATE_NOOP("TokenStrip", "A branch: “%1” (probability %2) was taken here before. Click to follow it.")));
    chips.back().row = row;
  }
}

}  // namespace

QString visibleText(const QString& text) {
  const bool blank = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
  QString shown = text;
  shown.replace(QLatin1Char('\n'), QStringLiteral("↵")).replace(QLatin1Char('\t'), QStringLiteral("⇥"));
  if (blank || shown.startsWith(QLatin1Char(' '))) shown.replace(QLatin1Char(' '), QStringLiteral("␣"));
  return shown;
}

QString partCaption(const TokenChip& chip) {
  return chip.text + QStringLiteral(" · ") + chip.caption;
}

QRectF characterRect(const std::vector<TokenChip>& chips, std::size_t index) {
  std::size_t first = index, last = index;
  while (first > 0 && chips[first].joins) --first;
  while (last + 1 < chips.size() && chips[last + 1].joins) ++last;
  return chips[first].rect.united(chips[last].rect);
}

std::vector<TokenChip> makeChips(const Snapshot& snapshot) {
  std::vector<TokenChip> chips;
  const bool translates = !snapshot.source().empty();
  if (translates) {
    addSource(snapshot, chips);
  } else if (snapshot.prompt.dropped > 0) {
    chips.push_back(droppedChip(snapshot.prompt.dropped));
  }
  const bool fills = snapshot.place.masked;
  const std::vector<CharacterPart> parts = characterParts(snapshot.tokens);
  for (Index i = 0; i < snapshot.length(); ++i) {
    chips.push_back(chipOf(snapshot.tokens[static_cast<std::size_t>(i)], i, i >= snapshot.promptLength()));
    markPart(chips.back(), snapshot.tokens[static_cast<std::size_t>(i)], parts[static_cast<std::size_t>(i)]);
    if (fills) markMask(chips.back(), snapshot);
    const auto fork = std::ranges::find(snapshot.forks, i, &Fork::position);
    if (fork != snapshot.forks.end()) markFork(chips.back(), *fork, *snapshot.model->tokenizer);
    if (translates) chips.back().row = 1;
    if (fills && i == snapshot.place.position) addNext(snapshot, 0, chips);
  }
  if (!fills) addNext(snapshot, translates ? 1 : 0, chips);
  return chips;
}

double layOutChips(std::vector<TokenChip>& chips, const QFont& textFont, const QFont& captionFont, double height) {
  const QFontMetricsF textMetrics(textFont);
  const QFontMetricsF captionMetrics(captionFont);
  double x = 0;
  double longest = 0;
  double labels = 0;  // the names of the rows are as wide as the wider one
  for (const TokenChip& chip : chips) {
    if (chip.kind == TokenChip::Kind::Label) labels = std::max(labels, textMetrics.horizontalAdvance(chip.text));
  }
  int row = 0;
  for (TokenChip& chip : chips) {
    if (chip.row != row) x = 0;
    if (chip.joins && x > 0) x -= kGap - 1;
    row = chip.row;
    // A mask is written bold, inside a frame of its own.
    const double text = textMetrics.horizontalAdvance(chip.text) * (chip.mask ? 1.1 : 1) + (chip.mask ? kPadding : 0);
    const double caption = captionMetrics.horizontalAdvance(chip.caption);
    // Of a part the character above and its bytes and id below.
    if (!chip.character.isEmpty()) {
      const QString below = partCaption(chip);
      chip.rect = QRectF(x, row * chipPitch(height),
                         std::ceil(std::max(captionMetrics.horizontalAdvance(below),
                                            chip.joins ? 0.0 : textMetrics.horizontalAdvance(chip.character))) +
                             kPadding,
                         height);
      x = chip.rect.right() + kGap;
      longest = std::max(longest, chip.rect.right());
      continue;
    }
    const bool isLabel = chip.kind == TokenChip::Kind::Label;
    const double width = isLabel ? labels + kGap : std::max({text, caption, height * 0.45}) + 2 * kPadding;
    chip.rect = QRectF(x, row * chipPitch(height), std::ceil(width), height);
    x = chip.rect.right() + kGap;
    longest = std::max(longest, chip.rect.right());
  }
  return longest;
}

int chipRows(const std::vector<TokenChip>& chips) {
  return chips.empty() ? 1 : chips.back().row + 1;
}

double chipPitch(double height) {
  return height + kRowGap;
}

int chipAt(const std::vector<TokenChip>& chips, QPointF point) {
  const auto found =
      std::find_if(chips.begin(), chips.end(), [&](const TokenChip& chip) { return chip.rect.contains(point); });
  return found == chips.end() ? -1 : static_cast<int>(found - chips.begin());
}

}  // namespace headlight
