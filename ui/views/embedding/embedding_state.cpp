// What the embedding view shows at the moment: the space, its points and colours, neighbours, the focus.

#include <algorithm>
#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QToolButton>

#include "figures/embedding/prompt_in_space.h"
#include "formats/vectors/lexicon_file.h"
#include "hooks/hook_names.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {
namespace {

constexpr Index kSmallTable = 3;  // dimensions that can be drawn as they are

// Multiply-adds that the window can wait for: some twenty milliseconds each.
constexpr double kClusterInPlace = 1.5e8;
constexpr double kNearestInPlace = 3e7;
constexpr double kRounds = 20;  // of k-means, about

double numbersOf(const EmbeddingSpace& space) {
  return static_cast<double>(space.size()) * static_cast<double>(space.dimensions());
}

bool isBeginningOf(const EmbeddingSpace& before, const EmbeddingSpace& now) {
  const std::vector<TokenId>& old = before.points().ids;
  const std::vector<TokenId>& ids = now.points().ids;
  return before.prompts() == 1 && now.prompts() == 1 && before.request().space == now.request().space &&
         old.size() <= ids.size() && std::equal(old.begin(), old.end(), ids.begin());
}

}  // namespace

ProjectionMethod EmbeddingView::Private::method() const {
  return static_cast<ProjectionMethod>(projection->currentIndex());
}

void EmbeddingView::Private::makeLexicon() {
  const auto model = session->model();
  if (model == lexiconOf) return;
  lexiconOf = model;
  std::optional<Lexicon> read = model ? readLexicon(model->folder) : std::nullopt;
  lexicon = read ? std::make_shared<const Lexicon>(std::move(*read)) : nullptr;
}

std::optional<SpaceRequest> EmbeddingView::Private::withFurther(SpaceRequest request) {
  const QStringList prompts = options->prompts();
  if (!request.isOfRun() || !request.isComplete() || prompts.isEmpty()) {
    furtherAsked = {};
    options->setPromptProblem(std::nullopt);
    return request;
  }
  const auto further = session->further();
  const bool isAsked = furtherAsked == request && furtherPrompts == prompts;
  std::vector<std::string> texts;
  for (const QString& prompt : prompts) texts.push_back(prompt.toStdString());
  std::vector<std::string> hooks = stationsOf(*request.run->model->model, request.space).hooks;
  hooks.emplace_back(hook_names::kUnembedOut);  // for their surprise
  if (isAsked && further && further->of == request.run && further->prompts == texts && further->hooks == hooks) {
    options->setPromptProblem(further->failure);
    if (!further->runs.empty()) request.further = further;
    return request;
  }
  if (!isAsked) {
    furtherAsked = request;
    furtherPrompts = prompts;
    session->runFurther(prompts, hooks);
  }
  const bool canStay = loader.space() && loader.request().space == request.space;
  return canStay ? std::nullopt : std::optional(request);
}

void EmbeddingView::Private::makeSpace() {
  makeLexicon();
  if (const std::optional<SpaceRequest> request = withFurther(controls->request())) loader.load(*request);
  whole = loader.space();
  if (whole != chosenIn) {
    const bool goesOn = whole && chosenIn && isBeginningOf(*chosenIn, *whole);
    if (!goesOn) {
      chosen.clear();
      part.reset();
      furtherFocus = -1;
    }
    chosenIn = whole;
  }
  makePart();
  besideLoader.load(hasBeside() ? SpaceRequest{{}, session->snapshot()->model} : SpaceRequest{});
}

void EmbeddingView::Private::makePart() {
  space = whole;
  SpaceRequest request;
  if (whole && part) {
    request = whole->request();
    request.whole = whole;
    request.part = part;
    request.isProjected = isAnew();
  }
  partLoader.load(request);
  if (request.part) space = partLoader.space();
}

void EmbeddingView::Private::letModelGo() {
  besideLoader.load({});
  lexicon.reset();
  lexiconOf.reset();
  furtherAsked = {};
  if (isOfTable()) return;
  coloringJobs.drop();
  nearestJobs.drop();
  run.reset();
  for (SpaceLoader* one : {&partLoader, &loader}) one->load({});
  for (auto* of : {&whole, &space, &shown, &chosenIn, &pointsOf, &coloringOf, &nearestOf.space}) of->reset();
  part.reset();
  chosen.clear();
  nearest.clear();
}

bool EmbeddingView::Private::isAnew() const {
  return anew->isChecked();
}

const std::shared_ptr<const EmbeddingSpace>& EmbeddingView::Private::projected() const {
  return part && !isAnew() ? whole : space;
}

void EmbeddingView::Private::finish() {
  for (SpaceLoader* one : {&loader, &partLoader}) {
    makeSpace();
    one->wait();
  }
  makeSpace();
}

bool EmbeddingView::Private::hasBeside() const {
  return isOfTable() && space->dimensions() <= kSmallTable && session->snapshot() != nullptr;
}

void EmbeddingView::Private::makeRun(EmbeddingView* view) {
  const ProjectionSettings settings = options->projection(method());
  const auto& of = projected();
  if (run && of && run->settings() == settings && run->space() == of) return;
  run.reset();
  if (!of || !settings.isRun()) return;
  run = std::make_unique<ProjectionRun>(of, settings);
  run->setPaused(pause->isChecked());
  view->connectGuarded(run.get(), &ProjectionRun::advanced, &EmbeddingView::showProjection);
}

