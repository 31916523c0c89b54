#include "widgets/clear_style.h"

#include <QStyleOption>

namespace headlight {

ClearStyle::ClearStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void ClearStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
  const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
  const bool isBox = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton;
  if (!isBox || !button || option->palette.color(QPalette::Window).lightness() >= 128) {
    return QProxyStyle::drawPrimitive(element, option, painter, widget);
  }
  QStyleOptionButton clear = *button;
  // Fusion takes the outline from the window's colour, darkened by 140 %.
  QColor outline = option->palette.color(QPalette::WindowText);
  outline.setAlphaF(0.8F);
  clear.palette.setColor(QPalette::Window, outline);
  QProxyStyle::drawPrimitive(element, &clear, painter, widget);
}

}  // namespace headlight
