#pragma once
// What a recurrent net keeps of the text: on one page the values of a layer over time, on the other one cell step by
// step. The token and the layer are the shared selection; the unit is this view's own.
// Object names: recurrentView, recurrentPages, recurrentLayer, recurrentUnit, recurrentEmpty, those of OverTimePage and
// CellStepsPage.

#include <memory>
#include <optional>

#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class RecurrentView : public SnapshotView {
  Q_OBJECT

 public:
  explicit RecurrentView(Session* session, QWidget* parent = nullptr);
  ~RecurrentView() override;

  enum Page { OverTime, Steps };
  [[nodiscard]] Page page() const;
  void setPage(Page page);
  [[nodiscard]] int pageNumber() const override { return page(); }
  void setPageNumber(int number) override { setPage(number == Steps ? Steps : OverTime); }

  /// Of the page that is shown. Nothing without a run or without cells.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// Of the other page.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;
  [[nodiscard]] QString commandArguments() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;

 private:
  void createWidgets();
  void readRun();
  void showPage();
  void showEmpty(const QString& text);
  void offerChoices();
  void chooseUnit(Index unit);
  void choosePosition(Index position);
  [[nodiscard]] bool hasCells() const;
  [[nodiscard]] int layer() const;
  [[nodiscard]] std::optional<FigureData> figureOf(Page page) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