void EmbeddingView::Private::makePoints() {
  const std::shared_ptr<const EmbeddingSpace> of = projected();
  ProjectionSettings settings = options->projection(method());
  const int station = settings.method == ProjectionMethod::Words ? stationNow() : 0;  // others are of all stations
  if (run && run->space() == of && run->state().points.coordinates.rows() == of->size()) {
    basePoints = run->state().points;
    pointsOf.reset();  // they may move on
  } else if (pointsOf != of || !(pointsBy == settings) || pointsAt != station) {
    pointsOf = of;
    pointsBy = settings;
    pointsAt = station;
    options->setAxisProblem(std::nullopt);
    if (settings.isRun()) settings.method = ProjectionMethod::Pca;
    Matrix<float> room;
    const auto named = [&](std::string_view word) -> Index {
      return of->points().pointAt(of->index().find(word), station);
    };
    try {
      basePoints = projectedAtOnce(of->rows(room), of->projection(), settings, named);
    } catch (const Error& error) {
      options->setAxisProblem(error.message());
      settings.method = ProjectionMethod::Pca;
      basePoints = projectedAtOnce(of->rows(room), of->projection(), settings, named);
    }
  }
  scale = scatter3d::scaleOf(basePoints.coordinates);
  points = of == space ? basePoints : pointsKept(basePoints, space->placesInWhole());
}

void EmbeddingView::Private::makeColoring() {
  const ColorBy by = options->colorBy();
  if (coloringOf == space && coloringBy == by) return;
  coloringOf = space;
  coloringBy = by;
  coloringJobs.drop();
  coloring = {};
  const bool isLong = by.kind == ColorBy::Kind::Cluster && numbersOf(*space) * by.clusters * kRounds > kClusterInPlace;
  if (!isLong) {
    coloring = pointColoring(by, space->points(), lexicon.get());
    return;
  }
  coloringJobs.add([of = space, by, words = lexicon](
                       JobControl& job) { return pointColoring(by, of->points(), words.get(), job.stopToken()); },
                   [this](JobOutcome<EmbeddingFigure::Coloring> outcome) {
                     coloring = std::move(outcome.value).value_or(EmbeddingFigure::Coloring{});
                     if (!outcome.value) problem = messageText(outcome.failure);
                     coloringMade();
                   });
}

void EmbeddingView::Private::makeNearest() {
  const int station = space && !calculated.isEmpty() ? stationNow() : 0;
  const NearestOf wanted{space, focus, calculated, options->neighbours(), options->metric(), station};
  if (wanted == nearestOf) return;
  nearestOf = wanted;
  nearest.clear();
  nearestJobs.drop();
  if (!space || (focus < 0 && calculated.isEmpty())) return;
  const auto work = [wanted] {
    if (!wanted.calculated.isEmpty()) return wanted.space->analogy(wanted.calculated, wanted.count, wanted.station);
    return wanted.space->neighbours(wanted.focus, wanted.count, wanted.metric);
  };
  if (numbersOf(*space) > kNearestInPlace) {
    nearestJobs.add([work](JobControl&) { return work(); },
                    [this](const JobOutcome<std::vector<Neighbour>>& outcome) {
                      takeNearest(outcome);
                      nearestMade();
                    });
    return;
  }
  JobOutcome<std::vector<Neighbour>> outcome;
  try {
    outcome.value = work();
  } catch (...) {
    outcome.failure = currentFailure();
  }
  takeNearest(outcome);
}

void EmbeddingView::Private::takeNearest(const JobOutcome<std::vector<Neighbour>>& outcome) {
  if (outcome.value) {
    nearest = *outcome.value;
    return;
  }
  problem = messageText(outcome.failure);
  const bool isCalculated = !calculated.isEmpty();
  calculated.clear();
  if (isCalculated) makeNearest();  // those of the focus instead
}

int EmbeddingView::Private::stationNow() const {
  return std::clamp(static_cast<int>(std::lround(controls->station())), 0, space->stations() - 1);
}

int EmbeddingView::Private::focusNow() const {
  const auto snapshot = session->snapshot();
  if (!space) return -1;
  if (isOfTable()) return tableFocus < space->size() ? tableFocus : -1;
  if (!snapshot) return -1;
  if (space->request().isOfRun()) {
    Index position = space->isOnSource() ? session->selection().sourcePosition : session->effectivePosition();
    if (furtherFocus >= 0) position = furtherFocus;
    return space->pointAt(stationNow(), position);
  }
  int id = -1;
  if (followsPosition) {
    const Index position = session->effectivePosition();
    if (position >= 0 && position < snapshot->length()) id = snapshot->tokens[static_cast<std::size_t>(position)].id;
  } else {
    id = session->selection().vocabularyId;
  }
  return space->pointOfToken(id);
}

std::vector<int> EmbeddingView::Private::highlighted() const {
  std::vector<int> result;
  const auto snapshot = session->snapshot();
  if (space->request().isOfRun()) {
    for (int token = 0; token < space->tokens(); ++token) result.push_back(stationNow() * space->tokens() + token);
  } else if (snapshot) {
    result = pointsOfTokens(space->points(), space->index(), snapshot->allTokens());
  }
  for (int point = 0; point < static_cast<int>(found.size()); ++point) {
    if (found[static_cast<std::size_t>(point)]) result.push_back(point);
  }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<std::vector<int>> EmbeddingView::Private::paths() const {
  return pathsOf(space->points(), stationNow(), options->showsText());
}

}  // namespace headlight
