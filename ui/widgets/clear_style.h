#pragma once
// Fusion, which follows our palette everywhere, with outlines that are seen: on a dark window Fusion draws the box of a
// check mark, and the edge of a field, darker than the window itself.

#include <QProxyStyle>

namespace headlight {

class ClearStyle : public QProxyStyle {
 public:
  ClearStyle();

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
};

}  // namespace headlight
