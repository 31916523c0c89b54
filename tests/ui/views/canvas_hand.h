#pragma once
// What a person does to a canvas, and reads from it.

#include <algorithm>
#include <variant>

#include <QTest>

#include "charts/figure/figure_canvas.h"

namespace headlight::testing {

inline void click(FigureCanvas* canvas, FigureHit::Kind kind, int first, int second,
                  Qt::KeyboardModifiers modifiers = {}) {
  QTest::mouseClick(canvas, Qt::LeftButton, modifiers, canvas->centerOf(kind, first, second));
}

[[nodiscard]] inline bool hasText(FigureCanvas* canvas, const QString& part) {
  const auto& items = canvas->figure().items;
  return std::any_of(items.begin(), items.end(), [&](const FigureItem& item) {
    const auto* text = std::get_if<TextItem>(&item);
    return text != nullptr && text->text.contains(part);
  });
}

}  // namespace headlight::testing
