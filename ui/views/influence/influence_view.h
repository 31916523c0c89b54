#pragma once
// What the next word depends on: a row of bars a model, over the words that it has read. Of the models that are
// compared, or of the open one alone. The gradients follow every step; replacing words takes longer, on a button or
// with a switch after every step. On a second page gradients through time.
// Object names: influenceView, influencePages, influenceMeasure, influenceReplace, influenceFollow, influenceCancel,
// influenceProgress, influenceCanvas, influenceDetails.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/experiments/influence_figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

struct InfluenceQuestion;

class InfluenceView : public SnapshotView {
  Q_OBJECT

 public:
  explicit InfluenceView(Session* session, QWidget* parent = nullptr);
  ~InfluenceView() override;

  enum Page { Words, Time };
  [[nodiscard]] Page page() const;
  void setPage(Page page);
  [[nodiscard]] int pageNumber() const override { return page(); }
  void setPageNumber(int number) override { setPage(number == Time ? Time : Words); }

  /// Of the page that is shown.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// The other measure, if there is one; of the page of time the words.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;
  /// Replaces words in every text that is shown; as the button does.
  void measureReplacements();
  void setInFront(bool inFront) override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void watchSoon();
  void rest();
  void createWidgets();
  void layOut();
  void connectWidgets();
  void ask();
  /// Of the models that are compared, or of the open one.
  [[nodiscard]] InfluenceQuestion question() const;
  /// Why nothing can be measured; null where something can.
  [[nodiscard]] QString obstacle() const;
  void showResult();
  void showControls();
  void showDetails();
  void selectPlace(const FigureHit& hit);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;
  [[nodiscard]] QString placeText(const InfluenceFigure::Row& row, std::size_t place) const;
  [[nodiscard]] std::optional<InfluenceFigure> figureOf(InfluenceFigure::Measure measure) const;
  [[nodiscard]] InfluenceFigure::Measure measure() const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
