#include "session/jobs/influence_run.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "experiments/influence.h"
#include "experiments/word_classes.h"

namespace headlight {
namespace {

using Clock = std::chrono::steady_clock;
using Stage = InfluenceState::Stage;

constexpr auto kBetweenPictures = std::chrono::milliseconds(100);

InfluenceInput inputOf(const InfluenceQuestion::Text& text) {
  return {*text.model->model, *text.model->tokenizer, text.name, text.tokens, text.next};
}

}  // namespace

struct InfluenceRun::Private {
  explicit Private(InfluenceRun* owner) : q(owner) {}

  InfluenceRun* q;
  InfluenceState state;  // of the object's thread

  std::mutex mutex;
  std::condition_variable_any wake;
  std::optional<InfluenceQuestion> waiting;  // guarded
  InfluenceState latest;                     // guarded
  quint64 latestNumber = 0;                  // guarded: of the question that `latest` answers
  bool announced = false;                    // guarded: a call of collect() is on its way
  std::atomic<quint64> newest{0};            // number of the question that counts
  std::jthread thread;                       // last: it ends before what it uses

  void work(const std::stop_token& stop);
  void answer(const InfluenceQuestion& question, quint64 number);
  void replaceWords(const InfluenceQuestion& question, quint64 number, InfluenceState now, InfluenceFigure figure);
  /// Nothing if the question no longer counts.
  void publish(quint64 number, InfluenceState now);
};

void InfluenceRun::Private::publish(quint64 number, InfluenceState now) {
  const std::lock_guard lock(mutex);
  if (number != newest.load()) return;
  latest = std::move(now);
  latestNumber = number;
  if (announced) return;
  announced = true;
  QMetaObject::invokeMethod(
      q, [owner = q] { owner->collect(); }, Qt::QueuedConnection);
}

void InfluenceRun::Private::work(const std::stop_token& stop) {
  for (;;) {
    std::optional<InfluenceQuestion> question;
    quint64 number = 0;
    {
      std::unique_lock lock(mutex);
      if (!wake.wait(lock, stop, [this] { return waiting.has_value(); })) return;
      question.swap(waiting);
      number = newest.load();
    }
    answer(*question, number);
  }
}

void InfluenceRun::Private::answer(const InfluenceQuestion& question, quint64 number) {
  InfluenceState now;
  InfluenceFigure figure;
  figure.source = question.source;
  for (const InfluenceQuestion::Text& text : question.texts) {
    if (number != newest.load()) return;
    InfluenceFigure::Row row;
    std::optional<Message> problem = text.problem;
    try {
      if (text.model) row = measureGradients(inputOf(text));
    } catch (const Error& error) {
      problem = error.message();
    } catch (const std::exception& error) {
      problem = Message{"internal.failure", {{"what", error.what()}}};
    }
    row.model = text.name;
    figure.rows.push_back(std::move(row));
    now.problems.push_back(std::move(problem));
  }
  now.stage = question.withReplacements ? Stage::Running : Stage::Done;
  now.figure = std::make_shared<const InfluenceFigure>(figure);
  publish(number, now);
  if (question.withReplacements) replaceWords(question, number, std::move(now), std::move(figure));
}

void InfluenceRun::Private::replaceWords(const InfluenceQuestion& question, quint64 number, InfluenceState now,
                                         InfluenceFigure figure) {
  Clock::time_point shown = Clock::now();
  const auto count = static_cast<double>(question.texts.size());
  for (std::size_t i = 0; i < question.texts.size(); ++i) {
    const InfluenceQuestion::Text& text = question.texts[i];
    try {
      if (text.model && !now.problems[i]) {
        const WordClasses classes = wordClassesOf(text.model->folder, *text.model->tokenizer);
        figure.rows[i].replacements = measureReplacements(inputOf(text), classes, [&](double share) {
          if (Clock::now() - shown >= kBetweenPictures) {
            shown = Clock::now();
            now.share = (static_cast<double>(i) + share) / count;
            publish(number, now);
          }
          return number == newest.load();
        });
        now.figure = std::make_shared<const InfluenceFigure>(figure);
      }
    } catch (const Error& error) {
      if (number != newest.load()) return;
      now.problems[i] = error.message();
    } catch (const std::exception& error) {
      now.problems[i] = Message{"internal.failure", {{"what", error.what()}}};
    }
  }
  now.share = 1;
  now.stage = Stage::Done;
  publish(number, std::move(now));
}

InfluenceRun::InfluenceRun(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {
  d->thread = std::jthread([this](const std::stop_token& stop) { d->work(stop); });
}

InfluenceRun::~InfluenceRun() {
  ++d->newest;
  d->thread.request_stop();
  d->thread.join();
}

void InfluenceRun::ask(InfluenceQuestion question) {
  {
    const std::lock_guard lock(d->mutex);
    ++d->newest;
    d->waiting = std::move(question);
  }
  d->state.stage = Stage::Running;
  d->state.share = 0;
  d->wake.notify_all();
}

void InfluenceRun::cancel() {
  if (d->state.stage != Stage::Running) return;
  {
    const std::lock_guard lock(d->mutex);
    ++d->newest;
    d->waiting.reset();
  }
  d->state.stage = Stage::Cancelled;
  emit advanced();
}

void InfluenceRun::clear() {
  {
    const std::lock_guard lock(d->mutex);
    ++d->newest;
    d->waiting.reset();
  }
  d->state = {};
}

const InfluenceState& InfluenceRun::state() const {
  return d->state;
}

/// An answer may have been on its way while the next question was asked, or the question left.
void InfluenceRun::collect() {
  {
    const std::lock_guard lock(d->mutex);
    d->announced = false;
    if (d->latestNumber != d->newest.load()) return;
    d->state = d->latest;
  }
  emit advanced();
}

}  // namespace headlight
