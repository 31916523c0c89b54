#include "generate/generation.h"

#include <algorithm>
#include <limits>

#include "analysis/text/token_label.h"
#include "generate/generation_state.h"
#include "generate/joined_activation.h"
#include "generate/recorded_runner.h"
#include "generate/step_runner.h"
#include "generate/step_tree.h"
#include "tensor/error.h"

namespace headlight {
namespace {

/// The masks of an encoder's prompt.
std::vector<Index> masksOf(const LanguageModel& model, const Tokenizer& tokenizer, const Prompt& prompt) {
  const bool fills = model.config().role() == Role::Fills && tokenizer.special().mask;
  return fills ? maskPositions(prompt.tokens, tokenizer) : std::vector<Index>();
}

/// The tokens of the prefill's step: what stands before the first token that is taken.
std::vector<Token> firstTokens(const LanguageModel& model, const Tokenizer& tokenizer, const Prompt& prompt) {
  const ModelConfig& config = model.config();
  if (!config.hasSource()) return prompt.tokens;
  return {tokenOf(tokenizer, config.startToken)};
}

}  // namespace

Generation::Generation(const LanguageModel& model, const Tokenizer& tokenizer, Prompt prompt, ThreadPool* pool,
                       std::vector<Intervention> interventions, ActivationCache::Filter keep, std::size_t byteBudget)
    : m_state(new State{model,
                        tokenizer,
                        std::move(prompt),
                        std::move(keep),
                        SamplerSettings{},
                        {},
                        nullptr,
                        StepTree(byteBudget),
                        nullptr,
                        nullptr,
                        std::nullopt}) {
  State& state = *m_state;
  if (state.prompt.tokens.empty()) throw Error("prompt.empty");
  state.masks = masksOf(model, tokenizer, state.prompt);
  state.runner = makeStepRunner(model, pool, std::move(interventions), state.prompt.tokens, state.masks);
  state.compute(firstTokens(model, tokenizer, state.prompt));
  state.root = state.at;
}

Generation::Generation(const LanguageModel& model, const Tokenizer& tokenizer, Prompt prompt, const RunTree& tree,
                       std::vector<RecordedStep> recorded)
    : m_state(new State{model,
                        tokenizer,
                        std::move(prompt),
                        {},
                        SamplerSettings{},
                        {},
                        nullptr,
                        StepTree(std::numeric_limits<std::size_t>::max()),
                        nullptr,
                        nullptr,
                        std::nullopt}) {
  State& state = *m_state;
  if (state.prompt.tokens.empty() || tree.steps.empty()) throw Error("prompt.empty");
  state.masks = masksOf(model, tokenizer, state.prompt);
  state.root = &state.tree.add(nullptr, state.planned(nullptr, firstTokens(model, tokenizer, state.prompt)));
  const std::vector<StepNode*> nodes = state.plan(tree);
  const bool complete = std::find(nodes.begin(), nodes.end(), nullptr) == nodes.end();
  if (!complete || recorded.size() != nodes.size()) {
    throw Error("internal.failure", {{"what", "a recording does not fit its steps"}});
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    auto step = std::make_shared<Step>(*nodes[i]->step);
    step->logits = recorded[i].logits;
    step->cache = recorded[i].cache;
    step->milliseconds = recorded[i].milliseconds;
    state.tree.setStep(*nodes[i], std::move(step));
  }
  state.runner = std::make_unique<RecordedRunner>(std::move(recorded));
  state.at = nodes.at(static_cast<std::size_t>(tree.present));
}

Generation::~Generation() = default;

const Prompt& Generation::prompt() const {
  return m_state->prompt;
}
const SamplerSettings& Generation::settings() const {
  return m_state->settings;
}

void Generation::setSettings(const SamplerSettings& settings) {
  validate(settings);
  if (settings == m_state->settings) return;
  m_state->settings = settings;
  m_state->distribution.reset();
}

std::shared_ptr<const Step> Generation::current() const {
  return m_state->at->step;
}

std::vector<Token> Generation::tokens() const {
  std::vector<Token> all;
  for (const StepNode* node : pathTo(*m_state->at)) {
    const Step& step = *node->step;
    if (step.readsAll && node->parent != nullptr) {
      all[static_cast<std::size_t>(step.firstPosition)] = step.tokens.front();
    } else {
      all.insert(all.end(), step.tokens.begin(), step.tokens.end());
    }
  }
  return all;
}

std::vector<Token> Generation::source() const {
  return m_state->model.config().hasSource() ? m_state->prompt.tokens : std::vector<Token>();
}

const std::vector<Index>& Generation::masks() const {
  return m_state->masks;
}

std::optional<Message> Generation::whyNoPrediction() const {
  return m_state->whyNoPrediction();
}

Distribution Generation::distribution() const {
  return m_state->presentDistribution();
}

TokenId Generation::nextChoice() const {
  return choose(m_state->presentDistribution(), m_state->settings, m_state->at->step->position);
}

StopReason Generation::stopped() const {
  const StepNode& at = *m_state->at;
  const ModelConfig& config = m_state->model.config();
  if (config.role() == Role::Fills) {
    if (!config.hasHead) return StopReason::Steps;
    const Index filled = at.length() - m_state->root->length();
    return filled == static_cast<Index>(m_state->masks.size()) ? StopReason::Steps : StopReason::None;
  }
  // A prompt may end with (or be) the end-of-text token, which GPT-2 also takes as a beginning; a step that chose it
  // has ended the text.
  if (at.parent != nullptr && endsText(config, m_state->tokenizer, at.step->tokens.back().id)) {
    return StopReason::EndOfText;
  }
  return at.length() >= config.nCtx ? StopReason::Context : StopReason::None;
}

bool Generation::step() {
  if (stopped() != StopReason::None) return false;
  return take(nextChoice());
}

bool Generation::take(TokenId token) {
  if (stopped() != StopReason::None) return false;
  if (StepNode* child = StepTree::childWith(*m_state->at, token)) {
    StepNode& parent = *m_state->at;
    m_state->goTo(*child);
    parent.remembered = child;
    return true;
  }
  const Index vocabulary = m_state->vocabulary();
  if (token < 0 || token >= vocabulary) {
    throw Error("model.token_out_of_range", {{"id", std::to_string(token)}, {"d_vocab", std::to_string(vocabulary)}});
  }
  m_state->compute({tokenOf(m_state->tokenizer, token)});
  return true;
}

bool Generation::back() {
  StepNode& at = *m_state->at;
  if (at.parent == nullptr) return false;
  at.parent->remembered = &at;
  m_state->goTo(*at.parent);
  return true;
}

bool Generation::forward() {
  if (m_state->at->remembered == nullptr) return false;
  m_state->goTo(*m_state->at->remembered);
  return true;
}

void Generation::jump(Index length) {
  StepNode* target = m_state->at;
  while (target->length() < length && target->remembered != nullptr) target = target->remembered;
  m_state->goTo(*target);  // all or nothing: planned steps may fail
  while (m_state->at->length() > length && back()) {
  }
}

Index Generation::branchLength() const {
  const StepNode* node = m_state->at;
  while (node->remembered != nullptr) node = node->remembered;
  return node->length();
}

std::vector<TokenId> Generation::branches() const {
  std::vector<TokenId> taken;
  for (const StepNode* child : m_state->at->children) taken.push_back(child->step->tokens.front().id);
  return taken;
}

bool Generation::forkAt(Index position, TokenId token) {
  const Index first = m_state->root->length();
  Index length = position;
  if (m_state->model.config().role() == Role::Fills) {
    const auto mask = std::find(m_state->masks.begin(), m_state->masks.end(), position);
    if (mask == m_state->masks.end()) return false;
    length = first + (mask - m_state->masks.begin());
  }
  if (length < first || length > branchLength()) return false;
  jump(length);
  return take(token);
}

JoinedActivation Generation::activation(std::string_view hookName) const {
  const HookPoint* point = m_state->model.hooks().find(hookName);
  if (point == nullptr) throw Error("hooks.no_match", {{"glob", std::string(hookName)}});
  return joinSteps(m_state->keeps(*point) ? m_state->completePath() : m_state->pathWithOnly(*point), *point);
}

StepPath Generation::path() const {
  return m_state->completePath();
}

void Generation::dropCaches() {
  m_state->tree.dropCaches();
}

std::size_t Generation::keptBytes() const {
  return m_state->tree.keptBytes();
}

}  // namespace headlight
