#include "figures/attention/attention_names.h"

#include "formats/files/npy.h"

namespace headlight {

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

NamedFiles npyOfHeads(const std::vector<std::pair<HeadPlace, const Matrix<float>*>>& heads, const std::string& name) {
  std::vector<float> all;
  std::vector<std::int64_t> places;
  std::uint64_t rows = 0, columns = 0;
  for (const auto& [place, values] : heads) {
    rows = static_cast<std::uint64_t>(values->rows());
    columns = static_cast<std::uint64_t>(values->cols());
    all.insert(all.end(), values->data(), values->data() + values->size());
    places.insert(places.end(), {place.layer, place.head});
  }
  return {{name + ".npy", npyBytes({heads.size(), rows, columns}, std::span<const float>(all))},
          {name + "_heads.npy", npyBytes({heads.size(), 2}, std::span<const std::int64_t>(places))}};
}

}  // namespace headlight
