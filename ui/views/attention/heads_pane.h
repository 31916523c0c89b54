#pragma once
// The model view: a thumbnail of every head of one attention, layer by layer or sorted by what heads do. Part of
// AttentionView, which gives it the run and the selection.
// Object names: attentionThumbnails, attentionSort, attentionHeadLabels.

#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "charts/figure/figure.h"
#include "charts/figure/figure_style.h"
#include "charts/figure/panel_edge.h"
#include "figures/attention/head_labels.h"
#include "figures/attention/heads_figure.h"
#include "session/selection.h"
#include "session/snapshot.h"

class QCheckBox;
class QComboBox;

namespace headlight {

class FigureCanvas;

class HeadsPane : public InPanel<QWidget> {
  Q_OBJECT

 public:
  /// `style` is asked whenever something is drawn.
  explicit HeadsPane(std::function<FigureStyle()> style, QWidget* parent);

  /// Every pattern is painted here, once: a change of the selection then only moves frames. `onProbes` may be empty.
  void setRun(std::shared_ptr<const Snapshot> run, HeadsFigure figure, const std::vector<HeadMeasures>& onProbes,
              bool dark);
  void setProbes(const std::vector<HeadMeasures>& onProbes);
  /// `layer` and `head` are framed, the chosen heads of `selection` more thinly.
  void setSelection(const Selection& selection, int layer, int head);
  void showNothing();
  void retranslate();
  /// As it is drawn, for exports; without layers where there is nothing.
  [[nodiscard]] const HeadsFigure& figure() const { return m_figure; }
  /// The largest value of any head: where a fitted scale ends, of the heads and of the one that is shown large.
  [[nodiscard]] double largest() const { return m_largest; }
  [[nodiscard]] bool isDark() const { return m_isDark; }
  /// Labels or an order are asked for, which the probe set makes truer.
  [[nodiscard]] bool wantsProbes() const;

 signals:
  /// A head was chosen; `add`: to be looked at together with those chosen before (or no longer).
  void headChosen(headlight::HeadPlace place, bool add);
  void probesWanted();

 protected:
  bool watchedEvent(QObject* watched, QEvent* event) override;

 private:
  void label();
  void offerRoles();
  [[nodiscard]] const std::vector<HeadMeasures>& measures() const;
  void move(int rows, int columns);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;

  std::function<FigureStyle()> m_style;
  FigureCanvas* m_canvas;
  QComboBox* m_sort;
  QCheckBox* m_labels;
  HeadsFigure m_figure;
  std::shared_ptr<const Snapshot> m_run;
  mutable std::vector<HeadMeasures> m_measures;  ///< on the prompt, layer · heads + head; made when first asked for
  std::vector<HeadMeasures> m_onProbes;
  double m_largest = 0;
  std::vector<QImage> m_images;
  Selection m_selection;
  bool m_isDark = false;
};

}  // namespace headlight
