// The part of Session about files: open, save, recovery.

#include <algorithm>
#include <chrono>

#include <QDir>
#include <QFile>
#include <QFileInfo>

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

}  // namespace

void Session::Private::startFiles() {
  recoveryTimer.setSingleShot(true);
  recoveryTimer.setInterval(kRecoveryAfterMilliseconds);
  QObject::connect(&recoveryTimer, &QTimer::timeout, q, [this] { writeRecovery(); });
  QObject::connect(&writer, &SessionWriter::messageRaised, q, &Session::messageRaised);
  QObject::connect(&writer, &SessionWriter::written, q, [this](const QString& reason) {
    recoveryInFlight = false;
    if (!reason.isEmpty() && !recoveryFailed)
      emit q->messageRaised({"session.recovery_not_written", {{"reason", reason.toStdString()}}});
    recoveryFailed = !reason.isEmpty();
  });
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

void Session::Private::adoptOpened(const OpenedSession& opened, const JobResult& result) {
  file = opened.file;
  recorded = opened.recorded;
  includesActivations = opened.includesActivations;
  promptText = QString::fromStdString(opened.surroundings.promptText);
  promptTicket = ++control->newestPrompt;
  selection = fromStored(opened.surroundings.selection);
  openedWindow = windowOf(opened.surroundings);
  run = result.run;
  reference = result.reference;
  digest = result.digest;
  savedState = ++state;
  if (!opened.expectedDigest.empty() && model) writer.compare(result.digest, opened.expectedDigest, model->name);
  if (opened.recovered) {
    writer.wait();
    std::swap(claim, taken);
    taken.remove();
    ++state;
    scheduleRecovery();
  } else {
    if (claim) writer.remove(claim.file());
    recoveryTimer.stop();
    if (!file.isEmpty()) Settings().addRecentSession(file);
  }
}

void Session::Private::countChange(const JobResult& result, bool hadRun) {
  const bool otherModel = result.changes & ModelChanged;
  const bool changed = otherModel || (result.run && !(run && sameRun(*run, *result.run)));
  const bool isFirst = file.isEmpty() && state == savedState && (otherModel || !hadRun);
  run = result.run;
  reference = result.reference;
  digest = result.digest;
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
  writer.write(claim.file(), std::move(session));
}

void Session::Private::requestOpen(const QString& name, bool recovered) {
  control->cancelled = false;
  request([path = QFile::encodeName(QFileInfo(name).absoluteFilePath()).toStdString(), recovered](
              Worker& target, JobResult& result) { target.openSession(path, recovered, result); });
}

void Session::Private::requestSave(const QString& name, bool includeActivations) {
  control->cancelled = false;
  const QString path = QFileInfo(name).absoluteFilePath();
  request([this, path, includeActivations, around = surroundings()](Worker& target, JobResult& result) {
    target.saveSession(QFile::encodeName(path).toStdString(), includeActivations, around, result);
    // on the GUI thread, before jobFinished: by then nothing else has been counted
    QMetaObject::invokeMethod(
        q,
        [this, path, includeActivations] {
          file = path;
          includesActivations = includeActivations || recorded;
          savedState = state;
          recoveryTimer.stop();
          if (claim) writer.remove(claim.file());
          Settings().addRecentSession(path);
        },
        Qt::QueuedConnection);
  });
}

QString Session::file() const {
  return d->file;
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
  d->request([](Worker& worker, JobResult& result) { worker.newSession(result); });
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
  d->control->cancelled = false;
  d->request([name = nameOrPath.toStdString(), around = d->surroundings()](Worker& worker, JobResult& result) {
    worker.supplyModel(name, around, result);
  });
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
  d->writer.wait();
  d->recoveryInFlight = false;
  d->recoveryTimer.stop();
  d->writeRecovery();
  d->writer.wait();
}

}  // namespace headlight
