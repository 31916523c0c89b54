#pragma once
// Runs of several models held against each other, a row a step: what each expected, how surprised it was, how far apart
// they are. Pure but for what is kept from one call to the next.

#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "figures/compare/compare_figure.h"
#include "generate/lock_step.h"

namespace headlight {

/// One model's run. What it points to must outlive the call.
struct ComparedRun {
  const ModelConfig* config = nullptr;
  const Tokenizer* tokenizer = nullptr;
  const Prompt* prompt = nullptr;
  StepPath path;  ///< prefill to present; the logits suffice. Step k knows what may follow k tokens
  std::vector<TokenId>
      taken;  ///< behind the prompt, one for each step but the last; or one more, chosen and not yet run
};

/// Where a word of the lead stands in one run.
struct ComparedPlace {
  Index begins = -1;     ///< the step whose distribution is about the word's beginning; -1: none is
  Index firstToken = 0;  ///< in ComparedRun::taken: the tokens that end with this word
  Index tokens = 0;      ///< 0: none ends here
  Index words = 1;       ///< that those tokens cover, this one the last
};

/// Makes the rows of a table. Rows that are as they were in the call before are not computed again, so that a step
/// costs one row whatever stands before it. Not thread-safe.
class Comparer {
 public:
  /// A row for each token that `lead` took, and for `next` (the one that it would take) if that is not -1. "The word"
  /// of a row is the lead's token; `lead` may be one of the runs.
  ///
  /// Free: each run is asked at its own place of the same number, after its own text. A model with another vocabulary
  /// is asked for the one token that spells the word there, if it has one. Forced: all have the lead's text. Tokens of
  /// another vocabulary are aligned with the words by characters; a word's probability is the product of those of its
  /// tokens, and where a token spans several words it stands in the row of the last of them (Cell::words).
  /// The perplexity is that of the text the run took, 2^(bits of surprise / words). Throws what
  /// makeDistribution() throws.
  [[nodiscard]] std::vector<CompareFigure::Row> rows(const ComparedRun& lead, std::span<const ComparedRun> runs,
                                                     bool forced, TokenId next);
  /// Forgets everything, which is needed before a tokenizer that was compared dies.
  void clear();

 private:
  class RowMaker;
  using Places = std::vector<std::vector<ComparedPlace>>;  ///< [run][row]
  /// A row with what it was made from: it holds for as long as that is the same.
  struct KeptRow {
    struct Source {
      std::vector<std::shared_ptr<const Step>> steps;
      std::vector<TokenId> ids;
      std::vector<Index> places;
      bool operator==(const Source&) const = default;
    };
    Source source;
    CompareFigure::Row row;
    std::vector<std::optional<double>> ownBits;  ///< [runs], of the tokens that the run took here
  };
  [[nodiscard]] bool isSameVocabulary(const ComparedRun& a, const ComparedRun& b);
  [[nodiscard]] Places placesOf(const ComparedRun& lead, std::span<const ComparedRun> runs, bool forced,
                                std::size_t rows);
  [[nodiscard]] static KeptRow::Source sourceOf(std::span<const ComparedRun> runs,
                                                const std::vector<const ComparedPlace*>& here, TokenId word,
                                                bool forced, bool isNext);
  void addPerplexities(const Places& places);

  std::vector<KeptRow> m_kept;
  std::map<std::pair<const Tokenizer*, const Tokenizer*>, bool> m_sameVocabulary;
};

/// The hook points of what a column shows: the attention patterns of a Transformer, everything in the cells of a
/// recurrent net.
[[nodiscard]] bool isCompared(const HookPoint& point);

/// The present moment of one column.
struct ColumnMoment {
  std::string name;
  const LanguageModel* model = nullptr;
  const Tokenizer* tokenizer = nullptr;
  const Prompt* prompt = nullptr;
  StepPath path;  ///< with the values of isCompared() recorded
  std::vector<Token> tokens;
  Index promptLength = 0;
  const Distribution* distribution = nullptr;
  TokenId chosen = -1;  ///< what a step takes; -1: none
  StopReason stopped = StopReason::None;
};

/// Its `top` likeliest tokens (and the chosen one behind them where it is not among them), its text, and what it
/// remembers in `layer` (clamped; -1: the last one).
[[nodiscard]] CompareFigure::Column compareColumn(const ColumnMoment& moment, int top, int layer);

}  // namespace headlight
