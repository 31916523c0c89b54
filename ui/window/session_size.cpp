#include "window/session_size.h"

namespace headlight {

namespace {

constexpr std::uint64_t kShell = 1500;  // outer shell, model reference and digest, configuration, layout of the docks

}  // namespace

std::uint64_t sessionSize(const Snapshot& snapshot, bool withActivations) {
  std::uint64_t bytes = kShell + 2 * snapshot.prompt.text.size();
  for (const Token& token : snapshot.allTokens()) bytes += 40 + token.text.size() + token.piece.size();
  if (!withActivations) return bytes;
  for (const auto& step : snapshot.path) {
    bytes += step->logits.size() * sizeof(float);
    if (step->cache) bytes += step->cache->bytes();
  }
  const Tokenizer& tokenizer = *snapshot.model->tokenizer;
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) bytes += 24 + tokenizer.piece(id).size() * 2;
  const auto& config = snapshot.config();
  return bytes + static_cast<std::uint64_t>(config.dVocab) * static_cast<std::uint64_t>(config.dModel) * sizeof(float);
}

}  // namespace headlight
