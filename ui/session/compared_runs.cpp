#include "session/compared_runs.h"

#include <algorithm>

#include "figures/compare/comparer.h"
#include "session/jobs/job.h"
#include "session/run_history.h"

namespace headlight {

struct ComparedRuns::Column {
  std::string name;
  std::shared_ptr<const OpenedModel> model;
  std::optional<Message> openingError;
  std::shared_ptr<ThreadPool> pool;        ///< of `generation`
  std::unique_ptr<Generation> generation;  ///< null until it follows, and for the session's own run
  ComparedColumn shown;
};

namespace {

/// The same place, whatever it was called when it was opened.
bool isSameModel(const OpenedModel& a, const OpenedModel& b) {
  return &a == &b || (!a.path.empty() && a.path == b.path && a.format == b.format);
}

/// Whether opening that would give this model.
bool isPlaceOf(const OpenedModel& model, const std::string& nameOrPath) {
  std::filesystem::path place = nameOrPath;
  if (!place.has_parent_path()) {
    for (const std::filesystem::path& sample : listSampleModels()) {
      if (sample.filename() == place) {
        place = sample;
        break;
      }
    }
  }
  std::error_code none;
  return std::filesystem::equivalent(place, model.path, none);
}

/// The lead's prompt as this model reads it: its very tokens where they mean the same and fit.
Prompt promptLike(const Snapshot& lead, const OpenedModel& model) {
  const bool fits = static_cast<Index>(lead.prompt.tokens.size()) <= model.model->config().nCtx;
  if (fits && sameVocabulary(*lead.model->tokenizer, *model.tokenizer)) return lead.prompt;
  return preparePrompt(lead.prompt.text, *model.tokenizer, model.model->config().nCtx);
}

bool samePrompt(const Prompt& a, const Prompt& b) {
  return a.text == b.text && std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), b.tokens.end(),
                                        [](const Token& x, const Token& y) { return x.id == y.id; });
}

std::vector<TokenId> takenBy(const Snapshot& run) {
  std::vector<TokenId> ids;
  for (auto token = run.tokens.begin() + run.promptLength(); token < run.tokens.end(); ++token)
    ids.push_back(token->id);
  return ids;
}

ComparedRun comparedRun(const Snapshot& run) {
  return {&run.config(), run.model->tokenizer.get(), &run.prompt, run.path, takenBy(run)};
}

/// A row of the columns that have a run becomes a row of all.
void spread(CompareFigure::Row& row, const std::vector<std::size_t>& places, std::size_t columns) {
  std::vector<CompareFigure::Cell> cells(columns);
  std::vector<std::optional<double>> divergence(columns * (columns - 1) / 2);
  for (std::size_t a = 0; a < places.size(); ++a) {
    cells[places[a]] = std::move(row.cells[a]);
    for (std::size_t b = a + 1; b < places.size(); ++b) {
      divergence[pairIndex(places[a], places[b], columns)] = row.divergence[pairIndex(a, b, places.size())];
    }
  }
  row.cells = std::move(cells);
  row.divergence = std::move(divergence);
}

std::vector<TokenId> idsAlong(const Snapshot& lead, const Tokenizer& tokenizer) {
  const TokenId end = endOfText(lead.config(), *lead.model->tokenizer);
  const LeadText text = leadText(*lead.model->tokenizer, lead.prompt, takenBy(lead), end, false);
  std::vector<TokenId> ids;
  for (const Token& token : tokensAlong(text, tokenizer)) ids.push_back(token.id);
  return ids;
}

}  // namespace

ComparedRuns::ComparedRuns() = default;
ComparedRuns::~ComparedRuns() = default;

std::unique_ptr<ComparedRuns::Column> ComparedRuns::opened(const std::string& nameOrPath,
                                                           const std::shared_ptr<const OpenedModel>& present,
                                                           const Progress& progress) const {
  auto column = std::make_unique<Column>();
  column->name = nameOrPath;
  if (present && isPlaceOf(*present, nameOrPath)) column->model = present;
  for (const auto& other : m_columns) {
    if (!column->model && other->name == nameOrPath) column->model = other->model;
  }
  try {
    if (!column->model) column->model = openModel(nameOrPath, progress);
    checkWritesText(column->model->name, column->model->model->config());
  } catch (...) {
    column->openingError = currentFailure();
  }
  return column;
}

