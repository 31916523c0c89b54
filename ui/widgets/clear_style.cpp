#include "widgets/clear_style.h"

#include <QPainter>
#include <QStyleOption>

namespace headlight {

namespace {

bool isDark(const QStyleOption& option) {
  return option.palette.color(QPalette::Window).lightness() < 128;
}

/// The edge of a field. One that has the focus has Fusion's own.
void drawEdge(const QStyleOption& option, QPainter& painter) {
  if (option.state & QStyle::State_HasFocus) return;
  constexpr double kRadius = 2;
  QColor edge = option.palette.color(QPalette::WindowText);
  edge.setAlphaF(option.state & QStyle::State_Enabled ? 0.5F : 0.25F);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(edge);
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
  painter.restore();
}

}  // namespace

ClearStyle::ClearStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void ClearStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
  const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
  const bool isBox = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton;
  if (!isBox || !button || !isDark(*option)) {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameLineEdit && isDark(*option)) drawEdge(*option, *painter);
    return;
  }
  QStyleOptionButton clear = *button;
  // Fusion takes the outline from the window's colour, darkened by 140 %.
  QColor outline = option->palette.color(QPalette::WindowText);
  outline.setAlphaF(0.8F);
  clear.palette.setColor(QPalette::Window, outline);
  QProxyStyle::drawPrimitive(element, &clear, painter, widget);
}

void ClearStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
  QProxyStyle::drawComplexControl(control, option, painter, widget);
  const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
  const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
  const bool isField = (spin != nullptr && spin->frame) || (combo != nullptr && combo->frame);
  if (isField && isDark(*option)) drawEdge(*option, *painter);
}

}  // namespace headlight
