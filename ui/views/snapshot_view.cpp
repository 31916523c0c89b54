#include "views/snapshot_view.h"

#include <QEvent>
#include <QFontInfo>

namespace headlight {
namespace {

constexpr Session::Changes kAll = Session::ModelChanged | Session::RunChanged | Session::SelectionChanged |
                                  Session::SamplingChanged | Session::HeadsMeasured | Session::SecondPromptChanged |
                                  Session::ComparisonChanged;

}  // namespace

SnapshotView::SnapshotView(Session* session, QWidget* parent) : QWidget(parent), m_session(session), m_pending(kAll) {
  connect(session, &Session::changed, this, &SnapshotView::follow);
}

void SnapshotView::follow(Session::Changes changes) {
  m_pending |= changes & kAll;
  if (!isSeen() || !m_pending) return;
  refresh(std::exchange(m_pending, {}));
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
  if (type == QEvent::LanguageChange) retranslate();
  if (type == QEvent::LanguageChange || type == QEvent::PaletteChange || type == QEvent::FontChange) follow(kAll);
}

FigureSource SnapshotView::figureSource() const {
  const auto snapshot = m_session->snapshot();
  if (!snapshot) return {};
  return {snapshot->model ? snapshot->model->name : std::string(), snapshot->prompt.text, snapshot->interventions};
}

FigureStyle SnapshotView::screenStyle() const {
  FigureStyle style;
  style.theme = &currentTheme(this);
  style.texts = interfaceTexts();
  style.title = style.caption = style.badge = false;
  style.fontSize = QFontInfo(font()).pixelSize();
  return style;
}

QString SnapshotView::emptyText() const {
  if (!m_session->model()) return tr("Open a model to see something here.");
  switch (m_session->model()->model->config().kind) {
    case ModelKind::Encoder:
      return tr("Type a sentence above with [MASK] where a word is missing to see something here.");
    case ModelKind::EncoderDecoder:
      return tr("Type a sentence above to see here how it is translated.");
    default:
      return tr("Type a prompt above to see something here.");
  }
}

}  // namespace headlight
