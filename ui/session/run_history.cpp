#include "session/run_history.h"

#include <algorithm>
#include <utility>

#include "analysis/text/token_label.h"
#include "session/run_history_run.h"

namespace headlight {

namespace {

/// Put there by the tokenizer, not by the text.
bool isFrame(const Token& token) {
  return token.begin == token.end;
}

/// The text of a prompt whose tokens were changed.
std::string textOf(const std::vector<Token>& tokens, const Tokenizer& tokenizer) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) {
    if (!isFrame(token)) ids.push_back(token.id);
  }
  return tokenizer.decode(ids);
}

/// Of every step from the prefill to the present one: what else was taken in its place.
std::vector<Fork> forksOf(const Generation& generation, const Snapshot& snapshot) {
  const RunTree tree = generation.tree();
  std::vector<Fork> forks;
  Index taken = snapshot.moment - snapshot.firstMoment;  // steps up to this one
  for (std::int32_t at = tree.present; at > 0; at = tree.steps[static_cast<std::size_t>(at)].parent) {
    --taken;
    const RunTreeStep& own = tree.steps[static_cast<std::size_t>(at)];
    Fork fork;
    fork.position = snapshot.place.masked ? snapshot.origins.filled.at(static_cast<std::size_t>(taken))
                                          : snapshot.firstMoment + taken;
    for (const RunTreeStep& step : tree.steps) {
      if (step.parent == own.parent && step.token != own.token) fork.others.push_back(step.token);
    }
    if (!fork.others.empty()) forks.push_back(std::move(fork));
  }
  std::ranges::reverse(forks);
  return forks;
}

}  // namespace

RunHistory::RunHistory() : m_pool(std::make_shared<ThreadPool>(0)) {}

RunHistory::~RunHistory() = default;

const Prompt* RunHistory::prompt() const {
  return m_present ? &m_present->generation->prompt() : nullptr;
}

std::shared_ptr<const Snapshot> snapshotOf(const Generation& generation, std::shared_ptr<const OpenedModel> model,
                                           std::vector<std::string> ablations, TokenId branchNext) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->model = std::move(model);
  snapshot->prompt = generation.prompt();
  snapshot->tokens = generation.tokens();
  snapshot->origins = originsOf(generation, *snapshot->model->tokenizer, snapshot->config());
  snapshot->place = placeOf(*generation.current(), snapshot->config());
  snapshot->path = generation.path();
  snapshot->joined = std::make_shared<JoinedActivations>(snapshot->path);
  snapshot->whyNoPrediction = generation.whyNoPrediction();
  if (!snapshot->whyNoPrediction) snapshot->distribution = generation.distribution();
  snapshot->settings = generation.settings();
  snapshot->stopped = generation.stopped();
  if (snapshot->stopped == StopReason::None)
    snapshot->nextChoice = branchNext >= 0 ? branchNext : generation.nextChoice();
  snapshot->branches = generation.branches();
  snapshot->branchLength = generation.branchLength();
  snapshot->moment = generation.current()->length();
  snapshot->firstMoment = firstMomentOf(generation);
  snapshot->forks = forksOf(generation, *snapshot);
  snapshot->canGoBack = snapshot->moment > snapshot->firstMoment;
  snapshot->canGoForward = snapshot->branchLength > snapshot->moment;
  snapshot->interventions = std::move(ablations);
  snapshot->milliseconds = generation.current()->milliseconds;
  return snapshot;
}

Index firstMomentOf(const Generation& generation) {
  return generation.source().empty() ? static_cast<Index>(generation.prompt().tokens.size()) : 1;
}

std::shared_ptr<const Snapshot> RunHistory::snapshot() const {
  if (!m_present) return nullptr;
  return snapshotOf(*m_present->generation, m_present->model, m_present->ablations, branchNext());
}

std::unique_ptr<RunHistory::Run> RunHistory::makeRun(Prompt prompt, const std::vector<std::string>& ablations) const {
  return makeRun(m_model, std::move(prompt), ablations, m_settings);
}

std::unique_ptr<RunHistory::Run> RunHistory::makeRun(std::shared_ptr<const OpenedModel> model, Prompt prompt,
                                                     const std::vector<std::string>& ablations,
                                                     const SamplerSettings& settings) const {
  auto run = std::make_unique<Run>();
  run->model = std::move(model);
  run->ablations = ablations;
  std::vector<Intervention> interventions;
  for (const std::string& spec : ablations) {
    interventions.push_back(parseAblation(spec, run->model->model->hooks()));
  }
  run->pool = m_pool;
  run->generation = std::make_unique<Generation>(*run->model->model, *run->model->tokenizer, std::move(prompt),
                                                 run->pool.get(), std::move(interventions));
  run->generation->setSettings(settings);
  return run;
}

void RunHistory::adopt(std::unique_ptr<Run> run, bool keepPresent) {
  if (m_present && keepPresent) {
    m_present->generation->dropCaches();
    m_past.push_back({Change::Run, std::move(m_present), {}, m_settings});
    if (m_past.size() > kKeptRuns) m_past.erase(m_past.begin());
  }
  m_present = std::move(run);
  m_future.clear();
  m_choosesAnew = false;
}

void RunHistory::setModel(std::shared_ptr<const OpenedModel> model) {
  m_past.clear();
  m_future.clear();
  m_present.reset();
  m_ablations.clear();
  m_choosesAnew = false;
  m_model = std::move(model);
}

void RunHistory::setPrompt(const std::string& text, bool typing) {
  if (!m_model) return;
  if (isRecorded()) throw Error("session.needs_model");
  const bool replaces = typing && m_present && !m_present->hasSteps();
  std::unique_ptr<Run> run;
  try {
    run = makeRun(preparePrompt(text, *m_model->tokenizer, m_model->model->config().nCtx), m_ablations);
  } catch (...) {
    adopt(nullptr, !replaces);
    throw;
  }
  adopt(std::move(run), !replaces);
}

TokenId RunHistory::branchNext() const {
  const RunTree tree = m_present->generation->tree();
  const std::int32_t next = tree.steps.at(static_cast<std::size_t>(tree.present)).next;
  return m_choosesAnew || next < 0 ? -1 : tree.steps.at(static_cast<std::size_t>(next)).token;
}

bool RunHistory::step() {
  if (!m_present) return false;
  const bool chooses = std::exchange(m_choosesAnew, false);
  if (!chooses && m_present->generation->forward()) return true;
  return m_present->generation->step();
}

void RunHistory::back() {
  if (m_present && m_present->generation->back()) m_choosesAnew = false;
}

void RunHistory::jump(Index length) {
  if (!m_present) return;
  m_present->generation->jump(length);
  m_choosesAnew = false;
}

bool RunHistory::take(TokenId token) {
  if (!m_present) return false;
  RunTree before = m_present->generation->tree();
  if (!m_present->generation->take(token)) return false;
  remember(Change::Token, std::move(before));
  return true;
}

bool RunHistory::forkAt(Index position, TokenId token) {
  if (!m_present) return false;
  const Generation& generation = *m_present->generation;
  const auto promptLength = static_cast<Index>(generation.prompt().tokens.size());
  const auto& masks = generation.masks();
  const bool isMask = std::find(masks.begin(), masks.end(), position) != masks.end();
  if (isMask || !generation.source().empty() || position >= promptLength) {
    RunTree before = generation.tree();
    if (!m_present->generation->forkAt(position, token)) return false;
    remember(Change::Token, std::move(before));
    return true;
  }

  // Inside the prompt: another prompt, ending where the old one did.
  Prompt prompt = generation.prompt();
  Token& replaced = prompt.tokens.at(static_cast<std::size_t>(position));
  if (isFrame(replaced)) return false;
  const std::size_t begin = replaced.begin, end = replaced.end;
  replaced = tokenOf(*m_model->tokenizer, token);
  replaced.begin = begin;
  replaced.end = end;
  prompt.text = textOf(prompt.tokens, *m_model->tokenizer);
  adopt(makeRun(std::move(prompt), m_ablations), true);
  return true;
}

void RunHistory::slideWindow(Index keep) {
  if (!m_present) return;
  const std::vector<Token> tokens = m_present->generation->tokens();
  const auto count = static_cast<Index>(tokens.size());
  if (m_model->model->config().role() != Role::Continues) return;  // a sentence is read as a whole
  keep = std::clamp<Index>(keep, 1, count);
  Prompt prompt;
  prompt.tokens.assign(tokens.end() - keep, tokens.end());
  prompt.dropped = m_present->generation->prompt().dropped + count - keep;
  std::vector<TokenId> ids;
  for (const Token& token : prompt.tokens) ids.push_back(token.id);
  prompt.text = m_model->tokenizer->decode(ids);
  adopt(makeRun(std::move(prompt), m_ablations), true);
}

void RunHistory::setSampling(const SamplerSettings& settings) {
  validate(settings);
  if (m_present && settings != m_settings) {
    RunTree here = m_present->generation->tree();
    const bool goesOn = !m_past.empty() && m_past.back().change == Change::Sampling &&
                        m_past.back().tree.present == here.present && m_choosesAnew;
    if (!goesOn) remember(Change::Sampling, std::move(here));  // else it belongs to the change before
    m_present->generation->setSettings(settings);
    m_choosesAnew = true;
  }
  m_settings = settings;
}

/// The same text along the defined path, one prefill and then single tokens, and the same forks, which are computed
/// when they are entered.
std::unique_ptr<RunHistory::Run> RunHistory::presentWith(const std::vector<std::string>& ablations) const {
  auto run = makeRun(m_present->generation->prompt(), ablations);
  run->generation->restore(m_present->generation->tree());
  return run;
}

void RunHistory::setAblations(std::vector<std::string> specs) {
  if (m_present && specs != m_present->ablations) adopt(presentWith(specs), true);
  m_ablations = std::move(specs);
}

void RunHistory::setThreads(int threads) {
  auto before = std::exchange(m_pool, std::make_shared<ThreadPool>(threads));
  try {
    if (m_present && !isRecorded()) m_present = presentWith(m_present->ablations);
  } catch (...) {
    m_pool = std::move(before);
    throw;
  }
}

void RunHistory::remember(Change change, RunTree tree) {
  m_past.push_back({change, nullptr, std::move(tree), m_settings});
  if (m_past.size() > kKeptRuns) m_past.erase(m_past.begin());
  m_future.clear();
  m_choosesAnew = false;
}

/// The same run, along the path of then. Its steps are all known, later ones stay as other branches.
void RunHistory::goAlong(Generation& generation, const RunTree& tree) {
  std::vector<TokenId> path;  // from the prompt to the present step of then, and on along its branch
  std::int32_t at = tree.present;
  for (; at > 0; at = tree.steps.at(static_cast<std::size_t>(at)).parent) {
    path.insert(path.begin(), tree.steps.at(static_cast<std::size_t>(at)).token);
  }
  const auto taken = static_cast<Index>(path.size());
  for (at = tree.steps.at(static_cast<std::size_t>(tree.present)).next; at >= 0;
       at = tree.steps.at(static_cast<std::size_t>(at)).next) {
    path.push_back(tree.steps.at(static_cast<std::size_t>(at)).token);
  }
  const Index first = firstMomentOf(generation);
  generation.jump(first);
  for (const TokenId token : path) generation.take(token);
  generation.jump(first + taken);
}

void RunHistory::exchange(std::vector<Past>& from, std::vector<Past>& to) {
  while (!from.empty() && !m_present && from.back().change != Change::Run) from.pop_back();  // of a run that is gone
  if (from.empty()) return;
  Past other{from.back().change, nullptr, {}, m_settings};
  if (other.change == Change::Run) {
    if (m_present) m_present->generation->dropCaches();
    other.run = std::exchange(m_present, std::move(from.back().run));
    m_ablations = m_present->ablations;
  } else {
    other.tree = m_present->generation->tree();
    goAlong(*m_present->generation, from.back().tree);
  }
  m_settings = from.back().settings;
  m_present->generation->setSettings(m_settings);
  m_choosesAnew = false;
  from.pop_back();
  if (other.change != Change::Run || other.run) to.push_back(std::move(other));  // a prompt without a run is left
}

void RunHistory::undo() {
  exchange(m_past, m_future);
}

void RunHistory::redo() {
  exchange(m_future, m_past);
}

}  // namespace headlight
