#include "figures/attention/difference_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "figures/attention/attention_names.h"
#include "figures/attention/heads_figure.h"
#include "figures/badge.h"
#include "formats/files/csv.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using Pair = AttentionDifferenceFigure::Pair;
using Head = AttentionDifferenceFigure::Head;

bool inBoth(const Pair& pair) {
  return pair.first >= 0 && pair.second >= 0;
}

/// Every place of both sentences once, in order.
bool fits(const std::vector<Pair>& pairs, Index first, Index second) {
  Index i = 0, j = 0;
  for (const Pair& pair : pairs) {
    if (pair.first >= 0 && pair.first != i++) return false;
    if (pair.second >= 0 && pair.second != j++) return false;
  }
  return i == first && j == second;
}

void check(bool good, const char* what) {
  if (!good) throw Error("internal.failure", {{"what", what}});
}

void checkTogether(const HeadsFigure& first, const HeadsFigure& second, const std::vector<Pair>& queries,
                   const std::vector<Pair>& keys) {
  const auto count = static_cast<std::size_t>(first.layers * first.heads);
  check(first.layers == second.layers && first.heads == second.heads && first.causal == second.causal &&
            first.patterns.size() == count && second.patterns.size() == count,
        "attention of two models was to be subtracted");
  for (std::size_t i = 0; i < count; ++i) {
    check(fits(queries, first.patterns[i].rows(), second.patterns[i].rows()) &&
              fits(keys, first.patterns[i].cols(), second.patterns[i].cols()),
          "an alignment does not fit its sentences");
  }
}

Matrix<float> subtracted(const Matrix<float>& first, const Matrix<float>& second, const std::vector<Pair>& queries,
                         const std::vector<Pair>& keys) {
  Matrix<float> difference(static_cast<Index>(queries.size()), static_cast<Index>(keys.size()));
  for (Index row = 0; row < difference.rows(); ++row) {
    const Pair& q = queries[static_cast<std::size_t>(row)];
    for (Index column = 0; column < difference.cols(); ++column) {
      const Pair& k = keys[static_cast<std::size_t>(column)];
      difference(row, column) = inBoth(q) && inBoth(k) ? first(q.first, k.first) - second(q.second, k.second)
                                                       : std::numeric_limits<float>::quiet_NaN();
    }
  }
  return difference;
}

