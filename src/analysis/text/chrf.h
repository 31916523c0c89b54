#pragma once
// How close translations are to given ones, over a whole test set.
//
// chrF2 (Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015) as sacreBLEU defines it
// ("chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no"): character n-grams of 1 to 6 without white space; counts of
// hypothesis, reference and matches are summed over all sentences; precision and recall are averaged over the orders
// that both sides have; F with β = 2, times 100.
//
// BLEU (Papineni and others 2002) as sacreBLEU's "BLEU|nrefs:1|case:mixed|eff:no|tok:char|smooth:exp": n-grams of 1 to
// 4 characters without white space, geometric mean of the precisions, an order without a match taken as 1/2, 1/4, … of
// one match, times the brevity penalty, times 100. Characters, because Chinese has no spaces between words.

#include <array>
#include <cstdint>
#include <string_view>

namespace headlight {

/// n-grams of one order.
struct NgramCounts {
  std::uint64_t hypothesis = 0, reference = 0, matches = 0;
};

/// Sums over the sentences of a test set. Characters are code points; invalid UTF-8 counts as U+FFFD.
class TranslationQuality {
 public:
  static constexpr std::size_t kChrfOrders = 6;
  static constexpr std::size_t kBleuOrders = 4;

  void add(std::string_view hypothesis, std::string_view reference);

  /// 0 to 100; 0 for nothing.
  [[nodiscard]] double chrf2() const;
  [[nodiscard]] double bleu() const;

 private:
  std::array<NgramCounts, kChrfOrders> m_chrf{};
  std::array<NgramCounts, kBleuOrders> m_bleu{};
};

/// chrF2 of one sentence.
[[nodiscard]] double chrf2(std::string_view hypothesis, std::string_view reference);

}  // namespace headlight
