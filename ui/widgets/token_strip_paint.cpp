// How the token strip is painted.

#include <QPainter>

#include "session/session.h"
#include "widgets/token_strip.h"

namespace headlight {

namespace {
constexpr double kRadius = 5;
}  // namespace

void TokenStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (m_chips.empty()) {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const std::optional<Message>& refusal = m_session->refusal();
    const bool isRefused = refusal && refusal->code != "prompt.empty";
    painter.drawText(rect().adjusted(kMargin, 0, -kMargin, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     isRefused ? messageText(*refusal) : m_emptyText);
    return;
  }
  painter.save();
  painter.setClipRect(rect().adjusted(2, 0, -2, 0));
  painter.translate(kMargin - m_offset, kMargin / 2.0);
  const auto isVisible = [this](const QRectF& rect) {
    return rect.right() > m_offset - kMargin && rect.left() < m_offset + width();
  };
  for (std::size_t i = 0; i < m_chips.size(); ++i) {
    const TokenChip& chip = m_chips[i];
    const bool isPart = !chip.character.isEmpty();
    if (isPart && !chip.joins && isVisible(characterRect(m_chips, i))) paintCharacter(painter, i);
    if (!isVisible(chip.rect)) continue;
    if (isPart) {
      paintPart(painter, chip, isSelected(chip));
    } else {
      paintChip(painter, chip, isSelected(chip));
    }
  }
  painter.restore();
  paintEdges(painter);
}

void TokenStrip::paintChip(QPainter& painter, const TokenChip& chip, bool selected) const {
  const QPalette& colors = palette();
  const QColor quiet = colors.color(QPalette::PlaceholderText);
  QColor text = colors.color(QPalette::WindowText);
  QColor caption = quiet;
  const QRectF box = chip.rect.adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(Qt::NoPen);
  painter.setBrush(Qt::NoBrush);
  if (selected) {
    painter.setBrush(colors.color(QPalette::Highlight));
    text = caption = colors.color(QPalette::HighlightedText);
  } else if (chip.mask) {
    text = colors.color(QPalette::Link);
    painter.setPen(QPen(text, 2, Qt::DashLine));
  } else if (chip.kind == TokenChip::Kind::Prompt) {
    painter.setBrush(colors.color(QPalette::Button));
    painter.setPen(QPen(colors.color(QPalette::Mid), 1));
  } else if (chip.kind == TokenChip::Kind::Generated) {
    painter.setBrush(colors.color(QPalette::Base));
    painter.setPen(QPen(quiet, 1));
  } else if (chip.kind == TokenChip::Kind::Next || chip.kind == TokenChip::Kind::Branch) {
    painter.setPen(QPen(quiet, 1, chip.kind == TokenChip::Kind::Next ? Qt::DashLine : Qt::DotLine));
    text = quiet;
  } else {
    text = quiet;
  }
  const bool boxed = chip.kind != TokenChip::Kind::Dropped && chip.kind != TokenChip::Kind::Label;
  if (boxed) painter.drawRoundedRect(box, kRadius, kRadius);
  if (chip.kind == TokenChip::Kind::Branch) {  // a fork beside the next one
    painter.drawLine(QPointF(box.left() - 4, box.top() + 4), QPointF(box.left(), box.center().y()));
  }
  if (chip.forked) {  // the other way up
    painter.setPen(QPen(text, 1.5));
    const QPointF foot(box.right() - 8, box.top() + 9);
    painter.drawLine(foot, foot + QPointF(0, -3));
    painter.drawLine(foot + QPointF(0, -3), foot + QPointF(-3.5, -6.5));
    painter.drawLine(foot + QPointF(0, -3), foot + QPointF(3.5, -6.5));
  }
  if (selected && chip.mask) {  // a chosen mask is still seen to be one
    painter.setPen(QPen(text, 2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), kRadius - 2, kRadius - 2);
  }
  if (selected && hasFocus()) {
    painter.setPen(QPen(colors.color(QPalette::HighlightedText), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), kRadius - 2, kRadius - 2);
  }

  QFont upper = textFont();
  upper.setItalic(chip.unknown || chip.kind == TokenChip::Kind::Next);
  upper.setBold(chip.mask);
  const double upperHeight = QFontMetricsF(upper).height();
  const bool alone = chip.caption.isEmpty();
  painter.setFont(upper);
  painter.setPen(text);
  painter.drawText(
      QRectF(box.left(), alone ? box.top() : box.top() + 3, box.width(), alone ? box.height() : upperHeight),
      chip.kind == TokenChip::Kind::Label ? Qt::AlignVCenter | Qt::AlignLeft : Qt::AlignCenter, chip.text);
  painter.setFont(captionFont());
  painter.setPen(caption);
  painter.drawText(
      QRectF(box.left(), box.top() + 3 + upperHeight, box.width(), box.bottom() - box.top() - 5 - upperHeight),
      Qt::AlignCenter, chip.caption);
}

/// The box and the character over all its parts. `first` is the chip of the first part.
void TokenStrip::paintCharacter(QPainter& painter, std::size_t first) const {
  const TokenChip& chip = m_chips[first];
  QString text = chip.character;
  for (std::size_t i = first + 1; i < m_chips.size() && m_chips[i].joins; ++i) {
    const QString& more = m_chips[i].character;  // its first character began before
    text += more.mid(more.isEmpty() || !more.front().isHighSurrogate() ? 1 : 2);
  }
  const QRectF box = characterRect(m_chips, first).adjusted(0.5, 0.5, -0.5, -0.5);
  const bool typed = chip.kind == TokenChip::Kind::Prompt;
  painter.setBrush(palette().color(typed ? QPalette::Button : QPalette::Base));
  painter.setPen(QPen(palette().color(typed ? QPalette::Mid : QPalette::PlaceholderText), 1));
  painter.drawRoundedRect(box, kRadius, kRadius);
  painter.setFont(textFont());
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(QRectF(box.left(), box.top() + 3, box.width(), QFontMetricsF(textFont()).height()), Qt::AlignCenter,
                   text);
}

/// Bytes and id of one part, under the character.
void TokenStrip::paintPart(QPainter& painter, const TokenChip& chip, bool selected) const {
  const double top = chip.rect.top() + 3 + QFontMetricsF(textFont()).height();
  const QRectF box(chip.rect.left() + 2, top, chip.rect.width() - 4, chip.rect.bottom() - top - 2);
  painter.setPen(QPen(palette().color(QPalette::Mid), 1));
  if (chip.joins) painter.drawLine(box.topLeft() - QPointF(2, 0), box.bottomLeft() - QPointF(2, 0));
  if (selected) {
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::HighlightedText), 1) : QPen(Qt::NoPen));
    painter.setBrush(palette().color(QPalette::Highlight));
    painter.drawRoundedRect(box, kRadius - 2, kRadius - 2);
  }
  painter.setFont(captionFont());
  painter.setPen(palette().color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
  painter.drawText(box, Qt::AlignCenter, partCaption(chip));
}

void TokenStrip::paintEdges(QPainter& painter) const {
  const double view = width() - 2.0 * kMargin;
  const QColor back = palette().color(QPalette::Window);
  QFont bold = textFont();
  bold.setBold(true);
  painter.setFont(bold);
  const auto edge = [&](const QRect& area, const QString& arrow, bool left) {
    QLinearGradient fade(area.topLeft(), area.topRight());
    QColor clear = back;
    clear.setAlpha(0);
    fade.setColorAt(left ? 0 : 1, back);
    fade.setColorAt(0.5, back);
    fade.setColorAt(left ? 1 : 0, clear);
    painter.fillRect(area, fade);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(area, Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight), arrow);
  };
  if (m_offset > 0.5) edge(QRect(0, 0, kEdge + 8, height()), QStringLiteral(" ‹"), true);
  if (m_offset < m_length - view - 0.5) {
    edge(QRect(width() - kEdge - 8, 0, kEdge + 8, height()), QStringLiteral("› "), false);
  }
}

}  // namespace headlight
