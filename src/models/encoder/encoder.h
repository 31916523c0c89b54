#pragma once
// The BERT architecture (Devlin and others 2019): token, position and segment embeddings under one norm, post-norm
// layers whose attention looks both ways, and a head that guesses masked words. No pooler, no next-sentence head.

#include <memory>

#include "models/encoder/encoder_hooks.h"
#include "models/encoder/encoder_parameters.h"
#include "models/parts/family_model.h"

namespace headlight {

class Encoder : public FamilyModel<EncoderViews, EncoderPoints> {
 public:
  /// `parameters` has encoderParameterLayout(config).
  Encoder(const ModelConfig& config, Parameters parameters);

  /// Remembers only whether a sentence was read: its length is 0 or T.
  [[nodiscard]] std::unique_ptr<DecodingState> newState() const override;
  /// As LanguageModel says; without a head the logits are 0 and mean nothing. Also throws Error "model.segments" for
  /// segment ids that are not one a token or lie outside the model's segments, and "internal.failure" for a row
  /// logitsAt outside the sentence.
  void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
               std::span<float> logits) const override;

  [[nodiscard]] std::unique_ptr<TrainingWorkspace> newWorkspace(Index batch, Index length) const override;
  /// inputs hold the [MASK]s and replacements, targets the words that were there and -1 everywhere else; the
  /// masked-word head runs on those rows alone. All tokens are of segment 0. `lengths` keeps padding out of attention
  /// (and out of the work); a target in the padding throws Error "internal.failure".
  double lossAndGradients(const TrainingBatch& batch, TrainingWorkspace& workspace, const Dropout& dropout,
                          ThreadPool* pool, Parameters* gradients) const override;
};

}  // namespace headlight
