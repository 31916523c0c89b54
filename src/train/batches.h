#pragma once
// Which tokens a training step sees. Rows begin where documents (or, in long ones, sentences) begin, so that the first
// position of a model learns beginnings, as it meets them when a person types a prompt.
//
// A row of source s begins at a passage; when its document ends (with <|endoftext|>) it goes on with the begin of the
// next document in shuffled order, of the same source. Passages are shuffled anew every epoch. Everything is a function
// of (seed, step): no generator's state has to be stored.

#include <cstdint>
#include <string>
#include <vector>

#include "models/trainable_model.h"
#include "train/corpus.h"

namespace headlight {

/// One text of the mixture. `weight` in proportion to the others is its share of the rows.
struct TrainingText {
  std::string name;
  TokenizedText text;
  double weight = 1;
};

/// Gives the trainer its batches. Later kinds of models (masked words, pairs of sentences) bring their own.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  [[nodiscard]] virtual Index batch() const = 0;
  [[nodiscard]] virtual Index length() const = 0;
  /// The batch of this step, [B · T] each; valid until the next call. Ascending steps are quick; any order is right.
  [[nodiscard]] virtual TrainingBatch at(std::uint64_t step) = 0;
};

class MixtureBatches : public BatchSource {
 public:
  /// Throws Error "train.no_text" naming a source without tokens.
  MixtureBatches(std::vector<TrainingText> sources, Index batch, Index length, std::uint64_t seed,
                 const std::vector<TokenId>& sentenceEnds);

  [[nodiscard]] Index batch() const override { return m_batch; }
  [[nodiscard]] Index length() const override { return m_length; }
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override;

  /// Source of each row of the last batch, for tests and statistics.
  [[nodiscard]] const std::vector<std::size_t>& rowSources() const { return m_rowSources; }

 private:
  struct Source {
    TokenizedText text;
    double weightUpTo = 0;                ///< sum of the weights of the sources up to this one, of 1
    std::vector<std::size_t> starts;      ///< passages
    std::vector<std::size_t> documentOf;  ///< begin of the document that a passage lies in
    std::uint64_t passagesPerRow = 1;
    std::uint64_t rows = 0;                ///< drawn before m_nextRow
    std::uint64_t epochs[2]{};             ///< which permutation each of `orders` holds
    std::vector<std::uint32_t> orders[2];  ///< of even and of odd epochs; a row may reach into the next epoch
  };

  void seek(std::uint64_t row);
  [[nodiscard]] std::size_t sourceOfRow(std::uint64_t row) const;
  [[nodiscard]] std::size_t passage(std::size_t source, std::uint64_t number);
  void shuffle(std::size_t source, std::uint64_t epoch);
  void fillRow(std::size_t source, TokenId* inputs, TokenId* targets);

  std::vector<Source> m_sources;
  Index m_batch;
  Index m_length;
  std::uint64_t m_seed;
  std::uint64_t m_nextRow = 0;
  std::vector<TokenId> m_inputs, m_targets, m_row;
  std::vector<std::size_t> m_rowSources;
};

}  // namespace headlight
