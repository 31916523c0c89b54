#include "models/token_check.h"

#include <algorithm>
#include <string>

#include "tensor/error.h"

namespace headlight {

void checkTokens(const ModelConfig& config, std::span<const TokenId> tokens, TokenId least) {
  for (const TokenId token : tokens) {
    if (token >= least && token < config.dVocab) continue;
    throw Error("model.token_out_of_range",
                {{"id", std::to_string(token)}, {"d_vocab", std::to_string(config.dVocab)}});
  }
}

namespace {

/// `tokens` behind `length` others.
void checkText(const ModelConfig& config, std::span<const TokenId> tokens, Index length) {
  const auto rows = static_cast<Index>(tokens.size());
  if (rows < 1) throw Error("internal.failure", {{"what", "a forward call without tokens"}});
  if (length + rows > config.nCtx) {
    throw Error(
        "model.context_full",
        {{"length", std::to_string(length)}, {"added", std::to_string(rows)}, {"n_ctx", std::to_string(config.nCtx)}});
  }
  checkTokens(config, tokens);
}

}  // namespace

void checkForward(const ModelConfig& config, std::span<const TokenId> tokens, Index length,
                  std::span<const float> logits) {
  if (static_cast<Index>(logits.size()) != config.dVocab) {
    throw Error("internal.failure", {{"what", "room for the logits is not the vocabulary's size"}});
  }
  checkText(config, tokens, length);
}

void checkInputGradients(const ModelConfig& config, std::span<const TokenId> tokens, const EndValue& end) {
  checkText(config, tokens, 0);
  checkTokens(config, {&end.token, 1});
}

void checkTrainingBatch(const ModelConfig& config, const TrainingBatch& batch, Index largestBatch,
                        Index largestLength) {
  const auto fits = [&](Index length, std::span<const TokenId> tokens) {
    return length >= 1 && length <= largestLength && length <= config.nCtx &&
           static_cast<Index>(tokens.size()) == batch.batch * length;
  };
  const auto lengthsFit = [&](std::span<const Index> lengths, Index most) {
    return lengths.empty() ||
           (static_cast<Index>(lengths.size()) == batch.batch &&
            std::all_of(lengths.begin(), lengths.end(), [&](Index length) { return length >= 1 && length <= most; }));
  };
  const bool withSource = config.hasSource();
  const bool fit =
      batch.batch >= 1 && batch.batch <= largestBatch && fits(batch.length, batch.inputs) &&
      fits(batch.length, batch.targets) && lengthsFit(batch.lengths, batch.length) &&
      (!withSource || (fits(batch.sourceLength, batch.sources) && lengthsFit(batch.sourceLengths, batch.sourceLength)));
  if (!fit) throw Error("internal.failure", {{"what", "a training batch that does not fit its workspace"}});
  checkTokens(config, batch.inputs);
  checkTokens(config, batch.targets, -1);
  if (withSource) checkTokens(config, batch.sources);
}

}  // namespace headlight
