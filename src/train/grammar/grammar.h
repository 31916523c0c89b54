#pragma once
// The grammar of classroom English as plain data: words by class, the usual places of things with their weights,
// verbs, insertions and templates. sample_models/corpora/classroom_en.grammar.json fills it
// (formats/recipes/grammar_file.h); the generator (grammar_generator.h) makes text from it. No file is touched here.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headlight {

/// A word and its share; the weights of one list sum to 1 once a grammar has been read.
struct WeightedWord {
  std::string word;
  double weight = 0;
};

/// One preposition that a thing is found with, and the places that follow it: on -> mat 0.70, sofa 0.12, ...
struct PlaceChoice {
  std::string preposition;
  double weight = 0;
  std::vector<WeightedWord> places;  ///< likeliest first; the first is likelier than every other by a clear margin
};

enum class Gender { Neuter, Male, Female, Either };

struct GrammarNoun {
  std::string singular;
  std::string plural;     ///< empty: no plural is used
  std::string nounClass;  ///< "animal", "man", "furniture", ...
  std::string group;      ///< which adjectives and verbs fit: "animal", "person", "thing", ...
  Gender gender = Gender::Neuter;
  int weight = 1;                   ///< how often sentences are about it, relative to the others
  std::vector<PlaceChoice> places;  ///< empty: never the subject of a place sentence
};

/// A verb in the third person, with what follows it where it is a whole predicate ("has", "have", "{thing.a}").
struct GrammarVerb {
  std::string singular;
  std::string plural;
  double weight = 0;
  std::string rest;  ///< a template; empty for the verbs of place sentences
};

struct GrammarGroup {
  std::vector<std::string> adjectives;  ///< before the noun: "old"
  std::vector<std::string> states;      ///< after the verb, none of the adjectives, so that nothing contradicts itself
  std::vector<GrammarVerb> placeVerbs;  ///< "is", "sits", ...: how a member of the group is at a place
  std::vector<GrammarVerb> predicates;  ///< "is {state}", "has {thing.a}", ...: what a member of the group is or does
};

/// A text with slots (grammar_template.h), drawn by its weight among those of its kind.
struct GrammarTemplate {
  std::string text;
  double weight = 1;
};

/// A prompt that the lessons show, and its subject, verb and modifier ("" for none), which are kept out of training.
struct GrammarDemonstration {
  std::string prompt;
  std::string subject, verb, modifier;
};

/// A template of a sentence and one of its translation: "the {pet:a.0} is on the {top:p.0}.", "{a.1}在{p.1}上。".
struct GrammarPair {
  std::string source, target;
};

/// Sentences of one language, or (with `pairs`) sentences and their translations. A grammar of pairs has tables,
/// pairs and keptOut alone; no GrammarGenerator can be made of it.
struct Grammar {
  std::string name;
  std::vector<GrammarNoun> nouns;
  std::map<std::string, GrammarGroup> groups;
  std::map<std::string, std::vector<std::string>> words;                ///< other classes: "girl_name", "verb_saw", ...
  std::map<std::string, std::vector<std::vector<std::string>>> tables;  ///< rows of words that belong together
  std::map<std::string, std::vector<std::string>> pools;                ///< names for several noun classes at once
  std::map<std::string, std::vector<GrammarTemplate>> templates;        ///< by kind: "fact", "opening", "insert", ...
  std::vector<std::pair<std::string, std::string>> lexicon;  ///< class, words: those that no list above names
  std::map<std::string, std::string> lexiconClasses;  ///< a list's or nouns' class → the wider one it belongs to
  std::vector<WeightedWord> determiners;              ///< of subjects; weights sum to 1
  std::vector<WeightedWord> kinds;                    ///< share of each kind of item in a document
  std::vector<GrammarDemonstration> demonstrations;   ///< the five of the lessons
  std::vector<GrammarDemonstration> examples;         ///< further prompts kept out of training
  std::vector<GrammarPair> pairs;                     ///< each drawn as often as the others
  std::vector<std::string> keptOut;                   ///< sources of pairs that training never shows
  int longestDistance = 40;        ///< words that insertions can put between the deciding word and where it matters
  double insertedShare = 0.3;      ///< share of the sentences that have any
  double nameInsertedShare = 0.4;  ///< the same of the sentences with repeated names
  double adjectiveShare = 0.5;     ///< share of the subjects that have an adjective
  double pluralShare = 0.25;
  double reservedShare = 0.05;  ///< share of the combinations kept out of training
  std::uint64_t reservedSalt = 1;
};

/// The noun with this singular or plural form; nullptr if there is none.
[[nodiscard]] const GrammarNoun* findNoun(const Grammar& grammar, std::string_view form);

/// The class of every word that the grammar can say: "animal", "verb", "preposition", ... A word of several classes
/// has one of them: its noun class before all others. Narrow classes count as the wider one that the grammar puts them
/// into ("bird" as "animal"). Words with a capital as at the start of a sentence are there too.
[[nodiscard]] std::map<std::string, std::string> grammarLexicon(const Grammar& grammar);

}  // namespace headlight
