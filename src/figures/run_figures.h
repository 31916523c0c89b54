#pragma once
// Figures of a run: what the views draw and `headlight export` writes, made from steps, tokens and a distribution by
// pure functions. Both use these, so the window and the command line show the same numbers.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/figure_data.h"
#include "generate/generation.h"
#include "generate/joined_activation.h"

namespace headlight {

/// What figures of a run are made from. The path's caches must be present (Generation::path() sees to that).
struct FigureRun {
  const LanguageModel& model;
  StepPath path;
  std::vector<Token> tokens;                                  ///< Generation::tokens()
  std::vector<Token> source;                                  ///< Generation::source()
  std::shared_ptr<const JoinedActivations> joined = nullptr;  ///< of `path`; null: values are made for each who asks

  /// A value of the whole run, never null. Throws what joinSteps() throws.
  [[nodiscard]] std::shared_ptr<const JoinedActivation> value(const HookPoint& point) const;
  /// Of a point that the model has.
  [[nodiscard]] std::shared_ptr<const JoinedActivation> value(std::string_view point) const;
};

/// The attentions that a model has: Own; Encoder, Decoder and Cross; or none.
[[nodiscard]] std::vector<AttentionSide> attentionSides(const ModelConfig& config);
/// Layers of one of them; 0 if the model lacks it.
[[nodiscard]] int attentionLayers(const ModelConfig& config, AttentionSide side);

/// The sentences that stand down and across: of the cross-attention target and source.
[[nodiscard]] const std::vector<Token>& queryTokens(const FigureRun& run, AttentionSide side);
[[nodiscard]] const std::vector<Token>& keyTokens(const FigureRun& run, AttentionSide side);

struct HeadChoice {
  AttentionSide side = AttentionSide::Own;
  int layer = 0;
  int head = 0;  ///< -1: the mean over the layer's heads (badge: MeanOfHeads)
};

/// One head's pattern of the whole sequence: queries [T] by keys [T], of the cross-attention target by source.
/// Throws Error "figure.no_such_layer" or "figure.no_such_head" for what the model lacks, "figure.no_attention" for a
/// model without attention.
[[nodiscard]] AttentionFigure attentionFigure(const FigureRun& run, const HeadChoice& choice, FigureSource source);

/// Every layer and head of one attention. Throws Error "figure.no_attention".
[[nodiscard]] HeadsFigure headsFigure(const FigureRun& run, AttentionSide side, FigureSource source);

/// Heads (-1: a layer's mean) of one attention, lines instead of cells. Throws what attentionFigure() throws.
[[nodiscard]] ArcsFigure arcsFigure(const FigureRun& run, AttentionSide side, const std::vector<HeadPlace>& places,
                                    FigureSource source);

/// What an encoder that reads the whole sentence expects at another place of it than the one that was asked for.
/// Throws what makeDistribution() throws.
[[nodiscard]] Distribution distributionAt(const FigureRun& run, const Tokenizer& tokenizer, Index position,
                                          const SamplerSettings& settings);

/// What a prediction is about.
struct PredictionPlace {
  Index position = 0;   ///< number of tokens before the predicted one
  bool masked = false;  ///< the word at `position` of an encoder's sentence
};
[[nodiscard]] PredictionPlace placeOf(const Step& step, const ModelConfig& config);

/// The `top` likeliest candidates, and after them `chosen` (the token that a step takes or took; -1: none) where it is
/// not among them. `before`: the tokens that the predicted one stands behind, for the labels of parts of characters.
[[nodiscard]] PredictionFigure predictionFigure(const Distribution& distribution, const Tokenizer& tokenizer,
                                                TokenId chosen, const PredictionPlace& place, int top,
                                                FigureSource source, std::span<const Token> before = {});

/// Which tokens of a run came from where.
struct TokenOrigins {
  Index promptLength = 0;       ///< tokens from here on were generated
  std::vector<Index> filled;    ///< places of [MASK]s that were filled in
  std::optional<TokenId> mask;  ///< the tokenizer's
  std::vector<Token> ofSource;  ///< what an encoder-decoder translates
};
/// Of the present moment. `tokens` are Generation::tokens().
[[nodiscard]] TokenOrigins originsOf(const Generation& run, const Tokenizer& tokenizer, const ModelConfig& config);

/// One chip a token, those of the source before the others.
[[nodiscard]] TokensFigure tokensFigure(const std::vector<Token>& tokens, const TokenOrigins& origins,
                                        FigureSource source);

/// One pattern of a layer as the model computed it: the rows of one head, or the mean over all for `head` == -1, of a
/// value [H, query, key] (JoinedActivation of attn.hook_pattern).
[[nodiscard]] Matrix<float> headPattern(const JoinedActivation& pattern, int head);

}  // namespace headlight
