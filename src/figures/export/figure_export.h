#pragma once
// The data of a figure as files: CSV for people and spreadsheets, NPY for programs. Used by `headlight export` and by
// the window's "Save data"; pictures come from FigureWriter.

#include <string>
#include <vector>

#include "figures/badge.h"
#include "figures/figure_data.h"
#include "figures/figure_files.h"

namespace headlight {

/// The file's name without its ending: "attention_L0_H3", "attention_L0_mean" ("_max"; "_H0_H2" of some heads, "_L0_L2"
/// of layers; "_value_weighted", "_rollout"; "_rest" without the first key), "attention_L0_H0_H2_arcs",
/// "attention_sheet", "attention_difference" (of one head "attention_L0_H3_difference"), "attention_L0_H3_steps_4"
/// (query), "heads" (with "encoder_", "decoder_" or "cross_" before them where a model has three attentions),
/// "prediction_005" (position), "tokens", "embedding_pca", "split_012" (step), "compare" ("compare_forced"),
/// "distance", "speed", "recurrent_L0" ("recurrent_L0_c" of one value), "cell_L0_U12_P5" (unit, position),
/// "influence_gradient", "influence_replacement", "gradients_through_time_L0".
[[nodiscard]] std::string figureName(const FigureData& figure);

/// One table, nine significant digits:
/// attention: a row a query, a column a key, labels first (masked cells empty) · heads, sheet and arcs: layer, head,
/// query, key, query_text, key_text, weight (heads with labels: label, label_value, label_from, label_chance,
/// label_key) · difference: layer, head, change, the places and texts of the cell in both prompts, difference, where
/// both have the cell · steps: a row a key, product, score, power, weight (masked: empty) · prediction: id, text,
/// logit, probability, sampling_probability, chosen · tokens: position, id, text, source, bytes, generated (and
/// sentence, "source" or "target") · embedding: id, text, x, y, z, highlighted, what colours say (of a way through the
/// layers also station and token: rows of one token are its path; of several prompts prompt_text) · split: step, word,
/// first_cell, end_cell, text, bytes, id, score, path_score, state · comparison: a row a step and model, with the
/// divergence from each other model · distance: kind, distance, model, right, sentences, share, low, high,
/// mean_probability · speed: model, length, within_context, step_ms, prompt_in_one_call_ms, prompt_token_by_token_ms,
/// prompt_in_one_call_more_threads_ms (nan: not measured) · influence (both measures): model, kind, position, id, text,
/// next, gradient_norm, share, class, replaced_by (how many words), mean_bits, largest_bits, largest_word · gradients
/// through time: model, kind, weights ("initial" or "trained"), layer, distance, mean_norm, standard_error, sentences ·
/// recurrent: a row a value and unit (as ordered), a column a token, names first · cell: quantity, from_input,
/// input_bias, from_hidden, hidden_bias, sum, value (a row a gate; then what is kept and written, and the states).
/// Numbers of attention are the model's, whatever a picture leaves out of its scale.
[[nodiscard]] std::string figureCsv(const FigureData& figure);

/// `<figureName>.npy` and what is needed to read it. float32 [query, key] · float32 [layer, head, query, key] · arcs
/// and difference: float32 [n, query, key] (int64 [n, 2] of layer and head in `<figureName>_heads.npy`; NaN where one
/// prompt has no such cell) · steps: float64 [key, 4] of product, score, power, weight · float64 [n, 3] of logit,
/// probability, sampling probability (ids in
/// `<figureName>_ids.npy`) · int64 [n] ids (tokens, split) · float32 [n, 3] (ids likewise) · comparison: float64
/// [step, model, 3] of probability, surprise in bits, perplexity, and [step, model, model] of divergence in
/// `<figureName>_divergence.npy`; NaN where there is none · distance: float64 [kind, distance, model, 5] of right,
/// sentences, low, high, mean probability (int64 distances in `distance_distances.npy`) · speed: float64 [model,
/// length, 4] of the four times, NaN where not measured (int64 lengths in `speed_lengths.npy`) · influence: of model n
/// float64 [T, 4] of gradient norm, share, mean and largest bits in `<figureName>_n.npy`, from 0; NaN where nothing was
/// replaced · gradients through time: float64 [curve, distance, 3] of mean, standard error, sentences, of each model
/// its beginning and then as it is · recurrent: float32 [value, position, unit] in the order of the run and of the
/// model (int64 [unit], the order shown, in `<figureName>_units.npy`) · cell: float64 [gate, 6], the numbers of the
/// table (NaN for sums that a recording lacks).
[[nodiscard]] std::vector<NamedFile> figureNpy(const FigureData& figure);

/// tokens.json: model, prompt, interventions, and the figure's tokens (labels where there is no more).
[[nodiscard]] std::string figureTokensJson(const FigureData& figure);

/// How what it shows relates to what the model computed: the corner of its panel.
[[nodiscard]] Badge figureBadge(const FigureData& figure);

}  // namespace headlight
