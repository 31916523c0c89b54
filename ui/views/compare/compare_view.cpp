#include "views/compare/compare_view.h"

#include <algorithm>

#include <QLabel>
#include <QPointer>

#include "charts/compare/compare_builders.h"
#include "charts/compare/compare_layout.h"
#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "views/command_text.h"
#include "views/compare/model_row.h"
#include "widgets/plain_label.h"
#include "widgets/tight_column.h"

namespace headlight {

struct CompareView::Private {
  QPointer<Session> watched;  ///< gone before this view when the window dies
  ModelRow* models = nullptr;
  QLabel* message = nullptr;
  FigureCanvas* canvas = nullptr;

  std::shared_ptr<const Comparison> comparison;  ///< that `figure` was made from
  int layer = 0;
  CompareFigure figure;
};

CompareView::CompareView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("compareView"));
  d->watched = session;
  createWidgets();
  retranslate();
}

CompareView::~CompareView() = default;

void CompareView::createWidgets() {
  d->models = new ModelRow(this);
  d->message = plainLabel(this);
  d->message->setObjectName(QStringLiteral("compareMessage"));
  d->message->setWordWrap(true);
  d->message->setMargin(8);
  d->message->hide();
  d->canvas = new FigureCanvas(this);
  d->canvas->setObjectName(QStringLiteral("compareCanvas"));
  d->canvas->setToolTips([this](const FigureHit& hit) { return toolTip(hit); });
  setFocusProxy(d->canvas);
  auto* layout = tightColumn(this);
  layout->addWidget(d->models);
  layout->addWidget(d->message);
  layout->addWidget(d->canvas, 1);
  connectGuarded(d->models, &ModelRow::modelsChosen,
                 [this](const QStringList& models) { this->session()->setComparedModels(models); });
  connectGuarded(d->models, &ModelRow::forcedChosen,
                 [this](bool forced) { this->session()->setComparisonForced(forced); });
  connectGuarded(d->models, &ModelRow::otherModelWanted, [this](int column, bool isFile) {
    emit modelWanted(isFile, [this, column](const QString& nameOrPath) { setModel(column, nameOrPath); });
  });
  connectGuarded(d->canvas, &FigureCanvas::clicked, &CompareView::clicked);
}

void CompareView::retranslate() {
  d->models->retranslate();
  d->canvas->setAccessibleName(tr("Models side by side"));
}

void CompareView::showEvent(QShowEvent* event) {
  SnapshotView::showEvent(event);
  watchSoon();
}

void CompareView::hideEvent(QHideEvent* event) {
  if (d->watched) d->watched->watchComparison(this, false);
  SnapshotView::hideEvent(event);
}

void CompareView::setInFront(bool inFront) {
  SnapshotView::setInFront(inFront);
  watchSoon();
}

/// Docks that are arranged say several times whether they are seen, and models are not opened for a moment.
void CompareView::watchSoon() {
  QMetaObject::invokeMethod(
      this, [this] { guarded([this] { watch(); }); }, Qt::QueuedConnection);
}

void CompareView::watch() {
  if (!d->watched) return;
  if (isSeen()) chooseDefaults();
  d->watched->watchComparison(this, isSeen());
}

/// The four that were trained on the same text; of another collection what there is.
void CompareView::chooseDefaults() {
  if (!session()->comparedModels().isEmpty()) return;
  QStringList there, wanted;
  for (const auto& folder : listSampleModels()) there.append(QString::fromStdString(folder.filename().string()));
  for (const char* name : {"classroom-en", "classroom-rnn", "classroom-lstm", "classroom-gru"}) {
    if (there.contains(QLatin1String(name))) wanted.append(QLatin1String(name));
  }
  session()->setComparedModels(wanted.isEmpty() ? there.mid(0, 2) : wanted);
}

void CompareView::setModel(int column, const QString& nameOrPath) {
  QStringList models = session()->comparedModels();
  if (column < models.size()) {
    models[column] = nameOrPath;
  } else {
    models.append(nameOrPath);
  }
  session()->setComparedModels(models);
}

void CompareView::refresh(Session::Changes changes) {
  d->models->setModels(session()->comparedModels());
  d->models->setForced(session()->isComparisonForced());
  const int layer = session()->selection().layer;
  const auto comparison = session()->comparison();
  const bool restyled = !(changes & (Session::ComparisonChanged | Session::RunChanged | Session::SelectionChanged));
  if (comparison == d->comparison && layer == d->layer && !restyled && comparison) return;
  d->comparison = comparison;
  d->layer = layer;
  showFigure();
}

void CompareView::forget() {
  d->comparison.reset();
  d->figure = {};
}

