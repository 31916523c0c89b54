#include "formats/recipes/grammar_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "formats/files/atomic_file.h"
#include "formats/files/naming_file.h"
#include "formats/files/text_encoding.h"
#include "formats/json/guarded_json.h"

namespace headlight {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kLargestGrammar = std::uint64_t{4} << 20U;

[[noreturn]] void fail(std::string_view file, std::string_view field, std::string_view what) {
  throw Error("grammar.field",
              {{"file", std::string(file)}, {"field", std::string(field)}, {"what", std::string(what)}});
}

/// Reads the file and knows its name, so that every error names the place.
class GrammarReader {
 public:
  explicit GrammarReader(std::string_view file) : m_file(file) {}

  Grammar read(const Json& json) {
    Grammar grammar;
    grammar.name = text(field(json, "name"), "name");
    if (json.contains("pairs")) return readPairs(std::move(grammar), json);
    readShares(grammar, json);
    grammar.determiners = weights(text(field(json, "determiners"), "determiners"), "determiners");
    grammar.kinds = weights(text(field(json, "kinds"), "kinds"), "kinds");
    for (const Json& group : array(field(json, "nouns"), "nouns")) readNounClass(grammar, group);
    for (const auto& [noun, places] : object(field(json, "places"), "places").items())
      readPlaces(grammar, noun, places);
    readCommon(grammar, field(json, "common"));
    for (const auto& [name, group] : object(field(json, "groups"), "groups").items())
      grammar.groups[name] = readGroup(group, name);
    for (const auto& [name, words] : object(field(json, "pools"), "pools").items())
      grammar.pools[name] = texts(words, name);
    for (const auto& [name, words] : object(field(json, "words"), "words").items())
      grammar.words[name] = texts(words, name);
    readTables(grammar, json);
    for (const auto& [name, list] : object(field(json, "templates"), "templates").items()) {
      for (const std::string& text : texts(list, name)) grammar.templates[name].push_back({text, 1});
    }
    for (const auto& [wordClass, words] : object(field(json, "lexicon"), "lexicon").items()) {
      grammar.lexicon.emplace_back(wordClass, text(words, wordClass));
    }
    if (json.contains("lexicon_classes")) readLexiconClasses(grammar, json.at("lexicon_classes"));
    grammar.demonstrations = readPrompts(field(json, "demonstrations"), "demonstrations");
    grammar.examples = readPrompts(field(json, "examples"), "examples");
    check(grammar);
    return grammar;
  }

 private:
  const Json& field(const Json& json, const std::string& name) const {
    if (!json.is_object() || !json.contains(name)) fail(m_file, name, "is missing");
    return json.at(name);
  }
  const Json& object(const Json& json, std::string_view name) const {
    if (!json.is_object()) fail(m_file, name, "must be an object");
    return json;
  }
  const Json& array(const Json& json, std::string_view name) const {
    if (!json.is_array() || json.empty()) fail(m_file, name, "must be a list that is not empty");
    return json;
  }
  std::string text(const Json& json, std::string_view name) const {
    if (!json.is_string()) fail(m_file, name, "must be text");
    return json.get<std::string>();
  }
  std::vector<std::string> texts(const Json& json, std::string_view name) const {
    std::vector<std::string> list;
    for (const Json& item : array(json, name)) list.push_back(text(item, name));
    return list;
  }
  double share(const Json& json, const std::string& name) const {
    const Json& value = field(json, name);
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1)
      fail(m_file, name, "must be a number from 0 to 1");
    return value.get<double>();
  }

  void readTables(Grammar& grammar, const Json& json) const {
    for (const auto& [name, rows] : object(field(json, "tables"), "tables").items()) {
      for (const Json& row : array(rows, name)) grammar.tables[name].push_back(texts(row, name));
    }
  }

  /// A grammar of sentences and their translations.
  Grammar readPairs(Grammar grammar, const Json& json) const {
    readTables(grammar, json);
    for (const Json& item : array(field(json, "pairs"), "pairs")) {
      const std::vector<std::string> sides = texts(item, "pairs");
      if (sides.size() != 2) fail(m_file, "pairs", "must have two texts an item, a sentence and its translation");
      grammar.pairs.push_back({sides[0], sides[1]});
    }
    if (json.contains("kept_out")) grammar.keptOut = texts(json.at("kept_out"), "kept_out");
    return grammar;
  }

