#include "analysis/text/chrf.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

std::u32string withoutSpaces(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = codePointAt(text, at);
    if (!isSpaceCharacter(character.value)) characters += character.value;
    at += character.size;
  }
  return characters;
}

/// Counts of the n-grams of one order of both sides; `matches` is clipped by the rarer side.
NgramCounts countNgrams(std::u32string_view hypothesis, std::u32string_view reference, std::size_t order) {
  struct Both {
    std::uint64_t hypothesis = 0, reference = 0;
  };
  std::map<std::u32string_view, Both> grams;
  for (std::size_t i = 0; i + order <= hypothesis.size(); ++i) ++grams[hypothesis.substr(i, order)].hypothesis;
  for (std::size_t i = 0; i + order <= reference.size(); ++i) ++grams[reference.substr(i, order)].reference;
  NgramCounts counts;
  for (const auto& [gram, both] : grams) {
    counts.hypothesis += both.hypothesis;
    counts.reference += both.reference;
    counts.matches += std::min(both.hypothesis, both.reference);
  }
  return counts;
}

void addTo(NgramCounts& sum, const NgramCounts& more) {
  sum.hypothesis += more.hypothesis;
  sum.reference += more.reference;
  sum.matches += more.matches;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void TranslationQuality::add(std::string_view hypothesis, std::string_view reference) {
  const std::u32string ours = withoutSpaces(hypothesis);
  const std::u32string theirs = withoutSpaces(reference);
  for (std::size_t order = 1; order <= kChrfOrders; ++order) {
    NgramCounts counts = countNgrams(ours, theirs, order);
    if (order <= kBleuOrders) addTo(m_bleu[order - 1], counts);
    if (counts.reference == 0) counts.hypothesis = 0;  // no hit is possible where the reference is shorter
    addTo(m_chrf[order - 1], counts);
  }
}

double TranslationQuality::chrf2() const {
  constexpr double kBetaSquared = 4;
  double precision = 0;
  double recall = 0;
  int orders = 0;
  for (const NgramCounts& counts : m_chrf) {
    if (counts.hypothesis == 0 || counts.reference == 0) continue;
    precision += share(counts.matches, counts.hypothesis);
    recall += share(counts.matches, counts.reference);
    ++orders;
  }
  if (orders == 0 || precision + recall == 0) return 0;
  precision /= orders;
  recall /= orders;
  return 100 * (1 + kBetaSquared) * precision * recall / (kBetaSquared * precision + recall);
}

double TranslationQuality::bleu() const {
  const NgramCounts& characters = m_bleu.front();
  if (characters.matches == 0) return 0;
  double logSum = 0;
  double smoothing = 1;
  for (const NgramCounts& counts : m_bleu) {
    if (counts.hypothesis == 0) return 0;
    if (counts.matches == 0) smoothing *= 2;
    logSum += std::log(counts.matches == 0 ? 1 / (smoothing * static_cast<double>(counts.hypothesis))
                                           : share(counts.matches, counts.hypothesis));
  }
  const double lengths = share(characters.reference, characters.hypothesis);
  const double penalty = lengths > 1 ? std::exp(1 - lengths) : 1;
  return 100 * penalty * std::exp(logSum / static_cast<double>(kBleuOrders));
}

double chrf2(std::string_view hypothesis, std::string_view reference) {
  TranslationQuality quality;
  quality.add(hypothesis, reference);
  return quality.chrf2();
}

}  // namespace headlight
