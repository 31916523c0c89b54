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

/// "attention_L0_H3", "attention_L0_mean", "heads" (with "encoder_", "decoder_" or "cross_" before them where a model
/// has three attentions), "prediction_005" (position), "tokens", "embedding_pca",
/// "split_012" (step): the file's name without its ending.
[[nodiscard]] std::string figureName(const FigureData& figure);

/// One table, nine significant digits:
/// attention: a row a query, a column a key, labels first (masked cells empty) · heads: layer, head, query, key,
/// query_text, key_text, weight · prediction: id, text, logit, probability, sampling_probability, chosen ·
/// tokens: position, id, text, source, bytes, generated (and sentence, "source" or "target") · embedding: id, text, x,
/// y, z, highlighted · split: step, word, first_cell, end_cell, text, bytes, id, score, path_score, state.
[[nodiscard]] std::string figureCsv(const FigureData& figure);

/// `<figureName>.npy` and what is needed to read it. float32 [query, key] · float32 [layer, head, query, key] · float64
/// [n, 3] of logit, probability, sampling probability (ids in `<figureName>_ids.npy`) · int64 [n] ids (tokens, split) ·
/// float32 [n, 3] (ids likewise).
[[nodiscard]] std::vector<NamedBytes> figureNpy(const FigureData& figure);

/// tokens.json: model, prompt, interventions, and the figure's tokens (labels where there is no more).
[[nodiscard]] std::string figureTokensJson(const FigureData& figure);

}  // namespace headlight