  void readShares(Grammar& grammar, const Json& json) const {
    const Json& shares = object(field(json, "shares"), "shares");
    grammar.insertedShare = share(shares, "inserted");
    grammar.nameInsertedShare = share(shares, "name_inserted");
    grammar.adjectiveShare = share(shares, "adjective");
    grammar.pluralShare = share(shares, "plural");
    const Json& longest = field(shares, "longest_distance");
    if (!longest.is_number_integer() || longest.get<int>() < 1 || longest.get<int>() > 200)
      fail(m_file, "longest_distance", "must be a whole number from 1 to 200");
    grammar.longestDistance = longest.get<int>();
    const Json& reserved = object(field(json, "reserved"), "reserved");
    grammar.reservedShare = share(reserved, "share");
    const Json& salt = field(reserved, "salt");
    if (!salt.is_number_unsigned()) fail(m_file, "salt", "must be a whole number that is not negative");
    grammar.reservedSalt = salt.get<std::uint64_t>();
  }

  /// "mat 70, sofa 12" with weights that become shares; a last one without a number has what is left of 100.
  std::vector<WeightedWord> weights(const std::string& list, const std::string& name) const {
    std::vector<WeightedWord> words;
    std::size_t begin = 0;
    while (begin <= list.size()) {
      const std::size_t comma = std::min(list.find(',', begin), list.size());
      words.push_back(
          weighted(list.substr(begin, comma - begin), name, list.find(',') == std::string::npos ? 100 : -1));
      begin = comma + 1;
    }
    normalize(words, name);
    return words;
  }

  WeightedWord weighted(std::string item, const std::string& name, double fallback) const {
    item.erase(0, item.find_first_not_of(' '));
    const std::size_t space = item.find_last_of(' ');
    WeightedWord word{item, fallback};
    double value = 0;
    if (space != std::string::npos) {
      const auto [end, error] = std::from_chars(item.data() + space + 1, item.data() + item.size(), value);
      if (error == std::errc() && end == item.data() + item.size()) word = {item.substr(0, space), value};
    }
    if (word.word.empty() || word.weight < 0 || word.weight > 1e6)
      fail(m_file, name, "has \"" + item + "\" instead of a word and a weight");
    return word;
  }

  void normalize(std::vector<WeightedWord>& words, const std::string& name) const {
    double total = 0;
    for (const WeightedWord& word : words) total += word.weight;
    if (!(total > 0)) fail(m_file, name, "has no weight above 0");
    for (WeightedWord& word : words) word.weight /= total;
    std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  }

  void readNounClass(Grammar& grammar, const Json& json) const {
    GrammarNoun noun;
    noun.nounClass = text(field(json, "class"), "class");
    noun.group = text(field(json, "group"), "group");
    const std::string gender = json.contains("gender") ? text(json.at("gender"), "gender") : "neuter";
    if (gender != "neuter" && gender != "male" && gender != "female" && gender != "either")
      fail(m_file, "gender", "must be male, female, either or neuter");
    noun.gender = gender == "male"     ? Gender::Male
                  : gender == "female" ? Gender::Female
                  : gender == "either" ? Gender::Either
                                       : Gender::Neuter;
    for (const std::string& word : texts(field(json, "words"), noun.nounClass)) {
      const std::size_t slash = word.find('/');
      noun.singular = word.substr(0, slash);
      noun.plural = slash == std::string::npos ? word + "s" : word.substr(slash + 1);
      if (noun.plural == "-") noun.plural.clear();
      if (findNoun(grammar, noun.singular) != nullptr)
        fail(m_file, noun.nounClass, "has \"" + noun.singular + "\", which the file has already");
      grammar.nouns.push_back(noun);
    }
  }

  void readPlaces(Grammar& grammar, const std::string& word, const Json& json) const {
    const auto noun = std::find_if(grammar.nouns.begin(), grammar.nouns.end(),
                                   [&](const GrammarNoun& n) { return n.singular == word; });
    if (noun == grammar.nouns.end()) fail(m_file, "places." + word, "is about a word that is not a noun of the file");
    double said = 0;
    std::vector<WeightedWord> prepositions;
    std::vector<std::vector<WeightedWord>> places;
    for (const auto& [key, list] : object(json, word).items()) {
      prepositions.push_back(weighted(key, "places." + word, 0));
      places.push_back(weights(text(list, word), "places." + word));
      said += prepositions.back().weight;
    }
    const double rest = std::max(0.0, 100 - said);
    for (std::size_t i = 0; i < places.size(); ++i) {
      double weight = prepositions[i].weight > 0 ? prepositions[i].weight : rest;
      weight /= std::max(100.0, said);
      noun->places.push_back({prepositions[i].word, weight, std::move(places[i])});
    }
  }

  void readCommon(Grammar& grammar, const Json& json) const {
    const Json& weight = field(json, "weight");
    if (!weight.is_number_integer() || weight.get<int>() < 1 || weight.get<int>() > 100)
      fail(m_file, "common.weight", "must be a whole number from 1 to 100");
    for (const std::string& word : texts(field(json, "words"), "common.words")) {
      const auto noun = std::find_if(grammar.nouns.begin(), grammar.nouns.end(),
                                     [&](const GrammarNoun& n) { return n.singular == word; });
      if (noun == grammar.nouns.end())
        fail(m_file, "common.words", "has \"" + word + "\", which is not a noun of the file");
      noun->weight = weight.get<int>();
    }
  }

