// The part of Session about files: open, save, recovery.

#include <algorithm>
#include <chrono>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "generate/recorded_model.h"
#include "session/session_private.h"
#include "session/settings.h"

namespace headlight {

namespace {

constexpr int kRecoveryAfterMilliseconds = 150;

SessionSelection toStored(const Selection& selection) {
  return {
      selection.position, selection.keyPosition, selection.sourcePosition, static_cast<std::int32_t>(selection.side),
      selection.layer,    selection.head,        selection.vocabularyId};
}

/// Clamped to model and run later, as every selection is.
Selection fromStored(const SessionSelection& stored) {
  const auto side = std::clamp<std::int32_t>(stored.side, 0, static_cast<std::int32_t>(AttentionSide::Cross));
  return {stored.position,
          stored.keyPosition,
          stored.sourcePosition,
          static_cast<AttentionSide>(side),
          stored.layer,
          stored.head,
          {},
          stored.vocabularyId};
}

std::string bytesOf(const QByteArray& bytes) {
  return bytes.toStdString();
}

bool sameRun(const SessionRun& a, const SessionRun& b) {
  const auto sameToken = [](const Token& x, const Token& y) { return x.id == y.id; };
  return a.prompt.text == b.prompt.text && a.prompt.dropped == b.prompt.dropped && a.settings == b.settings &&
         a.ablations == b.ablations && a.tree == b.tree &&
         std::equal(a.prompt.tokens.begin(), a.prompt.tokens.end(), b.prompt.tokens.begin(), b.prompt.tokens.end(),
                    sameToken);
}

SessionWindowState windowOf(const SessionSurroundings& surroundings) {
  SessionWindowState window;
  window.layout = QByteArray::fromStdString(surroundings.layout);
  for (const auto& [view, state] : surroundings.viewState) {
    window.views.insert(QString::fromStdString(view), QByteArray::fromStdString(state));
  }
  return window;
}

std::string reasonOf(const Message& failure) {
  for (const MessageValue& value : failure.values) {
    if (value.name == "reason") return value.value;
  }
  return failure.english();
}

/// Empty where there is none. Throws Error "cancelled".
std::string waitFor(const std::shared_future<std::string>& digest, const JobControl& job) {
  constexpr auto kPatience = std::chrono::milliseconds(20);
  if (!digest.valid()) return {};
  while (digest.wait_for(kPatience) != std::future_status::ready) job.throwIfCancelled();
  return digest.get();
}

}  // namespace

void Session::Private::startFiles() {
  recoveryTimer.setSingleShot(true);
  recoveryTimer.setInterval(kRecoveryAfterMilliseconds);
  QObject::connect(&recoveryTimer, &QTimer::timeout, q, [this] { writeRecovery(); });
}

SessionSurroundings Session::Private::surroundings() const {
  SessionSurroundings result;
  result.promptText = promptText.toStdString();
  result.selection = toStored(selection);
  const SessionWindowState window = windowState ? windowState() : SessionWindowState{};
  result.layout = bytesOf(window.layout);
  for (auto view = window.views.begin(); view != window.views.end(); ++view) {
    result.viewState.emplace(view.key().toStdString(), bytesOf(view.value()));
  }
  return result;
}

void Session::Private::adoptOpened(const OpenedSession& opened, const RunResult& result) {
  ++openedCount;
  const bool keepsFile = !opened.mark && !opened.recovered && opened.file == file;  // only its model was found
  if (!keepsFile) mark = opened.mark;
  file = opened.file;
  recorded = opened.recorded;
  includesActivations = opened.includesActivations;
  promptText = QString::fromStdString(opened.surroundings.promptText);
  ++promptTicket;
  newestPrompt.cancel();
  selection = fromStored(opened.surroundings.selection);
  headIsChosen = true;
  openedWindow = windowOf(opened.surroundings);
  run = result.run;
  reference = result.reference;
  savedState = ++state;
  if (opened.recovered) {
    recoveryQueue.wait();
    std::swap(claim, taken);
    taken.remove();
    ++state;
    scheduleRecovery();
  } else {
    removeRecovery();
    recoveryTimer.stop();
    if (!file.isEmpty()) Settings().addRecentSession(file);
  }
}

void Session::Private::countChange(const RunResult& result, bool hadRun) {
  const bool otherModel = result.changes & ModelChanged;
  const bool changed = otherModel || (result.run && !(run && sameRun(*run, *result.run)));
  const bool isFirst = file.isEmpty() && state == savedState && (otherModel || !hadRun);
  run = result.run;
  reference = result.reference;
  if (otherModel) recorded = false;
  if (!changed) return;
  ++state;
  if (isFirst) {
    savedState = state;
  } else {
    scheduleRecovery();
  }
}

void Session::Private::scheduleRecovery() {
  if (!recoveryTimer.isActive()) recoveryTimer.start();
}

void Session::Private::writeRecovery() {
  if (!reference || !run || !q->isModified()) return;
  if (recoveryInFlight) {  // a slow disk gets the newest state when it is ready
    scheduleRecovery();
    return;
  }
  if (!claim) claim = RecoveryClaim::fresh();
  if (!claim) {
    if (!recoveryFailed)
      emit q->messageRaised({"session.recovery_not_written", {{"reason", recoveryFolder().toStdString()}}});
    recoveryFailed = true;
    return;
  }
  auto session = std::make_shared<SessionData>();
  session->model = *reference;
  if (session->model.digest.empty() && digest.valid() &&
      digest.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    session->model.digest = digest.get();
  }
  const SessionSurroundings now = surroundings();
  session->run = *run;
  session->promptText = now.promptText;
  session->selection = now.selection;
  session->layout = now.layout;
  session->viewState = now.viewState;
  if (!file.isEmpty()) session->recoveredFrom = QFileInfo(file).absoluteFilePath().toStdString();
  recoveryInFlight = true;
  recoveryQueue.add(
      [path = QFile::encodeName(claim.file()).toStdString(), session](JobControl&) {
        writeSession(path, *session, FileAccess::Private);
      },
      [this](const JobOutcome<std::monostate>& outcome) {
        recoveryInFlight = false;
        const bool fails = !outcome.value;
        if (fails && !recoveryFailed)
          emit q->messageRaised({"session.recovery_not_written", {{"reason", reasonOf(outcome.failure)}}});
        recoveryFailed = fails;
      });
}

void Session::Private::removeRecovery() {
  if (!claim) return;
  recoveryQueue.add([file = claim.file()](JobControl&) { QFile::remove(file); },
                    [](const JobOutcome<std::monostate>&) {});
}

/// Of the open model's files. Another one than `expected` (empty: none is) is said once it is known.
void Session::Private::startDigest(const std::string& expected) {
  if (!saveQueue.isBusy()) digestQueue.drop();  // else a file that is saved waits for it
  digest = {};
  if (!model || headlight::isRecorded(*model->model) || model->weightFiles.empty()) return;
  auto promise = std::make_shared<std::promise<std::string>>();
  digest = promise->get_future().share();
  digestQueue.add(
      [promise, files = model->weightFiles](JobControl& job) {
        std::string text;
        try {
          text = filesDigest(files, job.progress());
        } catch (const std::exception&) {  // gone meanwhile, or given up: there is none
        }
        promise->set_value(text);
        return text;
      },
      [this, expected, name = model->name](const JobOutcome<std::string>& outcome) {
        constexpr std::size_t kShown = 12;
        if (expected.empty() || !outcome.value || outcome.value->empty() || *outcome.value == expected) return;
        emit q->messageRaised(
            {"session.other_model",
             {{"model", name}, {"found", outcome.value->substr(0, kShown)}, {"expected", expected.substr(0, kShown)}}});
      });
}

void Session::Private::requestOpen(const QString& name, bool recovered) {
  request([path = QFile::encodeName(QFileInfo(name).absoluteFilePath()).toStdString(), recovered](
              Worker& target, RunResult& result) { target.openSession(path, recovered, result); });
}

void Session::Private::requestSave(const QString& name, bool includeActivations) {
  const QString path = QFileInfo(name).absoluteFilePath();
  const std::string encoded = QFile::encodeName(path).toStdString();
  const SaveTarget target{path, includeActivations, markOf(encoded)};
  begin();
  runQueue.add(
      [target = worker, encoded, includeActivations, around = surroundings()](JobControl& job) {
        return target->perform(
            [&](Worker& runs, RunResult& result) { runs.collectSession(encoded, includeActivations, around, result); },
            job);
      },
      [this, target](JobOutcome<RunResult> outcome) {
        if (!outcome.value) return settle({}, &outcome.failure);
        if (outcome.value->collected) writeSaved(target, outcome.value->collected);
        finish(*outcome.value);
      },
      [this](double share) { emit q->progressed(share); });
}

/// Called when all that was requested before is done and counted: what is counted later is not in the file. A file that
/// became another one since the save was asked for is not replaced.
void Session::Private::writeSaved(const SaveTarget& target, std::shared_ptr<SessionData> session) {
  begin();
  saveQueue.add(
      [file = QFile::encodeName(target.path).toStdString(), seen = target.seen, session = std::move(session),
       digest = digest, last = written](JobControl& job) {
        if (session->model.digest.empty()) session->model.digest = waitFor(digest, job);
        const auto now = markOf(file);
        if (now && now != seen && now != *last) throw Error("session.file_changed", {{"file", file}});
        writeSession(file, *session);
        return *last = markOf(file);
      },
      [this, target, number = openedCount, counted = state](const JobOutcome<std::optional<FileMark>>& outcome) {
        if (!outcome.value) return settle({}, &outcome.failure);
        if (number == openedCount) {  // else another session was opened while this one was written
          file = target.path;
          mark = *outcome.value;
          includesActivations = target.includeActivations || recorded;
          savedState = counted;
        }
        if (number == openedCount && state == counted) {
          recoveryTimer.stop();
          removeRecovery();
        }
        Settings().addRecentSession(target.path);
        settle(FileChanged, nullptr);
        emit q->sessionSaved(target.path);
      });
}

QString Session::file() const {
  return d->file;
}
bool Session::isFileChanged() const {
  if (d->file.isEmpty() || d->saveQueue.isBusy()) return false;
  const auto now = markOf(QFile::encodeName(d->file).toStdString());
  return now && now != d->mark;
}
bool Session::isModified() const {
  return d->state != d->savedState;
}
bool Session::isRecorded() const {
  return d->recorded;
}
bool Session::includesActivations() const {
  return d->includesActivations || d->recorded;
}

void Session::setWindowState(std::function<SessionWindowState()> source) {
  d->windowState = std::move(source);
}

void Session::newSession() {
  d->request([](Worker& worker, RunResult& result) { worker.newSession(result); });
}

void Session::openSession(const QString& file) {
  d->requestOpen(file, false);
}

void Session::recoverSession(const QString& recoveryFile) {
  d->taken = RecoveryClaim();  // let go of one that could not be opened
  d->taken = RecoveryClaim::take(recoveryFile);
  if (!d->taken) {
    emit messageRaised({"session.recovery_taken", {{"file", recoveryFile.toStdString()}}});
    return;
  }
  d->requestOpen(recoveryFile, true);
}

void Session::supplyModel(const QString& nameOrPath) {
  d->request([name = nameOrPath.toStdString(), around = d->surroundings(), file = d->file](
                 Worker& worker, RunResult& result) { worker.supplyModel(name, around, file, result); });
}

bool Session::save() {
  if (d->file.isEmpty()) return false;
  d->requestSave(d->file, includesActivations());
  return true;
}

void Session::saveAs(const QString& file, bool includeActivations) {
  const QString suffix = QString::fromLatin1(kSessionSuffix);
  d->requestSave(QFileInfo(file).suffix().isEmpty() ? file + suffix : file, includeActivations);
}

void Session::flushRecovery() {
  d->recoveryQueue.wait();
  d->recoveryTimer.stop();
  d->writeRecovery();
  d->recoveryQueue.wait();
}

}  // namespace headlight
