#include "cli/run_json.h"

#include <algorithm>

#include "analysis/text/token_label.h"

namespace headlight {

using nlohmann::ordered_json;

namespace {

ordered_json candidateJson(const Candidate& candidate, const Tokenizer& tokenizer, bool withLogit) {
  ordered_json object = tokenJson(tokenOf(tokenizer, candidate.id));
  if (withLogit) object["logit"] = candidate.logit;
  object["probability"] = candidate.probability;
  object["sampling_probability"] = candidate.samplingProbability;
  if (!candidate.isDrawn) object["drawn"] = false;
  return object;
}

}  // namespace

ordered_json modelJson(const OpenedModel& opened) {
  const ModelConfig& config = opened.model->config();
  ordered_json object;
  object["name"] = opened.name;
  object["kind"] = modelKindName(config.kind);
  object["parameters"] = opened.model->parameters().layout().count();
  const bool twoSides = config.hasSource();
  object["n_layers"] = twoSides ? ordered_json{config.nLayers, config.nDecoderLayers} : ordered_json(config.nLayers);
  object["n_heads"] = config.hasAttention() ? ordered_json(config.nHeads) : ordered_json(nullptr);
  object["d_model"] = config.dModel;
  object["n_ctx"] = config.nCtx;
  object["vocab_size"] = config.dVocab;
  return object;
}

ordered_json tokenJson(const Token& token) {
  ordered_json object;
  object["id"] = token.id;
  object["text"] = token.text;
  if (token.text.empty()) object["bytes"] = hexBytes(tokenBytes(token));
  if (!token.source.empty()) object["source"] = token.source;
  return object;
}

ordered_json tokensJson(const std::vector<Token>& tokens) {
  ordered_json list = ordered_json::array();
  for (const Token& token : tokens) list.push_back(tokenJson(token));
  return list;
}

ordered_json stepJson(Index position, const Distribution& distribution, TokenId chosen, int top,
                      const Tokenizer& tokenizer) {
  ordered_json object;
  object["position"] = position;
  object["distribution"] = ordered_json::array();
  const auto listed = std::min(distribution.candidates.size(), static_cast<std::size_t>(top));
  for (std::size_t i = 0; i < listed; ++i) {
    object["distribution"].push_back(candidateJson(distribution.candidates[i], tokenizer, true));
  }
  object["entropy_bits"] = distribution.entropyBits;
  if (const Candidate* candidate = distribution.find(chosen)) {
    object["chosen"] = candidateJson(*candidate, tokenizer, false);
  } else {
    object["chosen"] = tokenJson(tokenOf(tokenizer, chosen));
    object["chosen"]["probability"] = object["chosen"]["sampling_probability"] = nullptr;
  }
  return object;
}

ordered_json runJson(const TextRun& run, const std::string& precision, ordered_json steps, StopReason stopReason) {
  ordered_json document;
  document["model"] = modelJson(run.opened());
  if (!precision.empty()) document["precision"] = precision;
  document["prompt"] = run.prompt().text;
  document["tokens"] = tokensJson(run.prompt().tokens);
  document["dropped"] = run.prompt().dropped;
  document["steps"] = std::move(steps);
  document["stop_reason"] = stopReasonName(stopReason);
  document["masked"] = maskedPieces(run.model().config(), run.tokenizer());
  if (!run.interventionLabels().empty()) document["interventions"] = run.interventionLabels();
  return document;
}

ordered_json beamJson(const BeamText& beam, const ModelConfig& config, const Tokenizer& tokenizer) {
  ordered_json tokens = ordered_json::array();
  for (const TokenId id : beam.tokens) tokens.push_back(tokenJson(tokenOf(tokenizer, id)));
  ordered_json object;
  object["text"] = plainText(beam.tokens, config, tokenizer);
  object["tokens"] = std::move(tokens);
  object["log_probability"] = beam.logProbability;
  object["score"] = beam.score;
  object["ended"] = beam.ended;
  return object;
}

std::string plainText(std::vector<TokenId> ids, const ModelConfig& config, const Tokenizer& tokenizer) {
  if (config.role() == Role::Translates) {
    std::erase_if(ids, [&](TokenId id) { return id == config.endToken || id == config.startToken; });
  }
  return tokenizer.decode(ids);
}

std::vector<std::string> maskedPieces(const ModelConfig& config, const Tokenizer& tokenizer) {
  const auto isCandidate = candidateFilter(config, tokenizer);
  std::vector<std::string> pieces;
  for (TokenId id = 0; id < tokenizer.vocabSize(); ++id) {
    if (!isCandidate(id)) pieces.push_back(tokenizer.piece(id));
  }
  return pieces;
}

}  // namespace headlight
