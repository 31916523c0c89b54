#include "widgets/step_controls.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyleOptionSpinBox>
#include <QToolButton>

#include "session/player.h"
#include "session/session.h"

namespace headlight {

namespace {

/// The jump box counts the tokens of a text, but the filled masks of a sentence.
Index countedFrom(const Snapshot& snapshot) {
  return snapshot.place.masked ? snapshot.firstMoment : 0;
}

}  // namespace

StepControls::StepControls(Session* session, Player* player, const StepActions& actions, QWidget* parent)
    : QWidget(parent), m_session(session), m_player(player), m_speed(new QComboBox(this)), m_jump(new QSpinBox(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  row->addWidget(addButton(actions.start, QStringLiteral("startButton")));
  row->addWidget(addButton(actions.back, QStringLiteral("backButton")));
  row->addWidget(addButton(actions.step, QStringLiteral("stepButton")));
  row->addWidget(addButton(actions.play, QStringLiteral("playButton")));

  m_speed->setObjectName(QStringLiteral("speedBox"));
  for (const double speed : {0.5, 1.0, 2.0, 4.0}) {
    m_speed->addItem(QLocale::c().toString(speed, 'g', 3) + QStringLiteral("×"), speed);
  }
  m_speed->setCurrentIndex(1);
  connect(m_speed, &QComboBox::currentIndexChanged, this,
          [this] { m_player->setSpeed(m_speed->currentData().toDouble()); });
  row->addWidget(m_speed);

  m_jump->setObjectName(QStringLiteral("jumpBox"));
  m_jump->setKeyboardTracking(false);
  m_jump->setAlignment(Qt::AlignRight);
  connect(m_jump, &QSpinBox::valueChanged, this, [this](int shown) {
    if (const auto snapshot = m_session->snapshot()) m_session->jumpTo(shown + countedFrom(*snapshot));
  });
  row->addSpacing(6);
  row->addWidget(m_jump);

  connect(session, &Session::changed, this, [this](Session::Changes changes) {
    if (changes & (Session::RunChanged | Session::ModelChanged)) refresh();
  });
  retranslate();
  sizeIcons();
  refresh();
}

QToolButton* StepControls::addButton(QAction* action, const QString& name) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setDefaultAction(action);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);  // a click leaves Space to "play"
  return button;
}

void StepControls::refresh() {
  const auto snapshot = m_session->snapshot();
  const QSignalBlocker quiet(m_jump);
  m_jump->setEnabled(snapshot != nullptr);
  m_jump->setToolTip(snapshot && snapshot->place.masked
                         ? tr("Jump: masks that are filled, from none to the furthest step so far")
                         : tr("Jump: tokens of the text, from the prompt alone to the furthest step so far"));
  if (!snapshot) return;
  const Index from = countedFrom(*snapshot);
  m_jump->setRange(static_cast<int>(snapshot->firstMoment - from), static_cast<int>(snapshot->branchLength - from));
  m_jump->setValue(static_cast<int>(snapshot->moment - from));
  m_jump->setSuffix(QStringLiteral(" / %1").arg(snapshot->branchLength - from));
  holdPlace();
}

void StepControls::retranslate() {
  m_speed->setToolTip(tr("Speed of playing: 1× is one step a second"));
  m_speed->setAccessibleName(tr("Speed"));
  m_jump->setAccessibleName(tr("Jump to a step"));
  refresh();
}

/// As wide as the counter of a whole context: what stands beside it does not move while it grows.
void StepControls::holdPlace() {
  const auto snapshot = m_session->snapshot();
  if (!snapshot) return;
  const Index most = std::max<Index>(snapshot->config().nCtx, snapshot->branchLength);
  const QString longest = QStringLiteral("%1 / %1").arg(QString(QString::number(most).size(), QLatin1Char('8')));
  QStyleOptionSpinBox option;
  option.initFrom(m_jump);
  const QSize text(m_jump->fontMetrics().horizontalAdvance(longest) + m_jump->fontMetrics().averageCharWidth(),
                   m_jump->fontMetrics().height());
  m_jump->setFixedWidth(m_jump->style()->sizeFromContents(QStyle::CT_SpinBox, &option, text, m_jump).width());
}

void StepControls::sizeIcons() {
  const int side = fontMetrics().height() * 5 / 4;
  for (auto* button : findChildren<QToolButton*>()) button->setIconSize({side, side});
}

void StepControls::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) {
    sizeIcons();
    holdPlace();
  }
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace headlight
