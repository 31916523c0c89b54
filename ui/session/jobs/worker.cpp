#include "session/jobs/worker.h"

#include "session/readable_text.h"

namespace headlight {

namespace {

void addMessage(RunResult& result, std::string code, std::vector<MessageValue> values) {
  result.messages.push_back(Message{std::move(code), std::move(values)});
}

}  // namespace

RunResult Worker::perform(const Request& request, JobControl& job) {
  RunResult result;
  m_job = &job;
  try {
    request(*this, result);
  } catch (...) {
    refuse(result);
  }
  m_job = nullptr;
  if (result.changes & (Session::RunChanged | Session::SamplingChanged | Session::ModelChanged)) takeUpRun(result);
  result.model = runs.model();
  result.snapshot = m_snapshot;
  result.refusal = m_refusal;
  result.pool = runs.pool();
  result.run = m_run;
  result.reference = m_reference;
  result.ablations = runs.ablations();
  result.canUndo = runs.canUndo();
  result.canRedo = runs.canRedo();
  return result;
}

/// What is being handled becomes a message, and the reason why there is no run where there is none afterwards.
void Worker::refuse(RunResult& result) {
  result.messages.push_back(currentFailure());
  result.refusal = result.messages.back();
}

/// A run that cannot be shown (weights that are no numbers) is none: the one before is of another text or model.
void Worker::takeUpRun(RunResult& result) {
  m_snapshot.reset();
  m_run.reset();
  try {
    m_run = std::make_shared<const SessionRun>(runs.sessionRun());
    m_snapshot = runs.snapshot();
  } catch (...) {
    refuse(result);
  }
  m_refusal = m_snapshot ? std::nullopt : result.refusal;
}

void Worker::openModel(const std::string& nameOrPath, const std::string& promptText, RunResult& result) {
  auto opened = headlight::openModel(nameOrPath, progress());
  result.messages = opened->notices;
  runs.setModel(std::move(opened));
  adoptModel(result);
  result.changes = Session::ModelChanged | Session::RunChanged | Session::HistoryChanged | Session::SelectionChanged;
  if (promptText.empty()) return;
  try {
    runs.setPrompt(promptText, false);
    notifyCut(result);
    notifyUnreadable(result);
  } catch (...) {  // the model is open; only this prompt does not suit it
    refuse(result);
  }
}

void Worker::setPrompt(const std::string& text, PromptEdit edit, quint64 ticket, RunResult& result) {
  const bool whole = edit == PromptEdit::Whole || m_skippedWhole;
  m_skippedWhole = whole;
  if (!m_job->isWanted() || !runs.model()) return;
  m_skippedWhole = false;
  result.changes = Session::HistoryChanged;
  if (runs.isRecorded()) {
    result.restoresPromptOf = ticket;  // the run stays, and so does its text
  } else {
    result.changes |= Session::RunChanged;  // a prompt that is refused leaves no run
  }
  runs.setPrompt(text, !whole);
  notifyCut(result);
  notifyUnreadable(result);
}

void Worker::step(RunResult& result) {
  if (runs.step()) {
    result.changes = Session::RunChanged;
  } else {
    notifyStop(result);
  }
}

void Worker::notifyStop(RunResult& result) const {
  if (!m_snapshot) return;
  if (m_snapshot->whyNoPrediction) {
    result.messages.push_back(*m_snapshot->whyNoPrediction);
    return;
  }
  if (m_snapshot->stopped == StopReason::EndOfText) addMessage(result, "session.end_of_text", {});
  if (m_snapshot->stopped == StopReason::Steps) addMessage(result, "session.all_filled", {});
  if (m_snapshot->stopped == StopReason::Context) {
    const bool translates = m_snapshot->config().role() == Role::Translates;
    addMessage(result, translates ? "session.translation_full" : "session.context_full",
               {{"limit", std::to_string(m_snapshot->config().nCtx)}});
  }
}

void Worker::notifyCut(RunResult& result) const {
  const Prompt* prompt = runs.prompt();
  if (!prompt || prompt->dropped == 0) return;
  addMessage(
      result, "session.prompt_cut",
      {{"limit", std::to_string(runs.model()->model->config().nCtx)}, {"dropped", std::to_string(prompt->dropped)}});
}

/// A text of which the model gets nearly no word. Which model reads it is tried, and only then advised.
void Worker::notifyUnreadable(RunResult& result) const {
  const Prompt* prompt = runs.prompt();
  if (!prompt || runs.isRecorded()) return;
  const ReadShare share = readShare(prompt->tokens);
  if (share.isReadable()) return;
  std::string readers;
  for (const std::string& name : sampleModelsThatRead(prompt->text)) readers += (readers.empty() ? "" : ", ") + name;
  const std::string unknown = std::to_string(share.unknown), words = std::to_string(share.words);
  if (readers.empty()) {
    addMessage(result, "session.unknown_words", {{"unknown", unknown}, {"words", words}});
  } else {
    addMessage(result, "session.unknown_words_readers", {{"unknown", unknown}, {"words", words}, {"models", readers}});
  }
}

}  // namespace headlight
