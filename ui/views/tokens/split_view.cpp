#include "views/tokens/split_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/text/text_builders.h"
#include "figures/text/split_figure.h"
#include "widgets/icons.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"

namespace headlight {

namespace {

constexpr std::size_t kMostBytes = 1024;  // a page to look at; the figure says when it is not all

}  // namespace

SplitView::SplitView(Session* session, QWidget* parent) : SnapshotView(session, parent) {
  setObjectName(QStringLiteral("splitView"));
  createWidgets();
  retranslate();
}

SplitView::~SplitView() = default;

void SplitView::createWidgets() {
  const auto button = [this](const char* name, IconShape icon) {
    auto* made = new QToolButton(this);
    made->setObjectName(QString::fromLatin1(name));
    made->setIcon(makeIcon(icon));
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
  };
  m_start = button("splitStart", IconShape::Start);
  m_back = button("splitBack", IconShape::Back);
  m_forward = button("splitStep", IconShape::Step);
  for (QToolButton* repeated : {m_back, m_forward}) repeated->setAutoRepeat(true);
  m_slider = new QSlider(Qt::Horizontal, this);
  m_slider->setObjectName(QStringLiteral("splitSlider"));
  m_hint = plainLabel(this);
  m_hint->setObjectName(QStringLiteral("splitHint"));
  m_hint->setWordWrap(true);
  m_hint->setMargin(4);
  m_hint->hide();
  m_canvas = new FigureCanvas(this);
  m_canvas->setObjectName(QStringLiteral("splitCanvas"));
  m_canvas->setGrowing(true);
  m_canvas->setFocusPolicy(Qt::StrongFocus);
  m_canvas->installEventFilter(this);
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(m_canvas);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);

  auto* controls = new QHBoxLayout;
  controls->setContentsMargins(8, 2, 8, 2);
  controls->addWidget(m_start);
  controls->addWidget(m_back);
  controls->addWidget(m_forward);
  controls->addWidget(m_slider, 1);
  auto* column = tightColumn(this);
  column->addLayout(controls);
  column->addWidget(m_hint);
  column->addWidget(scroll, 1);

  connectGuarded(m_start, &QToolButton::clicked, [this] { goTo(0); });
  connectGuarded(m_back, &QToolButton::clicked, [this] { goTo(step() - 1); });
  connectGuarded(m_forward, &QToolButton::clicked, [this] { goTo(step() + 1); });
  connectGuarded(m_slider, &QSlider::valueChanged, [this](int value) { goTo(value); });
  connectGuarded(m_canvas, &FigureCanvas::clicked, [this](const FigureHit& hit) { select(hit.first); });
  m_canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit.first); });
}

void SplitView::retranslate() {
  m_start->setToolTip(tr("Before the first step of the split (Ctrl+Home)"));
  m_back->setToolTip(tr("Undo one step of the split (Up)"));
  m_forward->setToolTip(tr("One step of the split (Down)"));
  m_slider->setToolTip(tr("Which step of the split is shown"));
  m_slider->setAccessibleName(tr("Step of the split"));
  m_canvas->setAccessibleName(tr("How the text was split"));
  for (QToolButton* button : {m_start, m_back, m_forward}) button->setAccessibleName(button->toolTip());
}

void SplitView::refresh(Session::Changes) {
  followText();
  rebuild();
  if (m_trace) emitBadge(m_figure);
}

void SplitView::followText() const {
  const auto snapshot = session()->snapshot();
  const auto tokenizer = snapshot && snapshot->model ? snapshot->model->tokenizer : nullptr;
  const std::string text = snapshot ? snapshot->prompt.text : std::string();
  if (tokenizer == m_tokenizer && text == m_text && (m_trace || !tokenizer)) return;
  m_tokenizer = tokenizer;
  m_text = text;
  m_trace.reset();
  m_hint->hide();
  m_canvas->setEmptyText(emptyText());
  if (!tokenizer) return;
  try {
    m_trace = traceSplit(*tokenizer, text, kMostBytes);
  } catch (const std::exception&) {  // a recorded session has the pieces, but not always what cut them
    m_canvas->setEmptyText(tr("The steps of this split are not available: the session was opened without its model."));
    return;
  }
  m_figure = splitFigure(*m_trace, splitSteps(*m_trace), figureSource());
  const auto& tokens = snapshot->source().empty() ? snapshot->prompt.tokens : snapshot->source();
  const std::size_t dropped = static_cast<std::size_t>(snapshot->prompt.dropped);
  bool same = m_trace->isCut || m_trace->tokens.size() == tokens.size() + dropped;
  for (std::size_t i = 0; same && dropped == 0 && i < std::min(tokens.size(), m_trace->tokens.size()); ++i) {
    same = m_trace->isCut || tokens[i].id == m_trace->tokens[i].id;
  }
  if (same) return;
  m_hint->setText(
      tr("Some tokens of this prompt were inserted by hand; this is how the tokenizer splits the same text."));
  m_hint->show();
}

