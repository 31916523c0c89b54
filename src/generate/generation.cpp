#include "generate/generation.h"

#include <algorithm>
#include <limits>

#include "analysis/text/token_label.h"
#include "generate/joined_activation.h"
#include "generate/recorded_runner.h"
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
  std::optional<Distribution> distribution;  ///< of `at` under `settings`; made on request

  /// Throws what a forward call does; then nothing has changed.
  void goTo(StepNode& node) {
    if (&node == at) return;
    computePlanned(node);
    at = &node;
    distribution.reset();
  }

  void computePlanned(StepNode& node) {
    if (!node.isPlanned()) return;  // then its ancestors are computed too
    const NodePath path = pathTo(node);
    for (std::size_t i = 1; i < path.size(); ++i) {
      if (!path[i]->isPlanned()) continue;
      const NodePath parent(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i));
      tree.setStep(*path[i], runner->compute(parent, path[i]->step->tokens, keep));
      runner->entered(*path[i]);
    }
    tree.touchAndTrim(path);
  }

  /// A step behind `parent` (null: the prefill) that is known but not computed; where it stands among the others.
  std::shared_ptr<Step> planned(const StepNode* parent, std::vector<Token> tokens) const {
    auto step = std::make_shared<Step>();
    step->tokens = std::move(tokens);
    step->before = parent != nullptr ? parent->length() : 0;
    step->firstPosition = step->before;
    step->position = step->length();
    if (masks.empty()) return step;
    const auto filled = parent != nullptr ? static_cast<std::size_t>(parent->length() - root->length()) + 1 : 0;
    step->readsAll = true;
    step->firstPosition = filled > 0 ? masks[filled - 1] : 0;
    step->position = masks[std::min(filled, masks.size() - 1)];
    return step;
  }

  /// Whether a step can stand behind this node: in the context, or for one more mask.
  bool hasRoomBehind(const StepNode& node) const {
    const Index most = masks.empty() ? model.config().nCtx : root->length() + static_cast<Index>(masks.size());
    return node.length() < most;
  }

  /// Nodes for the steps of a tree behind the root. Null for those that this model cannot take.
  std::vector<StepNode*> plan(const RunTree& steps) {
    std::vector<StepNode*> nodes(steps.steps.size(), nullptr);
    if (!nodes.empty()) nodes.front() = root;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      StepNode* parent = nodes.at(static_cast<std::size_t>(steps.steps[i].parent));
      const TokenId token = steps.steps[i].token;
      if (parent == nullptr || token < 0 || token >= vocabulary() || !hasRoomBehind(*parent)) continue;
      nodes[i] = &tree.add(parent, planned(parent, {tokenOf(tokenizer, token)}));
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const std::int32_t next = steps.steps[i].next;
      if (nodes[i] != nullptr) nodes[i]->remembered = next < 0 ? nullptr : nodes.at(static_cast<std::size_t>(next));
    }
    return nodes;
  }

  TokenId vocabulary() const {
    return static_cast<TokenId>(std::min<Index>(model.config().dVocab, tokenizer.vocabSize()));
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
  if (model.config().role() != Role::Fills) return {};
  const std::optional<TokenId> mask = tokenizer.special().mask;
  if (!mask) throw Error("encoder.no_mask_token");
  std::vector<Index> masks = maskPositions(prompt.tokens, tokenizer);
  if (masks.empty()) throw Error("encoder.no_mask", {{"mask", tokenizer.piece(*mask)}});
  return masks;
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
  state.masks = checkedMasks(model, tokenizer, state.prompt);
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
  state.masks = checkedMasks(model, tokenizer, state.prompt);
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

RunTree Generation::tree() const {
  RunTree result;
  for (const StepNode& node : m_state->tree.nodes()) {
    RunTreeStep& step = result.steps.emplace_back();
    if (node.parent == nullptr) {
      step.token = -1;
    } else {
      step.parent = node.parent->number;
      step.token = node.step->tokens.front().id;
    }
    if (node.remembered != nullptr) step.next = node.remembered->number;
  }
  result.present = m_state->at->number;
  return result;
}

Index Generation::restore(const RunTree& tree) {
  if (!m_state->root->children.empty()) throw Error("internal.failure", {{"what", "steps restored over steps"}});
  if (tree.steps.empty()) return 0;
  const std::vector<StepNode*> nodes = m_state->plan(tree);
  std::size_t present = static_cast<std::size_t>(tree.present);
  while (nodes.at(present) == nullptr) present = static_cast<std::size_t>(tree.steps[present].parent);
  m_state->goTo(*nodes[present]);
  return std::count(nodes.begin(), nodes.end(), nullptr);
}

std::vector<RecordedStep> Generation::record(const std::function<bool(double)>& progress) {
  std::vector<RecordedStep> recorded(m_state->tree.nodes().size());
  std::size_t done = 0;
  for (StepNode& leaf : m_state->tree.nodes()) {
    if (!leaf.children.empty()) continue;
    m_state->computePlanned(leaf);
    const NodePath path = pathTo(leaf);
    std::vector<bool> missing(path.size());
    for (std::size_t i = 0; i < path.size(); ++i) {
      RecordedStep& step = recorded[static_cast<std::size_t>(path[i]->number)];
      if (!step.cache) step = {path[i]->step->logits, path[i]->step->cache, path[i]->step->milliseconds};
      missing[i] = step.cache == nullptr;
    }
    const auto caches = m_state->runner->record(path, missing, m_state->keep);
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (caches[i]) recorded[static_cast<std::size_t>(path[i]->number)].cache = caches[i];
    }
    done += path.size();
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(recorded.size()));
    if (progress && !progress(share)) throw Error("cancelled");
  }
  return recorded;
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
