#include "figures/attention/heads_figure.h"

#include <algorithm>

#include "analysis/attention/rest_shares.h"
#include "analysis/text/token_label.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_names.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "formats/files/csv.h"
#include "formats/files/npy.h"

namespace headlight {

std::string_view roleWord(HeadLabel::Kind kind) {
  using Kind = HeadLabel::Kind;
  switch (kind) {
    case Kind::None:
      return "none";
    case Kind::PreviousToken:
      return "previous_token";
    case Kind::SameToken:
      return "same_token";
    case Kind::FirstToken:
      return "first_token";
    case Kind::Induction:
      return "induction";
    case Kind::Punctuation:
      return "punctuation";
    case Kind::ContentWord:
      return "content_word";
    case Kind::Broad:
      return "broad";
  }
  return "";
}

namespace {

/// Of a label: role, measure, where it was measured, by chance, and the key that a content word is.
void labelCells(CsvWriter& csv, const HeadsFigure& figure, const HeadLabel& label) {
  const bool isNone = label.kind == HeadLabel::Kind::None;
  csv.text(roleWord(label.kind)).number(label.value).text(isNone ? "" : label.isOfProbes ? "probes" : "prompt");
  isNone ? csv.text("") : csv.number(label.chance);
  csv.text(label.key < 0 ? "" : figure.keyLabels[static_cast<std::size_t>(label.key)]);
}

void headRows(CsvWriter& csv, const HeadsFigure& figure, int layer, int head) {
  const auto index = static_cast<std::size_t>(layer * figure.heads + head);
  const Matrix<float>& pattern = figure.patterns[index];
  for (Index q = 0; q < pattern.rows(); ++q) {
    for (Index k = 0; k < pattern.cols() && (!figure.causal || k <= q); ++k) {
      csv.integer(layer).integer(head).integer(q).integer(k);
      addCellTexts(csv, figure.queryLabels, figure.keyLabels, q, k);
      csv.number(static_cast<double>(pattern(q, k)));
      if (!figure.labels.empty()) labelCells(csv, figure, figure.labels[index]);
      csv.endRow();
    }
  }
}

}  // namespace

HeadsFigure headsFigure(const FigureRun& run, AttentionSide side, FigureSource source) {
  HeadsFigure figure;
  figure.source = std::move(source);
  figure.side = side;
  figure.heads = attentionHeads(run, side);
  figure.layers = attentionLayers(run.model.config(), side);
  figure.queryLabels = tokenLabels(queryTokens(run, side));
  figure.keyLabels = tokenLabels(keyTokens(run, side));
  figure.causal = isCausal(run.model.config(), side);
  for (int layer = 0; layer < figure.layers; ++layer) {
    const auto pattern = layerPatterns(run, side, layer);
    for (int head = 0; head < figure.heads; ++head) figure.patterns.push_back(headPattern(*pattern, head));
  }
  return figure;
}

double largestOfHeads(const HeadsFigure& figure) {
  double largest = 0;
  for (const Matrix<float>& pattern : figure.patterns) {
    const double of =
        figure.sinkHidden ? largestShown(sharesOfRest(pattern), figure.causal) : largestShown(pattern, figure.causal);
    largest = std::max(largest, of);
  }
  return largest;
}

std::string fileNameOf(const HeadsFigure& f) {
  return sidePrefix(f.side) + "heads" + measureMark(f.measure);
}

std::string fileNameOf(const SheetFigure& f) {
  return sidePrefix(f.side) + "attention_sheet" + measureMark(f.measure);
}

std::string csvOf(const HeadsFigure& figure) {
  CsvWriter csv;
  for (const char* column : {"layer", "head", "query", "key", "query_text", "key_text", "weight"}) csv.text(column);
  if (!figure.labels.empty()) {
    for (const char* column : {"label", "label_value", "label_from", "label_chance", "label_key"}) csv.text(column);
  }
  csv.endRow();
  for (int layer = 0; layer < figure.layers; ++layer) {
    for (int head = 0; head < figure.heads; ++head) headRows(csv, figure, layer, head);
  }
  return csv.bytes();
}

NamedFiles npyFiles(const HeadsFigure& figure, const std::string& name) {
  std::vector<float> all;
  for (const Matrix<float>& pattern : figure.patterns) {
    all.insert(all.end(), pattern.data(), pattern.data() + pattern.size());
  }
  const Index size = figure.patterns.empty() ? 0 : figure.patterns.front().rows();
  const Index keys = figure.patterns.empty() ? 0 : figure.patterns.front().cols();
  return {{name + ".npy", npyBytes({static_cast<std::uint64_t>(figure.layers), static_cast<std::uint64_t>(figure.heads),
                                    static_cast<std::uint64_t>(size), static_cast<std::uint64_t>(keys)},
                                   std::span<const float>(all))}};
}

std::vector<FigureToken> tokensOf(const HeadsFigure& figure) {
  return tokensOfLabels(figure.keyLabels);
}

Badge badgeOf(const HeadsFigure& figure) {
  Badge badge;
  badge.measure = figure.measure;
  badge.isShareOfRest = figure.sinkHidden;
  return badge;
}

}  // namespace headlight
