#include "figures/export/figure_export.h"

#include <nlohmann/json.hpp>

#include "figures/export/figure_table.h"

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
  return kindOf(figure).fileName(figure);
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
