#pragma once
// Text from a Grammar: short paragraphs for training, and sentences that are kept out of it. Everything is a pure
// function of (grammar, seed, index), so any document can be made again alone, on any thread.

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "train/grammar/grammar.h"

namespace headlight {

class GrammarIndex;

enum class SentenceKind { Place, Agreement, Name, Pronoun, Opposite, Counting, Question, Fact };

/// "place", "agreement", "name", "pronoun", "opposite", "counting", "question", "fact".
[[nodiscard]] std::string_view sentenceKindName(SentenceKind kind);

/// One item of a document with what it tests. `prompt` is the text up to the answer, without the white space between.
/// Kinds without a single deciding word have an empty prompt, answer and distribution.
struct GrammarSentence {
  SentenceKind kind = SentenceKind::Fact;
  std::string text;      ///< one sentence, or the few that belong together
  std::string prompt;    ///< "The cat that the old farmer saw is on the"
  std::string answer;    ///< the word that was drawn: "mat"
  std::string contrast;  ///< the wrong form or name to compare with ("is" for "are"); empty where there is none
  std::string subject;   ///< the deciding word as written: "cats"
  std::string verb;      ///< as written: "are"
  std::string modifier;  ///< the subject's adjective; empty for none
  int distance = 0;      ///< words inserted between the subject and the place where it matters, 0 to 40
  std::vector<WeightedWord> distribution;  ///< the grammar's exact distribution of the answer, likeliest first
};

struct GrammarDocument {
  std::string text;  ///< the sentences joined by spaces, without an end-of-text mark
  std::vector<GrammarSentence> sentences;
};

/// Immutable; every function may be called from any thread.
class GrammarGenerator {
 public:
  GrammarGenerator(std::shared_ptr<const Grammar> grammar, std::uint64_t seed);

  /// A paragraph for training. No sentence of it has a reserved combination of subject, verb and modifier.
  [[nodiscard]] GrammarDocument document(std::uint64_t index) const;

  /// One sentence for training of this kind (Place, Agreement or Name) with exactly this many inserted words.
  [[nodiscard]] GrammarSentence trainingSentence(SentenceKind kind, int distance, std::uint64_t index) const;

  /// One sentence with a reserved combination, which no training document contains. Place, Agreement or Name; for the
  /// distance experiment.
  [[nodiscard]] GrammarSentence heldOutSentence(SentenceKind kind, int distance, std::uint64_t index) const;

  /// `count` held-out place sentences with distinct reserved combinations, distances drawn as in training. They do not
  /// depend on the seed.
  [[nodiscard]] std::vector<GrammarSentence> heldOutPlaces(std::size_t count) const;

  /// True for combinations that training never shows: those of the demonstrations and examples, and a share of all
  /// others decided by a hash. The form of subject and verb is the written one ("cats", "are").
  [[nodiscard]] bool isReserved(std::string_view subject, std::string_view verb, std::string_view modifier) const;

  /// True if any demonstration prompt occurs in the text, whatever its capitals and spaces: such lines of other corpora
  /// are left out of training too.
  [[nodiscard]] bool containsDemonstration(std::string_view text) const;

  [[nodiscard]] const Grammar& grammar() const { return *m_grammar; }

 private:
  std::shared_ptr<const Grammar> m_grammar;
  std::shared_ptr<const GrammarIndex> m_index;
  std::uint64_t m_seed;
};

/// The same questions without a generator (they depend on the data alone).
[[nodiscard]] bool isReserved(const Grammar& grammar, std::string_view subject, std::string_view verb,
                              std::string_view modifier);
[[nodiscard]] bool containsDemonstration(const Grammar& grammar, std::string_view text);

}  // namespace headlight
