#include "figures/export/figure_export.h"

#include <nlohmann/json.hpp>

#include "figures/export/figure_table.h"
#include "formats/files/digest.h"

namespace headlight {

namespace {

nlohmann::ordered_json jsonOf(const FigureToken& token) {
  nlohmann::ordered_json json;
  if (token.id) json["id"] = *token.id;
  json["text"] = token.text;
  if (!token.bytes.empty()) json["bytes"] = token.bytes;
  if (!token.source.empty()) json["source"] = token.source;
  if (token.generated) json["generated"] = *token.generated;
  if (!token.sentence.empty()) json["sentence"] = token.sentence;
  return json;
}

}  // namespace

std::string figureName(const FigureData& figure) {
  constexpr std::size_t kLongest = 160;  // a file system takes 255 bytes, and endings come
  const std::string name = kindOf(figure).fileName(figure);
  if (name.size() <= kLongest) return name;
  constexpr std::size_t kDigits = 16;
  std::size_t kept = kLongest - kDigits;
  while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) --kept;  // not within a character
  return name.substr(0, kept) + "_" + sha256Hex(name).substr(0, kDigits);
}

std::string figureCsv(const FigureData& figure) {
  return kindOf(figure).csv(figure);
}

std::vector<NamedFile> figureNpy(const FigureData& figure) {
  return kindOf(figure).npy(figure, figureName(figure));
}

std::string figureTokensJson(const FigureData& figure) {
  nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
  for (const FigureToken& token : kindOf(figure).tokens(figure)) tokens.push_back(jsonOf(token));
  const FigureSource& source = figure.source();
  nlohmann::ordered_json document;
  document["model"] = source.model;
  document["prompt"] = source.prompt;
  if (!source.interventions.empty()) document["interventions"] = source.interventions;
  document["tokens"] = std::move(tokens);
  return document.dump(2) + "\n";
}

Badge figureBadge(const FigureData& figure) {
  return withSource(kindOf(figure).badge(figure), figure.source());
}

}  // namespace headlight
