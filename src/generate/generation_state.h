#pragma once
// What a Generation owns, for the files of its implementation.

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/text/token_label.h"
#include "generate/generation.h"
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
    if (model.config().role() != Role::Fills) return step;
    const auto filled = parent != nullptr ? static_cast<std::size_t>(parent->length() - root->length()) + 1 : 0;
    step->readsAll = true;
    step->firstPosition = filled > 0 ? masks[filled - 1] : 0;
    step->position = masks.empty() ? step->length() - 1 : masks[std::min(filled, masks.size() - 1)];
    return step;
  }

  /// Whether a step can stand behind this node: in the context, or for one more mask.
  bool hasRoomBehind(const StepNode& node) const {
    const bool fills = model.config().role() == Role::Fills;
    const Index most = fills ? root->length() + static_cast<Index>(masks.size()) : model.config().nCtx;
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

  std::optional<Message> whyNoPrediction() const {
    const ModelConfig& config = model.config();
    if (config.role() != Role::Fills) return std::nullopt;
    if (!config.hasHead) return Message{"encoder.no_head", {}};
    if (!masks.empty()) return std::nullopt;
    const std::optional<TokenId> mask = tokenizer.special().mask;
    if (!mask) return Message{"encoder.no_mask_token", {}};
    return Message{"encoder.no_mask", {{"mask", tokenizer.piece(*mask)}}};
  }

  const Distribution& presentDistribution() {
    if (const std::optional<Message> why = whyNoPrediction()) throw Error(why->code, why->values);
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

}  // namespace headlight
