#include "widgets/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "session/plain_text.h"
#include "widgets/icons.h"
#include "widgets/plain_label.h"

namespace headlight {

namespace {
constexpr qsizetype kMostLines = 4;
}  // namespace

MessageBar::MessageBar(QWidget* window)
    : QFrame(window), m_text(plainLabel(this)), m_action(new QPushButton(this)), m_close(new QToolButton(this)) {
  setObjectName(QStringLiteral("messageBar"));
  setFrameShape(QFrame::NoFrame);
  setAutoFillBackground(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 6, 6, 6);
  m_text->setObjectName(QStringLiteral("messageText"));
  m_text->setWordWrap(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_action->setObjectName(QStringLiteral("messageAction"));
  m_close->setObjectName(QStringLiteral("messageClose"));
  m_close->setIcon(makeIcon(IconShape::Close));
  m_close->setAutoRaise(true);
  row->addWidget(m_text, 1);
  row->addWidget(m_action);
  row->addWidget(m_close);
  connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
  connect(m_action, &QPushButton::clicked, this, [this] {
    const auto run = m_run;
    dismiss();
    if (run) run();
  });
  m_leaving.setSingleShot(true);
  connect(&m_leaving, &QTimer::timeout, this, &MessageBar::leave);
  restyle();
  hide();
}

void MessageBar::standBelow(QWidget* part) {
  m_above = part;
  part->installEventFilter(this);
  window()->installEventFilter(this);
}

void MessageBar::appear() {
  place();
  show();
  raise();
  m_leaving.start(m_stay.least + m_stay.perLetter * m_text->text().size());
}

/// As wide as the window, as high as the sentences need.
void MessageBar::place() {
  constexpr int kMargin = 8;
  const QWidget* window = parentWidget();
  if (window == nullptr || !m_above) return;
  const int width = std::max(1, window->width() - 2 * kMargin);
  const int top = m_above->mapTo(window, QPoint(0, m_above->height())).y();
  setGeometry(kMargin, top, width, layout()->totalHeightForWidth(width));
}

void MessageBar::leave() {
  const QWidget* focus = focusWidget();
  if (underMouse() || (focus != nullptr && focus->hasFocus())) return m_leaving.start(m_stay.least);
  hide();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
  const auto type = event->type();
  if (isVisible() && (type == QEvent::Resize || type == QEvent::Move)) place();
  return QFrame::eventFilter(watched, event);
}

/// With an edge: it lies over the panels.
void MessageBar::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::Mid));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MessageBar::showMessage(const QString& sentence, Tone tone, const QString& actionText,
                             const std::function<void()>& action) {
  m_tone = tone;
  m_sentences = QStringList(sentence);
  m_text->setText(sentence);
  m_text->setToolTip(QString());
  setAccessibleName(sentence);
  m_action->setText(actionText);
  m_action->setVisible(!actionText.isEmpty());
  m_run = action;
  restyle();
  appear();
}

void MessageBar::addSentence(const QString& sentence) {
  if (!isVisibleTo(parentWidget()) || m_sentences.isEmpty()) return showMessage(sentence, Tone::Notice);
  if (m_sentences.contains(sentence)) return;
  m_sentences.append(sentence);
  QStringList lines = m_sentences.mid(0, kMostLines);
  if (m_sentences.size() > kMostLines) lines.append(tr("… and %1 more").arg(m_sentences.size() - kMostLines));
  m_text->setText(lines.join(QLatin1Char('\n')));
  m_text->setToolTip(plainTip(m_sentences.join(QLatin1Char('\n'))));
  setAccessibleName(m_sentences.join(QLatin1Char(' ')));
  appear();
}

void MessageBar::dismiss() {
  m_sentences.clear();
  m_text->clear();
  m_run = {};
  m_leaving.stop();
  hide();
}

QString MessageBar::sentence() const {
  return m_text->text();
}

void MessageBar::restyle() {
  m_close->setToolTip(tr("Dismiss this message"));
  // A wash over the window's colour that is seen in the light and the dark theme: amber says something went wrong.
  const QColor window = parentWidget() ? parentWidget()->palette().color(QPalette::Window) : QColor(Qt::white);
  const QColor tint = m_tone == Tone::Problem ? QColor(0xE6, 0x9F, 0x00) : QColor(0x56, 0xB4, 0xE9);
  const double share = 0.22;
  const auto mix = [&](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
  QPalette own = palette();
  const QColor fill(mix(tint.red(), window.red()), mix(tint.green(), window.green()), mix(tint.blue(), window.blue()));
  if (own.color(QPalette::Window) == fill) return;
  own.setColor(QPalette::Window, fill);
  setPalette(own);
}

void MessageBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) restyle();
  if (event->type() == QEvent::FontChange && isVisible()) place();
  QFrame::changeEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return dismiss();
  QFrame::keyPressEvent(event);
}

}  // namespace headlight
