#pragma once
// What a head does, in numbers from its pattern: how much of the weight goes where, on average over the rows that can
// tell. Each measure is 0 to 1 and stands beside its chance level: what rows that spread their weight evenly over the
// keys they see would have.
//
// The roles are those of Clark and others 2019 ("What Does BERT Look At?": previous token, first token, punctuation,
// broad) and of Olsson and others 2022 ("In-context Learning and Induction Heads"). "Content word" is ours: the head
// through which the row that predicts the next word looks back at one word of the sentence, as at its subject
// (docs/decisions/head_labels.md).

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "analysis/attention/head_label.h"
#include "tensor/matrix.h"
#include "text/tokenizer.h"

namespace headlight {

using HeadRole = HeadLabel::Kind;

/// The roles that are measured, in the order in which they win a tie: the rarer first.
inline constexpr std::array kHeadRoles{HeadRole::Induction,   HeadRole::PreviousToken, HeadRole::SameToken,
                                       HeadRole::Punctuation, HeadRole::FirstToken,    HeadRole::ContentWord,
                                       HeadRole::Broad};

/// What a pattern's rows and columns are, for the measures.
struct PatternTokens {
  std::vector<TokenId> queries, keys;
  std::vector<bool> isPunctuation;  ///< of the keys
  std::vector<bool> isContent;      ///< of the keys: contentWords()
  Index asking = -1;                ///< the row that predicts the next word; -1: none does
  bool causal = true;               ///< row i sees the keys up to i + (keys − queries)
  bool isOneText = true;            ///< rows and columns are the same tokens; false for cross-attention
};
/// `asking` is the last row of causal attention within one text; of others none.
[[nodiscard]] PatternTokens patternTokens(std::span<const Token> queries, std::span<const Token> keys, bool causal,
                                          bool isOneText);

/// Letters: i a row, j a column, n_i the keys that row i sees, A the pattern.
struct HeadMeasures {
  struct Measure {
    double value = 0;   ///< mean over `rows`
    double chance = 0;  ///< the same of rows spread evenly
    Index rows = 0;     ///< that can tell
    Index key = -1;     ///< of ContentWord of one pattern: the key with that weight

    /// (value − chance) / (1 − chance): 0 at chance, 1 at most; negative below chance.
    [[nodiscard]] double lift() const { return chance < 1 ? (value - chance) / (1 - chance) : 0; }
  };

  /// Nothing where no row can tell.
  /// PreviousToken: A[i, i−1], of rows from 2 on (in row 1 that is the first token).
  /// SameToken: the sum of A[i, j] over keys with the token of query i, itself among them; rows from 1 on.
  /// FirstToken: A[i, 0], of rows from 2 on; of cross-attention of all rows.
  /// Induction: the sum of A[i, j + 1] over j + 1 < i where token j is that of query i; of rows that have such a j.
  /// Punctuation: the sum of A[i, j] over keys that are punctuation; of rows that see such a key and another one.
  /// ContentWord: the largest A[i, j] over content words j, of the row `asking` alone. Keys that another role explains
  /// do not count: the first one, i and i−1, those with the token of query i, and those that follow such a one.
  /// Broad: entropy of row i / log n_i; of rows that see two keys or more. (Chance, of even rows, is 1: not a lift.)
  /// Without isOneText there is no PreviousToken, SameToken, Induction and ContentWord.
  [[nodiscard]] const std::optional<Measure>& of(HeadRole role) const;
  std::optional<Measure>& of(HeadRole role);

  std::array<std::optional<Measure>, kHeadRoles.size()> measures{};  ///< in the order of kHeadRoles
};

/// Of one pattern [query, key]. Linear in the cells but for repeated tokens.
[[nodiscard]] HeadMeasures headMeasures(const Matrix<float>& pattern, const PatternTokens& tokens);

/// Of several patterns of one head: means weighted by the rows.
[[nodiscard]] HeadMeasures joinedMeasures(std::span<const HeadMeasures> parts);

/// The role whose lift is largest, if it is at least kLeastLift; else ContentWord where its lift is at least
/// kLeastContentLift; else Broad where that measure is at least kLeastBroad; else None. A role's lift is the mean of
/// that on the prompt and that on the probes, or the one that there is. Label's value is the measure on the prompt, or,
/// where the prompt cannot tell, on the probes.
inline constexpr double kLeastLift = 0.35;
inline constexpr double kLeastContentLift = 0.5;  ///< more than kLeastLift: a single row, and the largest of its cells
inline constexpr double kLeastBroad = 0.85;
[[nodiscard]] HeadLabel headLabel(const HeadMeasures& onPrompt, const HeadMeasures* onProbes = nullptr);

/// Indices of `measures`, the head that does `role` most (on the prompt, else on the probes) first; heads that cannot
/// be measured last, otherwise as they stand. `onProbes` is empty or as long as `onPrompt`.
[[nodiscard]] std::vector<int> sortedHeads(std::span<const HeadMeasures> onPrompt,
                                           std::span<const HeadMeasures> onProbes, HeadRole role);

}  // namespace headlight
