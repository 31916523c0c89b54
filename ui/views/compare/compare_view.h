#pragma once
// Two to four models side by side, moved by the one step control: what each expects, its text, what it remembers, and a
// table of their numbers. A click on a word takes it in the open model's run, where that has the word.
// Object names: compareView, compareCanvas, compareMessage, and those of ModelRow.

#include <memory>
#include <optional>

#include "charts/figure/figure.h"
#include "figures/figure_data.h"
#include "views/snapshot_view.h"

namespace headlight {

class CompareView : public SnapshotView {
  Q_OBJECT

 public:
  static constexpr int kBars = 10;

  explicit CompareView(Session* session, QWidget* parent = nullptr);
  ~CompareView() override;

  /// Nothing while nothing is compared.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  [[nodiscard]] QString commandArguments() const override;
  /// Nothing is opened or computed while it is not seen.
  void setInFront(bool inFront) override;
  /// Puts a model into a column, or behind the last one.
  void setModel(int column, const QString& nameOrPath);

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void letGo() override;
  void forget() override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void createWidgets();
  void chooseDefaults();
  void watchSoon();
  void watch();
  void showFigure();
  void clicked(const FigureHit& hit);
  [[nodiscard]] QString toolTip(const FigureHit& hit) const;
  [[nodiscard]] CompareFigure makeFigure(const Comparison& comparison) const;
  /// The column's word in the open model's vocabulary; -1: it has none.
  [[nodiscard]] TokenId ownToken(const FigureHit& hit) const;

  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight
