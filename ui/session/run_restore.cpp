// The part of RunHistory that gives runs to session files and takes them back.

#include "generate/recorded_model.h"
#include "models/token_embeddings.h"
#include "session/run_history_run.h"
#include "session/session_store.h"

namespace headlight {

namespace {

std::string joined(const std::vector<std::string>& specs) {
  std::string all;
  for (const std::string& spec : specs) all += (all.empty() ? "" : ", ") + spec;
  return all;
}

/// The specs if the model has all of them, else none.
std::vector<std::string> possibleAblations(const OpenedModel& model, const std::vector<std::string>& specs,
                                           std::vector<Message>& notices) {
  try {
    for (const std::string& spec : specs) (void)parseAblation(spec, model.model->hooks());
    return specs;
  } catch (const Error&) {
    notices.push_back({"session.ablations_left_out", {{"model", model.name}, {"specs", joined(specs)}}});
    return {};
  }
}

}  // namespace

bool RunHistory::isRecorded() const {
  return m_model && headlight::isRecorded(*m_model->model);
}

SessionRun RunHistory::sessionRun() const {
  SessionRun run;
  run.settings = m_settings;
  run.ablations = m_ablations;
  if (!m_present) return run;
  run.prompt = m_present->generation->prompt();
  run.settings = m_present->generation->settings();
  run.ablations = m_present->ablations;
  run.tree = m_present->generation->tree();
  return run;
}

SessionRecording RunHistory::record(const Progress& progress) {
  if (!m_present) throw Error("session.nothing_to_save");
  SessionRecording recording;
  recording.tokenizer = m_present->model->tokenizer;
  Matrix<float> room;
  const auto embeddings = tokenEmbeddings(*m_present->model->model, room);
  recording.embeddings.assign(embeddings.data(), embeddings.data() + embeddings.size());
  recording.steps = m_present->generation->record(progress);
  // the caches borrow from the model's own table, which is kept with it
  recording.hooks = std::shared_ptr<const HookTable>(m_present->model, &m_present->model->model->hooks());
  return recording;
}

std::unique_ptr<RunHistory::Run> RunHistory::restoredRun(const std::shared_ptr<const OpenedModel>& model,
                                                         const SessionRun& stored,
                                                         std::vector<Message>& notices) const {
  const std::vector<std::string> ablations = possibleAblations(*model, stored.ablations, notices);
  if (!hasTokens(*model, stored)) {
    notices.push_back({"session.other_vocabulary", {{"model", model->name}}});
    return makeRun(model, preparePrompt(stored.prompt.text, *model->tokenizer, model->model->config().nCtx), ablations,
                   stored.settings);
  }
  auto run = makeRun(model, stored.prompt, ablations, stored.settings);
  const Index left = run->generation->restore(stored.tree);
  if (left > 0)
    notices.push_back({"session.steps_left_out", {{"model", model->name}, {"count", std::to_string(left)}}});
  return run;
}

void RunHistory::restore(std::shared_ptr<const OpenedModel> model, const SessionRun& stored,
                         std::vector<Message>& notices) {
  std::unique_ptr<Run> run;
  std::vector<std::string> ablations = stored.ablations;
  if (!stored.prompt.tokens.empty()) {
    run = restoredRun(model, stored, notices);
    ablations = run->ablations;
  } else {
    ablations = possibleAblations(*model, ablations, notices);
  }
  setModel(std::move(model));
  m_present = std::move(run);
  m_settings = stored.settings;
  m_ablations = std::move(ablations);
}

void RunHistory::restoreRecorded(SessionData session) {
  auto run = std::make_unique<Run>();
  run->model = recordedModel(session);
  run->ablations = session.run.ablations;
  run->generation = std::make_unique<Generation>(*run->model->model, *run->model->tokenizer, session.run.prompt,
                                                 session.run.tree, std::move(session.recording->steps));
  run->generation->setSettings(session.run.settings);
  setModel(run->model);
  m_present = std::move(run);
  m_settings = session.run.settings;
  m_ablations = session.run.ablations;
}

void RunHistory::clear() {
  setModel(isRecorded() ? nullptr : m_model);
  m_settings = SamplerSettings{};
}

}  // namespace headlight
