#pragma once
// What a recurrent net keeps of the text: on one page the values of a layer over time, on the other one cell step by
// step. The token and the layer are the shared selection; the unit is this view's own.
// Object names: recurrentView, recurrentPages, recurrentLayer, recurrentUnit, recurrentEmpty, those of OverTimePage and
// CellStepsPage.

#include <memory>
#include <optional>

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

  /// Of the page that is shown. Nothing without a run or without cells.
  [[nodiscard]] std::optional<FigureData> currentFigure() const;
  /// Of the other page.
  [[nodiscard]] std::optional<FigureData> secondFigure() const;
  /// What `headlight export` needs beside model and prompt to make currentFigure() again.
  [[nodiscard]] QString exportArguments() const;

 signals:
  void pageChanged();

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;

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
