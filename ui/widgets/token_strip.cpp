#include "widgets/token_strip.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include "session/plain_text.h"

namespace headlight {

namespace {
constexpr int kMargin = 8;
constexpr int kEdge = 22;  // a click this close to an end scrolls when there is more
constexpr double kRadius = 5;
}  // namespace

TokenStrip::TokenStrip(Session* session, QWidget* parent) : QWidget(parent), m_session(session) {
  setObjectName(QStringLiteral("tokenStrip"));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setMouseTracking(true);
  connect(session, &Session::changed, this, [this](Session::Changes changes) {
    if (changes & (Session::RunChanged | Session::SamplingChanged | Session::ModelChanged)) rebuild();
    if (changes & (Session::RunChanged | Session::SelectionChanged)) follow();
  });
  retranslate();
}

QFont TokenStrip::textFont() const {
  QFont larger = font();
  larger.setPointSizeF(font().pointSizeF() * 1.2);
  return larger;
}

QFont TokenStrip::captionFont() const {
  QFont smaller = font();
  smaller.setPointSizeF(font().pointSizeF() * 0.85);
  return smaller;
}

double TokenStrip::chipHeight() const {
  return QFontMetricsF(textFont()).height() + QFontMetricsF(captionFont()).height() + 8;
}

QSize TokenStrip::sizeHint() const {
  const double rows = (chipRows(m_chips) - 1) * chipPitch(chipHeight()) + chipHeight();
  return {400, static_cast<int>(rows) + kMargin};
}
QSize TokenStrip::minimumSizeHint() const {
  return {100, sizeHint().height()};
}

void TokenStrip::setEmptyText(const QString& text) {
  m_emptyText = text;
  update();
}

void TokenStrip::retranslate() {
  setAccessibleName(tr("Tokens of the text"));
  m_emptyText = tr("Type a prompt: its tokens appear here.");
  rebuild();
}

void TokenStrip::rebuild() {
  const auto snapshot = m_session->snapshot();
  const int rows = chipRows(m_chips);
  m_chips = snapshot ? makeChips(*snapshot) : std::vector<TokenChip>();
  if (chipRows(m_chips) != rows) updateGeometry();
  m_onSource = m_onSource && snapshot && !snapshot->source().empty();
  m_length = layOutChips(m_chips, textFont(), captionFont(), chipHeight());
  QStringList spoken;
  for (const TokenChip& chip : m_chips) spoken.append(chip.character + chip.text);
  setAccessibleDescription(spoken.join(QLatin1Char(' ')));
  setOffset(m_offset);
  update();
}

void TokenStrip::follow() {
  const Index position = m_session->effectivePosition();
  const bool atEnd = m_session->snapshot() && position == m_session->snapshot()->length() - 1;
  for (const TokenChip& chip : m_chips) {
    if (chip.position != position) continue;
    const double right = atEnd ? m_length : chip.rect.right();  // the ghost belongs to the last token
    const double view = width() - 2.0 * kMargin;
    if (right - m_offset > view - kEdge) setOffset(right - view + (atEnd ? 0 : kEdge));
    if (chip.rect.left() - m_offset < kEdge) setOffset(chip.rect.left() - kEdge);
  }
  update();
}

void TokenStrip::setOffset(double offset) {
  const double most = std::max(0.0, m_length - (width() - 2.0 * kMargin));
  const double clamped = std::clamp(offset, 0.0, most);
  if (clamped != m_offset) update();
  m_offset = clamped;
}

QPointF TokenStrip::toContent(QPointF point) const {
  return {point.x() - kMargin + m_offset, point.y() - kMargin / 2.0};
}

QRect TokenStrip::toWidget(const QRectF& rect) const {
  return rect.translated(kMargin - m_offset, kMargin / 2.0).toAlignedRect();
}

QRect TokenStrip::chipRect(Index position) const {
  for (const TokenChip& chip : m_chips) {
    if (chip.position == position) return toWidget(chip.rect);
  }
  return {};
}

QRect TokenStrip::nextChipRect() const {
  for (const TokenChip& chip : m_chips) {
    if (chip.kind == TokenChip::Kind::Next) return toWidget(chip.rect);
  }
  return {};
}

bool TokenStrip::isSelected(const TokenChip& chip) const {
  if (chip.sourcePosition >= 0) return chip.sourcePosition == m_session->selection().sourcePosition;
  return chip.position >= 0 && chip.position == m_session->effectivePosition();
}

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

void TokenStrip::resizeEvent(QResizeEvent*) {
  setOffset(m_offset);
  follow();
}

void TokenStrip::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const double view = width() - 2.0 * kMargin;
  if (event->position().x() < kEdge && m_offset > 0.5) return setOffset(m_offset - view / 2);
  if (event->position().x() > width() - kEdge && m_offset < m_length - view - 0.5)
    return setOffset(m_offset + view / 2);
  const int index = chipAt(m_chips, toContent(event->position()));
  if (index >= 0 && m_chips[static_cast<std::size_t>(index)].kind == TokenChip::Kind::Next) {
    emit stepRequested();
    return;
  }
  if (index >= 0 && m_chips[static_cast<std::size_t>(index)].kind == TokenChip::Kind::Branch) {
    m_session->takeToken(m_chips[static_cast<std::size_t>(index)].token);
    return;
  }
  Selection selection = m_session->selection();
  const TokenChip chip = index >= 0 ? m_chips[static_cast<std::size_t>(index)] : TokenChip{};
  m_onSource = chip.sourcePosition >= 0;
  if (m_onSource) {
    selection.sourcePosition = chip.sourcePosition;
  } else {
    selection.position = chip.position;  // beside the chips: follow
    if (index < 0) selection.sourcePosition = -1;
  }
  selection.keyPosition = -1;
  m_session->setSelection(selection);
}

