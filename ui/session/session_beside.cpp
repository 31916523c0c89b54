// The part of Session about what is computed beside the run: measures of heads, other prompts, the check. None of it
// stands in front of a step.

#include "figures/attention/attention_figure.h"
#include "session/session_private.h"

namespace headlight {

std::shared_ptr<const ProbeMeasures> Session::probes() const {
  return d->probes;
}

void Session::measureHeads() {
  if (d->asksForProbes || !d->model || isRecorded()) return;
  d->asksForProbes = true;
  d->begin();
  d->probeQueue.replace(
      [model = d->model](JobControl& job) {
        return std::make_shared<const ProbeMeasures>(
            probeMeasures(*model->model, *model->tokenizer, &job.pool(), [&job] { return job.isWanted(); }));
      },
      [this](const JobOutcome<std::shared_ptr<const ProbeMeasures>>& outcome) {
        if (outcome.value) {
          d->probes = *outcome.value;
        } else {
          d->asksForProbes = false;
        }
        d->settle(outcome.value ? HeadsMeasured : Changes(), outcome.value ? nullptr : &outcome.failure);
      });
}

std::shared_ptr<const FoundHead> Session::startHead() const {
  return d->startHead;
}

void Session::setFindsStartHead(bool finds) {
  d->findsStartHead = finds;
}

/// For the text that the open model is shown first. Not while another text is on its way.
void Session::Private::findStartHead() {
  if (!findsStartHead || headIsChosen || runQueue.isBusy() || !snapshot) return;
  const bool isFirst = snapshot->moment == snapshot->firstMoment && snapshot->interventions.empty();
  const bool canBe = isFirst && !snapshot->whyNoPrediction && !q->isRecorded() &&
                     attentionSides(snapshot->config()) == std::vector{AttentionSide::Own};
  if (!canBe) return;
  begin();
  startHeadQueue.replace(
      [run = snapshot](JobControl& job) {
        const FigureRun figureRun = run->attentionRun();
        auto found = std::make_shared<FoundHead>();
        found->of = run;
        found->losses = headLosses(figureRun, run->place, run->distribution.likeliest().id, &job.pool(),
                                   [&job] { return job.isWanted(); });
        const std::optional<StartHead> head = headlight::startHead(found->losses, figureRun);
        if (!head) return std::shared_ptr<const FoundHead>();
        found->head = *head;
        return std::shared_ptr<const FoundHead>(found);
      },
      [this](const JobOutcome<std::shared_ptr<const FoundHead>>& outcome) {
        takeStartHead(outcome.value ? *outcome.value : nullptr);  // nobody asked for it: a failure is none
      });
}

void Session::Private::takeStartHead(const std::shared_ptr<const FoundHead>& found) {
  const bool isWanted = found && !headIsChosen && snapshot && snapshot->path.front() == found->of->path.front();
  if (!isWanted) return settle({}, nullptr);
  startHead = found;
  headIsChosen = true;
  Selection wanted = selection;
  wanted.side = AttentionSide::Own;
  wanted.layer = found->head.place.layer;
  wanted.head = found->head.place.head;
  std::swap(selection, wanted);
  settle(selection == wanted ? Changes(StartHeadFound) : Changes(StartHeadFound | SelectionChanged), nullptr);
}

std::shared_ptr<const SecondPrompt> Session::other() const {
  return d->other;
}

void Session::runOther(const QString& prompt) {
  if (prompt.trimmed().isEmpty()) {
    d->otherQueue.drop();
    const bool hadOne = d->other != nullptr;
    d->other.reset();
    d->settle(hadOne ? SecondPromptChanged : Changes(), nullptr);
    return;
  }
  if (!d->snapshot) return;
  d->begin();
  d->otherQueue.replace(
      [run = d->snapshot, text = prompt.toStdString()](JobControl& job) {
        return runSecondPrompt(run, text, [&job] { return job.isWanted(); });
      },
      [this](const JobOutcome<std::shared_ptr<const SecondPrompt>>& outcome) {
        if (outcome.value) d->other = *outcome.value;
        d->settle(outcome.value ? SecondPromptChanged : Changes(), outcome.value ? nullptr : &outcome.failure);
      });
}

std::shared_ptr<const FurtherPrompts> Session::further() const {
  return d->further;
}

void Session::runFurther(const QStringList& prompts, const std::vector<std::string>& hooks) {
  d->furtherQueue.drop();
  if (prompts.isEmpty()) {
    const bool hadSome = d->further != nullptr;
    d->further.reset();
    d->settle(hadSome ? FurtherRunsChanged : Changes(), nullptr);
    return;
  }
  if (!d->snapshot) return;
  std::vector<std::string> texts;
  for (const QString& prompt : prompts) texts.push_back(prompt.toStdString());
  d->begin();
  d->furtherQueue.add(
      [run = d->snapshot, texts, hooks](JobControl& job) {
        return runFurtherPrompts(run, texts, hooks, [&job] { return job.isWanted(); });
      },
      [this](const JobOutcome<std::shared_ptr<const FurtherPrompts>>& outcome) {
        if (outcome.value) d->further = *outcome.value;
        d->settle(outcome.value ? FurtherRunsChanged : Changes(), outcome.value ? nullptr : &outcome.failure);
      });
}

/// Of the run that is there when what was requested before is done.
void Session::check() {
  d->begin();
  d->runQueue.add([](JobControl&) {}, [this](const JobOutcome<std::monostate>&) { d->checkNow(); });
}

void Session::Private::checkNow() {
  if (!snapshot) return settle({}, nullptr);
  begin();
  checkQueue.replace([run = snapshot](JobControl&) { return checkRun(*run); },
                     [this](const JobOutcome<RunCheck>& outcome) {
                       settle({}, outcome.value ? nullptr : &outcome.failure);
                       if (outcome.value) emit q->checkFinished(*outcome.value);
                     });
}

}  // namespace headlight
