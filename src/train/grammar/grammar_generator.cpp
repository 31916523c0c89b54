#include "train/grammar/grammar_generator.h"

#include <algorithm>
#include <cctype>

#include "tensor/error.h"
#include "train/grammar/grammar_sentences.h"
#include "train/grammar/grammar_template.h"

namespace headlight {
namespace {

constexpr std::string_view kKindNames[] = {"place",    "agreement", "name",     "pronoun",
                                           "opposite", "counting",  "question", "fact"};

/// FNV-1a (Fowler, Noll, Vo): the same on every machine, unlike std::hash.
std::uint64_t hashText(std::string_view text, std::uint64_t salt) {
  std::uint64_t hash = 14695981039346656037ULL ^ salt;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash ^ (hash >> 29U);
}

bool isDemonstration(const Grammar& grammar, std::string_view subject, std::string_view verb,
                     std::string_view modifier) {
  const auto same = [&](const GrammarDemonstration& d) {
    return d.subject == subject && d.verb == verb && d.modifier == modifier;
  };
  return std::any_of(grammar.demonstrations.begin(), grammar.demonstrations.end(), same) ||
         std::any_of(grammar.examples.begin(), grammar.examples.end(), same);
}

/// Lower-case words and punctuation marks, one space around each, so that a phrase is found by searching " phrase ".
std::string spacedLowerCase(std::string_view text) {
  std::string out = " ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isspace(byte) != 0) {
      if (out.back() != ' ') out += ' ';
    } else if (std::ispunct(byte) != 0) {
      if (out.back() != ' ') out += ' ';
      out += c;
      out += ' ';
    } else {
      out += static_cast<char>(std::tolower(byte));
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

CombinationFilter trainingFilter(const Grammar& grammar) {
  return [&grammar](const std::string& s, const std::string& v, const std::string& m) {
    return !isReserved(grammar, s, v, m);
  };
}

CombinationFilter heldOutFilter(const Grammar& grammar) {
  return [&grammar](const std::string& s, const std::string& v, const std::string& m) {
    return isReserved(grammar, s, v, m) && !isDemonstration(grammar, s, v, m);
  };
}

DrawnSentence drawOfKind(const GrammarIndex& index, Random& random, SentenceKind kind, int distance,
                         const CombinationFilter& allowed) {
  switch (kind) {
    case SentenceKind::Place:
      return drawPlaceSentence(index, random, distance, allowed);
    case SentenceKind::Agreement:
      return drawAgreementSentence(index, random, distance, allowed);
    case SentenceKind::Name:
      return drawNameSentence(index, random, distance, allowed);
    default:
      throw Error("grammar.no_such_kind", {{"kind", std::string(sentenceKindName(kind))}});
  }
}

/// Writes one document item by item.
class DocumentWriter {
 public:
  DocumentWriter(const GrammarIndex& index, Random& random)
      : m_index(index), m_random(random), m_allowed(trainingFilter(index.grammar())) {}

  GrammarDocument write() {
    constexpr double kPlaceFirst = 0.5;
    const int items = 1 + static_cast<int>(m_random.below(6));
    for (int i = 0; i < items; ++i) {
      const bool placeFirst = i == 0 && m_random.uniform() < kPlaceFirst;
      writeItem(placeFirst ? "place" : drawWeighted(m_random, m_index.grammar().kinds).word);
    }
    return std::move(m_document);
  }

 private:
  void writeItem(const std::string& kindName) {
    const auto found = std::find(std::begin(kKindNames), std::end(kKindNames), kindName);
    if (found == std::end(kKindNames)) throw Error("grammar.no_such_kind", {{"kind", kindName}});
    const auto kind = static_cast<SentenceKind>(found - std::begin(kKindNames));
    if (kind == SentenceKind::Place || kind == SentenceKind::Agreement) {
      writeSubjectItem(kind);
    } else if (kind == SentenceKind::Name) {
      add(drawNameSentence(m_index, m_random,
                           drawDistance(m_index.grammar(), m_random, m_index.grammar().nameInsertedShare), m_allowed)
              .sentence);
    } else if (kind == SentenceKind::Question && m_random.uniform() < 0.5) {
      writePlaceQuestion();
    } else {
      TemplateWriter writer(m_index, m_random);
      add(sentenceFromMarkedText(kind, writer.expandOneOf(kindName)));
    }
  }

  void writeSubjectItem(SentenceKind kind) {
    constexpr double kFollowShare = 0.3;
    const int distance = drawDistance(m_index.grammar(), m_random, m_index.grammar().insertedShare);
    const DrawnSentence drawn = drawOfKind(m_index, m_random, kind, distance, m_allowed);
    add(drawn.sentence);
    if (kind == SentenceKind::Place && m_random.uniform() < kFollowShare) writeFollowing(drawn.subject);
  }

  /// A sentence with a pronoun for the subject of the last one.
  void writeFollowing(const GrammarSubject& subject) {
    TemplateWriter writer(m_index, m_random);
    writer.setStates(&m_index.grammar().groups.at(subject.noun->group).states);
    writer.bind("he", subject.pronoun());
    writer.bind("him", subject.object());
    writer.bind("place", subject.place);
    add(sentenceFromMarkedText(SentenceKind::Pronoun, writer.expandOneOf(subject.plural ? "follow_plural" : "follow")));
  }

  /// "Where is the cat? The cat sits on the mat.", "Who is on the throne? The king is on the throne." and the like.
  void writePlaceQuestion() {
    const DrawnSentence drawn = drawPlaceSentence(m_index, m_random, 0, m_allowed);
    const GrammarSubject& subject = drawn.subject;
    const std::string be = subject.plural ? "are" : "is";
    const bool person = subject.noun->gender != Gender::Neuter;
    std::string text;
    // A question that turns the verb around shows the combination too.
    const bool turned = m_allowed(subject.form(), be, subject.adjective);
    const double way = turned ? m_random.uniform() : 0.7;
    if (way < 0.35) {
      text = "where " + be + " " + subject.phrase() + "? " + drawn.sentence.text;
    } else if (way < 0.6) {
      text = "where " + be + " " + subject.phrase() + "? " + subject.pronoun() + " " + be + " " + subject.place + ".";
    } else if (way < 0.8) {
      text = std::string(person ? "who" : "what") + " is " + subject.place + "? " + subject.phrase() + ".";
    } else {
      text = be + " " + subject.phrase() + " " + subject.place + "? yes, " + subject.pronoun() + " " + be + ".";
    }
    GrammarSentence sentence;
    sentence.kind = SentenceKind::Question;
    sentence.text = capitalizeSentences(text);
    if (way < 0.35) {
      sentence.subject = drawn.sentence.subject;
      sentence.verb = drawn.sentence.verb;
      sentence.modifier = drawn.sentence.modifier;
    }
    add(std::move(sentence));
  }

  void add(GrammarSentence sentence) {
    appendPhrase(m_document.text, sentence.text);
    m_document.sentences.push_back(std::move(sentence));
  }

  const GrammarIndex& m_index;
  Random& m_random;
  CombinationFilter m_allowed;
  GrammarDocument m_document;
};

/// Streams that never meet: documents count from 0, the others lie far above.
std::uint64_t sentenceStream(SentenceKind kind, int distance, std::uint64_t index) {
  return (std::uint64_t{1} << 62U) + (static_cast<std::uint64_t>(kind) << 56U) +
         (static_cast<std::uint64_t>(distance) << 40U) + index;
}

}  // namespace

std::string_view sentenceKindName(SentenceKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

GrammarGenerator::GrammarGenerator(std::shared_ptr<const Grammar> grammar, std::uint64_t seed)
    : m_grammar(std::move(grammar)), m_index(std::make_shared<const GrammarIndex>(*m_grammar)), m_seed(seed) {}

GrammarDocument GrammarGenerator::document(std::uint64_t index) const {
  Random random(m_seed, index);
  return DocumentWriter(*m_index, random).write();
}

GrammarSentence GrammarGenerator::trainingSentence(SentenceKind kind, int distance, std::uint64_t index) const {
  Random random(m_seed, sentenceStream(kind, distance, index));
  return drawOfKind(*m_index, random, kind, distance, trainingFilter(*m_grammar)).sentence;
}

GrammarSentence GrammarGenerator::heldOutSentence(SentenceKind kind, int distance, std::uint64_t index) const {
  Random random(m_grammar->reservedSalt, sentenceStream(kind, distance, index));
  return drawOfKind(*m_index, random, kind, distance, heldOutFilter(*m_grammar)).sentence;
}

std::vector<GrammarSentence> GrammarGenerator::heldOutPlaces(std::size_t count) const {
  constexpr std::size_t kTriesEach = 200;
  std::vector<GrammarSentence> sentences;
  std::set<std::string> taken;
  Random random(m_grammar->reservedSalt, std::uint64_t{1} << 63U);
  for (std::size_t i = 0; sentences.size() < count; ++i) {
    if (i > count * kTriesEach) throw Error("grammar.no_combination");
    const int distance = drawDistance(*m_grammar, random, m_grammar->insertedShare);
    GrammarSentence sentence = drawPlaceSentence(*m_index, random, distance, heldOutFilter(*m_grammar)).sentence;
    if (taken.insert(sentence.subject + "|" + sentence.verb + "|" + sentence.modifier).second)
      sentences.push_back(std::move(sentence));
  }
  return sentences;
}

bool GrammarGenerator::isReserved(std::string_view subject, std::string_view verb, std::string_view modifier) const {
  return headlight::isReserved(*m_grammar, subject, verb, modifier);
}

bool GrammarGenerator::containsDemonstration(std::string_view text) const {
  return headlight::containsDemonstration(*m_grammar, text);
}

bool isReserved(const Grammar& grammar, std::string_view subject, std::string_view verb, std::string_view modifier) {
  if (isDemonstration(grammar, subject, verb, modifier)) return true;
  const std::string key = std::string(subject) + "|" + std::string(verb) + "|" + std::string(modifier);
  const std::uint64_t hash = hashText(key, grammar.reservedSalt);
  return static_cast<double>(hash >> 11U) * 0x1p-53 < grammar.reservedShare;
}

bool containsDemonstration(const Grammar& grammar, std::string_view text) {
  const std::string spaced = spacedLowerCase(text);
  for (const auto* prompts : {&grammar.demonstrations, &grammar.examples}) {
    for (const GrammarDemonstration& d : *prompts) {
      if (spaced.find(spacedLowerCase(d.prompt)) != std::string::npos) return true;
    }
  }
  return false;
}

}  // namespace headlight
