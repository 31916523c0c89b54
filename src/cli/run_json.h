#pragma once
// The JSON objects that several subcommands print; docs/reference/command_line.md is their contract.

#include <nlohmann/json.hpp>

#include "cli/text_run.h"
#include "generate/beam_search.h"

namespace headlight {

/// name, kind, parameters, n_layers (of an encoder-decoder [encoder, decoder]), n_heads (null where the kind has none),
/// d_model, n_ctx, vocab_size.
[[nodiscard]] nlohmann::ordered_json modelJson(const OpenedModel& opened);
/// id, text (with `bytes` where it is part of a character), source (where it stands for an unknown word).
[[nodiscard]] nlohmann::ordered_json tokenJson(const Token& token);
[[nodiscard]] nlohmann::ordered_json tokensJson(const std::vector<Token>& tokens);
/// position, distribution (the `top` likeliest), entropy_bits, chosen (its probabilities null where it is no
/// candidate: an unknown word in a text that a run was forced along).
[[nodiscard]] nlohmann::ordered_json stepJson(Index position, const Distribution& distribution, TokenId chosen, int top,
                                              const Tokenizer& tokenizer);
/// What `run --json` says of a run: model, precision (where it has one), prompt, tokens, dropped, steps, stop_reason,
/// masked; interventions where there are some.
[[nodiscard]] nlohmann::ordered_json runJson(const TextRun& run, const std::string& precision,
                                             nlohmann::ordered_json steps, StopReason stopReason);
/// text, tokens, log_probability, score, ended.
[[nodiscard]] nlohmann::ordered_json beamJson(const BeamText& beam, const ModelConfig& config,
                                              const Tokenizer& tokenizer);
/// What a person reads: without the start and end tokens of a translation.
[[nodiscard]] std::string plainText(std::vector<TokenId> ids, const ModelConfig& config, const Tokenizer& tokenizer);
/// The pieces that are never candidates, in the order of their ids.
[[nodiscard]] std::vector<std::string> maskedPieces(const ModelConfig& config, const Tokenizer& tokenizer);

}  // namespace headlight
