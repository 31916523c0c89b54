#include "views/snapshot_view.h"

#include <QEvent>
#include <QFontInfo>
#include <QLabel>

#include "session/jobs/job.h"
#include "widgets/plain_label.h"

namespace headlight {
namespace {

constexpr Session::Changes kAll = Session::ModelChanged | Session::RunChanged | Session::SelectionChanged |
                                  Session::SamplingChanged | Session::HeadsMeasured | Session::SecondPromptChanged |
                                  Session::ComparisonChanged | Session::StartHeadFound;

Message messageOf(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (...) {
    return currentFailure();
  }
}

}  // namespace

SnapshotView::SnapshotView(Session* session, QWidget* parent) : InPanel(parent), m_session(session), m_pending(kAll) {
  connect(session, &Session::changed, this, [this](Session::Changes changes) {
    guarded([&] { noticed(changes); });
    follow(changes);
  });
}

/// After a failure everything is read again.
void SnapshotView::follow(Session::Changes changes) {
  m_pending |= changes & kAll;
  if ((changes & Session::ModelChanged) && !isSeen()) {
    m_pending = kAll;
    guarded([this] { letGo(); });
  }
  if (!isSeen() || !m_pending) return;
  m_failure.reset();
  guarded([this] { refresh(std::exchange(m_pending, {})); });
  if (!m_failure && m_failureText != nullptr) m_failureText->hide();
}

void SnapshotView::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    failedWith(std::current_exception());
  }
}

void SnapshotView::failedWith(const std::exception_ptr& thrown) noexcept {
  m_failure = messageOf(thrown);
  m_pending = kAll;
  try {
    forget();
  } catch (...) {
    m_failure = messageOf(std::current_exception());
  }
  QMetaObject::invokeMethod(  // later: a widget may be under the painter's hand now
      this, [this] { showFailure(); }, Qt::QueuedConnection);
}

void SnapshotView::showFailure() {
  if (!m_failure) return;  // it can be shown again by now
  if (m_failureText == nullptr) {
    m_failureText = plainLabel(this);
    m_failureText->setObjectName(QStringLiteral("viewFailure"));
    m_failureText->setAlignment(Qt::AlignCenter);
    m_failureText->setWordWrap(true);
    m_failureText->setMargin(16);
    m_failureText->setAutoFillBackground(true);
  }
  m_failureText->setText(tr("This panel cannot show the present step.") + QLatin1Char('\n') + messageText(*m_failure) +
                         QLatin1Char('\n') + tr("It tries again at the next step or choice."));
  m_failureText->setGeometry(rect());
  m_failureText->show();
  m_failureText->raise();
}

bool SnapshotView::event(QEvent* event) {
  const bool isHandled = InPanel::event(event);
  if (event->type() == QEvent::Resize && m_failureText != nullptr) m_failureText->setGeometry(rect());
  return isHandled;
}

void SnapshotView::catchUp() {
  if (m_pending) guarded([this] { refresh(std::exchange(m_pending, {})); });
}

void SnapshotView::setInFront(bool inFront) {
  m_isInFront = inFront;
  if (!inFront) return;
  QMetaObject::invokeMethod(  // later: docks say so while they are laid out and painted
      this, [this] { follow({}); }, Qt::QueuedConnection);
}

void SnapshotView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  follow({});
}

void SnapshotView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  const auto type = event->type();
  if (type == QEvent::LanguageChange) {
    retranslate();
    showFailure();
  }
  if (type == QEvent::LanguageChange || type == QEvent::PaletteChange || type == QEvent::FontChange) follow(kAll);
}

FigureSource SnapshotView::figureSource() const {
  const auto snapshot = m_session->snapshot();
  if (!snapshot) return {};
  return {snapshot->model ? snapshot->model->name : std::string(), snapshot->prompt.text, snapshot->interventions,
          m_session->isRecorded()};
}

FigureStyle SnapshotView::screenStyle() const {
  FigureStyle style;
  style.theme = &currentTheme(this);
  style.language = interfaceLanguage();
  style.title = style.caption = style.badge = false;
  style.fontSize = QFontInfo(font()).pixelSize();
  return style;
}

QString SnapshotView::emptyText() const {
  if (!m_session->model()) return tr("Open a model to see something here.");
  const std::optional<Message>& refusal = m_session->refusal();
  if (refusal && refusal->code != "prompt.empty") return messageText(*refusal);
  switch (m_session->model()->model->config().role()) {
    case Role::Fills:
      return tr("Type a sentence above to see something here.");
    case Role::Translates:
      return tr("Type a sentence above to see here how it is translated.");
    default:
      return tr("Type a prompt above to see something here.");
  }
}

}  // namespace headlight
