#include "models/encoder/encoder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "models/encoder/encoder_forward.h"
#include "models/token_check.h"
#include "tensor/error.h"

namespace headlight {

namespace {

class EncoderState : public DecodingState {
 public:
  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] std::unique_ptr<DecodingState> clone() const override { return std::make_unique<EncoderState>(*this); }
  void truncate(Index length) override { m_length = std::clamp<Index>(length, 0, m_length); }
  void setLength(Index length) { m_length = length; }

 private:
  Index m_length = 0;
};

void checkSegments(std::span<const std::int32_t> segments, std::size_t tokens, Index nSegments) {
  if (segments.empty()) return;
  const bool fit = std::all_of(segments.begin(), segments.end(),
                               [&](std::int32_t segment) { return segment >= 0 && segment < nSegments; });
  if (fit && segments.size() == tokens) return;
  throw Error("model.segments", {{"count", std::to_string(segments.size())},
                                 {"tokens", std::to_string(tokens)},
                                 {"last", std::to_string(nSegments - 1)}});
}

}  // namespace

Encoder::Encoder(const ModelConfig& config, Parameters parameters)
    : FamilyModel(config, std::move(parameters), viewEncoder, encoderHookTable) {}

std::unique_ptr<DecodingState> Encoder::newState() const {
  return std::make_unique<EncoderState>();
}

void Encoder::forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                      std::span<float> logits) const {
  auto& own = dynamic_cast<EncoderState&>(state);
  const auto rows = static_cast<Index>(tokens.size());
  if (own.length() != 0) throw Error("internal.failure", {{"what", "an encoder was given a sentence in two parts"}});
  checkForward(m_config, tokens, 0, logits);
  checkSegments(options.segments, tokens.size(), m_config.nSegments);
  const Index row = options.logitsAt < 0 ? rows - 1 : options.logitsAt;
  if (row >= rows) throw Error("internal.failure", {{"what", "logits were asked for behind the sentence's end"}});
  EncoderForward(m_config, m_weights, m_hooks, m_points, options, rows).run(tokens, row, logits);
  own.setLength(rows);
}

}  // namespace headlight
