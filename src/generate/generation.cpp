#include "generate/generation.h"

#include <algorithm>

#include "analysis/token_label.h"
#include "generate/sequence.h"
#include "generate/step_runner.h"
#include "generate/step_tree.h"
#include "tensor/error.h"

namespace headlight {

struct Generation::State {
  const LanguageModel& model;
  const Tokenizer& tokenizer;
  Prompt prompt;
  ActivationCache::Filter keep;
  SamplerSettings settings;
  std::vector<Index> masks;
  std::unique_ptr<StepRunner> runner;
  StepTree tree;
  StepNode* at = nullptr;
  StepNode* root = nullptr;
  std::optional<Distribution> distribution;  ///< of `at` under `settings`; made when asked for

  void goTo(StepNode& node) {
    if (&node == at) return;
    at = &node;
    distribution.reset();
  }

  /// Computes the step behind the present one (the prefill if there is none) and goes there.
  void compute(std::vector<Token> tokens) {
    const NodePath parent = at != nullptr ? pathTo(*at) : NodePath{};
    StepNode& node = tree.add(at, runner->compute(parent, std::move(tokens), keep));
    runner->entered(node);
    goTo(node);
    tree.touchAndTrim(pathTo(node));
  }

  const Distribution& presentDistribution() {
    if (!distribution) {
      distribution = makeDistribution(at->step->logits, settings, candidateFilter(model.config(), tokenizer));
    }
    return *distribution;
  }

  bool keeps(const HookPoint& point) const { return !keep || keep(point); }

  /// From which step on the present value of a point is joined.
  static std::size_t firstJoined(const NodePath& nodes) { return nodes.back()->step->readsAll ? nodes.size() - 1 : 0; }

  /// The present path with every cache that is joined; what the budget does not hold is in the result alone.
  StepPath completePath() {
    const NodePath nodes = pathTo(*at);
    std::vector<bool> missing(nodes.size(), false);
    for (std::size_t i = firstJoined(nodes); i < nodes.size(); ++i) missing[i] = nodes[i]->step->cache == nullptr;
    const auto caches = runner->record(nodes, missing, keep);
    StepPath path;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (caches[i]) tree.setCache(*nodes[i], caches[i]);
      path.push_back(nodes[i]->step);
    }
    tree.touchAndTrim(nodes);
    return path;
  }

  /// The present path with caches of one point that is not kept otherwise.
  StepPath pathWithOnly(const HookPoint& wanted) {
    const NodePath nodes = pathTo(*at);
    std::vector<bool> missing(nodes.size(), false);
    std::fill(missing.begin() + static_cast<std::ptrdiff_t>(firstJoined(nodes)), missing.end(), true);
    const auto caches =
        runner->record(nodes, missing, [&wanted](const HookPoint& point) { return point.index == wanted.index; });
    StepPath path;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      auto step = std::make_shared<Step>(*nodes[i]->step);
      step->cache = caches[i];
      path.push_back(std::move(step));
    }
    return path;
  }
};

namespace {

/// The masks of an encoder's prompt, of which there must be one.
std::vector<Index> checkedMasks(const LanguageModel& model, const Tokenizer& tokenizer, const Prompt& prompt) {
  if (model.config().kind != ModelKind::Encoder) return {};
  const std::optional<TokenId> mask = tokenizer.special().mask;
  if (!mask) throw Error("encoder.no_mask_token");
  std::vector<Index> masks = maskPositions(prompt.tokens, tokenizer);
  if (masks.empty()) throw Error("encoder.no_mask", {{"mask", tokenizer.piece(*mask)}});
  return masks;
}

/// The tokens of the prefill's step: what stands before the first token that is taken.
std::vector<Token> firstTokens(const LanguageModel& model, const Tokenizer& tokenizer, const Prompt& prompt) {
  const ModelConfig& config = model.config();
  if (config.kind != ModelKind::EncoderDecoder) return prompt.tokens;
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
  state.masks = checkedMasks(model, tokenizer, state.prompt);
  state.runner = makeStepRunner(model, pool, std::move(interventions), state.prompt.tokens, state.masks);
  state.compute(firstTokens(model, tokenizer, state.prompt));
  state.root = state.at;
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
  const bool translates = m_state->model.config().kind == ModelKind::EncoderDecoder;
  return translates ? m_state->prompt.tokens : std::vector<Token>();
}

const std::vector<Index>& Generation::masks() const {
  return m_state->masks;
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
  if (config.kind == ModelKind::Encoder) {
    const Index filled = at.length() - m_state->root->length();
    return filled == static_cast<Index>(m_state->masks.size()) ? StopReason::Steps : StopReason::None;
  }
  // A prompt may end with (or be) the end-of-text token, which GPT-2 also takes as a beginning; a step that chose it
  // has ended the text.
  if (at.parent != nullptr && at.step->tokens.back().id == endOfText(config, m_state->tokenizer)) {
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
    m_state->at->remembered = child;
    m_state->goTo(*child);
    return true;
  }
  const Index vocabulary = std::min<Index>(m_state->model.config().dVocab, m_state->tokenizer.vocabSize());
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
  while (m_state->at->length() > length && back()) {
  }
  while (m_state->at->length() < length && forward()) {
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
  if (m_state->model.config().kind == ModelKind::Encoder) {
    const auto mask = std::find(m_state->masks.begin(), m_state->masks.end(), position);
    if (mask == m_state->masks.end()) return false;
    length = first + (mask - m_state->masks.begin());
  }
  if (length < first || length > branchLength()) return false;
  jump(length);
  return take(token);
}

SequenceActivation Generation::activation(std::string_view hookName) const {
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
