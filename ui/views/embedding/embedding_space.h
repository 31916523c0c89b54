#pragma once
// Vectors with names that are shown as points: a model's vocabulary, the tokens of a run at some place of the model, or
// a table from a file. Computed once, then only looked at. No widgets.

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <QHash>
#include <QString>
#include <QStringList>

#include "analysis/neighbours.h"
#include "analysis/pca.h"
#include "analysis/vector_table.h"
#include "formats/model_folder.h"
#include "formats/read_progress.h"
#include "generate/prompt_points.h"
#include "session/snapshot.h"

namespace headlight {

/// Which vectors.
struct SpaceRequest {
  enum class Kind {
    Vocabulary,  ///< token embeddings of `model`
    Input,       ///< token + position, of the tokens of `run`
    Layers,      ///< the residual stream (hidden states) of `run`, from layer to layer
    Hook,        ///< what `hook` holds for the tokens of `run`
    Table,       ///< of a file
  };
  Kind kind = Kind::Vocabulary;
  std::shared_ptr<const OpenedModel> model{};
  std::shared_ptr<const Snapshot> run{};
  AttentionSide side = AttentionSide::Own;  ///< of Layers
  std::string hook{};
  int head = -1;  ///< of a hook with heads
  std::filesystem::path table{};

  [[nodiscard]] bool isOfRun() const { return kind == Kind::Input || kind == Kind::Layers || kind == Kind::Hook; }
  /// Whether there is anything to make.
  [[nodiscard]] bool isComplete() const;
  bool operator==(const SpaceRequest&) const = default;
};

class EmbeddingSpace {
 public:
  /// The PCA of 4,000 × 128 embeddings takes about 10 ms. Throws Error "analysis.not_finite" for broken weights, and of
  /// a table what readVectorTable() throws; `progress` is about reading.
  explicit EmbeddingSpace(SpaceRequest request, const Progress& progress = {});

  [[nodiscard]] const SpaceRequest& request() const { return m_request; }
  /// [size(), dimensions()], borrowed from this or its model, or from `room`, into which a compact one is widened.
  [[nodiscard]] ConstMatrixMap<float> rows(Matrix<float>& room) const;
  [[nodiscard]] const PcaResult& projection() const { return m_projection; }
  /// As shown: white space drawn visibly. One a point.
  [[nodiscard]] const std::vector<QString>& labels() const { return m_labels; }
  /// Each once, for completion.
  [[nodiscard]] QStringList words() const;
  [[nodiscard]] int size() const { return static_cast<int>(m_labels.size()); }
  [[nodiscard]] Index dimensions() const { return m_projection.mean.size(); }

  // Of a run each token is a point at each station; of the others there is one station.
  [[nodiscard]] int stations() const { return m_stations; }
  [[nodiscard]] int tokens() const { return size() / m_stations; }
  [[nodiscard]] int stationOf(int point) const { return point / tokens(); }
  [[nodiscard]] int positionOf(int point) const { return point % tokens(); }
  [[nodiscard]] bool isOnSource() const { return m_isOnSource; }
  /// -1 where a point is no token.
  [[nodiscard]] TokenId tokenOf(int point) const;
  /// Of Kind::Table, else null.
  [[nodiscard]] const VectorTable* table() const { return m_table ? &*m_table : nullptr; }

  /// The first point with this word: as spelled, else whatever its case; -1 if there is none.
  [[nodiscard]] int find(const QString& word) const;
  /// As find(), else the first that begins so.
  [[nodiscard]] int findBeginning(const QString& text) const;
  /// In the original space; of a run among the points of the same station.
  [[nodiscard]] std::vector<Neighbour> neighbours(int point, Index k, Metric metric) const;
  /// What is nearest to "king - man + woman", by cosine. Throws what wordSum() throws.
  [[nodiscard]] std::vector<Neighbour> analogy(const QString& text, Index k) const;

 private:
  void takeVocabulary();
  void takeRun();
  void takeTable(const Progress& progress);
  void indexWords();

  SpaceRequest m_request;
  Matrix<float> m_rows;  // not of a vocabulary
  std::vector<TokenId> m_ids;
  std::optional<VectorTable> m_table;
  PcaResult m_projection;
  std::vector<QString> m_labels;
  int m_stations = 1;
  bool m_isOnSource = false;
  QHash<QString, int> m_exact, m_folded;
};

}  // namespace headlight
