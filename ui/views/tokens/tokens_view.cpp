#include "views/tokens/tokens_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTabBar>
#include <QTableView>

#include "figures/export/figure_export.h"
#include "figures/text/tokens_figure.h"
#include "views/tokens/split_view.h"
#include "views/tokens/tokens_model.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"

namespace headlight {
namespace {

QString joined(const std::vector<Token>& tokens, const std::function<QString(const Token&)>& write) {
  QStringList parts;
  for (const Token& token : tokens) parts << write(token);
  return parts.join(QLatin1Char(' '));
}

}  // namespace

TokensView::TokensView(Session* session, QWidget* parent)
    : SnapshotView(session, parent),
      m_pages(new QTabBar(this)),
      m_stack(new QStackedLayout),
      m_split(new SplitView(session, this)),
      m_table(new QTableView(this)),
      m_model(new TokensModel(this)) {
  setObjectName(QStringLiteral("tokensView"));
  auto* empty = plainLabel(this);
  empty->setAlignment(Qt::AlignCenter);
  empty->setWordWrap(true);
  empty->setMargin(16);
  m_empty = empty;
  m_table->setObjectName(QStringLiteral("tokensTable"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->setFrameShape(QFrame::NoFrame);
  m_pages->setObjectName(QStringLiteral("tokensPages"));
  m_pages->setDrawBase(false);
  m_pages->addTab(QString());
  m_pages->addTab(QString());
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_table);
  m_stack->addWidget(m_split);
  auto* column = tightColumn(this);
  column->addWidget(m_pages);
  column->addLayout(m_stack, 1);
  connectGuarded(m_split, &SplitView::badgeChanged, &TokensView::badgeChanged);
  connectGuarded(m_pages, &QTabBar::currentChanged, [this] {
    showPage();
    emit pageChanged();
  });
  createActions();
  retranslate();
  connectGuarded(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, [this](const QModelIndex& now) {
    if (m_following || !now.isValid()) return;
    Selection selection = this->session()->selection();
    const Index sources = m_model->sourceRows();
    if (now.row() < sources) {
      selection.sourcePosition = now.row();
    } else {
      selection.position = now.row() - sources;
    }
    this->session()->setSelection(selection);
  });
}

void TokensView::createActions() {
  const auto add = [this](const char* name, void (TokensView::*copy)() const) {
    auto* action = new QAction(this);
    action->setObjectName(QString::fromLatin1(name));
    m_table->addAction(action);
    connectGuarded(action, &QAction::triggered, [this, copy] { (this->*copy)(); });
    return action;
  };
  m_copyText = add("copyTextAction", &TokensView::copyText);
  m_copyTokens = add("copyTokensAction", &TokensView::copyTokens);
  m_copyIds = add("copyIdsAction", &TokensView::copyIds);
  m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

TokensView::Page TokensView::page() const {
  return m_pages->currentIndex() == Split ? Split : Table;
}

void TokensView::setPage(Page page) {
  m_pages->setCurrentIndex(page);
}

void TokensView::showPage() {
  QWidget* table = m_table;
  m_stack->setCurrentWidget(!session()->snapshot() ? m_empty : page() == Split ? m_split : table);
}

void TokensView::retranslate() {
  m_pages->setTabText(Table, tr("Table"));
  m_pages->setTabText(Split, tr("How it was split"));
  m_pages->setTabToolTip(Table, tr("Every token with its id and its bytes"));
  m_pages->setTabToolTip(Split, tr("Step by step from the bytes or letters of the text to its tokens"));
  m_pages->setAccessibleName(tr("Pages of the tokens panel"));
  m_copyText->setText(tr("Copy the text"));
  m_copyTokens->setText(tr("Copy the tokens"));
  m_copyIds->setText(tr("Copy the ids"));
  m_table->setAccessibleName(tr("Tokens of the text"));
  m_model->retranslate();
}

void TokensView::refresh(Session::Changes) {
  const auto snapshot = session()->snapshot();
  m_following = true;
  const bool isZoomed = m_table->horizontalHeader()->font() != font();
  if (isZoomed) m_table->horizontalHeader()->setFont(font());  // Qt's headers keep the font of their class
  m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  if (snapshot != m_model->snapshot() || isZoomed) {
    m_model->setSnapshot(snapshot);
    m_table->resizeColumnsToContents();
    for (int column = 0; column + 1 < TokensModel::ColumnCount; ++column) {  // the last one takes what is left
      m_table->setColumnWidth(column, m_table->columnWidth(column) + 8);
    }
    const auto unknown = [](const Token& token) { return !token.source.empty(); };
    const auto anyUnknown = [&](const std::vector<Token>& tokens) {
      return std::any_of(tokens.begin(), tokens.end(), unknown);
    };
    const bool typed = snapshot && (anyUnknown(snapshot->tokens) || anyUnknown(snapshot->source()));
    m_table->setColumnHidden(TokensModel::Typed, !typed);
  }
  if (snapshot && page() == Table) {
    if (const auto figure = currentFigure()) emit badgeChanged(figureBadge(*figure));
  }
  static_cast<QLabel*>(m_empty)->setText(emptyText());
  showPage();
  selectRow();
  m_following = false;
}

void TokensView::forget() {
  m_following = false;
  m_model->setSnapshot(nullptr);
}

void TokensView::selectRow() {
  const Index position = session()->effectivePosition();
  const Index row = position < 0 ? -1 : position + m_model->sourceRows();
  if (row < 0 || row >= m_model->rowCount()) return m_table->clearSelection();
  if (m_table->currentIndex().row() == row && m_table->selectionModel()->hasSelection()) return;
  m_table->selectRow(static_cast<int>(row));
  m_table->scrollTo(m_model->index(static_cast<int>(row), 0));
}

void TokensView::copyText() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot) return;
  std::vector<TokenId> ids;
  for (const Token& token : snapshot->tokens) ids.push_back(token.id);
  QApplication::clipboard()->setText(QString::fromStdString(snapshot->model->tokenizer->decode(ids)));
}

void TokensView::copyTokens() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot) return;
  QApplication::clipboard()->setText(
      joined(snapshot->tokens, [](const Token& token) { return QString::fromStdString(token.piece); }));
}

void TokensView::copyIds() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot) return;
  QApplication::clipboard()->setText(
      joined(snapshot->tokens, [](const Token& token) { return QString::number(token.id); }));
}

std::optional<FigureData> TokensView::currentFigure() const {
  return page() == Split ? m_split->currentFigure() : tableFigure();
}

std::optional<FigureData> TokensView::secondFigure() const {
  return page() == Split ? tableFigure() : m_split->currentFigure();
}

std::optional<FigureData> TokensView::tableFigure() const {
  const auto snapshot = session()->snapshot();
  if (!snapshot) return std::nullopt;
  return tokensFigure(snapshot->tokens, snapshot->origins, figureSource());
}

}  // namespace headlight
