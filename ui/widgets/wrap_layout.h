#pragma once
// A row of controls that becomes two or three where the panel is narrow or the font is large.

#include <vector>

#include <QLayout>

namespace headlight {

/// Lays its items out from left to right and goes on below where the width ends. An item whose horizontal policy
/// expands (a field, a slider) takes what its row leaves. Its least width is that of its widest item, so a panel at the
/// font of a presentation can be as narrow as one control; its height follows from its width. Hidden widgets take no
/// room. Takes widgets, no layouts. GUI thread.
class WrapLayout : public QLayout {
 public:
  explicit WrapLayout(QWidget* parent = nullptr);
  ~WrapLayout() override;

  void addItem(QLayoutItem* item) override;
  [[nodiscard]] int count() const override;
  [[nodiscard]] QLayoutItem* itemAt(int index) const override;
  [[nodiscard]] QLayoutItem* takeAt(int index) override;
  [[nodiscard]] Qt::Orientations expandingDirections() const override;
  [[nodiscard]] bool hasHeightForWidth() const override;
  [[nodiscard]] int heightForWidth(int width) const override;
  /// All items in one row.
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  struct Row;
  [[nodiscard]] std::vector<Row> rows(int width) const;

  std::vector<QLayoutItem*> m_items;  // owned
};

}  // namespace headlight
