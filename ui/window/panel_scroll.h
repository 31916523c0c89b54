#pragma once
// The frame of a panel's content: no panel widens the window. What is narrower than it needs scrolls.

#include <QScrollArea>

namespace headlight {

class PanelScroll : public QScrollArea {
  Q_OBJECT

 public:
  /// Takes `content`, which fills the frame wherever there is room. Focus goes to the content.
  PanelScroll(QWidget* content, QWidget* parent);

  [[nodiscard]] QSize sizeHint() const override;
  /// What the content needs, but at most so many letters wide that four columns of panels fit a projector at the size
  /// of a presentation. Not lower: views arrange themselves by their height.
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// The content is as high as the frame, and as wide where it can be.
  void fit();
};

}  // namespace headlight
