#pragma once
// A text being continued: step, step back, jump, fork. History is a tree of immutable nodes; a fork is a second child.
//
// A run is defined as one prefill of the prompt, then single-token steps (design.md, principle 2). Whatever is asked
// for later (going back, a fork, dropped results) is taken or recomputed along that path, to the same bits.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generate/sampler.h"
#include "hooks/activation_cache.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

enum class StopReason { None, Steps, Context, EndOfText };
/// "none", "steps", "context", "end_of_text".
[[nodiscard]] std::string_view stopReasonName(StopReason reason);

/// One forward call: the prefill (root) or one token. Immutable; shared between threads as shared_ptr<const Step>.
struct Step {
  std::vector<Token> tokens;                     ///< the prompt's tokens (prefill), else the one token taken
  Index firstPosition = 0;                       ///< absolute position of tokens.front()
  std::vector<float> logits;                     ///< [V], after the last token
  std::shared_ptr<const ActivationCache> cache;  ///< this call's rows; null when dropped or not recorded
  double milliseconds = 0;                       ///< wall time of the forward call

  /// Positions up to and including this step's tokens: the position of the token that comes next.
  [[nodiscard]] Index length() const { return firstPosition + static_cast<Index>(tokens.size()); }
};

struct SequenceActivation;  // generate/sequence.h

/// The text to continue, as the model gets it.
struct Prompt {
  std::string text;
  std::vector<Token> tokens;  ///< what is kept
  Index dropped = 0;          ///< tokens before them that did not fit into the context
};

/// Encodes and cuts to the model's context (the last n_ctx tokens are kept).
/// Throws Error "prompt.empty" if no token is left.
[[nodiscard]] Prompt preparePrompt(std::string_view text, const Tokenizer& tokenizer, Index nCtx);

/// From the prefill to the present step, oldest first.
using StepPath = std::vector<std::shared_ptr<const Step>>;

/// Not thread-safe; one owner. Nodes that it hands out are immutable and may be read anywhere.
class Generation {
 public:
  /// Runs the prefill. `model`, `tokenizer` and `pool` must outlive this. `interventions` apply to every call.
  /// `keep` says which points each step records (all if empty); `byteBudget` bounds what is kept in all steps together:
  /// beyond it the oldest steps' caches are dropped and recomputed on demand.
  Generation(const LanguageModel& model, const Tokenizer& tokenizer, Prompt prompt, ThreadPool* pool = nullptr,
             std::vector<Intervention> interventions = {}, ActivationCache::Filter keep = {},
             std::size_t byteBudget = std::size_t{256} << 20);
  ~Generation();

  [[nodiscard]] const Prompt& prompt() const;
  [[nodiscard]] const SamplerSettings& settings() const;
  /// Acts on the next choice at once; costs no forward call. Validated.
  void setSettings(const SamplerSettings& settings);

  // --- the present moment -----------------------------------------------------------------------------------------
  [[nodiscard]] std::shared_ptr<const Step> current() const;
  /// Tokens from the prompt's first to the current step's last.
  [[nodiscard]] std::vector<Token> tokens() const;
  /// What may come next, under the present settings.
  [[nodiscard]] Distribution distribution() const;
  /// The token that step() would take.
  [[nodiscard]] TokenId nextChoice() const;
  /// Why step() can do nothing: the context is full, or the last token ended the text.
  [[nodiscard]] StopReason stopped() const;

  // --- moving -----------------------------------------------------------------------------------------------------
  /// Takes nextChoice(). A child that exists already is entered without computing. False if stopped().
  bool step();
  /// Takes `token` instead (a fork when it is another than was taken here before). False if stopped().
  bool take(TokenId token);
  /// To the parent. False at the prefill.
  bool back();
  /// Redo: to the child that was left last by back() or jump(). False if there is none.
  bool forward();
  /// To the step of the current branch after which `length` tokens stand, forwards along remembered children too.
  /// Lengths outside the branch are clamped.
  void jump(Index length);
  /// Where the remembered branch ends, in tokens.
  [[nodiscard]] Index branchLength() const;
  /// Children of the current node: the tokens that were tried here.
  [[nodiscard]] std::vector<TokenId> branches() const;
  /// Puts `token` at `position` (≥ prompt length) of the current branch and goes there; later tokens stay in the tree.
  bool forkAt(Index position, TokenId token);

  // --- activations ------------------------------------------------------------------------------------------------
  /// The whole sequence's value of one point (prompt and tokens of the current branch), rows joined along the
  /// positions. Patterns are [H, T, T] with 0 where no call has written (future keys), scores with minus infinity.
  /// Recomputes dropped steps. Throws Error "hooks.no_match" for an unknown point.
  [[nodiscard]] SequenceActivation activation(std::string_view hookName) const;
  /// From the prefill to the present step, every cache present (recomputed where it was dropped).
  [[nodiscard]] StepPath path() const;
  /// Drops every kept activation (tests, memory pressure). Logits and tokens stay.
  void dropCaches();
  [[nodiscard]] std::size_t keptBytes() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace headlight
