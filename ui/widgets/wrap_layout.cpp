#include "widgets/wrap_layout.h"

#include <algorithm>

#include <QStyle>
#include <QWidget>

namespace headlight {
namespace {

constexpr int kWrapGap = 6;

bool expands(const QLayoutItem* item) {
  return (item->expandingDirections() & Qt::Horizontal) != 0;
}

/// What it must have in its row: one that expands starts from its least width.
int wishOf(const QLayoutItem* item) {
  return expands(item) ? item->minimumSize().width() : item->sizeHint().width();
}

}  // namespace

struct WrapLayout::Row {
  std::vector<QLayoutItem*> items;
  int width = 0;  // of the items as they would like to be, with the gaps between them
  int height = 0;
};

WrapLayout::WrapLayout(QWidget* parent) : QLayout(parent) {
  setSpacing(kWrapGap);  // else that of the layout around it, which is often 0
}

WrapLayout::~WrapLayout() {
  for (QLayoutItem* item : m_items) delete item;
}

void WrapLayout::addItem(QLayoutItem* item) {
  m_items.push_back(item);
  invalidate();
}

int WrapLayout::count() const {
  return static_cast<int>(m_items.size());
}

QLayoutItem* WrapLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* WrapLayout::takeAt(int index) {
  QLayoutItem* item = itemAt(index);
  if (item != nullptr) m_items.erase(m_items.begin() + index);
  return item;
}

Qt::Orientations WrapLayout::expandingDirections() const {
  return {};
}

bool WrapLayout::hasHeightForWidth() const {
  return true;
}

std::vector<WrapLayout::Row> WrapLayout::rows(int width) const {
  std::vector<Row> rows;
  for (QLayoutItem* item : m_items) {
    if (item->isEmpty()) continue;
    const int wish = wishOf(item);
    const bool fits = !rows.empty() && rows.back().width + spacing() + wish <= width;
    if (!fits) rows.emplace_back();
    Row& row = rows.back();
    row.width += wish + (row.items.empty() ? 0 : spacing());
    row.height = std::max(row.height, item->sizeHint().height());
    row.items.push_back(item);
  }
  return rows;
}

int WrapLayout::heightForWidth(int width) const {
  const QMargins margins = contentsMargins();
  const std::vector<Row> all = rows(width - margins.left() - margins.right());
  int height = std::max(0, static_cast<int>(all.size()) - 1) * spacing();
  for (const Row& row : all) height += row.height;
  return height + margins.top() + margins.bottom();
}

QSize WrapLayout::sizeHint() const {
  const QMargins margins = contentsMargins();
  QSize size(0, 0);
  for (const Row& row : rows(QWIDGETSIZE_MAX)) size = size.expandedTo({row.width, row.height});
  return size.grownBy(margins);
}

QSize WrapLayout::minimumSize() const {
  QSize size(0, 0);
  for (QLayoutItem* item : m_items) {
    if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
  }
  return size.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  const QRect inside = rect.marginsRemoved(contentsMargins());
  int top = inside.top();
  for (const Row& row : rows(inside.width())) {
    auto eager = static_cast<int>(std::count_if(row.items.begin(), row.items.end(), expands));
    int left = inside.left(), spare = std::max(0, inside.width() - row.width);
    for (QLayoutItem* item : row.items) {
      int width = std::min(wishOf(item), inside.width());
      if (expands(item)) {
        const int share = spare / eager--;
        width += share;
        spare -= share;
      }
      width = std::min(width, item->maximumSize().width());
      const int height = std::min(item->sizeHint().height(), item->maximumSize().height());
      item->setGeometry(QStyle::visualRect(parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight, inside,
                                           {left, top + (row.height - height) / 2, width, height}));
      left += width + spacing();
    }
    top += row.height + spacing();
  }
}

}  // namespace headlight
