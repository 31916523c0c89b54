#pragma once
// Templates with slots, filled from a Grammar: "the {somebody.np} {met} {girl_name:a}". The data file says what the
// slots mean. Names given inside one writer stay, so several templates can speak of the same things.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/random.h"
#include "train/grammar/grammar.h"

namespace headlight {

/// Which nouns each class and pool holds; made once for a grammar, which must outlive it.
class GrammarIndex {
 public:
  explicit GrammarIndex(const Grammar& grammar);

  [[nodiscard]] const Grammar& grammar() const { return *m_grammar; }
  /// Nouns of a class or pool ("somebody"); nullptr if neither has this name. `countable`: only those with a plural.
  [[nodiscard]] const std::vector<const GrammarNoun*>* nouns(std::string_view pool, bool countable) const;
  /// Nouns that place sentences and agreement sentences may speak of, each as often as its weight.
  [[nodiscard]] const std::vector<const GrammarNoun*>& subjects() const { return m_subjects; }

 private:
  using Pools = std::map<std::string, std::vector<const GrammarNoun*>, std::less<>>;
  const Grammar* m_grammar;
  Pools m_nouns, m_countable;
  std::vector<const GrammarNoun*> m_subjects;
};

/// Draws one of the items by its weight; the weights sum to 1.
[[nodiscard]] const WeightedWord& drawWeighted(Random& random, std::span<const WeightedWord> items);

template <class T>
[[nodiscard]] const T& drawEvenly(Random& random, const std::vector<T>& items) {
  return items[static_cast<std::size_t>(random.below(items.size()))];
}

class TemplateWriter {
 public:
  TemplateWriter(const GrammarIndex& index, Random& random) : m_index(&index), m_random(&random) {}

  /// Binds a name for later slots.
  void bind(std::string_view name, std::string word) { m_bound[std::string(name)].word = std::move(word); }
  void bind(std::string_view name, const GrammarNoun* noun) { m_bound[std::string(name)].noun = noun; }
  /// What {state} draws from.
  void setStates(const std::vector<std::string>* states) { m_states = states; }

  /// Fills every slot. Throws Error "grammar.slot" {slot, template} for a slot that the grammar does not know.
  [[nodiscard]] std::string expand(std::string_view text);
  /// One of the templates of that kind. Throws Error "grammar.no_templates" {kind}.
  [[nodiscard]] std::string expandOneOf(std::string_view kind);

  /// Text of exactly `count` words made of `kindFirst`, then `kindNext` templates, with `kindLast` ones to fill up.
  [[nodiscard]] std::string fillWords(int count, std::string_view kindFirst, std::string_view kindNext,
                                      std::string_view kindLast);

  [[nodiscard]] Random& random() { return *m_random; }

 private:
  struct Bound {
    std::string word;
    const GrammarNoun* noun = nullptr;
    const std::vector<std::string>* row = nullptr;
  };

  [[nodiscard]] std::string expandSlot(std::string_view slot, std::string_view text);
  [[nodiscard]] bool drawFrom(std::string_view pool, bool countable, Bound& drawn);
  [[nodiscard]] std::string say(const Bound& bound, std::span<const std::string_view> forms);
  [[nodiscard]] std::string sayWord(const std::string& word, const GrammarNoun* noun, std::string_view form);
  [[nodiscard]] std::string sayNumber(const std::string& word, std::string_view form) const;
  [[nodiscard]] std::string withAdjective(const GrammarNoun* noun, const std::string& word);

  const GrammarIndex* m_index;
  Random* m_random;
  std::map<std::string, Bound, std::less<>> m_bound;
  const std::vector<std::string>* m_states = nullptr;
};

/// Words, that is runs without spaces that hold a letter.
[[nodiscard]] int countWords(std::string_view text);

/// Joins with one space, or none before a comma.
void appendPhrase(std::string& text, std::string_view phrase);

/// Capital letters at the start and after ".", "!" and "?".
[[nodiscard]] std::string capitalizeSentences(std::string_view text);

/// "a" or "an", by the first letter.
[[nodiscard]] std::string articleFor(std::string_view word);

}  // namespace headlight
