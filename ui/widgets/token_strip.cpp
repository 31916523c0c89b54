#include "widgets/token_strip.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include "analysis/text/token_label.h"
#include "session/plain_text.h"

namespace headlight {

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
  addBranches(*menu, *snapshot, position);
  menu->popup(event->globalPos());
}

/// The branches that begin at a place: beside the token that stands there, or beside the one that comes next.
void TokenStrip::addBranches(QMenu& menu, const Snapshot& snapshot, Index position) {
  const auto fork = std::ranges::find(snapshot.forks, position, &Fork::position);
  const bool isNext = fork == snapshot.forks.end() && position == snapshot.place.position;
  if (fork == snapshot.forks.end() && !isNext) return;
  for (const TokenId id : isNext ? snapshot.branches : fork->others) {
    const QString name = visibleText(QString::fromStdString(tokenLabel(tokenOf(*snapshot.model->tokenizer, id))));
    QAction* go = menu.addAction(tr("Go to the branch “%1”").arg(plainAction(name)));
    go->setObjectName(QStringLiteral("branchAction"));
    connect(go, &QAction::triggered, this, [this, position, id] { m_session->forkAt(position, id); });
  }
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
