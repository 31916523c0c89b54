#include "session/jobs/influence_run.h"

#include <chrono>
#include <functional>

#include "experiments/influence.h"
#include "experiments/word_classes.h"
#include "session/jobs/job.h"

namespace headlight {
namespace {

using Stage = InfluenceState::Stage;
using ShowInfluence = std::function<void(const InfluenceState&)>;

constexpr auto kBetweenPictures = std::chrono::milliseconds(100);

InfluenceInput inputOf(const InfluenceQuestion::Text& text) {
  return {*text.model->model, *text.model->tokenizer, text.name, text.tokens, text.next};
}

/// What cannot be measured has its reason in `problems`. Throws Error "cancelled".
InfluenceState gradientsOf(const InfluenceQuestion& question, InfluenceFigure& figure, const JobControl& job) {
  InfluenceState now;
  figure.source = question.source;
  for (const InfluenceQuestion::Text& text : question.texts) {
    job.throwIfCancelled();
    InfluenceFigure::Row row;
    std::optional<Message> problem = text.problem;
    try {
      if (text.model) row = measureGradients(inputOf(text));
    } catch (...) {
      problem = currentFailure();
    }
    row.model = text.name;
    figure.rows.push_back(std::move(row));
    now.problems.push_back(std::move(problem));
  }
  now.figure = std::make_shared<const InfluenceFigure>(figure);
  return now;
}

void replaceWords(const InfluenceQuestion& question, InfluenceState& now, InfluenceFigure figure, const JobControl& job,
                  const ShowInfluence& show) {
  auto shown = std::chrono::steady_clock::now();
  const auto count = static_cast<double>(question.texts.size());
  for (std::size_t i = 0; i < question.texts.size(); ++i) {
    const InfluenceQuestion::Text& text = question.texts[i];
    if (!text.model || now.problems[i]) continue;
    try {
      const WordClasses classes = wordClassesOf(text.model->folder, *text.model->tokenizer);
      figure.rows[i].replacements = measureReplacements(inputOf(text), classes, [&](double share) {
        if (std::chrono::steady_clock::now() - shown >= kBetweenPictures) {
          shown = std::chrono::steady_clock::now();
          now.share = (static_cast<double>(i) + share) / count;
          show(now);
        }
        return job.isWanted();
      });
      now.figure = std::make_shared<const InfluenceFigure>(figure);
    } catch (...) {
      job.throwIfCancelled();
      now.problems[i] = currentFailure();
    }
  }
}

InfluenceState answer(const InfluenceQuestion& question, const JobControl& job, const ShowInfluence& show) {
  InfluenceFigure figure;
  InfluenceState now = gradientsOf(question, figure, job);
  if (question.withReplacements) {
    now.stage = Stage::Running;
    show(now);
    replaceWords(question, now, std::move(figure), job, show);
    now.share = 1;
  }
  now.stage = Stage::Done;
  return now;
}

/// No row has been measured: each says why.
InfluenceState failedState(const std::vector<std::string>& names, const Message& failure) {
  InfluenceFigure figure;
  for (const std::string& name : names) figure.rows.emplace_back().model = name;
  InfluenceState failed;
  failed.stage = Stage::Done;
  failed.problems.assign(names.size(), failure);
  failed.figure = std::make_shared<const InfluenceFigure>(std::move(figure));
  return failed;
}

}  // namespace

struct InfluenceRun::Private {
  JobQueue jobs;
  InfluenceState state;
};

InfluenceRun::InfluenceRun(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {}

InfluenceRun::~InfluenceRun() = default;

void InfluenceRun::ask(InfluenceQuestion question) {
  d->state.stage = Stage::Running;
  d->state.share = 0;
  const auto take = [this](const InfluenceState& now) {
    d->state = now;
    emit advanced();
  };
  std::vector<std::string> names;
  for (const InfluenceQuestion::Text& text : question.texts) names.push_back(text.name);
  d->jobs.replace(
      [question = std::move(question), take](JobControl& job) {
        return answer(question, job,
                      [&job, &take](const InfluenceState& now) { job.show([take, now] { take(now); }); });
      },
      [take, names](const JobOutcome<InfluenceState>& outcome) {
        take(outcome.value ? *outcome.value : failedState(names, outcome.failure));
      });
}

void InfluenceRun::cancel() {
  if (d->state.stage != Stage::Running) return;
  d->jobs.drop();
  d->state.stage = Stage::Cancelled;
  emit advanced();
}

void InfluenceRun::clear() {
  d->jobs.drop();
  d->state = {};
}

const InfluenceState& InfluenceRun::state() const {
  return d->state;
}

}  // namespace headlight
