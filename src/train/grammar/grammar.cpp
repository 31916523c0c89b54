#include "train/grammar/grammar.h"

#include <algorithm>
#include <cctype>

namespace headlight {
namespace {

void addWords(std::map<std::string, std::string>& lexicon, std::string_view text, const std::string& wordClass) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) lexicon.emplace(text.substr(at, end - at), wordClass);
    at = end + 1;
  }
}

/// Lists whose words are no nouns and what they are called in the lexicon.
constexpr std::pair<std::string_view, std::string_view> kWordClasses[] = {
    {"girl_name", "girl's name"},
    {"boy_name", "boy's name"},
    {"color", "color"},
    {"weekday", "day of the week"},
    {"number_word", "number"},
    {"met", "verb"},
    {"made", "verb"},
    {"chased", "verb"},
    {"went", "verb"},
    {"gave", "verb"},
    {"did", "verb"},
    {"taste", "adjective"},
    {"feeling", "adjective"},
    {"weather", "verb"},
    {"season", "season"},
};

}  // namespace

const GrammarNoun* findNoun(const Grammar& grammar, std::string_view form) {
  for (const GrammarNoun& noun : grammar.nouns) {
    if (noun.singular == form || noun.plural == form) return &noun;
  }
  return nullptr;
}

std::map<std::string, std::string> grammarLexicon(const Grammar& grammar) {
  std::map<std::string, std::string> lexicon;
  for (const GrammarNoun& noun : grammar.nouns) {
    lexicon.emplace(noun.singular, noun.nounClass);
    if (!noun.plural.empty()) lexicon.emplace(noun.plural, noun.nounClass);
  }
  for (const auto& [list, wordClass] : kWordClasses) {
    const auto found = grammar.words.find(std::string(list));
    if (found == grammar.words.end()) continue;
    for (const std::string& word : found->second) addWords(lexicon, word, std::string(wordClass));
  }
  for (const auto& [name, group] : grammar.groups) {
    for (const auto* words : {&group.adjectives, &group.states}) {
      for (const std::string& word : *words) addWords(lexicon, word, "adjective");
    }
    for (const auto* verbs : {&group.placeVerbs, &group.predicates}) {
      for (const GrammarVerb& verb : *verbs) addWords(lexicon, verb.singular + " " + verb.plural, "verb");
    }
  }
  for (const auto& [wordClass, words] : grammar.lexicon) addWords(lexicon, words, wordClass);
  for (auto& [word, wordClass] : lexicon) {
    const auto wider = grammar.lexiconClasses.find(wordClass);
    if (wider != grammar.lexiconClasses.end()) wordClass = wider->second;
  }
  std::map<std::string, std::string> capitals;  // as at the start of a sentence; "Rose" the name keeps its own class
  for (const auto& [word, wordClass] : lexicon) {
    std::string capital = word;
    capital[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(capital[0])));
    capitals.emplace(std::move(capital), wordClass);
  }
  lexicon.merge(capitals);
  return lexicon;
}

}  // namespace headlight
