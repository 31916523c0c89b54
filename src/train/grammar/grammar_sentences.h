#pragma once
// The sentences of the grammar whose answer one earlier word decides, at a chosen distance: place, agreement, name.
// Used by the generator; each function draws until `allowed` accepts the combination of subject, verb and modifier.

#include <functional>
#include <string>

#include "train/grammar/grammar_generator.h"
#include "train/grammar/grammar_template.h"

namespace headlight {

/// Asked with (subject as written, verb as written, modifier or "").
using CombinationFilter = std::function<bool(const std::string&, const std::string&, const std::string&)>;

/// The person of a sentence, for the sentences that follow it.
struct GrammarSubject {
  const GrammarNoun* noun = nullptr;
  bool plural = false;
  std::string determiner, adjective;
  std::string place;    ///< "on the mat"; empty if none was said
  bool female = false;  ///< how a noun of Gender::Either is spoken of

  [[nodiscard]] const std::string& form() const { return plural ? noun->plural : noun->singular; }
  /// "the old farmer"
  [[nodiscard]] std::string phrase() const;
  [[nodiscard]] std::string pronoun() const;  ///< he she it they
  [[nodiscard]] std::string object() const;   ///< him her it them
};

struct DrawnSentence {
  GrammarSentence sentence;  ///< text, prompt and so on with capitals where they belong
  GrammarSubject subject;
};

/// "[Today] the old cat <distance words> is on the mat [now]."
[[nodiscard]] DrawnSentence drawPlaceSentence(const GrammarIndex& index, Random& random, int distance,
                                              const CombinationFilter& allowed);
/// "The cats <distance words> are hungry."
[[nodiscard]] DrawnSentence drawAgreementSentence(const GrammarIndex& index, Random& random, int distance,
                                                  const CombinationFilter& allowed);
/// "Anna and Ben met in the park. <distance words> Then Ben gave a ball to Anna." or
/// "We call the farmer Tom. <distance words> So we call the farmer Tom."
[[nodiscard]] DrawnSentence drawNameSentence(const GrammarIndex& index, Random& random, int distance,
                                             const CombinationFilter& allowed);

/// Words inserted, as training draws them: mostly none, else often a clause of up to 9 words, else 1 to the longest.
/// `share` is how often there are any.
[[nodiscard]] int drawDistance(const Grammar& grammar, Random& random, double share);

/// Turns marked text ("... is *small*.") into sentence, prompt and certain answer.
[[nodiscard]] GrammarSentence sentenceFromMarkedText(SentenceKind kind, const std::string& marked);

}  // namespace headlight
