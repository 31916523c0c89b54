#include "figures/export/figure_export.h"

#include <nlohmann/json.hpp>

#include "figures/export/figure_export_parts.h"

namespace headlight {

namespace {

using nlohmann::ordered_json;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string padded(Index number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

ordered_json labelsJson(const std::vector<std::string>& labels) {
  ordered_json list = ordered_json::array();
  for (const std::string& label : labels) list.push_back({{"text", label}});
  return list;
}

ordered_json tokensOf(const FigureData& figure) {
  return std::visit(Overloaded{[](const AttentionFigure& f) { return labelsJson(f.keyLabels); },
                               [](const HeadsFigure& f) { return labelsJson(f.keyLabels); },
                               [](const ArcsFigure& f) { return labelsJson(f.keyLabels); },
                               [](const AttentionDifferenceFigure& f) { return labelsJson(f.firstKeyLabels); },
                               [](const StepsFigure& f) { return labelsJson(f.keyLabels); },
                               [](const PredictionFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& bar : f.bars) list.push_back({{"id", bar.id}, {"text", bar.text}});
                                 return list;
                               },
                               [](const TokensFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& chip : f.chips) {
                                   ordered_json token{{"id", chip.id}, {"text", chip.text}};
                                   if (chip.text.empty()) token["bytes"] = chip.bytes;
                                   if (!chip.source.empty()) token["source"] = chip.source;
                                   token["generated"] = chip.generated;
                                   if (chip.ofSource) token["sentence"] = "source";
                                   list.push_back(std::move(token));
                                 }
                                 return list;
                               },
                               [](const EmbeddingFigure& f) { return labelsJson(f.labels); },
                               [](const RecurrentFigure& f) { return labelsJson(f.tokenLabels); },
                               [](const CellStepsFigure& f) { return labelsJson({f.tokenLabel}); },
                               [](const SplitFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& box : tokensOfSplit(f)) {
                                   list.push_back({{"id", box.id}, {"text", box.text}});
                                 }
                                 return list;
                               },
                               [](const CompareFigure& f) {
                                 ordered_json list = ordered_json::array();
                                 for (const auto& row : f.rows) list.push_back({{"text", row.word}});
                                 return list;
                               },
                               [](const DistanceFigure&) { return ordered_json::array(); },
                               [](const SpeedFigure&) { return ordered_json::array(); },
                               [](const InfluenceFigure& f) {
                                 return f.rows.empty() ? ordered_json::array() : labelsJson(f.rows.front().tokens);
                               },
                               [](const GradientTimeFigure&) { return ordered_json::array(); }},
                    figure);
}

std::string sidePrefix(AttentionSide side) {
  switch (side) {
    case AttentionSide::Own:
      return "";
    case AttentionSide::Encoder:
      return "encoder_";
    case AttentionSide::Decoder:
      return "decoder_";
    case AttentionSide::Cross:
      return "cross_";
  }
  return "";
}

std::string layerMark(int layer) {
  return "_L" + std::to_string(layer);
}

std::string headMark(int head) {
  return head < 0 ? "_mean" : "_H" + std::to_string(head);
}

std::string measureMark(AttentionMeasure measure) {
  switch (measure) {
    case AttentionMeasure::Weights:
      return "";
    case AttentionMeasure::ValueWeighted:
      return "_value_weighted";
    case AttentionMeasure::Rollout:
      return "_rollout";
  }
  return "";
}

/// Mean, maximum, and of what where it is not all.
std::string combinationMark(const AttentionFigure& f) {
  using Kind = Badge::Kind;
  std::string mark;
  const bool maximum = f.badge.kind == Kind::MaximumOfHeads || f.badge.kind == Kind::MaximumOfLayers;
  if (maximum) {
    mark = "_max";
  } else if (f.badge.kind == Kind::MeanOfLayers || (f.head < 0 && f.measure != AttentionMeasure::Rollout)) {
    mark = "_mean";
  }
  for (const HeadPlace& place : f.members) {
    if (f.layer < 0) mark += layerMark(place.layer);
    if (f.head < 0) mark += "_H" + std::to_string(place.head);
  }
  return mark;
}

