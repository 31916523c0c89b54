#pragma once
// Chooses a token of the vocabulary for a position: the user types part of it.

#include <memory>

#include <QDialog>

#include "formats/model_folder.h"

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace headlight {

class TokenChooser : public QDialog {
  Q_OBJECT

 public:
  /// Lists the tokens that the model may choose; [UNK] and the like are left out.
  TokenChooser(const OpenedModel& model, const QString& question, QWidget* parent);

 signals:
  void tokenChosen(headlight::TokenId token);

 private:
  void filter(const QString& text);
  void chooseCurrent();

  QLineEdit* m_search;
  QListView* m_list;
  QSortFilterProxyModel* m_matches;
};

}  // namespace headlight
