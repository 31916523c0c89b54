#include "views/tokens/tokens_model.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "charts/figure/panel_edge.h"
#include "charts/figure/shown_text.h"
#include "session/plain_text.h"

namespace headlight {

void TokensModel::setSnapshot(std::shared_ptr<const Snapshot> snapshot) {
  beginResetModel();
  m_snapshot = std::move(snapshot);
  m_labels.clear();
  if (m_snapshot) {
    m_labels = tokenLabels(m_snapshot->source());
    for (std::string& label : tokenLabels(m_snapshot->tokens)) m_labels.push_back(std::move(label));
  }
  endResetModel();
}

void TokensModel::retranslate() {
  emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TokensModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->length() + sourceRows());
}

Index TokensModel::sourceRows() const {
  return m_snapshot ? static_cast<Index>(m_snapshot->source().size()) : 0;
}

const Token& TokensModel::tokenAt(int row) const {
  const Index sources = sourceRows();
  if (row < sources) return m_snapshot->source()[static_cast<std::size_t>(row)];
  return m_snapshot->tokens[static_cast<std::size_t>(row - sources)];
}

QString TokensModel::origin(int row) const {
  const Index sources = sourceRows();
  if (row < sources) return tr("source");
  const Index position = row - sources;
  const TokenOrigins& origins = m_snapshot->origins;
  if (std::find(origins.filled.begin(), origins.filled.end(), position) != origins.filled.end()) return tr("filled in");
  if (tokenAt(row).id == origins.mask) return tr("to be filled in");
  if (position >= m_snapshot->promptLength()) return tr("generated");
  return sources > 0 ? tr("start of the target") : tr("prompt");
}

int TokensModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString TokensModel::cell(int row, int column) const {
  const Token& token = tokenAt(row);
  switch (column) {
    case Position:
      return QString::number(row < sourceRows() ? row : row - sourceRows());
    case Text:
      return visibleToken(token.source.empty() ? m_labels.at(static_cast<std::size_t>(row)) : token.piece);
    case Id:
      return QString::number(token.id);
    case Bytes:
      return QString::fromStdString(hexBytes(tokenBytes(token)));
    case Typed:
      return visibleToken(token.source);
    case Origin:
      return origin(row);
    default:
      return {};
  }
}

QVariant TokensModel::data(const QModelIndex& index, int role) const {
  QVariant found;
  guardedByPanel(m_part, [&] { found = shown(index, role); });
  return found;
}

QVariant TokensModel::shown(const QModelIndex& index, int role) const {
  if (!m_snapshot || !index.isValid() || index.row() >= rowCount()) return {};
  switch (role) {
    case Qt::DisplayRole:
      return cell(index.row(), index.column());
    case Qt::ToolTipRole: {
      const Token& token = tokenAt(index.row());
      if (token.source.empty()) return plainTip(cell(index.row(), index.column()));
      return plainTip(tr("“%1” is not in the vocabulary: the model gets %2.")
                          .arg(visibleToken(token.source), QString::fromStdString(token.piece)));
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
