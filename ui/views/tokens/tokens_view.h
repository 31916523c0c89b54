#pragma once
// The tokens as a table (position, text, id, typed word, origin, bytes; the selection goes both ways), and on a second
// page how the text was split into them.
// Object names: tokensView, tokensPages, tokensTable, copyTextAction, copyTokensAction, copyIdsAction.

#include <optional>

#include "figures/figure_data.h"
#include "views/snapshot_view.h"

class QAction;
class QStackedLayout;
class QTabBar;
class QTableView;

namespace headlight {

class SplitView;
class TokensModel;

class TokensView : public SnapshotView {
  Q_OBJECT

 public:
  explicit TokensView(Session* session, QWidget* parent = nullptr);

  enum Page { Table, Split };
  [[nodiscard]] Page page() const;
  void setPage(Page page);
  [[nodiscard]] int pageNumber() const override { return page(); }
  void setPageNumber(int number) override { setPage(number == Split ? Split : Table); }

  /// Of the page that is shown.
  [[nodiscard]] std::optional<FigureData> currentFigure() const override;
  /// Of the other page.
  [[nodiscard]] std::optional<FigureData> secondFigure() const override;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;
  void forget() override;

 private:
  void createActions();
  void selectRow();
  void copyText() const;
  void copyTokens() const;
  void copyIds() const;

  void showPage();
  [[nodiscard]] std::optional<FigureData> tableFigure() const;

  QTabBar* m_pages;
  QStackedLayout* m_stack;
  SplitView* m_split;
  QTableView* m_table;
  TokensModel* m_model;
  QWidget* m_empty;
  QAction* m_copyText = nullptr;
  QAction* m_copyTokens = nullptr;
  QAction* m_copyIds = nullptr;
  bool m_following = false;  ///< the row changes because the session's selection did
};

}  // namespace headlight
