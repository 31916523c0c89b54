#pragma once
// The layout of most panels: what is in it stands under each other, without margins and gaps.

#include <QVBoxLayout>

namespace headlight {

/// The layout of `parent` from now on.
inline QVBoxLayout* tightColumn(QWidget* parent) {
  auto* column = new QVBoxLayout(parent);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  return column;
}

}  // namespace headlight
