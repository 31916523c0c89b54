#pragma once
// What may come next, as bars.

#include <span>
#include <string>
#include <vector>

#include "figures/badge.h"
#include "figures/figure_files.h"
#include "figures/prediction/prediction_place.h"
#include "generate/generation.h"

namespace headlight {

struct FigureRun;

struct PredictionFigure {
  struct Bar {
    TokenId id = 0;
    std::string text;
    float logit = 0;
    double probability = 0;          ///< the model's: softmax of the logits over all tokens
    double samplingProbability = 0;  ///< of the drawing: after temperature and cuts, among the tokens that are drawn
    bool chosen = false;
    bool isDrawn = true;  ///< false for [UNK] and the like
  };
  FigureSource source;
  Badge badge;
  Index position = 0;   ///< number of tokens before the predicted one
  bool masked = false;  ///< an encoder's: the word at `position` of a sentence, not the next one
  std::vector<Bar> bars;
  double restProbability = 0;          ///< of all tokens not listed
  double restSamplingProbability = 0;  ///< of the same
  double entropyBits = 0;              ///< of `probability` over all tokens
  double samplingEntropyBits = 0;      ///< of `samplingProbability` over all tokens
  bool isSampled = false;              ///< the next token is drawn, not the likeliest one taken
  double neverDrawnShare = 0;          ///< the model's probability of all tokens that are never drawn
};

/// The `top` likeliest tokens, and after them `chosen` (the token that a step takes or took; -1: none) where it is
/// not among them. `before`: the tokens that the predicted one stands behind, for the labels of parts of characters.
[[nodiscard]] PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer,
                                                TokenId chosen, const PredictionPlace& place, int top,
                                                FigureSource source, std::span<const Token> before = {});

/// What an encoder that reads the whole sentence expects at another place of it than the one that was asked for.
/// Throws what makeDistribution() throws.
[[nodiscard]] Distribution distributionAt(const FigureRun& run, const Tokenizer& tokenizer, Index position,
                                          const SamplerSettings& settings);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const PredictionFigure& figure);
[[nodiscard]] std::string csvOf(const PredictionFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const PredictionFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const PredictionFigure& figure);
[[nodiscard]] Badge badgeOf(const PredictionFigure& figure);

}  // namespace headlight
