#pragma once
// The data of a figure as files: CSV for people and spreadsheets, NPY for programs. Used by `headlight export` and by
// the window's "Save data"; pictures come from FigureWriter.

#include <string>
#include <vector>

#include "analysis/figure_data.h"

namespace headlight {

struct NamedBytes {
  std::string name;
  std::string bytes;
};

/// The file's name without its ending: "attention_L0_H3", "attention_L0_mean" ("_max"; "_H0_H2" of some heads, "_L0_L2"
/// of layers; "_value_weighted", "_rollout"; "_rest" without the first key), "attention_L0_H0_H2_arcs",
/// "attention_sheet", "attention_difference" (of one head "attention_L0_H3_difference"), "attention_L0_H3_steps_4"
/// (query), "heads" (with "encoder_", "decoder_" or "cross_" before them where a model has three attentions),
/// "prediction_005" (position), "tokens", "embedding_pca", "split_012" (step).
[[nodiscard]] std::string figureName(const FigureData& figure);

/// One table, nine significant digits:
/// attention: a row a query, a column a key, labels first (masked cells empty) · heads, sheet and arcs: layer, head,
/// query, key, query_text, key_text, weight (heads with labels: label, label_value) · difference: layer, head, change,
/// the places and texts of the cell in both prompts, difference, where both have the cell · steps: a row a key,
/// product, score, power, weight (masked: empty) · prediction: id, text, logit, probability, sampling_probability,
/// chosen · tokens: position, id, text, source, bytes, generated (and sentence, "source" or "target") · embedding: id,
/// text, x, y, z, highlighted, what colours say (of a way through the layers also station and token: rows of one token
/// are its path; of several prompts prompt_text) · split: step, word, first_cell, end_cell, text, bytes, id, score,
/// path_score, state. Numbers of attention are the model's, whatever a picture leaves out of its scale.
[[nodiscard]] std::string figureCsv(const FigureData& figure);

/// `<figureName>.npy` and what is needed to read it. float32 [query, key] · float32 [layer, head, query, key] · arcs
/// and difference: float32 [n, query, key] (int64 [n, 2] of layer and head in `<figureName>_heads.npy`; NaN where one
/// prompt has no such cell) · steps: float64 [key, 4] of product, score, power, weight · float64 [n, 3] of logit,
/// probability, sampling probability (ids in
/// `<figureName>_ids.npy`) · int64 [n] ids (tokens, split) · float32 [n, 3] (ids likewise).
[[nodiscard]] std::vector<NamedBytes> figureNpy(const FigureData& figure);

/// tokens.json: model, prompt, interventions, and the figure's tokens (labels where there is no more).
[[nodiscard]] std::string figureTokensJson(const FigureData& figure);

}  // namespace headlight
