#pragma once
// Models for tests of generation that are no decoders: their logits are a function of everything they have read, and
// they count what they are asked.

#include <memory>
#include <vector>

#include "unit/generate/counting_model.h"

namespace headlight::testing {

inline std::uint64_t hashOf(const std::vector<TokenId>& ids, std::uint64_t value = 17) {
  for (const TokenId id : ids) value = value * 1099511628211ULL + static_cast<std::uint64_t>(id) + 1;
  return value;
}

inline void fillLogits(std::uint64_t key, std::span<float> logits) {
  for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = static_cast<float>(4 * uniformAt(key, 0, i));
}

/// What the fakes remember; `source` is null until the prefill of a translating one.
class FakeState : public DecodingState {
 public:
  [[nodiscard]] Index length() const override { return static_cast<Index>(ids.size()); }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override { return std::make_unique<FakeState>(*this); }
  void truncate(Index length) override { ids.resize(static_cast<std::size_t>(length)); }
  std::vector<TokenId> source, ids;
};

/// A value filled with one number a position, for points of every shape.
inline void observeFilled(Observer& observer, const HookPoint& point, const RunExtents& extents, float first) {
  if (!observer.wants(point)) return;
  HookValue value;
  value.rank = static_cast<int>(point.axes.size());
  for (std::size_t axis = 0; axis < point.axes.size(); ++axis) value.extents[axis] = extentOf(point, axis, extents);
  std::vector<float> numbers(static_cast<std::size_t>(value.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = first + static_cast<float>(i);
  value.data = numbers.data();
  observer.observe(point, value);
}

class KindModel : public LanguageModel {
 public:
  KindModel(ModelKind kind, std::vector<HookPoint> points, Index nCtx) : m_hooks(std::move(points)) {
    m_config.kind = kind;
    m_config.nLayers = m_config.nDecoderLayers = 1;
    m_config.nHeads = 2;
    m_config.nCtx = nCtx;
    m_config.dVocab = static_cast<Index>(tinyVocabulary().size());
  }
  [[nodiscard]] const ModelConfig& config() const override { return m_config; }
  [[nodiscard]] const Parameters& parameters() const override { return m_parameters; }
  [[nodiscard]] const HookTable& hooks() const override { return m_hooks; }
  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override { return std::make_unique<FakeState>(); }

  mutable int calls = 0;

 protected:
  void observe(const RunOptions& options, const RunExtents& extents, std::uint64_t key) const {
    if (options.observer == nullptr) return;
    options.observer->begin(extents);
    for (const HookPoint& point : m_hooks.points()) {
      if (point.onSource && extents.firstPosition > 0) continue;
      observeFilled(*options.observer, point, extents, static_cast<float>(key % 1000));
    }
  }
  ModelConfig m_config;

 private:
  Parameters m_parameters;
  HookTable m_hooks;
};

/// Reads a whole sentence and answers for one row of it.
class FakeEncoder : public KindModel {
 public:
  explicit FakeEncoder(Index nCtx = 32)
      : KindModel(ModelKind::Encoder,
                  {{0, "hook_full_embed", {Axis::Pos, Axis::DModel}, {-1, 1}, -1},
                   {1, "blocks.0.attn.hook_pattern", {Axis::Head, Axis::QueryPos, Axis::KeyPos}, {2, -1, -1}, 0}},
                  nCtx) {}
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override {
    if (state.length() != 0) throw Error("internal.failure", {{"what", "an encoder's state was used twice"}});
    ++calls;
    lastRead.assign(tokens.begin(), tokens.end());
    lastAsked = options.logitsAt;
    dynamic_cast<FakeState&>(state).ids = lastRead;
    observe(options, {.firstPosition = 0, .rows = static_cast<Index>(tokens.size()), .source = 0}, hashOf(lastRead));
    fillLogits(hashOf(lastRead, static_cast<std::uint64_t>(options.logitsAt) + 99), logits);
  }
  mutable std::vector<TokenId> lastRead;
  mutable Index lastAsked = -2;
};

/// Translates: [SEP] ends a target, [PAD] begins it.
class FakeTranslator : public KindModel {
 public:
  explicit FakeTranslator(Index nCtx = 12)
      : KindModel(ModelKind::EncoderDecoder,
                  {{0, "encoder.hook_embed", {Axis::Pos, Axis::DModel}, {-1, 1}, -1, true},
                   {1, "encoder.0.attn.hook_pattern", {Axis::Head, Axis::QueryPos, Axis::KeyPos}, {2, -1, -1}, 0, true},
                   {2, "decoder.hook_embed", {Axis::Pos, Axis::DModel}, {-1, 1}, -1},
                   {3, "decoder.0.attn.hook_pattern", {Axis::Head, Axis::QueryPos, Axis::KeyPos}, {2, -1, -1}, 0},
                   {4, "decoder.0.cross_attn.hook_k", {Axis::EncoderPos, Axis::Head, Axis::DHead}, {-1, 2, 1}, 0, true},
                   {5,
                    "decoder.0.cross_attn.hook_pattern",
                    {Axis::Head, Axis::DecoderPos, Axis::EncoderPos},
                    {2, -1, -1},
                    0}},
                  nCtx) {
    m_config.padToken = m_config.startToken = 1;
    m_config.endToken = 4;
  }
  void prefill(std::span<const TokenId> prompt, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override {
    dynamic_cast<FakeState&>(state).source.assign(prompt.begin(), prompt.end());
    const TokenId start = config().startToken;
    forward(std::span(&start, 1), state, options, logits);
  }
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override {
    auto& own = dynamic_cast<FakeState&>(state);
    if (own.source.empty()) throw Error("internal.failure", {{"what", "a target without a source"}});
    ++calls;
    const Index before = own.length();
    own.ids.insert(own.ids.end(), tokens.begin(), tokens.end());
    const std::uint64_t key = hashOf(own.ids, hashOf(own.source));
    observe(options,
            {.firstPosition = before, .rows = own.length() - before, .source = static_cast<Index>(own.source.size())},
            key);
    fillLogits(key, logits);
    logits[static_cast<std::size_t>(config().endToken)] += endBias;
  }
  float endBias = 0;
};

}  // namespace headlight::testing