void TokenStrip::wheelEvent(QWheelEvent* event) {
  const QPoint delta = event->angleDelta();
  setOffset(m_offset - (delta.x() != 0 ? delta.x() : delta.y()));
  event->accept();
}

void TokenStrip::moveSelection(Index by) {
  const auto snapshot = m_session->snapshot();
  if (!snapshot) return;
  Selection selection = m_session->selection();
  if (m_onSource) {
    const auto last = static_cast<Index>(snapshot->source().size()) - 1;
    selection.sourcePosition = std::clamp<Index>(selection.sourcePosition + by, 0, last);
  } else {
    selection.position = std::clamp<Index>(m_session->effectivePosition() + by, 0, snapshot->length() - 1);
  }
  selection.keyPosition = -1;
  m_session->setSelection(selection);
}

void TokenStrip::keyPressEvent(QKeyEvent* event) {
  const bool control = event->modifiers() & Qt::ControlModifier;
  if (control && event->key() == Qt::Key_Left) return moveSelection(-1);
  if (control && event->key() == Qt::Key_Right) return moveSelection(1);
  const bool twoRows = chipRows(m_chips) > 1;
  if (twoRows && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
    m_onSource = event->key() == Qt::Key_Up;
    return moveSelection(m_session->selection().sourcePosition < 0 && m_onSource ? 1 : 0);
  }
  if (event->key() == Qt::Key_Escape) {
    Selection selection = m_session->selection();
    selection.position = selection.keyPosition = selection.sourcePosition = -1;
    m_session->setSelection(selection);
    return;
  }
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  const auto snapshot = m_session->snapshot();
  if (enter && snapshot && !m_onSource && snapshot->canFork(m_session->effectivePosition())) {
    emit tokenChoiceRequested(m_session->effectivePosition());
    return;
  }
  QWidget::keyPressEvent(event);
}

void TokenStrip::contextMenuEvent(QContextMenuEvent* event) {
  const auto snapshot = m_session->snapshot();
  if (!snapshot) return;
  const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
  Index position = m_session->effectivePosition();
  if (byMouse) {
    const int index = chipAt(m_chips, toContent(event->pos()));
    if (index < 0) return;
    const TokenChip& chip = m_chips[static_cast<std::size_t>(index)];
    if (chip.position < 0 && chip.kind != TokenChip::Kind::Next && chip.kind != TokenChip::Kind::Branch) return;
    position = chip.position < 0 ? snapshot->length() : chip.position;
  }
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  QAction* choose = menu->addAction(tr("Put another token here…"));
  choose->setEnabled(snapshot->canFork(position));
  connect(choose, &QAction::triggered, this, [this, position] { emit tokenChoiceRequested(position); });
  QAction* jump = menu->addAction(tr("Go to this step"));
  const Index moment = snapshot->momentBehind(position);
  jump->setEnabled(moment >= 0);
  connect(jump, &QAction::triggered, this, [this, moment] { m_session->jumpTo(moment); });
  menu->popup(event->globalPos());
}

void TokenStrip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
    updateGeometry();
    rebuild();
  }
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

bool TokenStrip::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = chipAt(m_chips, toContent(help->pos()));
    if (index >= 0) {
      const TokenChip& chip = m_chips[static_cast<std::size_t>(index)];
      QToolTip::showText(help->globalPos(), plainTip(chip.toolTip), this, toWidget(chip.rect));
    } else {
      QToolTip::hideText();
    }
    return true;
  }
  return QWidget::event(event);
}

}  // namespace headlight
