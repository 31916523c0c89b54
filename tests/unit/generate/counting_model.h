#pragma once
// A model for tests of generation: its logits are a function of all tokens so far, and it counts its forward calls.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "models/language_model.h"
#include "tensor/error.h"
#include "tensor/random.h"
#include "text/models/word_level.h"

namespace headlight::testing {

inline std::vector<std::string> tinyVocabulary() {
  std::vector<std::string> words(std::begin(kSpecialPieces), std::end(kSpecialPieces));
  for (const char* word : {"The", "cat", "is", "on", "the", "mat", ".", "sofa", "bird", "branch"}) {
    words.emplace_back(word);
  }
  return words;
}

class CountingState : public DecodingState {
 public:
  explicit CountingState(bool canTruncate) : m_canTruncate(canTruncate) {}
  [[nodiscard]] Index length() const override { return static_cast<Index>(ids.size()); }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override { return std::make_unique<CountingState>(*this); }
  void truncate(Index length) override {
    if (!m_canTruncate) throw Error("internal.failure", {{"what", "a recurrent state was truncated"}});
    ids.resize(static_cast<std::size_t>(length));
  }
  std::vector<TokenId> ids;

 private:
  bool m_canTruncate;
};

/// One hook point of rows (`rows`: the ids so far, summed) and one pattern whose weights are 1 / keys.
class CountingModel : public LanguageModel {
 public:
  explicit CountingModel(Index nCtx = 32, ModelKind kind = ModelKind::Decoder) : m_hooks(makeHooks()) {
    m_config.kind = kind;
    m_config.nLayers = 1;
    m_config.nHeads = 2;
    m_config.nCtx = nCtx;
    m_config.dVocab = static_cast<Index>(tinyVocabulary().size());
  }

  [[nodiscard]] const ModelConfig& config() const override { return m_config; }
  [[nodiscard]] const Parameters& parameters() const override { return m_parameters; }
  [[nodiscard]] const HookTable& hooks() const override { return m_hooks; }
  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override {
    return std::make_unique<CountingState>(m_config.kind == ModelKind::Decoder);
  }

  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override {
    auto& ids = dynamic_cast<CountingState&>(state).ids;
    ++calls;
    tokensRun += static_cast<int>(tokens.size());
    if (failNext) {
      failNext = false;
      ids.push_back(tokens.front());  // stops half-way
      throw Error("cancelled");
    }
    const auto before = static_cast<Index>(ids.size());
    ids.insert(ids.end(), tokens.begin(), tokens.end());
    if (options.observer != nullptr) observe(*options.observer, ids, before);
    for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = static_cast<float>(uniformAt(hash(ids), 0, i));
    logits[5] = endOfTextAt == static_cast<Index>(ids.size()) ? 9.0F : -1.0F;
  }

  mutable int calls = 0;
  mutable int tokensRun = 0;
  mutable bool failNext = false;
  Index endOfTextAt = -1;  ///< after so many tokens the end of the text is the likeliest

 private:
  static HookTable makeHooks() {
    HookPoint rows{0, "rows", {Axis::Pos, Axis::DModel}, {-1, 1}, -1};
    HookPoint pattern{1, "blocks.0.attn.hook_pattern", {Axis::Head, Axis::QueryPos, Axis::KeyPos}, {2, -1, -1}, 0};
    return HookTable({rows, pattern});
  }

  static std::uint64_t hash(const std::vector<TokenId>& ids) {
    std::uint64_t value = 17;
    for (const TokenId id : ids) value = value * 1099511628211ULL + static_cast<std::uint64_t>(id);
    return value;
  }

  void observe(Observer& observer, const std::vector<TokenId>& ids, Index before) const {
    const auto all = static_cast<Index>(ids.size());
    observer.begin({.firstPosition = before, .rows = all - before, .source = 0});
    std::vector<float> rows, pattern;
    for (Index i = before; i < all; ++i)
      rows.push_back(static_cast<float>(hash({ids.begin(), ids.begin() + i + 1}) % 1000));
    for (int head = 0; head < 2; ++head) {
      for (Index query = before; query < all; ++query) {
        for (Index key = 0; key < all; ++key) {
          pattern.push_back(key > query ? 0.0F : static_cast<float>(1 + head) / static_cast<float>(query + 1));
        }
      }
    }
    const HookValue rowValue{rows.data(), {all - before, 1}, 2};
    if (observer.wants(m_hooks.at(0))) observer.observe(m_hooks.at(0), rowValue);
    const HookValue patternValue{pattern.data(), {2, all - before, all}, 3};
    if (observer.wants(m_hooks.at(1))) observer.observe(m_hooks.at(1), patternValue);
  }

  ModelConfig m_config;
  Parameters m_parameters;
  HookTable m_hooks;
};

inline std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace headlight::testing