void SplitView::forget() {
  m_tokenizer.reset();
  m_trace.reset();
}

void SplitView::rebuild() {
  const QSignalBlocker quiet(m_slider);
  const bool has = m_trace.has_value();
  m_slider->setRange(0, has ? static_cast<int>(m_figure.steps) : 0);
  m_slider->setValue(static_cast<int>(m_figure.step));
  m_start->setEnabled(has && m_figure.step > 0);
  m_back->setEnabled(has && m_figure.step > 0);
  m_forward->setEnabled(has && m_figure.step < m_figure.steps);
  m_slider->setEnabled(has && m_figure.steps > 0);
  if (!has) {
    m_canvas->setBuilder({});
    return m_canvas->rebuild();
  }
  m_canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = QSizeF(area.width(), 0);
    style.selectedToken = selectedToken();
    return buildSplit(m_figure, style);
  });
  m_canvas->rebuild();
}

void SplitView::goTo(Index step) {
  if (!m_trace) return;
  step = std::clamp<Index>(step, 0, m_figure.steps);
  if (step == m_figure.step) return;
  m_figure = splitFigure(*m_trace, step, figureSource());
  rebuild();
}

std::optional<FigureData> SplitView::currentFigure() const {
  followText();
  if (!m_trace) return std::nullopt;
  SplitFigure figure = m_figure;
  figure.source = figureSource();
  return figure;
}

bool SplitView::watchedEvent(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return SnapshotView::watchedEvent(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool control = key->modifiers() & Qt::ControlModifier;
  const bool shift = key->modifiers() & Qt::ShiftModifier;
  const int code = key->key();
  if (code == Qt::Key_Down || (shift && code == Qt::Key_Right)) {
    goTo(step() + 1);
  } else if (code == Qt::Key_Up || (shift && code == Qt::Key_Left)) {
    goTo(step() - 1);
  } else if (control && code == Qt::Key_Home) {
    goTo(0);
  } else if (control && code == Qt::Key_End) {
    goTo(steps());
  } else {
    return SnapshotView::watchedEvent(watched, event);
  }
  return true;
}

const SplitFigure::Box* SplitView::boxAt(int index) const {
  for (const SplitFigure::Word& word : m_figure.words) {
    if (index < static_cast<int>(word.boxes.size())) return &word.boxes[static_cast<std::size_t>(index)];
    index -= static_cast<int>(word.boxes.size());
  }
  return nullptr;
}

Index SplitView::selectedToken() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot) return -1;
  if (!snapshot->source().empty()) return session()->selection().sourcePosition;
  return session()->effectivePosition() + snapshot->prompt.dropped;
}

void SplitView::select(int index) {
  m_canvas->setFocus();
  const SplitFigure::Box* box = boxAt(index);
  const auto snapshot = session()->snapshot();
  if (!box || box->token < 0 || !snapshot) return;
  Selection selection = session()->selection();
  const Index position = box->token - snapshot->prompt.dropped;
  if (position < 0) return;
  (snapshot->source().empty() ? selection.position : selection.sourcePosition) = position;
  session()->setSelection(selection);
}

QString SplitView::toolTip(int index) const {
  const SplitFigure::Box* box = boxAt(index);
  if (!box) return {};
  QString text = box->id < 0 ? tr("“%1”: not in the vocabulary").arg(visibleToken(box->text))
                             : tr("“%1”, id %2").arg(visibleToken(box->text), QString::number(box->id));
  if (box->score) text += tr(", log probability %1").arg(formatNumber(*box->score, 5));
  if (box->pathScore) text += tr("; best path through it %1").arg(formatNumber(*box->pathScore, 5));
  return text;
}

}  // namespace headlight
