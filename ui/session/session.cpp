#include "session/session.h"

#include <algorithm>

#include "figures/attention/attention_figure.h"
#include "figures/recurrent/recurrent_figure.h"
#include "session/session_private.h"

namespace headlight {

namespace {
constexpr int kBusyAfterMilliseconds = 300;
}  // namespace

void Session::Private::start() {
  busyTimer.setSingleShot(true);
  busyTimer.setInterval(kBusyAfterMilliseconds);
  QObject::connect(&busyTimer, &QTimer::timeout, q, [this] { setBusy(pending > 0); });

  worker = new Worker(control);
  worker->moveToThread(&thread);
  QObject::connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
  QObject::connect(worker, &Worker::jobFinished, q, [this](const JobResult& result) { finish(result); });
  QObject::connect(worker, &Worker::progressed, q, &Session::progressed);
  thread.setObjectName(QStringLiteral("session worker"));
  thread.start();
  startFiles();
}

void Session::Private::request(Worker::Job job) {
  if (++pending == 1) busyTimer.start();
  QMetaObject::invokeMethod(
      worker, [target = worker, job = std::move(job)] { target->perform(job); }, Qt::QueuedConnection);
}

void Session::Private::setBusy(bool now) {
  if (busy == now) return;
  busy = now;
  emit q->changed(BusyChanged);
}

void Session::Private::finish(const JobResult& result) {
  if (--pending == 0) busyTimer.stop();
  Changes changes = result.changes;
  const bool hadRun = snapshot != nullptr;
  const bool wasModified = q->isModified();
  model = result.model;
  snapshot = result.snapshot;
  if (canUndo != result.canUndo || canRedo != result.canRedo) changes |= HistoryChanged;
  canUndo = result.canUndo;
  canRedo = result.canRedo;
  ablations.clear();
  for (const std::string& spec : result.ablations) ablations.append(QString::fromStdString(spec));
  if (result.restoresPromptOf == promptTicket && snapshot) {
    promptText = QString::fromStdString(snapshot->prompt.text);
  }
  if (changes & ModelChanged) {
    selection = Selection{};
    probes.reset();
    if (other) changes |= SecondPromptChanged;
    other.reset();
    if (further) changes |= FurtherRunsChanged;
    further.reset();
    asksForProbes = false;
  }
  if (result.other) {
    other = result.other;
    changes |= SecondPromptChanged;
  }
  if (comparison != result.comparison) {
    comparison = result.comparison;
    changes |= ComparisonChanged;
  }
  if (result.further) {
    further = result.further;
    changes |= FurtherRunsChanged;
  }
  if (result.probes) {
    probes = result.probes;
    changes |= HeadsMeasured;
  }
  if (result.opened) {
    adoptOpened(*result.opened, result);
    changes |= FileChanged;
  } else {
    countChange(result, hadRun);
  }
  if (result.saved) changes |= FileChanged;
  if (wasModified != q->isModified()) changes |= FileChanged;
  if (clampSelection()) changes |= SelectionChanged;
  if (pending == 0 && busy) {
    busy = false;
    changes |= BusyChanged;
  }
  if (changes) emit q->changed(changes);
  for (const Message& message : result.messages) emit q->messageRaised(message);
  if (result.check) emit q->checkFinished(*result.check);
  if (result.missing) emit q->modelMissing(*result.missing);
  if (result.saved) emit q->sessionSaved(*result.saved);
  if (result.opened) emit q->sessionOpened(q->d->openedWindow);
}

bool Session::Private::clampSelection() {
  const Selection before = selection;
  const Index length = snapshot ? snapshot->length() : 0;
  const Index sourceLength = snapshot ? static_cast<Index>(snapshot->source().size()) : 0;
  // A position that went away (a step back, a shorter prompt) follows the last token again.
  if (selection.position >= length) selection.position = -1;
  const Index keys = selection.side == AttentionSide::Encoder ? sourceLength : length;
  if (selection.keyPosition >= keys) selection.keyPosition = -1;
  if (selection.sourcePosition >= sourceLength) selection.sourcePosition = -1;
  if (model) clampToModel(model->model->config());
  selection.position = std::max<Index>(selection.position, -1);
  selection.keyPosition = std::max<Index>(selection.keyPosition, -1);
  selection.sourcePosition = std::max<Index>(selection.sourcePosition, -1);
  selection.vocabularyId = std::max(selection.vocabularyId, -1);
  return !(selection == before);
}

void Session::Private::clampToModel(const ModelConfig& config) {
  const std::vector<AttentionSide> sides = attentionSides(config);
  const auto has = [&](AttentionSide side) { return std::find(sides.begin(), sides.end(), side) != sides.end(); };
  if (!has(selection.side)) {
    selection.side = has(lastSide) ? lastSide : sides.empty() ? AttentionSide::Own : sides.front();
    selection.keyPosition = -1;
  }
  if (sides.size() > 1) lastSide = selection.side;
  const int layers = attentionLayers(config, selection.side);
  const int heads = sides.empty() ? 0 : static_cast<int>(config.nHeads);
  const int chosen = std::max(layers, recurrentLayers(config));  // a layer of attention, or of cells
  selection.layer = std::clamp(selection.layer, 0, std::max(0, chosen - 1));
  selection.head = std::clamp(selection.head, Selection::kMeanOfHeads, std::max(0, heads - 1));
  std::erase_if(selection.chosenHeads, [&](const HeadPlace& place) {
    return place.layer < 0 || place.layer >= layers || place.head < 0 || place.head >= heads;
  });
  if (selection.vocabularyId >= config.dVocab) selection.vocabularyId = -1;
}

Session::Session(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {
  d->start();
}

Session::~Session() {
  d->control->cancelled = true;
  d->thread.quit();
  d->thread.wait();
  d->recoveryTimer.stop();
  d->writer.wait();
  d->claim.remove();
}

std::shared_ptr<const Snapshot> Session::snapshot() const {
  return d->snapshot;
}
std::shared_ptr<const OpenedModel> Session::model() const {
  return d->model;
}
const Selection& Session::selection() const {
  return d->selection;
}
QString Session::promptText() const {
  return d->promptText;
}
QStringList Session::ablations() const {
  return d->ablations;
}
bool Session::isBusy() const {
  return d->busy;
}
bool Session::isIdle() const {
  return d->pending == 0;
}
bool Session::canUndo() const {
  return d->canUndo;
}
bool Session::canRedo() const {
  return d->canRedo;
}

Index Session::effectivePosition() const {
  if (!d->snapshot) return -1;
  if (d->selection.position >= 0) return d->selection.position;
  return d->snapshot->place.masked ? d->snapshot->place.position : d->snapshot->length() - 1;
}

void Session::openModel(const QString& nameOrPath) {
  d->control->cancelled = false;
  const std::string name = nameOrPath.toStdString();
  const std::string prompt = d->promptText.toStdString();
  d->request([name, prompt](Worker& worker, JobResult& result) { worker.openModel(name, prompt, result); });
}

void Session::setPrompt(const QString& text, PromptEdit edit) {
  d->promptText = text;
  d->promptTicket = ++d->control->newestPrompt;
  d->request([ticket = d->promptTicket, prompt = text.toStdString(), edit](Worker& worker, JobResult& result) {
    worker.setPrompt(ticket, prompt, edit, result);
  });
}

void Session::step() {
  d->request([](Worker& worker, JobResult& result) { worker.step(result); });
}

void Session::stepBack() {
  d->request([](Worker& worker, JobResult& result) {
    worker.runs.back();
    result.changes = RunChanged;
  });
}

void Session::goToStart() {
  jumpTo(0);
}

void Session::jumpTo(Index length) {
  d->request([length](Worker& worker, JobResult& result) {
    worker.runs.jump(length);
    result.changes = RunChanged;
  });
}

void Session::takeToken(TokenId token) {
  d->request([token](Worker& worker, JobResult& result) {
    if (worker.runs.take(token)) {
      result.changes = RunChanged;
    } else {
      worker.notifyStop(result);
    }
  });
}

void Session::forkAt(Index position, TokenId token) {
  d->request([position, token, ticket = d->promptTicket](Worker& worker, JobResult& result) {
    if (!worker.runs.forkAt(position, token)) return;
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::slideWindow(Index keep) {
  d->request([keep, ticket = d->promptTicket](Worker& worker, JobResult& result) {
    worker.runs.slideWindow(keep);
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::setSampling(const SamplerSettings& settings) {
  d->request([settings](Worker& worker, JobResult& result) {
    worker.runs.setSampling(settings);
    result.changes = SamplingChanged;
  });
}

void Session::setAblations(const QStringList& specs) {
  std::vector<std::string> list;
  for (const QString& spec : specs) list.push_back(spec.toStdString());
  d->request([list](Worker& worker, JobResult& result) {
    worker.runs.setAblations(list);
    result.changes = RunChanged | HistoryChanged;
  });
}

void Session::setSelection(const Selection& selection) {
  const Selection before = d->selection;
  d->selection = selection;
  d->clampSelection();
  if (d->selection == before) return;
  emit changed(SelectionChanged);
  if (isModified()) d->scheduleRecovery();
}

void Session::undo() {
  d->request([ticket = d->promptTicket](Worker& worker, JobResult& result) {
    worker.runs.undo();
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::redo() {
  d->request([ticket = d->promptTicket](Worker& worker, JobResult& result) {
    worker.runs.redo();
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::cancel() {
  d->control->cancelled = true;
  ++d->control->newestPrompt;
}

void Session::setThreads(int threads) {
  if (threads < 0 || threads > kMostThreads) {
    emit messageRaised(
        {"session.threads", {{"threads", std::to_string(threads)}, {"limit", std::to_string(kMostThreads)}}});
    return;
  }
  d->request([threads](Worker& worker, JobResult& result) {
    worker.runs.setThreads(threads);
    result.changes = RunChanged;
  });
}

std::shared_ptr<const ProbeMeasures> Session::probes() const {
  return d->probes;
}

void Session::measureHeads() {
  if (d->asksForProbes || !d->model || isRecorded()) return;
  d->asksForProbes = true;
  d->request([](Worker& worker, JobResult& result) {
    const auto snapshot = worker.runs.snapshot();
    if (!snapshot) return;
    const OpenedModel& model = *snapshot->model;
    result.probes = std::make_shared<const ProbeMeasures>(probeMeasures(*model.model, *model.tokenizer));
  });
}

std::shared_ptr<const SecondPrompt> Session::other() const {
  return d->other;
}

void Session::runOther(const QString& prompt) {
  if (prompt.trimmed().isEmpty()) {
    if (!d->other) return;
    d->other.reset();
    emit changed(SecondPromptChanged);
    return;
  }
  if (!d->snapshot) return;
  d->request([run = d->snapshot, text = prompt.toStdString()](Worker&, JobResult& result) {
    result.other = runSecondPrompt(run, text);
  });
}

std::shared_ptr<const FurtherPrompts> Session::further() const {
  return d->further;
}

void Session::runFurther(const QStringList& prompts, const std::vector<std::string>& hooks) {
  const quint64 ticket = ++d->control->newestFurther;
  if (prompts.isEmpty()) {
    if (!d->further) return;
    d->further.reset();
    emit changed(FurtherRunsChanged);
    return;
  }
  if (!d->snapshot) return;
  std::vector<std::string> texts;
  for (const QString& prompt : prompts) texts.push_back(prompt.toStdString());
  d->request([run = d->snapshot, texts, hooks, ticket, control = d->control](Worker&, JobResult& result) {
    result.further = runFurtherPrompts(run, texts, hooks, [&] { return control->newestFurther == ticket; });
  });
}

void Session::check() {
  d->request([](Worker& worker, JobResult& result) {
    if (const auto snapshot = worker.runs.snapshot()) result.check = checkRun(*snapshot);
  });
}

}  // namespace headlight
