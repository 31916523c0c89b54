#include "figures/embedding/prompt_in_space.h"

#include <algorithm>

#include "analysis/text/token_label.h"

namespace headlight {

std::vector<int> pointsOfTokens(const PointSpace& space, const WordIndex& words, const std::vector<Token>& tokens) {
  std::vector<int> points;
  const bool isTable = space.space.kind == EmbeddingFigure::Space::Kind::Table;
  for (const Token& token : tokens) {
    int point = -1;
    if (isTable) {
      point = words.find(token.text);
    } else {
      const auto at = std::lower_bound(space.ids.begin(), space.ids.end(), token.id);
      if (at != space.ids.end() && *at == token.id) point = static_cast<int>(at - space.ids.begin());
    }
    if (point >= 0) points.push_back(point);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

void namePartsOfCharacters(EmbeddingFigure& figure, const std::vector<Token>& tokens) {
  for (const auto& [id, label] : partLabels(tokens)) {
    const auto at = std::find(figure.ids.begin(), figure.ids.end(), id);
    if (at != figure.ids.end()) figure.labels[static_cast<std::size_t>(at - figure.ids.begin())] = label;
  }
}

}  // namespace headlight
