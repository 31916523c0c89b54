#pragma once
// Vectors with names that are shown as points: a model's vocabulary, the tokens of one or several runs at some place of
// the model, or a table from a file. What the window and the command line project, colour and write.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/projection/projected_points.h"
#include "analysis/vectors/vector_table.h"
#include "figures/embedding/embedding_figure.h"
#include "figures/embedding/prompt_points.h"
#include "figures/figure_run.h"
#include "figures/figure_source.h"
#include "models/language_model.h"
#include "text/tokenizer.h"

namespace headlight {

/// A value: made once, then only looked at. Of runs every token is a point at each station: all tokens (of the first
/// prompt, then of the next) at the first station, then all at the next.
struct PointSpace {
  EmbeddingFigure::Space space;
  std::shared_ptr<const LanguageModel> vocabularyOf{};  ///< its token embeddings are the rows; else null
  Matrix<float> ownRows{};                              ///< [n, d] of the others
  std::vector<std::string> labels{};                    ///< [n], as they are: white space is white space
  std::vector<TokenId> ids{};                           ///< [tokens()]; empty: no point is a token
  std::vector<std::string> stations{};                  ///< their names; empty: there is one, which needs none
  std::vector<std::string> prompts{};                   ///< of the runs; empty: no runs
  std::vector<int> promptOf{};                          ///< [tokens()], into prompts
  bool onSource = false;                                ///< the tokens are those of the sentence that is translated
  std::vector<VectorTable::Column> columns{};           ///< of a table: [n] cells each
  /// [tokens()], tokenSurprise() of all prompts; no function where the model has none. Borrows the runs.
  std::function<std::vector<double>()> surprise{};

  [[nodiscard]] int size() const { return static_cast<int>(labels.size()); }
  [[nodiscard]] int stationCount() const { return std::max(1, static_cast<int>(stations.size())); }
  [[nodiscard]] int tokens() const { return size() / stationCount(); }
  [[nodiscard]] int stationOf(int point) const { return tokens() > 0 ? point / tokens() : 0; }
  [[nodiscard]] int positionOf(int point) const { return tokens() > 0 ? point % tokens() : 0; }
  /// The token of `point` at that station; -1 for no point.
  [[nodiscard]] int pointAt(int point, int station) const {
    return point < 0 ? -1 : station * tokens() + positionOf(point);
  }
  /// -1 where the point is no token.
  [[nodiscard]] TokenId tokenOf(int point) const;
  [[nodiscard]] int promptOfPoint(int point) const;
  /// [size(), d], borrowed from this or the model, or from `room`, into which a compact one is widened.
  [[nodiscard]] ConstMatrixMap<float> rows(Matrix<float>& room) const;
};

[[nodiscard]] PointSpace vocabularySpace(std::shared_ptr<const LanguageModel> model, const Tokenizer& tokenizer);

struct NamedRun {
  std::string prompt;
  FigureRun run;
};
/// `space` is of runs; all of them of one model. Throws what promptPoints() throws.
[[nodiscard]] PointSpace runSpace(const EmbeddingFigure::Space& space, std::vector<NamedRun> runs);

[[nodiscard]] PointSpace tableSpace(VectorTable table);

/// Only these points (rising); of runs the tokens with all their stations to which one of the points belongs.
[[nodiscard]] PointSpace partOf(const PointSpace& whole, const std::vector<int>& points);
/// The points of `whole` that partOf() keeps, rising.
[[nodiscard]] std::vector<int> pointsOfPart(const PointSpace& whole, const std::vector<int>& points);

/// Of a projection of the whole these points alone, where they are: badge and axes stay those of the whole.
[[nodiscard]] ProjectedPoints pointsKept(const ProjectedPoints& whole, const std::vector<int>& kept);

/// Lines through the points: each token's way from station to station, and with `alongText` each prompt's tokens in
/// their order at `station`. Empty for vocabularies and tables.
[[nodiscard]] std::vector<std::vector<int>> pathsOf(const PointSpace& space, int station, bool alongText);

/// What the corner of a picture of these points says.
[[nodiscard]] Badge badgeOf(const ProjectedPoints& points);

/// Everything but coloring, highlighted points, paths and the point of view.
[[nodiscard]] EmbeddingFigure spaceFigure(const PointSpace& space, const ProjectedPoints& points, FigureSource source);

}  // namespace headlight
