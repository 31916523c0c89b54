// The requests about session files.

#include "generate/recorded_model.h"
#include "session/jobs/worker.h"
#include "session/session_store.h"

namespace headlight {

/// After runs.model() became another.
void Worker::adoptModel(RunResult& result) {
  const auto model = runs.model();
  m_reference = model ? std::make_shared<const SessionModel>(referenceTo(*model, {})) : nullptr;
  result.changes |= Session::ModelChanged | Session::RunChanged | Session::HistoryChanged | Session::SelectionChanged;
}

void Worker::openSession(const std::string& file, bool recovered, RunResult& result) {
  m_waiting.reset();
  const auto mark = recovered ? std::nullopt : markOf(file);  // before it is read: what is written meanwhile is noticed
  ReadSession session{readSession(file), file, recovered, mark};
  if (session.data.model.name.empty()) throw Error("session.damaged", {{"file", file}, {"problem", "it has no model"}});
  // beside the session's own file, not beside the recovery file
  const std::string& home = recovered ? session.data.recoveredFrom : file;
  std::vector<Message> failures;
  auto model = findModel(session.data.model, home.empty() ? file : home, progress(), failures);
  if (model) {
    restore(std::move(session), std::move(model), result);
    return;
  }
  result.messages = std::move(failures);
  if (recovered) borrowRecording(session.data);
  if (session.data.recording) {
    restoreRecorded(std::move(session), result);
    return;
  }
  const SessionModel& named = session.data.model;
  result.missing = MissingModel{QString::fromStdString(recovered ? session.data.recoveredFrom : file),
                                QString::fromStdString(named.name), QString::fromStdString(named.path)};
  m_waiting = std::move(session);
}

void Worker::supplyModel(const std::string& nameOrPath, const SessionSurroundings& present, const QString& presentFile,
                         RunResult& result) {
  if (nameOrPath.empty()) {
    m_waiting.reset();
    return;
  }
  if (m_waiting) {
    ReadSession session = *m_waiting;  // stays for another try
    restore(std::move(session), headlight::openModel(nameOrPath, progress()), result);
    m_waiting.reset();
    return;
  }
  if (!runs.isRecorded()) {
    openModel(nameOrPath, present.promptText, result);
    return;
  }
  ReadSession session;
  session.file = presentFile.toStdString();
  session.data.model = *m_reference;
  session.data.run = runs.sessionRun();
  session.data.promptText = present.promptText;
  session.data.selection = present.selection;
  session.data.layout = present.layout;
  session.data.viewState = present.viewState;
  restore(std::move(session), headlight::openModel(nameOrPath, progress()), result);
}

void Worker::restore(ReadSession session, std::shared_ptr<const OpenedModel> model, RunResult& result) {
  std::vector<Message> notices = model->notices;
  runs.restore(std::move(model), session.data.run, notices);
  adoptModel(result);
  result.messages.insert(result.messages.end(), notices.begin(), notices.end());
  announce(session, result);
  result.opened->includesActivations = session.data.recording.has_value();
  result.opened->expectedDigest = session.data.model.digest;
}

void Worker::restoreRecorded(ReadSession session, RunResult& result) {
  if (session.data.recording->isEmpty) {
    throw Error("session.empty_recording", {{"file", session.file}, {"model", session.data.model.name}});
  }
  runs.restoreRecorded(session.data);
  adoptModel(result);
  m_reference = std::make_shared<const SessionModel>(session.data.model);
  announce(session, result);
  result.opened->recorded = result.opened->includesActivations = true;
  result.messages.push_back({"session.model_not_found", {{"model", session.data.model.name}}});
  const std::vector<Message>& notices = session.data.recording->notices;
  result.messages.insert(result.messages.end(), notices.begin(), notices.end());
}

void Worker::announce(const ReadSession& session, RunResult& result) const {
  const SessionData& data = session.data;
  OpenedSession& opened = result.opened.emplace();
  opened.file = QString::fromStdString(session.recovered ? data.recoveredFrom : session.file);
  opened.mark = session.mark;
  opened.recovered = session.recovered;
  opened.surroundings = {data.promptText, data.selection, data.layout, data.viewState};
  if (session.recovered) result.messages.push_back({"session.recovered", {}});
}

void Worker::collectSession(const std::string& file, bool includeActivations, SessionSurroundings surroundings,
                            RunResult& result) {
  if (!m_reference) throw Error("session.nothing_to_save");
  auto session = std::make_shared<SessionData>();
  session->model = *m_reference;
  session->model.relativePath = relativePathOf(session->model.path, file);
  session->run = runs.sessionRun();
  session->promptText = std::move(surroundings.promptText);
  session->selection = surroundings.selection;
  session->layout = std::move(surroundings.layout);
  session->viewState = std::move(surroundings.viewState);
  if ((includeActivations || runs.isRecorded()) && !session->run.tree.steps.empty()) {
    session->recording = runs.record(progress());
    session->run.tree = runs.sessionRun().tree;
  }
  result.collected = std::move(session);
}

void Worker::newSession(RunResult& result) {
  m_waiting.reset();
  const bool keepsModel = !runs.isRecorded();
  runs.clear();
  if (!keepsModel) adoptModel(result);
  result.opened.emplace();
  result.changes |= Session::RunChanged | Session::HistoryChanged | Session::SelectionChanged;
}

}  // namespace headlight