double meanChange(const Matrix<float>& difference, bool causal) {
  double sum = 0;
  Index count = 0;
  for (Index row = 0; row < difference.rows(); ++row) {
    for (Index column = 0; column < difference.cols() && (!causal || column <= row); ++column) {
      const auto value = static_cast<double>(difference(row, column));
      if (std::isnan(value)) continue;
      sum += std::abs(value);
      ++count;
    }
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

void sortByChange(std::vector<Head>& heads) {
  std::stable_sort(heads.begin(), heads.end(), [](const Head& a, const Head& b) { return a.change > b.change; });
}

const Head& headAt(const AttentionDifferenceFigure& figure, const HeadPlace& place) {
  const auto found = std::find_if(figure.heads.begin(), figure.heads.end(),
                                  [&place](const Head& head) { return head.place == place; });
  check(found != figure.heads.end(), "a head was chosen that the difference does not have");
  return *found;
}

Head meanOfLayer(const AttentionDifferenceFigure& figure, int layer) {
  Matrix<double> sum =
      Matrix<double>::Zero(static_cast<Index>(figure.queries.size()), static_cast<Index>(figure.keys.size()));
  for (int head = 0; head < figure.headsPerLayer; ++head) {
    sum += headAt(figure, {layer, head}).difference.cast<double>();
  }
  Head mean{{layer, -1}, 0, (sum / std::max(1, figure.headsPerLayer)).cast<float>()};
  mean.change = meanChange(mean.difference, figure.causal);
  return mean;
}

}  // namespace

AttentionDifferenceFigure attentionDifference(const HeadsFigure& first, const HeadsFigure& second,
                                              std::vector<Pair> queries, std::vector<Pair> keys) {
  checkTogether(first, second, queries, keys);
  AttentionDifferenceFigure figure;
  figure.source = first.source;
  figure.secondPrompt = second.source.prompt;
  figure.side = first.side;
  figure.layers = first.layers;
  figure.headsPerLayer = first.heads;
  figure.firstQueryLabels = first.queryLabels;
  figure.firstKeyLabels = first.keyLabels;
  figure.secondQueryLabels = second.queryLabels;
  figure.secondKeyLabels = second.keyLabels;
  figure.causal = first.causal;
  for (int layer = 0; layer < first.layers; ++layer) {
    for (int head = 0; head < first.heads; ++head) {
      const auto index = static_cast<std::size_t>(layer * first.heads + head);
      Head each{{layer, head}, 0, subtracted(first.patterns[index], second.patterns[index], queries, keys)};
      each.change = meanChange(each.difference, figure.causal);
      figure.heads.push_back(std::move(each));
    }
  }
  sortByChange(figure.heads);
  figure.queries = std::move(queries);
  figure.keys = std::move(keys);
  return figure;
}

AttentionDifferenceFigure chosenHeads(const AttentionDifferenceFigure& figure, const std::vector<HeadPlace>& places) {
  AttentionDifferenceFigure chosen = figure;
  chosen.heads.clear();
  for (const HeadPlace& place : places) {
    chosen.heads.push_back(place.head < 0 ? meanOfLayer(figure, place.layer) : headAt(figure, place));
  }
  sortByChange(chosen.heads);
  return chosen;
}

std::string fileNameOf(const AttentionDifferenceFigure& f) {
  const std::string name = sidePrefix(f.side) + "attention";
  if (f.heads.size() != 1) return name + "_difference";
  return name + layerMark(f.heads.front().place.layer) + headMark(f.heads.front().place.head) + "_difference";
}

std::string csvOf(const AttentionDifferenceFigure& figure) {
  CsvWriter csv;
  addHeading(csv, {"layer", "head", "change", "first_query", "first_key", "second_query", "second_key",
                   "first_query_text", "first_key_text", "second_query_text", "second_key_text", "difference"});
  for (const AttentionDifferenceFigure::Head& head : figure.heads) {
    for (Index row = 0; row < head.difference.rows(); ++row) {
      const AttentionDifferenceFigure::Pair& q = figure.queries[static_cast<std::size_t>(row)];
      for (Index column = 0; column < head.difference.cols(); ++column) {
        const AttentionDifferenceFigure::Pair& k = figure.keys[static_cast<std::size_t>(column)];
        const bool inBoth = q.first >= 0 && q.second >= 0 && k.first >= 0 && k.second >= 0;
        if (!inBoth || (figure.causal && column > row)) continue;
        csv.integer(head.place.layer).integer(head.place.head).number(head.change);
        csv.integer(q.first).integer(k.first).integer(q.second).integer(k.second);
        addCellTexts(csv, figure.firstQueryLabels, figure.firstKeyLabels, q.first, k.first);
        addCellTexts(csv, figure.secondQueryLabels, figure.secondKeyLabels, q.second, k.second);
        csv.number(static_cast<double>(head.difference(row, column))).endRow();
      }
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const AttentionDifferenceFigure& figure, const std::string& name) {
  std::vector<std::pair<HeadPlace, const Matrix<float>*>> heads;
  for (const Head& head : figure.heads) heads.emplace_back(head.place, &head.difference);
  return npyOfHeads(heads, name);
}

std::vector<FigureToken> tokensOf(const AttentionDifferenceFigure& figure) {
  return tokensOfLabels(figure.firstKeyLabels);
}

/// A difference is exact; a head of -1 is a difference of means.
Badge badgeOf(const AttentionDifferenceFigure& figure) {
  const bool hasMean =
      std::any_of(figure.heads.begin(), figure.heads.end(), [](const Head& head) { return head.place.head < 0; });
  return hasMean ? Badge{Badge::Kind::MeanOfHeads, figure.headsPerLayer, 0} : Badge{};
}

}  // namespace headlight
