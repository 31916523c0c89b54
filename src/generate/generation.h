#pragma once
// A text being continued: step, step back, jump, fork. History is a tree of immutable nodes; a fork is a second child.
//
// A run is defined as one prefill of the prompt, then single-token steps (docs/decisions/time_goes_both_ways.md). Later
// requests (going back, a fork, dropped results) take their values from that path or compute them again along it, to
// the same bits.
//
// What a step is depends on the kind of model. Decoder and recurrent nets append a token to the prompt. An
// encoder-decoder reads the prompt as its source and appends tokens to a target that begins with the start token. An
// encoder fills the [MASK]s of the prompt from left to right, and every step reads the whole sentence again.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generate/run_tree.h"
#include "generate/sampler.h"
#include "hooks/activation_cache.h"
#include "models/language_model.h"
#include "tensor/error.h"
#include "text/tokenizer.h"

namespace headlight {

enum class StopReason { None, Steps, Context, EndOfText };
/// "none", "steps", "context", "end_of_text".
[[nodiscard]] std::string_view stopReasonName(StopReason reason);

/// One forward call: the prefill (root) or one token. Immutable; shared between threads as shared_ptr<const Step>.
struct Step {
  /// The prefill's: the prompt, of an encoder-decoder the start token; else the one token taken.
  std::vector<Token> tokens;
  Index firstPosition = 0;    ///< absolute position of tokens.front()
  Index before = 0;           ///< tokens of the steps before this one
  std::vector<float> logits;  ///< [V], of the token at `position`
  /// The place that the logits are about: the place of the next token. For an encoder, that of the next [MASK], and the
  /// last one's when all are filled.
  Index position = 0;
  /// This call read the sentence as a whole: its rows are all there are, nothing is joined from the steps before.
  bool readsAll = false;
  std::shared_ptr<const ActivationCache> cache;  ///< this call's rows; null when dropped or not recorded
  double milliseconds = 0;                       ///< wall time of the forward call

  /// Tokens up to and including this step's: of an encoder the sentence's and as many as were filled in, else the
  /// position of the token that comes next. Every step adds one.
  [[nodiscard]] Index length() const { return before + static_cast<Index>(tokens.size()); }
};

struct JoinedActivation;  // generate/joined_activation.h

/// The text to continue, as the model gets it.
struct Prompt {
  std::string text;
  std::vector<Token> tokens;  ///< what is kept
  Index dropped = 0;          ///< tokens before them that did not fit into the context
};

/// Encodes and cuts to the model's context: the last n_ctx tokens are kept, and of the tokens that the tokenizer puts
/// around a text ([CLS], [SEP], </s>) all.
/// Throws Error "prompt.empty" if the text has no token of its own.
[[nodiscard]] Prompt preparePrompt(std::string_view text, const Tokenizer& tokenizer, Index nCtx);

/// The places of the [MASK]s, from left to right.
[[nodiscard]] std::vector<Index> maskPositions(const std::vector<Token>& tokens, const Tokenizer& tokenizer);

/// What a model may choose: no special token of the tokenizer (Tokenizer::isCandidate); of an encoder-decoder not the
/// padding, but the end token. `tokenizer` must outlive it.
[[nodiscard]] std::function<bool(TokenId)> candidateFilter(const ModelConfig& config, const Tokenizer& tokenizer);

/// The token that ends a text of this model (of several, the first), -1 if none does.
[[nodiscard]] TokenId endOfText(const ModelConfig& config, const Tokenizer& tokenizer);
/// Whether `id` ends a text of this model; tokenizers of chat models have several such tokens.
[[nodiscard]] bool endsText(const ModelConfig& config, const Tokenizer& tokenizer, TokenId id);

/// From the prefill to the present step, oldest first.
using StepPath = std::vector<std::shared_ptr<const Step>>;

/// Not thread-safe; one owner. Nodes that it hands out are immutable and may be read anywhere.
class Generation {
 public:
  /// Runs the prefill. `model`, `tokenizer` and `pool` must outlive this. `interventions` apply to every call.
  /// `keep` says which points each step records (all if empty); `byteBudget` bounds what is kept in all steps together:
  /// beyond it the oldest steps' caches are dropped and recomputed on demand.
  /// Throws Error "prompt.empty", and the model's.
  Generation(const LanguageModel& model, const Tokenizer& tokenizer, Prompt prompt, ThreadPool* pool = nullptr,
             std::vector<Intervention> interventions = {}, ActivationCache::Filter keep = {},
             std::size_t byteBudget = std::size_t{256} << 20);
  /// A run that was recorded: the steps of `tree` are there (one of `recorded` for each), further ones cannot be
  /// computed, and asking for one throws Error "session.needs_model". `model` is a recorded one (recorded_model.h).
  Generation(const LanguageModel& model, const Tokenizer& tokenizer, Prompt prompt, const RunTree& tree,
             std::vector<RecordedStep> recorded);
  ~Generation();

