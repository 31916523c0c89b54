#include "golden/classroom_probe.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include "generate/joined_activation.h"
#include "hooks/hook_names.h"
#include "tensor/random.h"

namespace headlight::test {
namespace {

Intervention zeroHead(const Head& head) {
  Intervention intervention;
  intervention.point = hook_names::z(head.layer);
  intervention.head = head.head;
  intervention.label = headName(head);
  return intervention;
}

std::vector<std::string> wordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

}  // namespace

std::string headName(const Head& head) {
  std::ostringstream name;
  name << 'L' << head.layer << 'H' << head.head;
  return name.str();
}

std::vector<Demonstration> demonstrations(const Grammar& grammar, const Tokenizer& tokenizer) {
  std::vector<Demonstration> demos;
  for (const GrammarDemonstration& d : grammar.demonstrations) {
    Demonstration demo{d.prompt, usualPlaces(grammar, d.prompt).front().word, 0};
    const std::vector<Token> tokens = tokenizer.encode(d.prompt);
    const auto subject =
        std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.text == d.subject; });
    if (subject == tokens.end()) throw std::runtime_error("no subject in " + d.prompt);
    demo.subject = subject - tokens.begin();
    demos.push_back(demo);
  }
  return demos;
}

std::vector<WeightedWord> usualPlaces(const Grammar& grammar, const std::string& prompt) {
  const std::vector<std::string> words = wordsOf(prompt);
  const GrammarNoun* noun = words.size() > 1 ? findNoun(grammar, words[1]) : nullptr;
  if (noun == nullptr) throw std::runtime_error("no subject in " + prompt);
  for (const PlaceChoice& choice : noun->places) {
    if (choice.preposition == words[words.size() - 2]) return choice.places;
  }
  throw std::runtime_error("no places for " + prompt);
}

Generation ClassroomProbe::start(const std::string& prompt, const std::vector<Head>& ablated) const {
  std::vector<Intervention> interventions;
  for (const Head& head : ablated) interventions.push_back(zeroHead(head));
  return Generation(m_model, m_tokenizer, preparePrompt(prompt, m_tokenizer, m_model.config().nCtx), nullptr,
                    std::move(interventions));
}

double ClassroomProbe::probability(const std::string& prompt, const std::string& word,
                                   const std::vector<Head>& ablated) const {
  const std::optional<TokenId> id = m_tokenizer.find(word);
  if (!id) throw std::runtime_error("not in the vocabulary: " + word);
  const Distribution distribution = start(prompt, ablated).distribution();
  return distribution.find(*id)->probability;
}

std::string ClassroomProbe::likeliest(const std::string& prompt) const {
  return m_tokenizer.text(start(prompt).distribution().candidates.front().id);
}

double ClassroomProbe::shareLeft(const std::vector<Demonstration>& demos, const std::vector<Head>& ablated) const {
  double before = 0, after = 0;
  for (const Demonstration& demo : demos) {
    before += probability(demo.prompt, demo.answer);
    after += probability(demo.prompt, demo.answer, ablated);
  }
  return after / before;
}

std::pair<std::string, double> ClassroomProbe::mostSeen(const std::string& prompt, const Head& head) const {
  const Generation run = start(prompt);
  const auto length = static_cast<Index>(run.tokens().size());
  const JoinedActivation pattern = run.activation(hook_names::pattern(head.layer));  // [H, T, T]
  const auto row = pattern.values.begin() + (head.head * length + length - 1) * length;
  const auto most = std::max_element(row, row + length);
  return {run.tokens()[static_cast<std::size_t>(most - row)].text, static_cast<double>(*most)};
}

std::map<Head, double> ClassroomProbe::weightsOnSubject(const std::vector<Demonstration>& demos) const {
  std::map<Head, double> weights;
  for (const Demonstration& demo : demos) {
    const Generation run = start(demo.prompt);
    const auto length = static_cast<Index>(run.tokens().size());
    for (int layer = 0; layer < static_cast<int>(config().nLayers); ++layer) {
      const JoinedActivation pattern = run.activation(hook_names::pattern(layer));  // [H, T, T]
      for (int head = 0; head < static_cast<int>(config().nHeads); ++head) {
        float largest = 0;
        for (Index query = demo.subject + 1; query < length; ++query) {
          largest = std::max(largest,
                             pattern.values[static_cast<std::size_t>((head * length + query) * length + demo.subject)]);
        }
        weights[{layer, head}] += static_cast<double>(largest) / static_cast<double>(demos.size());
      }
    }
  }
  return weights;
}

std::vector<Head> carryingHeads(const ClassroomProbe& probe, const std::vector<Demonstration>& demos,
                                double leastWeight, Enough enough, std::size_t most) {
  std::vector<std::pair<double, Head>> looking;  // what is left without it, and the head
  for (const auto& [head, weight] : probe.weightsOnSubject(demos)) {
    if (weight >= leastWeight) looking.emplace_back(probe.shareLeft(demos, {head}), head);
  }
  std::sort(looking.begin(), looking.end());
  std::vector<Head> heads;
  const auto halved = [&](const Demonstration& demo) { return probe.shareLeft({demo}, heads) <= 0.5; };
  for (const auto& [left, head] : looking) {
    if (heads.size() == most) break;
    heads.push_back(head);
    const bool all = enough == Enough::Together ? probe.shareLeft(demos, heads) <= 0.5
                                                : std::all_of(demos.begin(), demos.end(), halved);
    if (all) break;
  }
  return heads;
}

std::vector<Head> otherHeads(const std::vector<Head>& heads, Index nHeads, std::uint64_t seed) {
  Random random(seed);
  std::map<int, std::vector<int>> free;
  for (const Head& taken : heads) {
    if (free.contains(taken.layer)) continue;
    std::vector<int>& others = free[taken.layer];
    for (int head = 0; head < static_cast<int>(nHeads); ++head) {
      if (std::find(heads.begin(), heads.end(), Head{taken.layer, head}) == heads.end()) others.push_back(head);
    }
    random.shuffle(std::span<int>(others));
  }
  std::vector<Head> drawn;
  for (const Head& taken : heads) {
    if (free[taken.layer].empty())
      throw std::runtime_error("no other head left in layer " + std::to_string(taken.layer));
    drawn.push_back({taken.layer, free[taken.layer].back()});
    free[taken.layer].pop_back();
  }
  return drawn;
}

HeldOutResult measureHeldOut(const ClassroomProbe& probe, const std::vector<GrammarSentence>& sentences) {
  HeldOutResult result;
  result.sentences = sentences.size();
  for (const GrammarSentence& sentence : sentences) {
    const Distribution distribution = probe.start(sentence.prompt).distribution();
    const std::string likeliest = probe.tokenizer().text(distribution.candidates.front().id);
    const std::string& usual = sentence.distribution.front().word;
    result.mostProbable += likeliest == usual ? 1 : 0;
    result.drawn += likeliest == sentence.answer ? 1 : 0;
    result.drawnByGrammar += sentence.answer == usual ? 1 : 0;
    const Candidate* answer = distribution.find(probe.tokenizer().find(sentence.answer).value());
    result.loss -= std::log(answer->probability) / static_cast<double>(sentences.size());
    const auto ofGrammar = std::find_if(sentence.distribution.begin(), sentence.distribution.end(),
                                        [&](const WeightedWord& w) { return w.word == sentence.answer; });
    result.grammarLoss -= std::log(ofGrammar->weight) / static_cast<double>(sentences.size());
  }
  return result;
}

}  // namespace headlight::test
