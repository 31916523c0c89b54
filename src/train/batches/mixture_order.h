#pragma once
// Which passages of a mixture of texts the rows of training take, in which order: the part that all batches of plain
// text share. Row r belongs to a source by chance, in proportion to the weights; the rows of one source walk through
// its passages, which are shuffled again every epoch. Everything is a function of (seed, row).

#include <cstdint>
#include <string>
#include <vector>

#include "tensor/matrix.h"
#include "train/batches/corpus.h"

namespace headlight {

/// One text of the mixture. `weight` in proportion to the others is its share of the rows.
struct TrainingText {
  std::string name;
  TokenizedText text;
  double weight = 1;
};

class MixtureOrder {
 public:
  /// Passages of at most `length` inputs (see passageStarts). Throws Error "train.no_text" naming a source without
  /// tokens.
  MixtureOrder(std::vector<TrainingText> sources, Index length, std::uint64_t seed,
               const std::vector<TokenId>& sentenceEnds);

  struct Row {
    std::size_t source = 0;
    std::uint64_t firstPassage = 0;  ///< number to begin with; the next ones follow
  };
  /// Rows in ascending order are quick; any order is right.
  [[nodiscard]] Row row(std::uint64_t index);

  [[nodiscard]] const TokenizedText& text(std::size_t source) const { return m_sources[source].text; }
  /// The place of the `number`-th passage of this source, epoch after epoch; two consecutive epochs
  /// are available.
  [[nodiscard]] std::size_t passageBegin(std::size_t source, std::uint64_t number);
  /// Begin of the document that contains it.
  [[nodiscard]] std::size_t documentBegin(std::size_t source, std::uint64_t number);
  /// One past the last token (<|endoftext|>) of the document that contains `place`.
  [[nodiscard]] std::size_t documentEnd(std::size_t source, std::size_t place) const;
  /// Whether a document begins at this token (or the text ends there).
  [[nodiscard]] bool isDocumentEnd(std::size_t source, std::size_t place) const;

 private:
  struct Source {
    TokenizedText text;
    double weightUpTo = 0;                ///< sum of the weights of the sources up to this one, of 1
    std::vector<std::size_t> starts;      ///< passages
    std::vector<std::size_t> documentOf;  ///< begin of the document that contains a passage
    std::uint64_t passagesPerRow = 1;
    std::uint64_t rows = 0;                ///< drawn before m_nextRow
    std::uint64_t epochs[2]{};             ///< which permutation each of `orders` holds
    std::vector<std::uint32_t> orders[2];  ///< of even and of odd epochs; a row may reach into the next epoch
  };

  [[nodiscard]] std::size_t sourceOfRow(std::uint64_t row) const;
  [[nodiscard]] std::size_t shuffledPassage(std::size_t source, std::uint64_t number);
  void shuffle(std::size_t source, std::uint64_t epoch);

  std::vector<Source> m_sources;
  std::uint64_t m_seed;
  std::uint64_t m_nextRow = 0;
};

}  // namespace headlight
