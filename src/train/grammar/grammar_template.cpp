#include "train/grammar/grammar_template.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "tensor/error.h"

namespace headlight {
namespace {

bool isLetter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string withSpaces(std::string_view name) {
  std::string spaced(name);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  return spaced;
}

bool needsPlural(std::string_view form) {
  return form == "p" || form == "a" || form == "anp" || form == "nn" || form == "npp";
}

const std::vector<std::string>& numberWords(const Grammar& grammar) {
  static const std::vector<std::string> kNone;  // a grammar of pairs has no list of them
  const auto found = grammar.words.find("number_word");
  return found == grammar.words.end() ? kNone : found->second;
}

/// "one, two, three"
std::string numberRun(const std::vector<std::string>& numbers, std::size_t first, std::size_t last) {
  std::string run;
  for (std::size_t i = first; i <= last; ++i) run += (i == first ? "" : ", ") + numbers[i];
  return run;
}

}  // namespace

GrammarIndex::GrammarIndex(const Grammar& grammar) : m_grammar(&grammar) {
  for (const GrammarNoun& noun : grammar.nouns) {
    m_nouns[noun.nounClass].push_back(&noun);
    if (!noun.plural.empty()) m_countable[noun.nounClass].push_back(&noun);
    if (!noun.places.empty()) m_subjects.insert(m_subjects.end(), static_cast<std::size_t>(noun.weight), &noun);
  }
  for (const auto& [pool, classes] : grammar.pools) {
    for (const std::string& name : classes) {
      for (Pools* pools : {&m_nouns, &m_countable}) {
        const auto found = pools->find(name);
        if (found == pools->end()) continue;
        std::vector<const GrammarNoun*>& target = (*pools)[pool];
        target.insert(target.end(), found->second.begin(), found->second.end());
      }
    }
  }
}

const std::vector<const GrammarNoun*>* GrammarIndex::nouns(std::string_view pool, bool countable) const {
  const Pools& pools = countable ? m_countable : m_nouns;
  auto found = pools.find(pool);
  if (found == pools.end()) found = pools.find(withSpaces(pool));
  return found == pools.end() ? nullptr : &found->second;
}

const WeightedWord& drawWeighted(Random& random, std::span<const WeightedWord> items) {
  double left = random.uniform();
  for (const WeightedWord& item : items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items.back();  // rounding
}

std::string TemplateWriter::expand(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    out += text.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos)
      throw Error("grammar.slot", {{"slot", std::string(text.substr(open))}, {"template", std::string(text)}});
    out += expandSlot(text.substr(open + 1, close - open - 1), text);
    at = close + 1;
  }
  return out;
}

std::string TemplateWriter::expandOneOf(std::string_view kind) {
  const auto found = m_index->grammar().templates.find(std::string(kind));
  if (found == m_index->grammar().templates.end() || found->second.empty())
    throw Error("grammar.no_templates", {{"kind", std::string(kind)}});
  return expand(drawEvenly(*m_random, found->second).text);
}

std::string TemplateWriter::expandSlot(std::string_view slot, std::string_view text) {
  std::array<std::string_view, 3> forms;  // "pool:name.form.form"
  std::string_view head = slot;
  std::size_t formCount = 0;
  for (std::size_t dot = slot.rfind('.'); dot != std::string_view::npos && formCount < 2; dot = head.rfind('.')) {
    forms[formCount++] = head.substr(dot + 1);
    head = head.substr(0, dot);
  }
  std::reverse(forms.begin(), forms.begin() + static_cast<std::ptrdiff_t>(formCount));
  const std::size_t colon = head.find(':');
  const std::string_view pool = head.substr(0, colon);
  const std::span<const std::string_view> said(forms.data(), formCount);

  if (colon == std::string_view::npos) {
    if (pool == "upto") throw Error("grammar.slot", {{"slot", std::string(slot)}, {"template", std::string(text)}});
    if (const auto bound = m_bound.find(pool); bound != m_bound.end()) return say(bound->second, said);
  } else if (pool == "upto") {  // "{upto:n}": one, two, ... up to the number n
    const std::vector<std::string>& numbers = numberWords(m_index->grammar());
    const auto bound = m_bound.find(head.substr(colon + 1));
    const auto last =
        bound == m_bound.end() ? numbers.end() : std::find(numbers.begin(), numbers.end(), bound->second.word);
    if (last == numbers.end())
      throw Error("grammar.slot", {{"slot", std::string(slot)}, {"template", std::string(text)}});
    return numberRun(numbers, 0, static_cast<std::size_t>(last - numbers.begin()));
  }
  Bound drawn;
  const bool countable = std::any_of(said.begin(), said.end(), needsPlural);
  if (!drawFrom(pool, countable, drawn))
    throw Error("grammar.slot", {{"slot", std::string(slot)}, {"template", std::string(text)}});
  if (colon != std::string_view::npos) m_bound[std::string(head.substr(colon + 1))] = drawn;
  return say(drawn, said);
}

