#include "figures/attention/combined_attention.h"

#include <algorithm>
#include <optional>
#include <set>

#include "figures/attention/attention_variants.h"
#include "figures/badge.h"
#include "tensor/error.h"

namespace headlight {

namespace {

/// The layer that all members are of.
std::optional<int> commonLayer(const std::vector<HeadPlace>& members) {
  const bool same = std::all_of(members.begin(), members.end(),
                                [&](const HeadPlace& place) { return place.layer == members.front().layer; });
  return same ? std::optional(members.front().layer) : std::nullopt;
}

/// The layers of the members if all their heads take part, else nothing.
std::vector<int> wholeLayers(const std::vector<HeadPlace>& members, int heads) {
  std::set<std::pair<int, int>> places;
  std::set<int> layers;
  for (const HeadPlace& place : members) {
    places.insert({place.layer, place.head});
    layers.insert(place.layer);
  }
  if (places.size() != layers.size() * static_cast<std::size_t>(heads)) return {};
  return {layers.begin(), layers.end()};
}

template <class Item, class Text>
std::string listed(const std::vector<Item>& items, Text&& text) {
  std::string list;
  for (const Item& item : items) {
    if (!list.empty()) list += ", ";
    list += text(item);
  }
  return list;
}

Badge badgeOf(const std::vector<HeadPlace>& members, int layers, int heads, bool maximum) {
  Badge badge;
  const std::optional<int> layer = commonLayer(members);
  const std::vector<int> whole = wholeLayers(members, heads);
  if (!layer && !whole.empty()) {
    badge.kind = maximum ? Badge::Kind::MaximumOfLayers : Badge::Kind::MeanOfLayers;
    badge.count = static_cast<Index>(whole.size());
    if (badge.count != layers) badge.which = listed(whole, [](int number) { return std::to_string(number); });
    return badge;
  }
  badge.kind = maximum ? Badge::Kind::MaximumOfHeads : Badge::Kind::MeanOfHeads;
  badge.count = static_cast<Index>(members.size());
  if (!whole.empty()) return badge;  // all heads of one layer
  badge.which = listed(members, [&layer](const HeadPlace& place) {
    const std::string head = std::to_string(place.head);
    return layer ? head : std::string("L").append(std::to_string(place.layer)).append(" H").append(head);
  });
  return badge;
}

}  // namespace

std::vector<HeadPlace> headPlaces(const ModelConfig& config, AttentionSide side, int layer) {
  std::vector<HeadPlace> places;
  const int layers = attentionLayers(config, side);
  for (int of = layer < 0 ? 0 : layer; of < (layer < 0 ? layers : layer + 1); ++of) {
    for (int head = 0; head < static_cast<int>(config.nHeads); ++head) places.push_back({of, head});
  }
  return places;
}

AttentionFigure combinedAttention(const FigureRun& run, AttentionSide side, const std::vector<HeadPlace>& members,
                                  Combination combination, FigureSource source, AttentionMeasure measure) {
  const bool isRollout = measure == AttentionMeasure::Rollout;
  if (members.empty() || isRollout) throw Error("internal.failure", {{"what", "no heads to put together"}});
  const bool maximum = combination == Combination::Maximum;
  AttentionFigure figure = attentionFigure(run, {side, members.front().layer, members.front().head}, std::move(source));
  ValueWeights valueWeights(run, side);
  const auto cellsOf = [&](const HeadPlace& place) -> Matrix<double> {
    if (measure == AttentionMeasure::ValueWeighted) return valueWeights.of(place).cast<double>();
    return attentionFigure(run, {side, place.layer, place.head}, {}).weights.cast<double>();
  };
  Matrix<double> together = cellsOf(members.front());
  for (std::size_t i = 1; i < members.size(); ++i) {
    const Matrix<double> next = cellsOf(members[i]);
    if (maximum) {
      together = together.cwiseMax(next);
    } else {
      together += next;
    }
  }
  if (!maximum) together /= static_cast<double>(members.size());
  figure.weights = together.cast<float>();
  const ModelConfig& config = run.model.config();
  figure.badge = badgeOf(members, attentionLayers(config, side), static_cast<int>(config.nHeads), maximum);
  figure.measure = figure.badge.measure = measure;
  figure.layer = commonLayer(members).value_or(-1);
  figure.head = -1;
  figure.members = members;
  return figure;
}

}  // namespace headlight
