#include "dialogs/token_chooser.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "analysis/text/token_label.h"
#include "generate/generation.h"
#include "widgets/plain_label.h"
#include "widgets/token_chips.h"

namespace headlight {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kTextRole = Qt::UserRole + 1;

/// Exact matches first, then words that begin so, then the rest; each by id.
class MatchModel : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setSearch(const QString& text) {
    m_search = text;
    invalidate();
    sort(0);
  }

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    return m_search.isEmpty() || rank(sourceModel()->index(row, 0, parent)) < 3;
  }
  [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
    const int a = rank(left);
    const int b = rank(right);
    return a != b ? a < b : left.data(kIdRole).toInt() < right.data(kIdRole).toInt();
  }

 private:
  [[nodiscard]] int rank(const QModelIndex& index) const {
    const QString text = index.data(kTextRole).toString();
    if (text == m_search) return 0;
    if (text.startsWith(m_search, Qt::CaseInsensitive)) return 1;
    return text.contains(m_search, Qt::CaseInsensitive) ? 2 : 3;
  }
  QString m_search;
};

QStandardItemModel* vocabularyModel(const OpenedModel& opened, QObject* parent) {
  const Tokenizer& tokenizer = *opened.tokenizer;
  const auto isCandidate = candidateFilter(opened.model->config(), tokenizer);
  auto* model = new QStandardItemModel(parent);
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    if (!isCandidate(id)) continue;
    const QString text = QString::fromStdString(tokenLabel(tokenOf(tokenizer, id)));
    auto* item = new QStandardItem(QStringLiteral("%1   %2").arg(visibleText(text)).arg(id));
    item->setData(id, kIdRole);
    item->setData(text.trimmed(), kTextRole);
    item->setEditable(false);
    model->appendRow(item);
  }
  return model;
}

}  // namespace

TokenChooser::TokenChooser(const OpenedModel& model, const QString& question, QWidget* parent)
    : QDialog(parent), m_search(new QLineEdit(this)), m_list(new QListView(this)), m_matches(new MatchModel(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("tokenChooser"));
  setWindowTitle(tr("Put another token here"));
  m_search->setObjectName(QStringLiteral("tokenSearch"));
  m_search->setPlaceholderText(tr("Type part of a token"));
  m_list->setObjectName(QStringLiteral("tokenList"));
  m_list->setUniformItemSizes(true);
  m_matches->setSourceModel(vocabularyModel(model, m_matches));
  m_list->setModel(m_matches);

  auto* column = new QVBoxLayout(this);
  column->addWidget(plainLabel(question, this));
  column->addWidget(m_search);
  column->addWidget(m_list);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  column->addWidget(buttons);
  connect(m_search, &QLineEdit::textChanged, this, &TokenChooser::filter);
  connect(m_list, &QListView::doubleClicked, this, &TokenChooser::chooseCurrent);
  connect(buttons, &QDialogButtonBox::accepted, this, &TokenChooser::chooseCurrent);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  filter({});
}

void TokenChooser::filter(const QString& text) {
  static_cast<MatchModel*>(m_matches)->setSearch(text.trimmed());
  m_list->setCurrentIndex(m_matches->index(0, 0));
}

void TokenChooser::chooseCurrent() {
  const QModelIndex index = m_list->currentIndex();
  if (!index.isValid()) return;
  emit tokenChosen(index.data(kIdRole).toInt());
  close();
}

}  // namespace headlight