void CompareView::showFigure() {
  const bool isEmpty = !d->comparison || !d->comparison->of;
  const bool fails = d->comparison && d->comparison->error;
  d->message->setVisible(fails);
  if (fails) d->message->setText(messageText(*d->comparison->error));
  if (isEmpty) {
    d->canvas->setBuilder({});
    const bool opens = session()->snapshot() && !session()->comparedModels().isEmpty();
    d->canvas->setEmptyText(opens ? tr("The models are being opened…") : emptyText());
    return;
  }
  d->figure = makeFigure(*d->comparison);
  d->canvas->setBuilder([this](QSizeF area) {
    FigureStyle style = screenStyle();
    style.area = area;
    return buildCompare(d->figure, style);
  });
  emitBadge(d->figure);
}

CompareFigure CompareView::makeFigure(const Comparison& comparison) const {
  return compareFigure(comparison, kBars, session()->selection().layer,
                       [](const Message& message) { return messageText(message).toStdString(); });
}

TokenId CompareView::ownToken(const FigureHit& hit) const {
  const auto run = session()->snapshot();
  const auto column = static_cast<std::size_t>(hit.first);
  if (!run || !d->comparison || column >= d->comparison->columns.size() || run->stopped != StopReason::None) return -1;
  const auto& theirs = d->comparison->columns[column].run;
  const auto& bars = d->figure.columns[column].bars;
  if (!theirs || hit.second < 0 || hit.second >= static_cast<int>(bars.size())) return -1;
  const std::string& piece = theirs->model->tokenizer->piece(bars[static_cast<std::size_t>(hit.second)].id);
  return run->model->tokenizer->find(piece).value_or(-1);
}

void CompareView::clicked(const FigureHit& hit) {
  if (hit.kind == FigureHit::Kind::Bar) {
    if (const TokenId token = ownToken(hit); token >= 0) session()->takeToken(token);
    return;
  }
  if (hit.kind != FigureHit::Kind::Column || !d->comparison) return;
  if (!d->comparison->columns[static_cast<std::size_t>(hit.first)].isOwn) return;
  Selection selection = session()->selection();
  selection.position = hit.second;
  session()->setSelection(selection);
}

QString CompareView::toolTip(const FigureHit& hit) const {
  const auto numberOr = [](const std::optional<double>& number) {
    return number ? formatNumber(*number, 6) : tr("none");
  };
  const auto column = static_cast<std::size_t>(hit.kind == FigureHit::Kind::Cell ? hit.second : hit.first);
  if (column >= d->figure.columns.size()) return {};
  const CompareFigure::Column& model = d->figure.columns[column];
  const QString name = columnLetter(column) + QLatin1Char(' ') + QString::fromStdString(model.model);
  if (hit.kind == FigureHit::Kind::Bar && hit.second < static_cast<int>(model.bars.size())) {
    const CompareFigure::Bar& bar = model.bars[static_cast<std::size_t>(hit.second)];
    QString text = tr("%1\n“%2”, id %3\nprobability %4")
                       .arg(name, visibleToken(bar.text), QString::number(bar.id), formatNumber(bar.probability, 6));
    if (ownToken(hit) >= 0) text += QLatin1Char('\n') + tr("Click to take this token next in the open model.");
    return text;
  }
  if (hit.kind == FigureHit::Kind::Column && hit.second < static_cast<int>(model.memory.tokens.size())) {
    const QString token = visibleToken(model.memory.tokens[static_cast<std::size_t>(hit.second)]);
    if (model.memory.kind == CompareFigure::Memory::Kind::Hidden) return tr("%1\nafter “%2”").arg(name, token);
    const double weight = double(model.memory.values(0, hit.second));
    return tr("%1\n“%2”: weight %3, mean of %4 heads")
        .arg(name, token, formatNumber(weight, 6), QString::number(model.memory.heads));
  }
  if (hit.kind != FigureHit::Kind::Cell || hit.first >= static_cast<int>(d->figure.rows.size())) return {};
  const CompareFigure::Row& row = d->figure.rows[static_cast<std::size_t>(hit.first)];
  const CompareFigure::Cell& cell = row.cells[column];
  QString text = tr("%1\n“%2”: probability %3, surprise %4 bits\nlikeliest: %5")
                     .arg(name, visibleToken(row.word), numberOr(cell.probability), numberOr(cell.bits),
                          cell.likeliest.empty() ? tr("none") : visibleToken(cell.likeliest));
  if (cell.tokens > 1) text += QLatin1Char('\n') + tr("the product over %1 tokens").arg(cell.tokens);
  if (cell.words > 1) text += QLatin1Char('\n') + tr("of %1 words together").arg(cell.words);
  return text;
}

QString CompareView::commandArguments() const {
  QString text;
  if (const auto comparison = session()->comparison()) {
    for (const ComparedColumn& column : comparison->columns) {
      if (!column.isOwn) text += QStringLiteral(" --with ") + shellQuoted(QString::fromStdString(column.name));
    }
  }
  return session()->isComparisonForced() ? text + QStringLiteral(" --forced") : text;
}

std::optional<FigureData> CompareView::currentFigure() const {
  const auto comparison = session()->comparison();
  if (!comparison || !comparison->of || comparison->error) return std::nullopt;
  return makeFigure(*comparison);
}

void CompareView::letGo() {
  forget();
  d->canvas->setBuilder({});
}

}  // namespace headlight