bool TemplateWriter::drawFrom(std::string_view pool, bool countable, Bound& drawn) {
  const Grammar& grammar = m_index->grammar();
  if (pool == "state" && m_states != nullptr) {
    drawn.word = drawEvenly(*m_random, *m_states);
    return true;
  }
  if (const auto* nouns = m_index->nouns(pool, countable); nouns != nullptr && !nouns->empty()) {
    drawn.noun = drawEvenly(*m_random, *nouns);
    return true;
  }
  if (const auto words = grammar.words.find(std::string(pool)); words != grammar.words.end()) {
    drawn.word = expand(drawEvenly(*m_random, words->second));
    return true;
  }
  if (const auto table = grammar.tables.find(std::string(pool)); table != grammar.tables.end()) {
    drawn.row = &drawEvenly(*m_random, table->second);
    return true;
  }
  if (!grammar.words.contains("number_word")) return false;
  const std::vector<std::string>& numbers = numberWords(grammar);
  if (pool == "number") {  // one that has a next
    drawn.word = numbers[static_cast<std::size_t>(m_random->below(numbers.size() - 1))];
  } else if (pool == "many") {  // one whose neighbours are still plural, and small enough to count to
    drawn.word = numbers[2 + static_cast<std::size_t>(m_random->below(std::min<std::size_t>(9, numbers.size() - 3)))];
  } else if (pool == "run") {
    const std::size_t first =
        m_random->uniform() < 0.6 ? 0 : static_cast<std::size_t>(m_random->below(numbers.size() - 6));
    drawn.word = numberRun(numbers, first, first + 2 + static_cast<std::size_t>(m_random->below(4)));
  } else {
    return false;
  }
  return true;
}

std::string TemplateWriter::say(const Bound& bound, std::span<const std::string_view> forms) {
  if (bound.row != nullptr) {
    const std::size_t column = forms.empty() || forms[0].size() != 1 ? 0 : static_cast<std::size_t>(forms[0][0] - '0');
    if (column >= bound.row->size())
      throw Error("grammar.slot",
                  {{"slot", std::string(forms.empty() ? "" : forms[0])}, {"template", bound.row->front()}});
    const std::string& word = (*bound.row)[column];
    return sayWord(word, findNoun(m_index->grammar(), word), forms.size() > 1 ? forms[1] : std::string_view());
  }
  const std::string_view form = forms.empty() ? std::string_view() : forms[0];
  if (bound.noun != nullptr) return sayWord(bound.noun->singular, bound.noun, form);
  return sayWord(bound.word, nullptr, form);
}

std::string TemplateWriter::sayWord(const std::string& word, const GrammarNoun* noun, std::string_view form) {
  if (form == "p") return noun != nullptr && !noun->plural.empty() ? noun->plural : word + "s";
  if (form == "a") return articleFor(word) + " " + word;
  if (form == "an") return articleFor(word);
  if (form == "np") return withAdjective(noun, word);
  if (form == "npp" && noun != nullptr) return withAdjective(noun, noun->plural);
  if (form == "nn" && noun != nullptr) return withAdjective(noun, m_random->uniform() < 0.5 ? noun->plural : word);
  if (form == "anp") {
    const std::string phrase = withAdjective(noun, word);
    return articleFor(phrase) + " " + phrase;
  }
  if (form == "next" || form == "prev") return sayNumber(word, form);
  return word;
}

std::string TemplateWriter::sayNumber(const std::string& word, std::string_view form) const {
  const std::vector<std::string>& numbers = numberWords(m_index->grammar());
  const auto found = std::find(numbers.begin(), numbers.end(), word);
  const bool known = found != numbers.end();
  const bool possible = known && (form == "next" ? found + 1 != numbers.end() : found != numbers.begin());
  if (!possible) throw Error("grammar.slot", {{"slot", std::string(form)}, {"template", word}});
  return form == "next" ? *(found + 1) : *(found - 1);
}

std::string TemplateWriter::withAdjective(const GrammarNoun* noun, const std::string& word) {
  if (noun == nullptr || m_random->uniform() >= 0.4) return word;
  const auto group = m_index->grammar().groups.find(noun->group);
  if (group == m_index->grammar().groups.end() || group->second.adjectives.empty()) return word;
  return drawEvenly(*m_random, group->second.adjectives) + " " + word;
}

std::string TemplateWriter::fillWords(int count, std::string_view kindFirst, std::string_view kindNext,
                                      std::string_view kindLast) {
  constexpr int kTries = 4000;
  constexpr int kLongestLast = 9;
  constexpr double kLastShare = 0.15;
  std::string text;
  int left = count;
  bool afterClause = false;
  while (left > 0) {
    int words = 0;
    for (int i = 0; i < kTries && words == 0; ++i) {
      const bool last = left <= kLongestLast && m_random->uniform() < kLastShare;
      const std::string piece = expandOneOf(last ? kindLast : text.empty() ? kindFirst : kindNext);
      const int length = countWords(piece);
      const bool joins = piece.starts_with("and ") && !afterClause;  // "with a ball and that ..." is no English
      if (length == 0 || joins || (last ? length != left : length > left)) continue;
      words = length;
      appendPhrase(text, piece);
      afterClause = piece.starts_with("that ") || piece.starts_with("and that ");
    }
    if (words == 0)
      throw Error("grammar.cannot_fill", {{"words", std::to_string(left)}, {"kind", std::string(kindLast)}});
    left -= words;
  }
  return text;
}

int countWords(std::string_view text) {
  int words = 0;
  bool inside = false, letters = false;
  for (const char c : text) {
    if (c == ' ') {
      if (letters) ++words;
      inside = letters = false;
      continue;
    }
    inside = true;
    letters = letters || isLetter(c);
  }
  return words + (inside && letters ? 1 : 0);
}

void appendPhrase(std::string& text, std::string_view phrase) {
  if (phrase.empty()) return;
  if (!text.empty() && phrase.front() != ',') text += ' ';
  text += phrase;
}

std::string capitalizeSentences(std::string_view text) {
  std::string out(text);
  bool start = true;
  for (char& c : out) {
    if (isLetter(c)) {
      if (start) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      start = false;
    } else if (c == '.' || c == '!' || c == '?') {
      start = true;
    }
  }
  return out;
}

std::string articleFor(std::string_view word) {
  return !word.empty() && std::string_view("aeiou").find(word.front()) != std::string_view::npos ? "an" : "a";
}

}  // namespace headlight