void ComparedRuns::setModels(const std::vector<std::string>& namesOrPaths, bool forced,
                             const std::shared_ptr<const OpenedModel>& present, const Progress& progress) {
  std::vector<std::size_t> reused;  // places in m_columns; the last one: opened anew
  std::vector<std::unique_ptr<Column>> columns;
  for (const std::string& name : namesOrPaths) {
    std::size_t place = 0;
    const auto isTaken = [&] { return std::find(reused.begin(), reused.end(), place) != reused.end(); };
    while (place < m_columns.size() && (m_columns[place]->name != name || !m_columns[place]->model || isTaken()))
      ++place;
    reused.push_back(place);
    columns.push_back(place < m_columns.size() ? nullptr : opened(name, present, progress));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i]) columns[i] = std::move(m_columns[reused[i]]);
  }
  m_columns = std::move(columns);
  m_forced = forced;
  m_comparer.clear();
  if (!m_columns.empty()) return;
  m_comparison.reset();
  m_leadModel.reset();
}

void ComparedRuns::followOne(Column& column, const std::shared_ptr<const Snapshot>& lead, bool own,
                             const std::shared_ptr<ThreadPool>& pool) {
  column.shown = ComparedColumn{column.name, column.model, nullptr, column.openingError, false};
  if (column.openingError || !lead) return;
  if (own && isSameModel(*column.model, *lead->model)) {
    column.generation.reset();
    column.shown.isOwn = true;
    column.shown.run = lead;
    return;
  }
  const OpenedModel& model = *column.model;
  Prompt prompt = promptLike(*lead, model);
  if (!column.generation || !samePrompt(column.generation->prompt(), prompt)) {
    column.generation.reset();  // it uses the pool of before
    column.pool = pool;
    column.generation = std::make_unique<Generation>(*model.model, *model.tokenizer, std::move(prompt), pool.get(),
                                                     std::vector<Intervention>{}, isCompared);
  }
  column.generation->setSettings(lead->settings);
  if (m_forced) {
    goAlong(*column.generation, idsAlong(*lead, *model.tokenizer));
  } else {
    goFreely(*column.generation, lead->moment - lead->firstMoment);
  }
  column.shown.run = snapshotOf(*column.generation, column.model, {});
}

void ComparedRuns::tryToFollow(Column& column, const std::shared_ptr<const Snapshot>& lead, bool own,
                               const std::shared_ptr<ThreadPool>& pool) {
  try {
    followOne(column, lead, own, pool);
  } catch (...) {  // the others go on
    column.generation.reset();
    column.shown.error = currentFailure();
  }
}

void ComparedRuns::follow(const std::shared_ptr<const Snapshot>& lead, const std::shared_ptr<ThreadPool>& pool) {
  if (m_columns.empty()) return;
  if (lead && m_leadModel != lead->model) {
    m_comparer.clear();
    m_leadModel = lead->model;
  }
  auto comparison = std::make_shared<Comparison>();
  comparison->of = lead;
  comparison->forced = m_forced;
  const bool leads = lead && writesText(lead->config());
  if (lead && !leads) {
    comparison->error = Message{
        "compare.lead_kind", {{"model", lead->model->name}, {"kind", std::string(modelKindName(lead->config().kind))}}};
  }
  bool ownIsThere = false;
  for (const auto& column : m_columns) {
    tryToFollow(*column, leads ? lead : nullptr, !ownIsThere, pool);
    ownIsThere = ownIsThere || column->shown.isOwn;
    comparison->columns.push_back(column->shown);
  }
  if (leads) addRows(*comparison);
  m_comparison = std::move(comparison);
}

void ComparedRuns::addRows(Comparison& comparison) {
  std::vector<ComparedRun> runs;
  std::vector<std::size_t> places;  // among the columns
  for (std::size_t i = 0; i < comparison.columns.size(); ++i) {
    if (!comparison.columns[i].run) continue;
    runs.push_back(comparedRun(*comparison.columns[i].run));
    places.push_back(i);
  }
  try {
    comparison.rows = m_comparer.rows(comparedRun(*comparison.of), runs, comparison.forced, comparison.of->nextChoice);
  } catch (...) {
    comparison.error = currentFailure();
  }
  for (CompareFigure::Row& row : comparison.rows) spread(row, places, comparison.columns.size());
}

}  // namespace headlight
