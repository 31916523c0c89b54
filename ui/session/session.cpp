#include "session/session.h"

#include <algorithm>
#include <tuple>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "figures/attention/attention_figure.h"
#include "figures/recurrent/recurrent_figure.h"
#include "session/session_private.h"

namespace headlight {

namespace {
constexpr int kBusyAfterMilliseconds = 300;

/// What a closed model and its run held goes back to the system. The allocator would keep it for later.
void giveBackMemory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}
}  // namespace

void Session::Private::start() {
  busyTimer.setSingleShot(true);
  busyTimer.setInterval(kBusyAfterMilliseconds);
  QObject::connect(&busyTimer, &QTimer::timeout, q, [this] { setBusy(!isIdle()); });
  startFiles();
}

bool Session::Private::isIdle() {
  const auto queues = requestQueues();
  return std::none_of(queues.begin(), queues.end(), [](const JobQueue* queue) { return queue->isBusy(); });
}

void Session::Private::begin() {
  if (isIdle()) busyTimer.start();
}

Job Session::Private::request(Worker::Request request) {
  begin();
  return runQueue.add(
      [target = worker, request = std::move(request)](JobControl& job) { return target->perform(request, job); },
      [this](JobOutcome<RunResult> outcome) {
        if (outcome.value) {
          finish(*outcome.value);
        } else {
          settle({}, &outcome.failure);
        }
      },
      [this](double share) { emit q->progressed(share); });
}

void Session::Private::settle(Changes changes, const Message* failure) {
  if (isIdle()) {
    busyTimer.stop();
    if (busy) changes |= BusyChanged;
    busy = false;
  }
  if (changes) emit q->changed(changes);
  if (failure != nullptr) emit q->messageRaised(*failure);
}

void Session::Private::setBusy(bool now) {
  if (busy == now) return;
  busy = now;
  emit q->changed(BusyChanged);
}

/// What belongs to the model that was open before is forgotten, and nothing more comes of it.
Session::Changes Session::Private::takeModel(const RunResult& result) {
  selection = Selection{};
  probeQueue.drop();
  probes.reset();
  asksForProbes = false;
  startHeadQueue.drop();
  startHead.reset();
  headIsChosen = false;
  otherQueue.drop();
  furtherQueue.drop();
  Changes changes;
  if (other) changes |= SecondPromptChanged;
  other.reset();
  if (further) changes |= FurtherRunsChanged;
  further.reset();
  startDigest(result.opened ? result.opened->expectedDigest : std::string());
  return changes;
}

void Session::Private::finish(RunResult& result) {
  Changes changes = result.changes;
  const bool hadRun = snapshot != nullptr;
  const bool wasModified = q->isModified();
  model = result.model;
  snapshot = result.snapshot;
  refusal = result.refusal;
  pool = result.pool;
  if (canUndo != result.canUndo || canRedo != result.canRedo) changes |= HistoryChanged;
  canUndo = result.canUndo;
  canRedo = result.canRedo;
  ablations.clear();
  for (const std::string& spec : result.ablations) ablations.append(QString::fromStdString(spec));
  if (result.restoresPromptOf == promptTicket && snapshot) {
    promptText = QString::fromStdString(snapshot->prompt.text);
  }
  if (changes & ModelChanged) changes |= takeModel(result);
  if (changes & (ModelChanged | RunChanged)) checkQueue.drop();  // of a run that is shown no more
  if (result.opened) {
    adoptOpened(*result.opened, result);
    changes |= FileChanged;
  } else {
    countChange(result, hadRun);
  }
  if (changes & (ModelChanged | RunChanged | SamplingChanged)) followWithComparison();
  if (wasModified != q->isModified()) changes |= FileChanged;
  if (clampSelection()) changes |= SelectionChanged;
  settle(changes, nullptr);
  if (changes & (ModelChanged | RunChanged)) findStartHead();
  if (changes & ModelChanged) QMetaObject::invokeMethod(q, giveBackMemory, Qt::QueuedConnection);
  for (const Message& message : result.messages) emit q->messageRaised(message);
  if (result.missing) emit q->modelMissing(*result.missing);
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
  blockSignals(true);  // nobody who listens is expected to be whole
  d->runQueue.finish();
  d->recoveryTimer.stop();
  d->saveQueue.wait();
  d->recoveryQueue.wait();
  d->claim.remove();
}

