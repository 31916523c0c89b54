#pragma once
// How well a model predicts a text. The trainer's validation, the card and `headlight eval` all use this one method:
//
// - Decoder and recurrent nets: every document ends with <|endoftext|>. It is cut into windows of n_ctx inputs (or as
//   many as `window` says) that follow each other without overlap; each window's first input is the last target of the
//   one before, so every token but the first of a document is predicted exactly once, from 1 to n_ctx tokens before it
//   in its window. A recurrent net begins every window with a state of zeros. Unknown words cost -log P([UNK]) and
//   their spelling (spelling_cost.h).
// - Encoder: a document (without <|endoftext|>) is cut into windows of n_ctx - 2 tokens without overlap, each framed by
//   [CLS] and [SEP]. In a window of m ordinary tokens (no special ones, so no [UNK]) round(0.15 · m) of them, at least
//   one, are chosen by numbers that depend on the window's place in the text alone, not on the training or its seed,
//   and all of them are replaced by [MASK] at once. The loss is the mean of -log P(the word that stood there) over the
//   masked words: perplexity is per masked word. There is no 80/10/10 here, no spelling and no loss a character.
// - Encoder-decoder: the mean of -log P over the tokens of all target sentences and their end tokens, each from the
//   whole source and the right tokens before it (teacher forcing), without label smoothing.

#include <functional>
#include <memory>

#include "models/trainable_model.h"
#include "train/batches/corpus.h"
#include "train/batches/pair_batches.h"

namespace headlight {

struct EvaluationResult {
  std::uint64_t tokens = 0;                            ///< predicted
  double tokenNats = 0;                                ///< sum of -log P over them, [UNK] taken as a token
  double spellingNats = 0;                             ///< for the unknown words among them
  std::size_t characters = 0, words = 0, unknown = 0;  ///< see TokenizedText; an encoder has no characters

  [[nodiscard]] double loss() const;              ///< nats a token, spelling included
  [[nodiscard]] double lossOfTokens() const;      ///< without the spelling
  [[nodiscard]] double perplexity() const;        ///< exp(loss)
  [[nodiscard]] double bitsPerCharacter() const;  ///< spelling included; 0 without characters
  [[nodiscard]] double unknownShare() const;
};

struct EvaluationSettings {
  Index rows = 16;   ///< at most so many windows or pairs at once; the result does not depend on it but for rounding
  Index window = 0;  ///< positions a window (of an encoder with its frame); 0: n_ctx, which is also the most
  SpecialTokens special{};  ///< encoder: its frame and [MASK]
  double maskShare = 0.15;  ///< encoder
};

/// What is measured, as rows of much the same length side by side. Inside of Evaluation.
class EvaluationRows {
 public:
  virtual ~EvaluationRows() = default;
  [[nodiscard]] virtual std::size_t count() const = 0;
  [[nodiscard]] virtual Index longest() const = 0;
  /// These rows, valid until the next call.
  [[nodiscard]] virtual TrainingBatch batch(std::size_t first, std::size_t count) = 0;
  /// What is known before the model is asked: everything but `tokens` and `tokenNats`.
  [[nodiscard]] virtual EvaluationResult known() const = 0;
};

/// Measures one text; keeps its buffers, so the second measurement allocates nothing. The text must outlive it.
class Evaluation {
 public:
  /// A text for every kind but the encoder-decoder. Throws Error "train.no_mask_token" for an encoder whose
  /// `settings.special` has no [MASK], "eval.needs_pairs" for an encoder-decoder.
  Evaluation(const TrainableModel& model, const TokenizedText& text, const EvaluationSettings& settings = {});
  /// Pairs for an encoder-decoder (Error "eval.needs_text" for the others); those that do not fit into the context are
  /// left out.
  Evaluation(const TrainableModel& model, const TokenizedPairs& pairs, const EvaluationSettings& settings = {});
  ~Evaluation();
  Evaluation(Evaluation&&) noexcept;

  /// `progress` (may be empty) is called with the share done and may return false to stop: Error "cancelled".
  [[nodiscard]] EvaluationResult run(const TrainableModel& model, ThreadPool* pool,
                                     const std::function<bool(double)>& progress = {});

 private:
  void prepare(const TrainableModel& model, Index rows);

  std::unique_ptr<EvaluationRows> m_rows;
  std::size_t m_atOnce = 0;
  std::unique_ptr<TrainingWorkspace> m_workspace;
};

}  // namespace headlight
