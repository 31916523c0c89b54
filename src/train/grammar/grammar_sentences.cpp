#include "train/grammar/grammar_sentences.h"

#include <algorithm>
#include <cmath>

#include "tensor/error.h"

namespace headlight {
namespace {

constexpr int kCombinationTries = 200'000;  // reserved ones are few: one try in twenty at the usual share

const GrammarVerb& drawVerb(Random& random, const std::vector<GrammarVerb>& verbs) {
  double left = random.uniform();
  for (const GrammarVerb& verb : verbs) {
    left -= verb.weight;
    if (left < 0) return verb;
  }
  return verbs.back();
}

GrammarSubject drawSubject(const GrammarIndex& index, Random& random, SentenceKind kind) {
  const Grammar& grammar = index.grammar();
  GrammarSubject subject;
  subject.noun = drawEvenly(random, index.subjects());
  const bool twoForms = !subject.noun->plural.empty() && subject.noun->plural != subject.noun->singular;
  const double pluralShare = kind == SentenceKind::Agreement ? 0.5 : grammar.pluralShare;
  subject.plural = random.uniform() < pluralShare && twoForms;
  subject.determiner = drawWeighted(random, grammar.determiners).word;
  const std::vector<std::string>& adjectives = grammar.groups.at(subject.noun->group).adjectives;
  if (random.uniform() < grammar.adjectiveShare) subject.adjective = drawEvenly(random, adjectives);
  subject.female = random.uniform() < 0.5;
  return subject;
}

/// A subject and a verb whose combination is allowed.
std::pair<GrammarSubject, const GrammarVerb*> drawCombination(const GrammarIndex& index, Random& random,
                                                              SentenceKind kind, const CombinationFilter& allowed) {
  for (int i = 0; i < kCombinationTries; ++i) {
    GrammarSubject subject = drawSubject(index, random, kind);
    const GrammarGroup& group = index.grammar().groups.at(subject.noun->group);
    const GrammarVerb& verb = drawVerb(random, kind == SentenceKind::Place ? group.placeVerbs : group.predicates);
    if (kind == SentenceKind::Agreement && subject.noun->plural == subject.noun->singular) continue;
    if (allowed(subject.form(), subject.plural ? verb.plural : verb.singular, subject.adjective))
      return {subject, &verb};
  }
  throw Error("grammar.no_combination");
}

GrammarSentence describe(SentenceKind kind, const GrammarSubject& subject, const GrammarVerb& verb, int distance) {
  GrammarSentence sentence;
  sentence.kind = kind;
  sentence.subject = subject.form();
  sentence.verb = subject.plural ? verb.plural : verb.singular;
  sentence.modifier = subject.adjective;
  sentence.distance = distance;
  return sentence;
}

std::string subjectWithInsertion(TemplateWriter& writer, const GrammarSubject& subject, int distance) {
  std::string text = subject.phrase();
  appendPhrase(text, writer.fillWords(distance, "insert_first", "insert_next", "insert_last"));
  return text;
}

/// The verb's forms by their weights in this number; forms that several verbs share are summed.
std::vector<WeightedWord> verbDistribution(const std::vector<GrammarVerb>& verbs, bool plural) {
  std::vector<WeightedWord> forms;
  for (const GrammarVerb& verb : verbs) {
    const std::string& form = plural ? verb.plural : verb.singular;
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const WeightedWord& w) { return w.word == form; });
    if (found == forms.end()) {
      forms.push_back({form, verb.weight});
    } else {
      found->weight += verb.weight;
    }
  }
  std::stable_sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return forms;
}

std::string drawName(const GrammarIndex& index, Random& random, bool female) {
  return drawEvenly(random, index.grammar().words.at(female ? "girl_name" : "boy_name"));
}

/// Two people, one of whom gets something at the end: the answer is the one who does not give.
DrawnSentence drawNamePair(const GrammarIndex& index, Random& random, int distance, const CombinationFilter& allowed) {
  for (int i = 0; i < kCombinationTries; ++i) {
    const std::string a = drawName(index, random, random.uniform() < 0.5);
    const std::string b = drawName(index, random, random.uniform() < 0.5);
    const std::string& verb = drawEvenly(random, index.grammar().words.at("gave"));
    const GrammarNoun* object = drawEvenly(random, *index.nouns("thing", true));
    if (a == b || !allowed(a, verb, object->singular)) continue;

    TemplateWriter writer(index, random);
    const bool swapped = random.uniform() < 0.5;
    writer.bind("a", swapped ? b : a);
    writer.bind("b", swapped ? a : b);
    std::string text = writer.expandOneOf("name_pair");
    appendPhrase(text, writer.fillWords(distance, "filler", "filler", "filler"));
    writer.bind("a", a);
    writer.bind("b", b);
    writer.bind("verb", verb);
    writer.bind("object", articleFor(object->singular) + " " + object->singular);
    appendPhrase(text, writer.expandOneOf("name_pair_end"));
    DrawnSentence drawn;
    drawn.sentence = sentenceFromMarkedText(SentenceKind::Name, text);
    drawn.sentence.subject = a;
    drawn.sentence.contrast = b;
    drawn.sentence.verb = verb;
    drawn.sentence.modifier = object->singular;
    drawn.sentence.distance = distance;
    return drawn;
  }
  throw Error("grammar.no_combination");
}

