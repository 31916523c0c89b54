#pragma once
// How well a model predicts a text. The trainer's validation, the card and `headlight eval` all use this one method:
//
// Every document ends with <|endoftext|>. It is cut into windows of n_ctx inputs that follow each other without
// overlap; each window's first input is the last target of the one before, so every token but the first of a document
// is predicted exactly once, from 1 to n_ctx tokens before it in its window. Unknown words cost -log P([UNK]) and their
// spelling (spelling_cost.h).

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "models/trainable_model.h"
#include "train/corpus.h"

namespace headlight {

struct EvaluationResult {
  std::uint64_t tokens = 0;                            ///< predicted
  double tokenNats = 0;                                ///< sum of -log P over them, [UNK] taken as a token
  double spellingNats = 0;                             ///< for the unknown words among them
  std::size_t characters = 0, words = 0, unknown = 0;  ///< see TokenizedText

  [[nodiscard]] double loss() const;              ///< nats a token, spelling included
  [[nodiscard]] double lossOfTokens() const;      ///< without the spelling
  [[nodiscard]] double perplexity() const;        ///< exp(loss)
  [[nodiscard]] double bitsPerCharacter() const;  ///< spelling included
  [[nodiscard]] double unknownShare() const;
};

/// Measures one text; keeps its buffers, so the second measurement allocates nothing. The text must outlive it.
class Evaluation {
 public:
  /// At most `rows` windows at once.
  Evaluation(const TrainableModel& model, const TokenizedText& text, Index rows = 16);
  ~Evaluation();
  Evaluation(Evaluation&&) noexcept;

  /// `progress` (may be empty) is called with the share done and may return false to stop: Error "cancelled".
  [[nodiscard]] EvaluationResult run(const TrainableModel& model, ThreadPool* pool,
                                     const std::function<bool(double)>& progress = {});

 private:
  struct Window {
    std::size_t begin;  ///< of the inputs
    std::size_t size;   ///< inputs, as many as targets
  };
  [[nodiscard]] TrainingBatch batchOf(std::size_t firstWindow, std::size_t count);

  const TokenizedText* m_text;
  Index m_rows;
  std::vector<Window> m_windows;  ///< longest first, so that a batch has rows of much the same length
  std::vector<TokenId> m_inputs, m_targets;
  std::unique_ptr<TrainingWorkspace> m_workspace;
};

}  // namespace headlight
