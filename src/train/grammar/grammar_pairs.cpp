#include "train/grammar/grammar_pairs.h"

#include <set>
#include <string>
#include <utility>

#include "tensor/error.h"
#include "tensor/random.h"
#include "train/grammar/grammar_template.h"

namespace headlight {
namespace {

constexpr std::size_t kDrawsWithoutNew = 20'000;  // in a row, before the grammar counts as used up

/// Both sides of one draw: the names that the source gives to its rows are known to the target.
TextPair drawPair(const GrammarIndex& index, Random& random) {
  const GrammarPair& pair = drawEvenly(random, index.grammar().pairs);
  TemplateWriter writer(index, random);
  std::string source = capitalizeSentences(writer.expand(pair.source));
  return {std::move(source), writer.expand(pair.target)};
}

}  // namespace

std::vector<TextPair> grammarPairs(const Grammar& grammar, std::size_t count, std::uint64_t seed) {
  const GrammarIndex index(grammar);
  std::set<std::string> taken(grammar.keptOut.begin(), grammar.keptOut.end());
  std::vector<TextPair> pairs;
  std::size_t inVain = 0;
  for (std::uint64_t draw = 0; pairs.size() < count; ++draw) {
    if (grammar.pairs.empty() || inVain > kDrawsWithoutNew)
      throw Error("grammar.too_few",
                  {{"name", grammar.name}, {"count", std::to_string(count)}, {"found", std::to_string(pairs.size())}});
    Random random(seed, draw);
    TextPair pair = drawPair(index, random);
    const bool isNew = taken.insert(pair.source).second;
    inVain = isNew ? 0 : inVain + 1;
    if (isNew) pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace headlight
