#include "figures/attention/head_labels.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/heads_figure.h"
#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {

namespace {

constexpr std::uint64_t kSeed = 20170612;  // any; fixed, so that measures can be compared
constexpr Index kShortestHalf = 4;
constexpr Index kPunctuationEvery = 6;

/// What the probes are drawn from.
struct ProbeWords {
  std::vector<TokenId> words, punctuation;

  ProbeWords(const ModelConfig& config, const Tokenizer& tokenizer) {
    const auto allowed = candidateFilter(config, tokenizer);
    const TokenId end = endOfText(config, tokenizer);
    const auto count = std::min<TokenId>(tokenizer.vocabSize(), static_cast<TokenId>(config.dVocab));
    for (TokenId id = 0; id < count; ++id) {
      if (id == end || tokenizer.special().endsText(id) || (allowed && !allowed(id))) continue;
      const std::string text = tokenizer.text(id);
      if (text.empty()) continue;
      const Token token = tokenOf(tokenizer, id);
      const bool isMark = patternTokens({}, std::span(&token, 1), false, true).isPunctuation.front();
      (isMark ? punctuation : words).push_back(id);
    }
  }
};

/// n tokens, said twice.
std::vector<Token> probe(const ProbeWords& from, const Tokenizer& tokenizer, Index half, Random& random) {
  std::vector<Token> tokens;
  for (Index i = 0; i < half; ++i) {
    const bool mark = !from.punctuation.empty() && i % kPunctuationEvery == kPunctuationEvery - 1;
    const std::vector<TokenId>& choice = mark ? from.punctuation : from.words;
    tokens.push_back(tokenOf(tokenizer, choice[random.below(choice.size())]));
  }
  tokens.insert(tokens.end(), tokens.begin(), tokens.begin() + half);
  return tokens;
}

ActivationCache::Filter patternsOnly() {
  return [](const HookPoint& point) { return point.name.ends_with("hook_pattern"); };
}

/// Runs one probe; the caches are kept by the generation.
std::unique_ptr<Generation> runProbe(const LanguageModel& model, const Tokenizer& tokenizer, ThreadPool* pool,
                                     const std::vector<Token>& tokens) {
  Prompt prompt;
  prompt.tokens = tokens;
  const Role role = model.config().role();
  if (role == Role::Fills) prompt.tokens.push_back(tokenOf(tokenizer, *tokenizer.special().mask));
  const TokenId end = endOfText(model.config(), tokenizer);
  if (role == Role::Translates && end >= 0) prompt.tokens.push_back(tokenOf(tokenizer, end));
  auto generation = std::make_unique<Generation>(model, tokenizer, std::move(prompt), pool, std::vector<Intervention>{},
                                                 patternsOnly());
  if (role != Role::Translates) return generation;
  for (const Token& token : tokens) {
    if (!generation->take(token.id)) break;
  }
  return generation;
}

}  // namespace

std::vector<HeadMeasures> promptMeasures(const FigureRun& run, AttentionSide side) {
  const HeadsFigure heads = headsFigure(run, side, {});
  PatternTokens tokens =
      patternTokens(queryTokens(run, side), keyTokens(run, side), heads.causal, side != AttentionSide::Cross);
  if (run.model.config().role() == Role::Fills && !run.path.empty()) tokens.asking = run.path.back()->position;
  std::vector<HeadMeasures> measures;
  measures.reserve(heads.patterns.size());
  for (const Matrix<float>& pattern : heads.patterns) measures.push_back(headMeasures(pattern, tokens));
  return measures;
}

const std::vector<HeadMeasures>& ProbeMeasures::of(AttentionSide side) const {
  static const std::vector<HeadMeasures> none;
  const auto found =
      std::find_if(sides.begin(), sides.end(), [side](const auto& entry) { return entry.first == side; });
  return found == sides.end() ? none : found->second;
}

ProbeMeasures probeMeasures(const LanguageModel& model, const Tokenizer& tokenizer, ThreadPool* pool,
                            const std::function<bool()>& goOn) {
  const ModelConfig& config = model.config();
  const bool fills = config.role() == Role::Fills;
  const Index half = std::min(kLongestHalf, (static_cast<Index>(config.nCtx) - 2) / 2);
  ProbeMeasures result;
  if (attentionSides(config).empty() || half < kShortestHalf) return result;
  if (fills && !tokenizer.special().mask) return result;
  const ProbeWords words(config, tokenizer);
  if (words.words.size() < 2) return result;
  std::vector<std::vector<std::vector<HeadMeasures>>> parts;  // [side][head][sequence]
  for (int sequence = 0; sequence < kProbeSequences; ++sequence) {
    if (goOn && !goOn()) throw Error("cancelled");
    Random random(kSeed, static_cast<std::uint64_t>(sequence));
    const auto generation = runProbe(model, tokenizer, pool, probe(words, tokenizer, half, random));
    const FigureRun run{model, generation->path(), generation->tokens(), generation->source()};
    const std::vector<AttentionSide> sides = attentionSides(config);
    parts.resize(sides.size());
    for (std::size_t side = 0; side < sides.size(); ++side) {
      std::vector<HeadMeasures> measured = promptMeasures(run, sides[side]);
      // Random words are no sentence: none of them is what the next word depends on.
      for (HeadMeasures& head : measured) head.of(HeadRole::ContentWord).reset();
      parts[side].resize(measured.size());
      for (std::size_t head = 0; head < measured.size(); ++head) parts[side][head].push_back(measured[head]);
    }
  }
  for (std::size_t side = 0; side < parts.size(); ++side) {
    result.sides.push_back({attentionSides(config)[side], {}});
    for (const auto& sequences : parts[side]) result.sides.back().second.push_back(joinedMeasures(sequences));
  }
  return result;
}

std::vector<HeadLabel> headLabels(const std::vector<HeadMeasures>& onPrompt,
                                  const std::vector<HeadMeasures>& onProbes) {
  std::vector<HeadLabel> labels;
  for (std::size_t head = 0; head < onPrompt.size(); ++head) {
    labels.push_back(headLabel(onPrompt[head], head < onProbes.size() ? &onProbes[head] : nullptr));
  }
  return labels;
}

}  // namespace headlight