  [[nodiscard]] const Prompt& prompt() const;
  [[nodiscard]] const SamplerSettings& settings() const;
  /// Acts on the next choice at once; costs no forward call. Validated.
  void setSettings(const SamplerSettings& settings);

  // --- the present moment -----------------------------------------------------------------------------------------
  [[nodiscard]] std::shared_ptr<const Step> current() const;
  /// Tokens from the prompt's first to the current step's last: of an encoder-decoder the target with its start token,
  /// of an encoder the sentence with what was filled in.
  [[nodiscard]] std::vector<Token> tokens() const;
  /// Why this model predicts nothing for this prompt: an encoder without a [MASK] ("encoder.no_mask",
  /// "encoder.no_mask_token") or without its head ("encoder.no_head"); all else can be looked at. Nothing if it does.
  [[nodiscard]] std::optional<Message> whyNoPrediction() const;
  /// What may come next, under the present settings. Throws whyNoPrediction() as an Error.
  [[nodiscard]] Distribution distribution() const;
  /// The token that step() would take.
  [[nodiscard]] TokenId nextChoice() const;
  /// What an encoder-decoder translates; empty for the others.
  [[nodiscard]] std::vector<Token> source() const;
  /// The places of the [MASK]s of an encoder's prompt, filled or not; empty for the others.
  [[nodiscard]] const std::vector<Index>& masks() const;
  /// Why step() can do nothing: the context is full, the last token ended the text, or no [MASK] is left (Steps).
  [[nodiscard]] StopReason stopped() const;

  // --- moving -----------------------------------------------------------------------------------------------------
  /// Takes nextChoice(). A child that exists already is entered without computing. False if stopped().
  bool step();
  /// Takes `token` instead (a fork when it is another than was taken here before). False if stopped().
  bool take(TokenId token);
  /// To the parent. False at the prefill.
  bool back();
  /// Redo: to the child that back() or jump() left last. False if there is none.
  bool forward();
  /// To the step of the current branch with `length` tokens; also forwards along remembered children.
  /// Lengths outside the branch are clamped.
  void jump(Index length);
  /// Where the remembered branch ends, in tokens.
  [[nodiscard]] Index branchLength() const;
  /// Children of the current node: the tokens that were tried here.
  [[nodiscard]] std::vector<TokenId> branches() const;
  /// Puts `token` at `position` of the current branch and goes there; later tokens stay in the tree. False for a
  /// position of the prompt (but the [MASK]s of an encoder) or beyond the branch.
  bool forkAt(Index position, TokenId token);

  // --- the whole tree ---------------------------------------------------------------------------------------------
  /// Every step with its forks, in the order in which they were first taken.
  [[nodiscard]] RunTree tree() const;
  /// Gives a run that has no steps those of an earlier one with the same prompt, and goes to its present step. They are
  /// computed when they are entered, by the same calls as at first. Returns how many were left out because this model
  /// cannot take them (its context is shorter, its vocabulary smaller); present is then the last one before them.
  Index restore(const RunTree& tree);
  /// What every step of tree() computed, in its order; computes what is missing. `progress` as in model_folder.h: the
  /// share done, false cancels (Error "cancelled").
  [[nodiscard]] std::vector<RecordedStep> record(const std::function<bool(double)>& progress = {});

  // --- activations ------------------------------------------------------------------------------------------------
  /// The whole sequence's value of one point (prompt and tokens of the current branch), rows joined along the
  /// positions; of an encoder that of the present call. Patterns are [H, T, T] with 0 where no call has written (future
  /// keys), scores with minus infinity. Recomputes dropped steps. Throws Error "hooks.no_match" for an unknown point.
  [[nodiscard]] JoinedActivation activation(std::string_view hookName) const;
  /// From the prefill to the present step, with every cache that joinSteps() needs (recomputed where it was dropped).
  [[nodiscard]] StepPath path() const;
  /// Drops every kept activation and recurrent state (tests, memory pressure). Logits and tokens stay.
  void dropCaches();
  [[nodiscard]] std::size_t keptBytes() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace headlight
