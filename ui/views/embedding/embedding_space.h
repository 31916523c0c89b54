#pragma once
// Vectors with names that are shown as points: a model's vocabulary, the tokens of a run at some place of the model, or
// a table from a file. Computed once, then only looked at. No widgets.

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include <QString>
#include <QStringList>

#include "analysis/vectors/neighbours.h"
#include "analysis/vectors/pca.h"
#include "analysis/vectors/word_index.h"
#include "figures/embedding/point_space.h"
#include "formats/files/read_progress.h"
#include "formats/model_folder.h"
#include "session/snapshot.h"

namespace headlight {

class EmbeddingSpace;

/// Which vectors.
struct SpaceRequest {
  using Kind = EmbeddingFigure::Space::Kind;
  EmbeddingFigure::Space space{};
  std::shared_ptr<const OpenedModel> model{};       ///< of a vocabulary
  std::shared_ptr<const Snapshot> run{};            ///< of whose tokens
  std::shared_ptr<const FurtherPrompts> further{};  ///< further prompts beside it; may be null
  std::filesystem::path table{};                    ///< the file of a table
  std::shared_ptr<const EmbeddingSpace> whole{};    ///< of which only `part` is wanted (pointsOfPart()); null: all
  std::shared_ptr<const std::vector<int>> part{};
  bool isProjected = true;  ///< a part that keeps its places needs no projection of its own

  [[nodiscard]] Kind kind() const { return space.kind; }
  [[nodiscard]] bool isOfRun() const { return kind() != Kind::Vocabulary && kind() != Kind::Table; }
  /// Whether there is anything to make.
  [[nodiscard]] bool isComplete() const;
  bool operator==(const SpaceRequest&) const = default;
};

class EmbeddingSpace {
 public:
  /// The PCA of 4,000 × 128 embeddings takes about 10 ms. Throws Error "analysis.not_finite" for broken weights, and of
  /// a table what readVectorTable() throws; `progress` is about reading.
  explicit EmbeddingSpace(SpaceRequest request, const Progress& progress = {}, const std::stop_token& stop = {});

  [[nodiscard]] const SpaceRequest& request() const { return m_request; }
  [[nodiscard]] const PointSpace& points() const { return m_points; }
  /// [size(), dimensions()], borrowed from this or its model, or from `room`, into which a compact one is widened.
  [[nodiscard]] ConstMatrixMap<float> rows(Matrix<float>& room) const { return m_points.rows(room); }
  /// Empty of a part that keeps its places.
  [[nodiscard]] const PcaResult& projection() const { return m_projection; }
  /// As shown: white space drawn visibly. One a point.
  [[nodiscard]] const std::vector<QString>& labels() const { return m_labels; }
  /// Each once, for completion.
  [[nodiscard]] QStringList words() const;
  [[nodiscard]] int size() const { return static_cast<int>(m_labels.size()); }
  [[nodiscard]] Index dimensions() const { return m_dimensions; }

  // Of a run each token is a point at each station; of the others there is one station.
  [[nodiscard]] int stations() const { return m_points.stationCount(); }
  [[nodiscard]] int tokens() const { return m_points.tokens(); }
  [[nodiscard]] int stationOf(int point) const { return m_points.stationOf(point); }
  [[nodiscard]] int positionOf(int point) const { return m_points.positionOf(point); }
  [[nodiscard]] bool isOnSource() const { return m_points.onSource; }
  /// -1 where a point is no token.
  [[nodiscard]] TokenId tokenOf(int point) const { return m_points.tokenOf(point); }
  [[nodiscard]] int prompts() const { return static_cast<int>(m_points.prompts.size()); }
  /// Of Kind::Table what the file says of itself (no rows, no labels); else null.
  [[nodiscard]] const VectorTable* table() const { return m_table ? &*m_table : nullptr; }
  [[nodiscard]] const WordIndex& index() const { return m_words; }
  /// Of a vocabulary or part of it; -1 if it is not among the points.
  [[nodiscard]] int pointOfToken(TokenId id) const;
  /// A token's place among the tokens of the whole.
  [[nodiscard]] int positionInWhole(int point) const;
  /// The point of that token at this station; -1 if it is not among the points.
  [[nodiscard]] int pointAt(int station, Index positionInWhole) const;
  /// Of a part: where the points stand in the whole; else empty.
  [[nodiscard]] const std::vector<int>& placesInWhole() const { return m_places; }

  /// The first point with this word: as spelled, else whatever its case; -1 if there is none.
  [[nodiscard]] int find(const QString& word) const;
  /// As find(), else the first that begins so.
  [[nodiscard]] int findBeginning(const QString& text) const;
  /// In the original space; of a run among the points of the same station.
  [[nodiscard]] std::vector<Neighbour> neighbours(int point, Index k, Metric metric) const;
  /// What is nearest to "king - man + woman", by cosine; words and answers are those of one station. Throws what
  /// wordSum() throws.
  [[nodiscard]] std::vector<Neighbour> analogy(const QString& text, Index k, int station) const;

 private:
  void takeVocabulary();
  void takeRun();
  void takeTable(const Progress& progress);
  void takePart();

  SpaceRequest m_request;
  PointSpace m_points;
  std::optional<VectorTable> m_table;
  PcaResult m_projection;
  Index m_dimensions = 0;
  std::vector<QString> m_labels;
  std::vector<int> m_places;
  WordIndex m_words;
};

}  // namespace headlight
