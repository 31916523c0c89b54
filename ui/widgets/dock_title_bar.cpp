#include "widgets/dock_title_bar.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include "session/plain_text.h"
#include "widgets/plain_label.h"

namespace headlight {
namespace {

/// As wide as its words at most, and ends in "…" where they have no room.
class ElidedButton : public QToolButton {
 public:
  using QToolButton::QToolButton;
  void fit() { setMaximumWidth(fontMetrics().horizontalAdvance(text()) + 2 * space()); }

 protected:
  void changeEvent(QEvent* event) override {
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
  }
  void paintEvent(QPaintEvent*) override {
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text = fontMetrics().elidedText(option.text, Qt::ElideRight, width() - space());
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
  }

 private:
  [[nodiscard]] int space() const { return fontMetrics().averageCharWidth(); }
};

}  // namespace

DockTitleBar::DockTitleBar(QDockWidget* dock)
    : QWidget(dock), m_dock(dock), m_title(plainLabel(dock->windowTitle(), this)), m_badge(new ElidedButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 3, 4, 3);
  row->setSpacing(2);
  QFont bold;  // only the weight is set: family and size follow the application's
  bold.setBold(true);
  m_title->setFont(bold);
  m_title->setAttribute(Qt::WA_TransparentForMouseEvents);  // the dock is dragged by it
  m_badge->setObjectName(dock->objectName() + QStringLiteral("Badge"));
  m_badge->setAutoRaise(true);
  m_badge->setFocusPolicy(Qt::TabFocus);
  m_badge->hide();
  // Where a column is narrow the words are cut, not the column widened: first those of the badge, whose tool tip has
  // all of it.
  m_title->setMinimumWidth(1);
  m_badge->setMinimumWidth(1);
  m_badge->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  row->addWidget(m_title);
  row->addStretch(1);
  row->addWidget(m_badge, 10'000);
  m_save = addButton(IconShape::Save, dock->objectName() + QStringLiteral("Save"));
  m_enlarge = addButton(IconShape::Enlarge, dock->objectName() + QStringLiteral("Enlarge"));
  m_float = addButton(IconShape::Float, dock->objectName() + QStringLiteral("Float"));
  m_close = addButton(IconShape::Close, dock->objectName() + QStringLiteral("Close"));
  connect(dock, &QDockWidget::windowTitleChanged, m_title, &QLabel::setText);
  connect(m_badge, &QToolButton::clicked, this, &DockTitleBar::badgeClicked);
  connect(m_save, &QToolButton::clicked, this, &DockTitleBar::saveRequested);
  connect(m_enlarge, &QToolButton::clicked, this, &DockTitleBar::enlargeRequested);
  connect(m_float, &QToolButton::clicked, dock, [dock] { dock->setFloating(!dock->isFloating()); });
  connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
  retranslate();
  sizeIcons();
}

QToolButton* DockTitleBar::addButton(IconShape icon, const QString& name) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setIcon(makeIcon(icon));
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  layout()->addWidget(button);
  return button;
}

void DockTitleBar::setBadge(const QString& text, const QString& toolTip) {
  m_badge->setText(text);
  m_badge->setToolTip(plainTip(toolTip + QLatin1Char('\n') + tr("Click to recompute every value and compare.")));
  m_badge->setVisible(!text.isEmpty());
  static_cast<ElidedButton*>(m_badge)->fit();
}

void DockTitleBar::setEnlarged(bool on) {
  m_enlarged = on;
  m_enlarge->setIcon(makeIcon(on ? IconShape::Shrink : IconShape::Enlarge));
  m_float->setVisible(!on);
  m_close->setVisible(!on);
  retranslate();
}

void DockTitleBar::sizeIcons() {
  const int side = fontMetrics().height() * 7 / 8;
  for (QToolButton* button : {m_save, m_enlarge, m_float, m_close}) button->setIconSize({side, side});
}

void DockTitleBar::retranslate() {
  m_save->setToolTip(tr("Save this view as PNG, SVG, PDF or CSV"));
  m_enlarge->setToolTip(m_enlarged ? tr("Put this panel back in its place (double-click, Ctrl+M)")
                                   : tr("Let this panel fill the window (double-click, Ctrl+M)"));
  m_float->setToolTip(tr("Detach or dock this panel"));
  m_close->setToolTip(tr("Hide this panel (View menu brings it back)"));
  m_badge->setAccessibleName(tr("How exact these numbers are"));
  for (QToolButton* button : {m_save, m_enlarge, m_float, m_close}) button->setAccessibleName(button->toolTip());
}

void DockTitleBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  if (event->type() == QEvent::FontChange && m_close) sizeIcons();
  QWidget::changeEvent(event);
}

void DockTitleBar::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) return emit enlargeRequested();  // a dock would detach itself
  QWidget::mouseDoubleClickEvent(event);
}

}  // namespace headlight
