#pragma once
// The contract of every model that continues a text. A model is immutable while it runs: any number of threads may run
// it at once, each with its own DecodingState.

#include <cstdint>
#include <memory>
#include <span>

#include "hooks/intervention.h"
#include "hooks/observer.h"
#include "models/model_config.h"
#include "models/parameters.h"
#include "tensor/thread_pool.h"
#include "tensor/token_id.h"

namespace headlight {

/// What belongs to one run. Everything may be absent.
struct RunOptions {
  Observer* observer = nullptr;
  std::span<const Intervention> interventions{};
  ThreadPool* pool = nullptr;  ///< null runs on the calling thread; the bits are the same
  /// Encoder only: the row whose logits are written (a [MASK]); -1 is the last.
  Index logitsAt = -1;
  /// Encoder only: segment of each token, 0 or 1 (token_type_ids); empty is 0 everywhere.
  std::span<const std::int32_t> segments{};
};

/// What a model remembers of the tokens so far: the key/value cache of a Transformer, the hidden state of a recurrent
/// net, the source's keys and values of an encoder-decoder. Belongs to one thread at a time.
class DecodingState {
 public:
  virtual ~DecodingState() = default;
  /// Tokens so far; of an encoder-decoder the decoder's, the start token included.
  [[nodiscard]] virtual Index length() const = 0;
  /// A copy that can go on by itself (a fork).
  [[nodiscard]] virtual std::unique_ptr<DecodingState> clone() const = 0;
  /// Forgets everything after the first `length` tokens. A state that cannot (recurrent) throws Error
  /// "internal.failure".
  virtual void truncate(Index length) = 0;
};

class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  [[nodiscard]] virtual const ModelConfig& config() const = 0;
  [[nodiscard]] virtual const Parameters& parameters() const = 0;
  [[nodiscard]] virtual const HookTable& hooks() const = 0;

  [[nodiscard]] virtual std::unique_ptr<DecodingState> newState() const = 0;

  /// Appends `tokens` (T ≥ 1) to `state` and writes the logits after the last of them, [V].
  /// T > 1 is a prefill, T == 1 a step of incremental decoding. Hook values have the T new positions as rows.
  /// Throws Error "model.context_full" if length + T > n_ctx, "model.token_out_of_range" for an id outside the
  /// vocabulary. `logits.size()` must be d_vocab.
  ///
  /// Encoder: `tokens` is the whole sentence, read in both directions; `state` must be fresh (length 0), and the logits
  /// are those of row options.logitsAt. Encoder-decoder: `tokens` go on with the target; prefill() comes first.
  virtual void forward(std::span<const TokenId> tokens, DecodingState& state, const RunOptions& options,
                       std::span<float> logits) const = 0;

  /// The first call of a run: what the prompt is to this kind of model. An encoder-decoder encodes it as its source
  /// (1 ≤ S ≤ n_ctx) and runs the decoder on its start token, all in one run of the hook points; the others take it
  /// with forward(). Throws what forward() does.
  virtual void prefill(std::span<const TokenId> prompt, DecodingState& state, const RunOptions& options,
                       std::span<float> logits) const {
    forward(prompt, state, options, logits);
  }
};

}  // namespace headlight
