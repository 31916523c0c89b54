#pragma once
// The tokens of a snapshot as rows of a table; what an encoder-decoder translates stands above the target.

#include <QAbstractTableModel>
#include <QWidget>

#include "session/snapshot.h"

namespace headlight {

class TokensModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Position, Text, Id, Typed, Origin, Bytes, ColumnCount };

  /// What a cell cannot show is said at the edge of the panel around `parent`.
  explicit TokensModel(QWidget* parent) : QAbstractTableModel(parent), m_part(parent) {}

  /// Null: no rows.
  void setSnapshot(std::shared_ptr<const Snapshot> snapshot);
  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }
  /// Rows of what is translated, before those of the text.
  [[nodiscard]] Index sourceRows() const;
  /// Headers in the language that is now installed.
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] QVariant shown(const QModelIndex& index, int role) const;
  [[nodiscard]] QString cell(int row, int column) const;
  [[nodiscard]] const Token& tokenAt(int row) const;
  [[nodiscard]] QString origin(int row) const;

  QWidget* m_part;
  std::shared_ptr<const Snapshot> m_snapshot;
  std::vector<std::string> m_labels;  ///< a row each
};

}  // namespace headlight