std::shared_ptr<const Snapshot> Session::snapshot() const {
  return d->snapshot;
}
std::shared_ptr<const OpenedModel> Session::model() const {
  return d->model;
}
const std::optional<Message>& Session::refusal() const {
  return d->refusal;
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
  return d->isIdle();
}
bool Session::isChangingRun() const {
  return d->runQueue.isBusy() || d->comparisonQueue.isBusy();
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
  const std::string name = nameOrPath.toStdString();
  const std::string prompt = d->promptText.toStdString();
  d->request([name, prompt](Worker& worker, RunResult& result) { worker.openModel(name, prompt, result); });
}

void Session::setPrompt(const QString& text, PromptEdit edit) {
  d->promptText = text;
  ++d->promptTicket;
  d->newestPrompt.cancel();  // if it still waits, it is not wanted
  d->newestPrompt =
      d->request([prompt = text.toStdString(), edit, ticket = d->promptTicket](Worker& worker, RunResult& result) {
        worker.setPrompt(prompt, edit, ticket, result);
      });
}

void Session::step() {
  d->request([](Worker& worker, RunResult& result) { worker.step(result); });
}

void Session::stepBack() {
  d->request([](Worker& worker, RunResult& result) {
    worker.runs.back();
    result.changes = RunChanged;
  });
}

void Session::goToStart() {
  jumpTo(0);
}

void Session::jumpTo(Index length) {
  d->request([length](Worker& worker, RunResult& result) {
    worker.runs.jump(length);
    result.changes = RunChanged;
  });
}

void Session::takeToken(TokenId token) {
  d->request([token](Worker& worker, RunResult& result) {
    if (worker.runs.take(token)) {
      result.changes = RunChanged;
    } else {
      worker.notifyStop(result);
    }
  });
}

void Session::forkAt(Index position, TokenId token) {
  d->request([position, token, ticket = d->promptTicket](Worker& worker, RunResult& result) {
    if (!worker.runs.forkAt(position, token)) return;
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::slideWindow(Index keep) {
  d->request([keep, ticket = d->promptTicket](Worker& worker, RunResult& result) {
    worker.runs.slideWindow(keep);
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::setSampling(const SamplerSettings& settings) {
  d->request([settings](Worker& worker, RunResult& result) {
    worker.runs.setSampling(settings);
    result.changes = SamplingChanged;
  });
}

void Session::setAblations(const QStringList& specs) {
  std::vector<std::string> list;
  for (const QString& spec : specs) list.push_back(spec.toStdString());
  d->request([list](Worker& worker, RunResult& result) {
    worker.runs.setAblations(list);
    result.changes = RunChanged | HistoryChanged;
  });
}

void Session::setSelection(const Selection& selection) {
  const Selection before = d->selection;
  d->selection = selection;
  d->clampSelection();
  if (d->selection == before) return;
  const auto headOf = [](const Selection& s) { return std::tie(s.side, s.layer, s.head, s.chosenHeads); };
  if (headOf(d->selection) != headOf(before)) d->headIsChosen = true;
  emit changed(SelectionChanged);
  if (isModified()) d->scheduleRecovery();
}

void Session::undo() {
  d->request([ticket = d->promptTicket](Worker& worker, RunResult& result) {
    worker.runs.undo();
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::redo() {
  d->request([ticket = d->promptTicket](Worker& worker, RunResult& result) {
    worker.runs.redo();
    result.changes = RunChanged | HistoryChanged;
    result.restoresPromptOf = ticket;
  });
}

void Session::cancel() {
  for (JobQueue* queue : d->requestQueues()) queue->cancel();
}

void Session::setThreads(int threads) {
  if (threads < 0 || threads > kMostThreads) {
    emit messageRaised(
        {"session.threads", {{"threads", std::to_string(threads)}, {"limit", std::to_string(kMostThreads)}}});
    return;
  }
  d->request([threads](Worker& worker, RunResult& result) {
    worker.runs.setThreads(threads);
    result.changes = RunChanged;
  });
}

}  // namespace headlight