  GrammarGroup readGroup(const Json& json, const std::string& name) const {
    GrammarGroup group;
    group.adjectives = texts(field(json, "adjectives"), name + ".adjectives");
    group.states = texts(field(json, "states"), name + ".states");
    std::vector<WeightedWord> verbs =
        weights(text(field(json, "place_verbs"), name + ".place_verbs"), name + ".place_verbs");
    for (const WeightedWord& verb : verbs) group.placeVerbs.push_back(splitVerb(verb, name));
    verbs.clear();
    std::map<std::string, std::string> rest;
    for (const std::string& predicate : texts(field(json, "predicates"), name + ".predicates")) {
      const std::size_t colon = predicate.find(':');
      if (colon == std::string::npos)
        fail(m_file, name + ".predicates", "has \"" + predicate + "\" without a colon after the verb");
      verbs.push_back(weighted(predicate.substr(0, colon), name + ".predicates", -1));
      rest[verbs.back().word] = predicate.substr(predicate.find_first_not_of(' ', colon + 1));
    }
    normalize(verbs, name + ".predicates");
    for (const WeightedWord& verb : verbs) {
      group.predicates.push_back(splitVerb(verb, name));
      group.predicates.back().rest = rest.at(verb.word);
    }
    return group;
  }

  GrammarVerb splitVerb(const WeightedWord& verb, const std::string& name) const {
    const std::size_t slash = verb.word.find('/');
    if (slash == std::string::npos) fail(m_file, name, "has the verb \"" + verb.word + "\" without singular/plural");
    return {verb.word.substr(0, slash), verb.word.substr(slash + 1), verb.weight, {}};
  }

  std::vector<GrammarDemonstration> readPrompts(const Json& json, const std::string& name) const {
    std::vector<GrammarDemonstration> prompts;
    for (const Json& item : array(json, name)) {
      prompts.push_back({text(field(item, "prompt"), name), text(field(item, "subject"), name),
                         text(field(item, "verb"), name), text(field(item, "modifier"), name)});
    }
    return prompts;
  }

  void check(const Grammar& grammar) const {
    for (const GrammarNoun& noun : grammar.nouns) {
      if (!grammar.groups.contains(noun.group))
        fail(m_file, noun.nounClass, "names the group \"" + noun.group + "\", which is missing");
    }
    for (const char* list : {"girl_name", "boy_name", "gave", "ending", "number_word"}) {
      if (!grammar.words.contains(list)) fail(m_file, std::string("words.") + list, "is missing");
    }
    if (grammar.words.at("number_word").size() < 12)
      fail(m_file, "words.number_word", "must have at least twelve words");
    checkLexicon(grammar);
    checkLexiconClasses(grammar);
  }

  /// "person": "man, woman, title"
  void readLexiconClasses(Grammar& grammar, const Json& json) const {
    for (const auto& [wider, list] : object(json, "lexicon_classes").items()) {
      std::istringstream names(text(list, wider));
      for (std::string name; std::getline(names >> std::ws, name, ',');) {
        const auto [there, isNew] = grammar.lexiconClasses.emplace(name, wider);
        if (!isNew) fail(m_file, "lexicon_classes." + wider, "has \"" + name + "\", which is also in " + there->second);
      }
    }
  }

  /// A class that nothing has would be a misspelt one.
  void checkLexiconClasses(Grammar grammar) const {
    const auto wider = std::exchange(grammar.lexiconClasses, {});
    std::set<std::string> known;
    for (const auto& [word, wordClass] : grammarLexicon(grammar)) known.insert(wordClass);
    for (const auto& [name, widerClass] : wider) {
      if (!known.contains(name))
        fail(m_file, "lexicon_classes." + widerClass, "has \"" + name + "\", which is not the class of any word");
    }
  }

  /// A word has one class: with two, the order of the lists' names would decide, which a reader does not see.
  void checkLexicon(const Grammar& grammar) const {
    std::map<std::string, std::string> classOf;
    for (const auto& [wordClass, words] : grammar.lexicon) {
      std::istringstream list(words);
      for (std::string word; list >> word;) {
        const auto [there, isNew] = classOf.emplace(word, wordClass);
        if (!isNew) fail(m_file, "lexicon." + wordClass, "has \"" + word + "\", which is also in " + there->second);
      }
    }
  }

  std::string m_file;
};

}  // namespace

Grammar parseGrammar(std::string_view json, std::string_view fileName) {
  return namingFile(fileName, [&] { return GrammarReader(fileName).read(json::parseGuarded(json, fileName)); });
}

Grammar readGrammarFile(const std::filesystem::path& path) {
  return parseGrammar(readTextFile(path, kLargestGrammar), shownPath(path));
}

}  // namespace headlight
