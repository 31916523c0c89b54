#pragma once
// The row above the heatmap: which attention, layer and head, what the cells are, how they are coloured.
// Object names: attentionSideChoice, attentionLayerChoice, attentionHeadChoice, attentionFitted, attentionOptions (a
// button with a menu).

#include <vector>

#include <QWidget>

#include "charts/figure/panel_edge.h"
#include "figures/attention/attention_terms.h"

class QAction;
class QActionGroup;
class QCheckBox;
class QComboBox;
class QMenu;
class QToolButton;

namespace headlight {

/// How attention is looked at; kept by the view, not part of what is selected.
struct AttentionChoices {
  /// What is shown instead of one head: a layer's heads, the heads that were chosen, or the same head of all layers,
  /// put together.
  enum class Together { One, MaximumOfLayer, MeanOfChosen, MaximumOfChosen, MeanOfLayers, MaximumOfLayers };
  /// With Row, clicks and the pointer choose keys in the selected row alone; with Column queries in the column.
  enum class Lock { None, Row, Column };

  Together together = Together::One;
  AttentionMeasure measure = AttentionMeasure::Weights;
  bool fitted = false;
  bool sinkHidden = false;
  Lock lock = Lock::None;

  bool operator==(const AttentionChoices&) const = default;
};

class AttentionControls : public InPanel<QWidget> {
  Q_OBJECT

 public:
  /// What there is to choose from, and what is chosen.
  struct Offer {
    std::vector<AttentionSide> sides;
    AttentionSide side = AttentionSide::Own;
    int layers = 0, heads = 0;
    int layer = 0, head = 0;  ///< head -1: the mean over the layer
    std::size_t chosenHeads = 0;
    bool isZoomed = false;
    bool hasWeights = true;  ///< of the model; a recorded session has none
  };

  explicit AttentionControls(QWidget* parent);

  [[nodiscard]] const AttentionChoices& choices() const { return m_choices; }
  void setChoices(const AttentionChoices& choices);
  void offer(const Offer& offer);
  void retranslate();
  /// The options as a menu of their own (the canvas's context menu adds to it).
  [[nodiscard]] QMenu* menu() const { return m_menu; }

 signals:
  void sideChosen(headlight::AttentionSide side);
  void layerChosen(int layer);
  void headChosen(int head);
  void choicesChanged();
  void allCellsRequested();

 private:
  void createMenu();
  void addGroup(QActionGroup* group, int count);
  void chooseHead(int index);
  void fill();
  void show(const AttentionChoices& choices);

  AttentionChoices m_choices;
  Offer m_offer;
  QComboBox *m_side, *m_layer, *m_head;
  QCheckBox* m_fitted;
  QToolButton* m_options;
  QMenu* m_menu;
  QMenu *m_measureMenu, *m_lockMenu;
  QActionGroup *m_measures, *m_locks;
  QAction *m_sink, *m_allCells;
};

}  // namespace headlight
