#include "views/tokens/tokens_model.h"

#include "analysis/token_label.h"
#include "charts/figure_builders.h"

namespace headlight {

void TokensModel::setSnapshot(std::shared_ptr<const Snapshot> snapshot) {
  beginResetModel();
  m_snapshot = std::move(snapshot);
  endResetModel();
}

void TokensModel::retranslate() {
  emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TokensModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->length());
}

int TokensModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString TokensModel::cell(int row, int column) const {
  const Token& token = m_snapshot->tokens[static_cast<std::size_t>(row)];
  switch (column) {
    case Position:
      return QString::number(row);
    case Text:
      return visibleToken(token.source.empty() ? tokenLabel(token) : token.piece);
    case Id:
      return QString::number(token.id);
    case Bytes:
      return QString::fromStdString(hexBytes(tokenBytes(token)));
    case Typed:
      return visibleToken(token.source);
    case Origin:
      return row < m_snapshot->promptLength() ? tr("prompt") : tr("generated");
    default:
      return {};
  }
}

QVariant TokensModel::data(const QModelIndex& index, int role) const {
  if (!m_snapshot || !index.isValid() || index.row() >= rowCount()) return {};
  switch (role) {
    case Qt::DisplayRole:
      return cell(index.row(), index.column());
    case Qt::ToolTipRole: {
      const Token& token = m_snapshot->tokens[static_cast<std::size_t>(index.row())];
      if (!token.source.empty()) {
        return tr("“%1” is not in the vocabulary: the model gets %2.")
            .arg(visibleToken(token.source), QString::fromStdString(token.piece));
      }
      return cell(index.row(), index.column());
    }
    case Qt::TextAlignmentRole:
      if (index.column() == Position || index.column() == Id) return int(Qt::AlignRight | Qt::AlignVCenter);
      return int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
      return {};
  }
}

QVariant TokensModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return int((section == Position || section == Id ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Position:
      return tr("Position");
    case Text:
      return tr("Text");
    case Id:
      return tr("Id");
    case Bytes:
      return tr("Bytes");
    case Typed:
      return tr("Typed word");
    case Origin:
      return tr("Origin");
    default:
      return {};
  }
}

}  // namespace headlight
