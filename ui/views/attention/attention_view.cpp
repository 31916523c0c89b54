#include "views/attention/attention_view.h"

#include <algorithm>

#include <QSplitter>

#include "charts/attention/attention_builders.h"
#include "figures/attention/attention_variants.h"
#include "figures/attention/combined_attention.h"
#include "views/attention/attention_view_private.h"
#include "views/attention/head_arguments.h"
#include "views/attention/no_attention.h"
#include "views/attention/readout_label.h"
#include "widgets/tight_column.h"

namespace headlight {

using Together = AttentionChoices::Together;

namespace {

constexpr double kWide = 1.5;       // width to height from which the heads stand beside the heatmap
constexpr int kLinesForHeads = 18;  // of text, the controls included: below it heatmap and heads would both be tiny

}  // namespace

AttentionView::AttentionView(Session* session, QWidget* parent)
    : SnapshotView(session, parent), d(std::make_unique<Private>()) {
  setObjectName(QStringLiteral("attentionView"));
  createWidgets();
  connectWidgets();
  retranslate();
}

AttentionView::~AttentionView() = default;

void AttentionView::createWidgets() {
  d->controls = new AttentionControls(this);
  d->heatmap = new FigureCanvas(this);
  d->heatmap->setObjectName(QStringLiteral("attentionHeatmap"));
  d->heatmap->setDraggable(true);
  d->heatmap->installEventFilter(this);
  d->readout = new ReadoutLabel(this);
  d->readout->setObjectName(QStringLiteral("attentionReadout"));
  d->heads = new HeadsPane([this] { return headStyle(); }, this);
  auto* upper = new QWidget(this);
  auto* column = tightColumn(upper);
  column->addWidget(d->heatmap, 1);
  column->addWidget(d->readout);
  d->splitter = new QSplitter(Qt::Vertical, this);
  d->splitter->addWidget(upper);
  d->splitter->addWidget(d->heads);
  d->splitter->setStretchFactor(0, 3);
  d->splitter->setStretchFactor(1, 2);
  d->splitter->setChildrenCollapsible(false);
  auto* layout = tightColumn(this);
  layout->addWidget(d->controls);
  layout->addWidget(d->splitter, 1);
}

void AttentionView::arrange() {
  const bool wide = width() > kWide * height();
  d->splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
  const bool isRoom = wide || height() >= kLinesForHeads * fontMetrics().height();
  d->heads->setVisible(isRoom && d->layers() > 0);
}

void AttentionView::resizeEvent(QResizeEvent* event) {
  SnapshotView::resizeEvent(event);
  arrange();
}

void AttentionView::connectWidgets() {
  connectGuarded(d->heatmap, &FigureCanvas::clicked, &AttentionView::select);
  d->heatmap->setToolTips([this](const FigureHit& hit) { return toolTip(locked(hit)); });
  connectGuarded(d->heatmap, &FigureCanvas::hovered, [this](const std::optional<FigureHit>& hit) {
    d->hover = hit ? std::optional(locked(*hit)) : std::nullopt;
    showReadout();
  });
  connectGuarded(d->heatmap, &FigureCanvas::wheelTurned, [this](const FigureHit& hit, int notches) {
    if (hit.kind == FigureHit::Kind::Cell) zoom({hit.second, hit.first}, notches);
  });
  connectGuarded(d->heatmap, &FigureCanvas::dragged, &AttentionView::pan);
  connectGuarded(d->heatmap, &FigureCanvas::doubleClicked, &AttentionView::showAllCells);
  connectGuarded(d->heatmap, &FigureCanvas::menuRequested, &AttentionView::openMenu);
  connectGuarded(d->heads, &HeadsPane::headChosen, &AttentionView::chooseHead);
  connectGuarded(d->heads, &HeadsPane::probesWanted, [this] { this->session()->measureHeads(); });
  connectGuarded(d->controls, &AttentionControls::choicesChanged, [this] { refresh(Session::RunChanged); });
  connectGuarded(d->controls, &AttentionControls::allCellsRequested, &AttentionView::showAllCells);
  connectGuarded(d->controls, &AttentionControls::sideChosen, [this](AttentionSide side) {
    Selection selection = session()->selection();
    selection.side = side;
    selection.keyPosition = -1;
    session()->setSelection(selection);
  });
  connectGuarded(d->controls, &AttentionControls::layerChosen, [this](int layer) {
    Selection selection = session()->selection();
    selection.layer = layer;
    session()->setSelection(selection);
  });
  connectGuarded(d->controls, &AttentionControls::headChosen, [this](int head) {
    Selection selection = session()->selection();
    selection.head = head;
    session()->setSelection(selection);
  });
}

void AttentionView::retranslate() {
  d->controls->retranslate();
  d->heads->retranslate();
  d->heatmap->setAccessibleName(tr("Attention weights of the chosen head"));
  d->readout->setHelp(
      tr("The number of the cell under the pointer, or of the selected cell. The wheel (or + and −) zooms, dragging "
         "moves the map, 0 shows all cells, the arrow keys choose a cell."));
  showReadout();
}

FigureStyle AttentionView::headStyle() const {
  FigureStyle style = screenStyle();
  style.fittedColors = d->controls->choices().fitted;
  return style;
}

void AttentionView::refresh(Session::Changes changes) {
  const bool isNewRun = session()->snapshot() != d->run || d->side != session()->selection().side;
  d->run = session()->snapshot();
  d->side = session()->selection().side;
  const bool restyled = d->heads->isDark() != currentTheme(this).isDark;
  if (isNewRun || restyled || (changes & Session::RunChanged)) readRun();
  if (!d->run) return showEmpty(emptyText());
  if (d->layers() == 0) return showEmpty(noAttentionText(d->run->config()));
  if (changes & Session::HeadsMeasured) d->heads->setProbes(probes());
  if (d->heads->wantsProbes()) session()->measureHeads();
  arrange();
  readHead(isNewRun || restyled || (changes & Session::RunChanged));
  followSelection();
  offerChoices();
  d->heatmap->rebuild();
  d->heads->setSelection(session()->selection(), chosenPlace().layer, chosenPlace().head);
  showReadout();
}

const std::vector<HeadMeasures>& AttentionView::probes() const {
  static const std::vector<HeadMeasures> none;
  const auto measured = session()->probes();
  return measured ? measured->of(d->side) : none;
}

void AttentionView::forget() {
  d->run.reset();
  d->head = {};
}

HeadPlace AttentionView::chosenPlace() const {
  const Selection& selection = session()->selection();
  return {std::clamp(selection.layer, 0, std::max(0, d->layers() - 1)), std::min(selection.head, d->headsALayer() - 1)};
}

/// What is chosen, where it can be shown: cross-attention is not rolled out, a recording has no W_O.
AttentionMeasure AttentionView::measure() const {
  const AttentionMeasure chosen = d->controls->choices().measure;
  const bool impossible = (chosen == AttentionMeasure::Rollout && d->side == AttentionSide::Cross) ||
                          (chosen == AttentionMeasure::ValueWeighted && session()->isRecorded());
  return impossible ? AttentionMeasure::Weights : chosen;
}

void AttentionView::readRun() {
  d->hover.reset();
  if (d->layers() == 0) return;
  const AttentionChoices& choices = d->controls->choices();
  HeadsFigure heads = measure() == AttentionMeasure::ValueWeighted
                          ? valueWeightedHeads(d->run->attentionRun(), d->side, figureSource())
                          : headsFigure(d->run->attentionRun(), d->side, figureSource());
  heads.sinkHidden = choices.sinkHidden;
  heads.limits = choices.fitted ? ColorLimits::Fitted : ColorLimits::Fixed;
  d->heads->setRun(d->run, std::move(heads), probes(), currentTheme(this).isDark);
}

/// The heatmap's numbers: one head, or several together.
void AttentionView::readHead(bool anew) {
  const HeadPlace place = chosenPlace();
  const AttentionChoices& choices = d->controls->choices();
  const std::vector<HeadPlace>& chosen = session()->selection().chosenHeads;
  const bool ofChosen = choices.together == Together::MeanOfChosen || choices.together == Together::MaximumOfChosen;
  const bool same = d->head.weights.size() > 0 && d->place == place;
  if (!anew && same && !(ofChosen && chosen != d->chosen)) return;
  d->chosen = chosen;
  d->place = place;
  d->head = chosenFigure();
  d->window.setSize({static_cast<int>(d->head.weights.cols()), static_cast<int>(d->head.weights.rows())});
  d->heatmap->setBuilder([this](QSizeF area) {
    FigureStyle drawn = headStyle();
    drawn.area = area;
    drawn.cells = d->window.cells();
    const QPoint cell = selectedCell();
    drawn.selectedQuery = cell.y();
    drawn.selectedKey = cell.x();
    return buildAttention(d->head, drawn);
  });
  emitBadge(d->head);
}

AttentionFigure AttentionView::chosenFigure() const {
  const AttentionChoices& choices = d->controls->choices();
  const FigureRun run = d->run->attentionRun();
  const HeadPlace place = chosenPlace();
  const auto put = [&](std::vector<HeadPlace> members, Combination how) {
    return combinedAttention(run, d->side, members, how, figureSource(), measure());
  };
  const auto make = [&]() -> AttentionFigure {
    if (measure() == AttentionMeasure::Rollout) return rolloutAttention(run, d->side, place.layer, figureSource());
    const std::vector<HeadPlace>& chosen = session()->selection().chosenHeads;
    switch (choices.together) {
      case Together::MaximumOfLayer:
        return put(headPlaces(run.model.config(), d->side, place.layer), Combination::Maximum);
      case Together::MeanOfLayers:
        return put(headPlaces(run.model.config(), d->side, -1), Combination::Mean);
      case Together::MaximumOfLayers:
        return put(headPlaces(run.model.config(), d->side, -1), Combination::Maximum);
      case Together::MeanOfChosen:
        if (chosen.size() > 1) return put(chosen, Combination::Mean);
        break;
      case Together::MaximumOfChosen:
        if (chosen.size() > 1) return put(chosen, Combination::Maximum);
        break;
      case Together::One:
        break;
    }
    const HeadChoice one{d->side, place.layer, place.head};
    return measure() == AttentionMeasure::ValueWeighted ? valueWeightedAttention(run, one, figureSource())
                                                        : attentionFigure(run, one, figureSource());
  };
  AttentionFigure figure = make();
  figure.sinkHidden = choices.sinkHidden;
  figure.limits = choices.fitted ? ColorLimits::Fitted : ColorLimits::Fixed;
  // One scale for the heads and for the map; a rollout is in no head.
  if (figure.measure != AttentionMeasure::Rollout) figure.fittedTo = d->heads->largest();
  return figure;
}

void AttentionView::showEmpty(const QString& text) {
  d->head = {};
  d->heatmap->setBuilder({});
  d->heatmap->setEmptyText(text);
  d->heads->showNothing();
  arrange();
  offerChoices();
  showReadout();
}

void AttentionView::offerChoices() {
  AttentionControls::Offer offer;
  if (d->run) offer.sides = attentionSides(d->run->config());
  offer.side = d->side;
  offer.layers = d->layers();
  offer.heads = d->headsALayer();
  offer.layer = chosenPlace().layer;
  offer.head = chosenPlace().head;
  offer.chosenHeads = session()->selection().chosenHeads.size();
  offer.isZoomed = d->window.isZoomed();
  offer.hasWeights = !session()->isRecorded();
  d->controls->offer(offer);
}

void AttentionView::chooseHead(HeadPlace place, bool add) {
  Selection selection = session()->selection();
  if (add) {
    auto& chosen = selection.chosenHeads;
    const HeadPlace present{selection.layer, selection.head};
    const auto found = std::find(chosen.begin(), chosen.end(), place);
    if (found != chosen.end()) {
      chosen.erase(found);
    } else {
      // The head that is looked at already is one of them.
      if (chosen.empty() && present.head >= 0 && !(present == place)) chosen.push_back(present);
      chosen.push_back(place);
    }
  } else {
    AttentionChoices choices = d->controls->choices();
    choices.together = Together::One;
    d->controls->setChoices(choices);
  }
  selection.layer = place.layer;
  selection.head = place.head;
  session()->setSelection(selection);
}

std::optional<FigureData> AttentionView::currentFigure() const {
  if (!d->run || d->layers() == 0) return std::nullopt;
  return chosenFigure();
}

std::optional<FigureData> AttentionView::secondFigure() const {
  if (!d->run || d->layers() == 0) return std::nullopt;
  return d->heads->figure();
}

QString AttentionView::commandArguments() const {
  return headArguments(session()->selection());
}

void AttentionView::letGo() {
  forget();
  d->heads->showNothing();
  d->heatmap->setBuilder({});
}

}  // namespace headlight
