#pragma once
// The text so far as a row of chips, the next one as a ghost; of a translation two rows, source and target. Clicking
// selects; the context menu and Enter put another token at a position (a fork). Scrolls sideways by wheel, by its
// edges, and follows the selection.

#include <vector>

#include <QWidget>

#include "session/session.h"
#include "widgets/token_chips.h"

class QMenu;
class QPainter;

namespace headlight {

class TokenStrip : public QWidget {
  Q_OBJECT

 public:
  explicit TokenStrip(Session* session, QWidget* parent = nullptr);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] const std::vector<TokenChip>& chips() const { return m_chips; }
  /// Where a chip is on the widget now; empty if there is none for this position.
  [[nodiscard]] QRect chipRect(Index position) const;
  [[nodiscard]] QRect nextChipRect() const;
  /// The text of the strip while there is no run.
  void setEmptyText(const QString& text);
  void retranslate();

 signals:
  /// Another token is wanted at `position` (the length of the text: instead of the next one).
  void tokenChoiceRequested(headlight::Index position);
  void stepRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void rebuild();
  void follow();
  void setOffset(double offset);
  void moveSelection(Index by);
  void addBranches(QMenu& menu, const Snapshot& snapshot, Index position);
  [[nodiscard]] bool isSelected(const TokenChip& chip) const;
  void paintChip(QPainter& painter, const TokenChip& chip, bool selected) const;
  void paintCharacter(QPainter& painter, std::size_t first) const;
  void paintPart(QPainter& painter, const TokenChip& chip, bool selected) const;
  void paintEdges(QPainter& painter) const;
  [[nodiscard]] QFont textFont() const;
  [[nodiscard]] QFont captionFont() const;
  [[nodiscard]] double chipHeight() const;
  [[nodiscard]] QPointF toContent(QPointF point) const;
  [[nodiscard]] QRect toWidget(const QRectF& rect) const;

  static constexpr int kMargin = 8;
  static constexpr int kEdge = 22;  ///< a click this close to an end scrolls when there is more

  Session* m_session;
  std::vector<TokenChip> m_chips;
  QString m_emptyText;
  double m_length = 0;
  double m_offset = 0;
  bool m_onSource = false;  ///< which row Ctrl+Left and Ctrl+Right go along
};

}  // namespace headlight
