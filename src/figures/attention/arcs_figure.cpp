#include "figures/attention/arcs_figure.h"

#include "analysis/text/token_label.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/attention_names.h"
#include "figures/badge.h"
#include "figures/figure_run.h"
#include "formats/files/csv.h"

namespace headlight {

ArcsFigure arcsFigure(const FigureRun& run, AttentionSide side, const std::vector<HeadPlace>& places,
                      FigureSource source) {
  ArcsFigure figure;
  figure.source = std::move(source);
  figure.side = side;
  figure.queryLabels = tokenLabels(queryTokens(run, side));
  figure.keyLabels = tokenLabels(keyTokens(run, side));
  figure.causal = isCausal(run.model.config(), side);
  for (const HeadPlace& place : places) {
    AttentionFigure head = attentionFigure(run, {side, place.layer, place.head}, {});
    if (place.head < 0) figure.badge = head.badge;  // one mean among single heads is said too
    figure.heads.push_back({place, std::move(head.weights)});
  }
  return figure;
}

std::string fileNameOf(const ArcsFigure& f) {
  std::string name = sidePrefix(f.side) + "attention";
  for (std::size_t i = 0; i < f.heads.size(); ++i) {
    const HeadPlace& place = f.heads[i].place;
    if (i == 0 || place.layer != f.heads[i - 1].place.layer) name += layerMark(place.layer);
    name += headMark(place.head);
  }
  return name + measureMark(f.measure) + "_arcs";
}

std::string csvOf(const ArcsFigure& figure) {
  CsvWriter csv;
  addHeading(csv, {"layer", "head", "query", "key", "query_text", "key_text", "weight"});
  for (const ArcsFigure::Head& head : figure.heads) {
    for (Index q = 0; q < head.weights.rows(); ++q) {
      for (Index k = 0; k < head.weights.cols() && (!figure.causal || k <= q); ++k) {
        csv.integer(head.place.layer).integer(head.place.head).integer(q).integer(k);
        addCellTexts(csv, figure.queryLabels, figure.keyLabels, q, k);
        csv.number(static_cast<double>(head.weights(q, k))).endRow();
      }
    }
  }
  return csv.bytes();
}

NamedFiles npyFiles(const ArcsFigure& figure, const std::string& name) {
  std::vector<std::pair<HeadPlace, const Matrix<float>*>> heads;
  for (const ArcsFigure::Head& head : figure.heads) heads.emplace_back(head.place, &head.weights);
  return npyOfHeads(heads, name);
}

std::vector<FigureToken> tokensOf(const ArcsFigure& figure) {
  return tokensOfLabels(figure.keyLabels);
}

Badge badgeOf(const ArcsFigure& figure) {
  Badge badge = figure.badge;
  badge.measure = figure.measure;
  badge.isShareOfRest = figure.sinkHidden;
  badge.leftOut = figure.leftOut;
  return badge;
}

}  // namespace headlight
