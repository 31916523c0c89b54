#pragma once
// Batches of masked words for an encoder (Devlin and others 2019, section 3.1 and appendix A.1-A.2).
//
// A row is [CLS] document [SEP]; a long document gives a window of at most `length` - 2 of its tokens that begins where
// one of its sentences does. Nine rows in ten (kSingleShare) hold one document alone, as a person types a sentence;
// the others go on with further documents of the same source, each closed by its own [SEP], while they fit. Short rows
// are padded, and a batch is as long as its longest row. A vocabulary without [CLS] or [SEP] has no frame.
//
// Of a row's ordinary tokens (no special ones, so no [UNK] either) the share `maskShare` is chosen, at least one: of
// these 80 % become [MASK], 10 % another ordinary token drawn at random, and 10 % stay. Targets are -1 elsewhere.
// Everything is a function of (seed, step).

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/random.h"
#include "text/tokenizer.h"
#include "train/batches/batches.h"
#include "train/batches/mixture_order.h"

namespace headlight {

/// The special tokens that an encoder's text needs, and how tokens are masked.
struct MaskingRules {
  SpecialTokens special;  ///< `mask` must be there
  Index dVocab = 0;       ///< of the tokenizer; random tokens come from these ids, special ones left out
  double share = 0.15;    ///< of the ordinary tokens of a row
};

/// False for every id of `special`, the closing <|endoftext|> included.
[[nodiscard]] bool isOrdinaryToken(const SpecialTokens& special, TokenId id);

/// `document` (without its closing <|endoftext|>) between [CLS] and [SEP], as far as the vocabulary has them.
[[nodiscard]] std::vector<TokenId> framedForEncoder(std::span<const TokenId> document, const SpecialTokens& special);

/// Leaves round(share · n) of the n places, at least one if there is any, drawn without replacement.
void choosePlacesToMask(std::vector<std::size_t>& places, double share, Random& random);

class MaskedBatches : public BatchSource {
 public:
  static constexpr double kSingleShare = 0.9;

  /// Throws Error "train.no_text" naming a source without tokens, "train.no_mask_token" if the vocabulary has no
  /// [MASK].
  MaskedBatches(std::vector<TrainingText> sources, const MaskingRules& rules, Index batch, Index length,
                std::uint64_t seed, const std::vector<TokenId>& sentenceEnds);

  [[nodiscard]] Index batch() const override { return m_batch; }
  [[nodiscard]] Index length() const override { return m_length; }
  /// Its `length` is that of its longest row.
  [[nodiscard]] TrainingBatch at(std::uint64_t step) override;

 private:
  /// The rest of a document from here, without its closing <|endoftext|>.
  [[nodiscard]] std::span<const TokenId> passage(std::size_t source, std::size_t begin) const;
  void fillRow(std::uint64_t rowIndex, std::vector<TokenId>& into);
  void append(std::span<const TokenId> text, std::vector<TokenId>& into) const;
  void mask(std::uint64_t rowIndex, std::span<TokenId> inputs, std::span<TokenId> targets);

  MixtureOrder m_order;
  MaskingRules m_rules;
  Index m_batch;
  Index m_length;
  std::uint64_t m_seed;
  std::vector<TokenId> m_ordinary;  ///< ids that a random replacement may be
  std::vector<std::vector<TokenId>> m_rows;
  std::vector<TokenId> m_inputs, m_targets;
  std::vector<Index> m_lengths;
  std::vector<std::size_t> m_places;  ///< of a row that may be masked
};

}  // namespace headlight
