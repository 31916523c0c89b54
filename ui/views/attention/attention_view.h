#pragma once
// Attention: every head as a thumbnail, the chosen one (or the mean over its layer) as a labelled heatmap. Of an
// encoder-decoder one of three: encoder, decoder, cross.
// Object names: attentionView, attentionSideChoice, attentionLayerChoice, attentionHeadChoice, attentionFitted,
// attentionHeatmap, attentionThumbnails.

#include <memory>
#include <optional>

#include "views/snapshot_view.h"

namespace headlight {

class AttentionView : public SnapshotView {
  Q_OBJECT

 public:
  explicit AttentionView(Session* session, QWidget* parent = nullptr);
  ~AttentionView() override;

  /// The chosen head, or the mean, with labels. Nothing without a run.
  [[nodiscard]] std::optional<FigureData> currentFigure() const;
  /// The model view: every head.
  [[nodiscard]] std::optional<FigureData> headsFigureNow() const;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void createWidgets();
  void connectWidgets();
  void readRun();
  void readHead();
  void fillChoices();
  void fillSides();
  [[nodiscard]] QString noAttentionText() const;
  void choose(Selection& selection, Index query, Index key) const;
  void showEmpty(const QString& text);
  void select(const FigureHit& hit);
  void moveCell(int rows, int columns);
  void moveHead(int layers, int heads);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
