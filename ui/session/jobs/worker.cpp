#include "session/jobs/worker.h"

#include <exception>

namespace headlight {

namespace {

void addMessage(JobResult& result, std::string code, std::vector<MessageValue> values) {
  result.messages.push_back(Message{std::move(code), std::move(values)});
}

}  // namespace

void Worker::perform(const Job& job) {
  JobResult result;
  try {
    job(*this, result);
    if (result.changes & (Session::RunChanged | Session::SamplingChanged | Session::ModelChanged)) {
      m_snapshot = runs.snapshot();
      m_run = std::make_shared<const SessionRun>(runs.sessionRun());
      compared.follow(m_snapshot, runs.pool());
    }
  } catch (const Error& error) {
    result.messages.push_back(error.message());
  } catch (const std::bad_alloc&) {
    addMessage(result, "internal.failure", {{"what", "out of memory"}});
  } catch (const std::exception& error) {
    addMessage(result, "internal.failure", {{"what", error.what()}});
  }
  result.model = runs.model();
  result.snapshot = m_snapshot;
  result.comparison = compared.comparison();
  result.run = m_run;
  result.reference = m_reference;
  result.digest = m_digest.future();
  result.ablations = runs.ablations();
  result.canUndo = runs.canUndo();
  result.canRedo = runs.canRedo();
  emit jobFinished(result);
}

void Worker::openModel(const std::string& nameOrPath, const std::string& promptText, JobResult& result) {
  auto opened = headlight::openModel(nameOrPath, progress());
  result.messages = opened->notices;
  runs.setModel(std::move(opened));
  adoptModel(result);
  result.changes = Session::ModelChanged | Session::RunChanged | Session::HistoryChanged | Session::SelectionChanged;
  if (promptText.empty()) return;
  try {
    runs.setPrompt(promptText, false);
    notifyCut(result);
  } catch (const Error& error) {  // the model is open; only this prompt does not suit it
    result.messages.push_back(error.message());
  }
}

void Worker::setPrompt(quint64 ticket, const std::string& text, PromptEdit edit, JobResult& result) {
  const bool whole = edit == PromptEdit::Whole || m_skippedWhole;
  m_skippedWhole = whole;
  if (ticket != m_control->newestPrompt.load() || !runs.model()) return;
  runs.setPrompt(text, !whole);
  m_skippedWhole = false;
  result.changes = Session::RunChanged | Session::HistoryChanged;
  notifyCut(result);
}

void Worker::step(JobResult& result) {
  if (runs.step()) {
    result.changes = Session::RunChanged;
  } else {
    notifyStop(result);
  }
}

void Worker::compare(const std::vector<std::string>& namesOrPaths, bool forced, JobResult& result) {
  compared.setModels(namesOrPaths, forced, runs.model(), progress());
  compared.follow(m_snapshot, runs.pool());
  result.changes |= Session::ComparisonChanged;
}

void Worker::notifyStop(JobResult& result) const {
  if (!m_snapshot) return;
  if (m_snapshot->stopped == StopReason::EndOfText) addMessage(result, "session.end_of_text", {});
  if (m_snapshot->stopped == StopReason::Steps) addMessage(result, "session.all_filled", {});
  if (m_snapshot->stopped == StopReason::Context) {
    const bool translates = m_snapshot->config().role() == Role::Translates;
    addMessage(result, translates ? "session.translation_full" : "session.context_full",
               {{"limit", std::to_string(m_snapshot->config().nCtx)}});
  }
}

void Worker::notifyCut(JobResult& result) const {
  const Prompt* prompt = runs.prompt();
  if (!prompt || prompt->dropped == 0) return;
  addMessage(
      result, "session.prompt_cut",
      {{"limit", std::to_string(runs.model()->model->config().nCtx)}, {"dropped", std::to_string(prompt->dropped)}});
}

}  // namespace headlight
