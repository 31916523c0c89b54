#pragma once
// What classroom-en answers and which heads carry it, through the ordinary engine API (Generation, interventions).

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "generate/generation.h"
#include "hooks/intervention.h"
#include "train/grammar/grammar_generator.h"

namespace headlight::test {

struct Head {
  int layer = 0;
  int head = 0;
  auto operator<=>(const Head&) const = default;
};

/// "L0H3", as `--ablate` spells it.
std::string headName(const Head& head);

/// A demonstration prompt with the grammar's most probable place and where its subject stands.
struct Demonstration {
  std::string prompt;
  std::string answer;
  Index subject = 0;  ///< token position
};

std::vector<Demonstration> demonstrations(const Grammar& grammar, const Tokenizer& tokenizer);

/// The grammar's places for this prompt's subject and preposition ("The king is on the"), likeliest first.
std::vector<WeightedWord> usualPlaces(const Grammar& grammar, const std::string& prompt);

class ClassroomProbe {
 public:
  /// Both must outlive it.
  ClassroomProbe(const LanguageModel& model, const Tokenizer& tokenizer) : m_model(model), m_tokenizer(tokenizer) {}

  [[nodiscard]] const Tokenizer& tokenizer() const { return m_tokenizer; }
  [[nodiscard]] const ModelConfig& config() const { return m_model.config(); }

  /// A run that stands after the prompt, with these heads' outputs set to zero.
  [[nodiscard]] Generation start(const std::string& prompt, const std::vector<Head>& ablated = {}) const;
  [[nodiscard]] double probability(const std::string& prompt, const std::string& word,
                                   const std::vector<Head>& ablated = {}) const;
  [[nodiscard]] std::string likeliest(const std::string& prompt) const;

  /// Share of the probability of the answers, summed over the demonstrations, that these heads' ablation leaves.
  [[nodiscard]] double shareLeft(const std::vector<Demonstration>& demos, const std::vector<Head>& ablated) const;

  /// The token that the prompt's last position gives most weight in this head, and the weight.
  [[nodiscard]] std::pair<std::string, double> mostSeen(const std::string& prompt, const Head& head) const;

  /// For each head the largest attention weight that some position behind the subject gives to it, the mean over the
  /// demonstrations.
  [[nodiscard]] std::map<Head, double> weightsOnSubject(const std::vector<Demonstration>& demos) const;

 private:
  const LanguageModel& m_model;
  const Tokenizer& m_tokenizer;
};

/// Of what the heads must take away enough: of the answers' probability over all demonstrations, or of each one's.
enum class Enough { Together, InEach };

/// The heads that carry the subject: of those with at least `leastWeight` on it the one whose ablation takes away most
/// of the answers' probability, then the next strongest, until together they take away half; at most `most`.
std::vector<Head> carryingHeads(const ClassroomProbe& probe, const std::vector<Demonstration>& demos,
                                double leastWeight, Enough enough, std::size_t most);

/// As many heads of the same layers that are not among `heads`, drawn with this seed.
std::vector<Head> otherHeads(const std::vector<Head>& heads, Index nHeads, std::uint64_t seed);

/// What held-out place sentences show.
struct HeldOutResult {
  std::size_t sentences = 0;
  std::size_t mostProbable = 0;    ///< the likeliest word is the grammar's most probable place
  std::size_t drawn = 0;           ///< the likeliest word is the one that the sentence has
  std::size_t drawnByGrammar = 0;  ///< the grammar's most probable place is: nobody can do better but by luck
  double loss = 0;                 ///< of the place, nats, the mean
  double grammarLoss = 0;          ///< the same for the grammar's own distribution, the optimum
};

HeldOutResult measureHeldOut(const ClassroomProbe& probe, const std::vector<GrammarSentence>& sentences);

}  // namespace headlight::test
