#pragma once
// The tokens as a table: position, text, id, typed word, origin, bytes. The selection goes both ways.
// Object names: tokensView, tokensTable, copyTextAction, copyTokensAction, copyIdsAction.

#include <optional>

#include "views/snapshot_view.h"

class QAction;
class QTableView;

namespace headlight {

class TokensModel;

class TokensView : public SnapshotView {
  Q_OBJECT

 public:
  explicit TokensView(Session* session, QWidget* parent = nullptr);

  [[nodiscard]] std::optional<FigureData> currentFigure() const;

 protected:
  void refresh(Session::Changes changes) override;
  void retranslate() override;

 private:
  void createActions();
  void selectRow();
  void copyText() const;
  void copyTokens() const;
  void copyIds() const;

  QTableView* m_table;
  TokensModel* m_model;
  QWidget* m_empty;
  QAction* m_copyText = nullptr;
  QAction* m_copyTokens = nullptr;
  QAction* m_copyIds = nullptr;
  bool m_following = false;  ///< the row changes because the session's selection did
};

}  // namespace headlight