/// A name that is said, and said again.
DrawnSentence drawNameCall(const GrammarIndex& index, Random& random, int distance, const CombinationFilter& allowed) {
  for (int i = 0; i < kCombinationTries; ++i) {
    const GrammarNoun* noun = drawEvenly(random, *index.nouns("somebody", true));
    const bool female = noun->gender == Gender::Female || (noun->gender == Gender::Either && random.uniform() < 0.5);
    const std::string name = drawName(index, random, female);
    if (!allowed(name, "call", noun->singular)) continue;

    TemplateWriter writer(index, random);
    writer.bind("a", name);
    writer.bind("n", noun);
    std::string text = writer.expandOneOf("name_call");
    appendPhrase(text, writer.fillWords(distance, "filler", "filler", "filler"));
    appendPhrase(text, writer.expandOneOf("name_call_end"));
    DrawnSentence drawn;
    drawn.sentence = sentenceFromMarkedText(SentenceKind::Name, text);
    drawn.sentence.subject = name;
    drawn.sentence.verb = "call";
    drawn.sentence.modifier = noun->singular;
    drawn.sentence.distance = distance;
    return drawn;
  }
  throw Error("grammar.no_combination");
}

}  // namespace

std::string GrammarSubject::phrase() const {
  return determiner + " " + (adjective.empty() ? "" : adjective + " ") + form();
}

std::string GrammarSubject::pronoun() const {
  if (plural) return "they";
  if (noun->gender == Gender::Neuter) return "it";
  return noun->gender == Gender::Female || (noun->gender == Gender::Either && female) ? "she" : "he";
}

std::string GrammarSubject::object() const {
  const std::string said = pronoun();
  return said == "they" ? "them" : said == "he" ? "him" : said == "she" ? "her" : "it";
}

DrawnSentence drawPlaceSentence(const GrammarIndex& index, Random& random, int distance,
                                const CombinationFilter& allowed) {
  constexpr double kOpeningShare = 0.06, kEndingShare = 0.08;
  auto [subject, verb] = drawCombination(index, random, SentenceKind::Place, allowed);
  TemplateWriter writer(index, random);
  std::string prompt = random.uniform() < kOpeningShare ? writer.expandOneOf("opening") : std::string();
  appendPhrase(prompt, subjectWithInsertion(writer, subject, distance));

  double left = random.uniform();
  const PlaceChoice* choice = &subject.noun->places.back();
  for (const PlaceChoice& candidate : subject.noun->places) {
    left -= candidate.weight;
    if (left < 0) {
      choice = &candidate;
      break;
    }
  }
  DrawnSentence drawn;
  drawn.sentence = describe(SentenceKind::Place, subject, *verb, distance);
  prompt += " " + drawn.sentence.verb + " " + choice->preposition + " the";
  drawn.sentence.answer = drawWeighted(random, choice->places).word;
  drawn.sentence.distribution = choice->places;
  std::string text = prompt + " " + drawn.sentence.answer;
  if (random.uniform() < kEndingShare) appendPhrase(text, drawEvenly(random, index.grammar().words.at("ending")));
  drawn.sentence.prompt = capitalizeSentences(prompt);
  drawn.sentence.text = capitalizeSentences(text + ".");
  subject.place = choice->preposition + " the " + drawn.sentence.answer;
  drawn.subject = subject;
  return drawn;
}

DrawnSentence drawAgreementSentence(const GrammarIndex& index, Random& random, int distance,
                                    const CombinationFilter& allowed) {
  const auto [subject, verb] = drawCombination(index, random, SentenceKind::Agreement, allowed);
  TemplateWriter writer(index, random);
  const GrammarGroup& group = index.grammar().groups.at(subject.noun->group);
  writer.setStates(&group.states);
  const std::string prompt = subjectWithInsertion(writer, subject, distance);

  DrawnSentence drawn;
  drawn.sentence = describe(SentenceKind::Agreement, subject, *verb, distance);
  drawn.sentence.answer = drawn.sentence.verb;
  drawn.sentence.contrast = subject.plural ? verb->singular : verb->plural;
  drawn.sentence.distribution = verbDistribution(group.predicates, subject.plural);
  drawn.sentence.prompt = capitalizeSentences(prompt);
  drawn.sentence.text = capitalizeSentences(prompt + " " + drawn.sentence.verb + " " + writer.expand(verb->rest) + ".");
  drawn.subject = subject;
  return drawn;
}

DrawnSentence drawNameSentence(const GrammarIndex& index, Random& random, int distance,
                               const CombinationFilter& allowed) {
  return random.uniform() < 0.6 ? drawNamePair(index, random, distance, allowed)
                                : drawNameCall(index, random, distance, allowed);
}

int drawDistance(const Grammar& grammar, Random& random, double share) {
  constexpr double kOneClause = 0.6;  // of the insertions are short, as people write; the others reach the longest
  constexpr int kClauseWords = 9;
  constexpr double kShorter = 1.3;  // 1 would make all distances of the others equally frequent
  const double any = random.uniform(), way = random.uniform(), howFar = random.uniform();
  if (any >= share) return 0;
  const int longest = grammar.longestDistance;
  const double words =
      way < kOneClause ? std::min(kClauseWords, longest) * howFar : longest * std::pow(howFar, kShorter);
  return 1 + std::min(longest - 1, static_cast<int>(words));
}

GrammarSentence sentenceFromMarkedText(SentenceKind kind, const std::string& marked) {
  GrammarSentence sentence;
  sentence.kind = kind;
  const std::string text = capitalizeSentences(marked);
  const std::size_t open = text.find('*');
  if (open != std::string::npos) {
    const std::size_t close = text.find('*', open + 1);
    sentence.prompt = text.substr(0, open);
    while (!sentence.prompt.empty() && sentence.prompt.back() == ' ') sentence.prompt.pop_back();
    sentence.answer = text.substr(open + 1, close - open - 1);
    sentence.distribution = {{sentence.answer, 1.0}};
  }
  std::copy_if(text.begin(), text.end(), std::back_inserter(sentence.text), [](char c) { return c != '*'; });
  return sentence;
}

}  // namespace headlight