std::string nameOf(const AttentionFigure& f) {
  std::string name = sidePrefix(f.side) + "attention";
  if (f.layer >= 0) name += layerMark(f.layer);
  if (f.head >= 0) name += headMark(f.head);
  return name + combinationMark(f) + measureMark(f.measure) + (f.sinkHidden ? "_rest" : "");
}

std::string nameOf(const HeadsFigure& f) {
  return sidePrefix(f.side) + "heads" + measureMark(f.measure);
}

std::string nameOf(const SheetFigure& f) {
  return sidePrefix(f.side) + "attention_sheet" + measureMark(f.measure);
}

std::string nameOf(const ArcsFigure& f) {
  std::string name = sidePrefix(f.side) + "attention";
  for (std::size_t i = 0; i < f.heads.size(); ++i) {
    const HeadPlace& place = f.heads[i].place;
    if (i == 0 || place.layer != f.heads[i - 1].place.layer) name += layerMark(place.layer);
    name += headMark(place.head);
  }
  return name + measureMark(f.measure) + "_arcs";
}

std::string nameOf(const StepsFigure& f) {
  return sidePrefix(f.side) + "attention" + layerMark(f.layer) + headMark(f.head) + "_steps_" + std::to_string(f.query);
}

std::string nameOf(const AttentionDifferenceFigure& f) {
  const std::string name = sidePrefix(f.side) + "attention";
  if (f.heads.size() != 1) return name + "_difference";
  return name + layerMark(f.heads.front().place.layer) + headMark(f.heads.front().place.head) + "_difference";
}

std::string nameOf(const PredictionFigure& f) {
  return "prediction_" + padded(f.position);
}

std::string nameOf(const TokensFigure&) {
  return "tokens";
}

std::string nameOf(const EmbeddingFigure& f) {
  std::string method = lowered(f.method);
  std::erase(method, '-');
  return "embedding_" + method;
}

std::string nameOf(const SplitFigure& f) {
  return "split_" + padded(f.step);
}

std::string nameOf(const CompareFigure& f) {
  return f.forced ? "compare_forced" : "compare";
}

std::string nameOf(const DistanceFigure&) {
  return "distance";
}

std::string nameOf(const SpeedFigure&) {
  return "speed";
}

std::string nameOf(const RecurrentFigure& f) {
  const std::string name = "recurrent" + layerMark(f.layer);
  return f.parts.size() == 1 ? name + "_" + letterOf(f.parts.front().value) : name;
}

std::string nameOf(const CellStepsFigure& f) {
  return "cell" + layerMark(f.layer) + "_U" + std::to_string(f.unit) + "_P" + std::to_string(f.position);
}

std::string nameOf(const InfluenceFigure& f) {
  return f.measure == InfluenceFigure::Measure::Gradient ? "influence_gradient" : "influence_replacement";
}

std::string nameOf(const GradientTimeFigure& f) {
  return "gradients_through_time" + layerMark(f.layer);
}

}  // namespace

std::string figureName(const FigureData& figure) {
  return std::visit([](const auto& f) { return nameOf(f); }, figure);
}

std::string figureCsv(const FigureData& figure) {
  return std::visit([](const auto& f) { return csvOf(f); }, figure);
}

std::vector<NamedFile> figureNpy(const FigureData& figure) {
  return std::visit([name = figureName(figure)](const auto& f) { return npyFiles(f, name); }, figure);
}

std::string figureTokensJson(const FigureData& figure) {
  const FigureSource& source = std::visit([](const auto& f) -> const FigureSource& { return f.source; }, figure);
  ordered_json document;
  document["model"] = source.model;
  document["prompt"] = source.prompt;
  if (!source.interventions.empty()) document["interventions"] = source.interventions;
  document["tokens"] = tokensOf(figure);
  return document.dump(2) + "\n";
}

}  // namespace headlight
