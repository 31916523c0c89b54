#pragma once
// A model's vocabulary in space: computed once when a model opens, then only looked at. No widgets.

#include <memory>
#include <vector>

#include <QHash>
#include <QString>
#include <QStringList>

#include "analysis/neighbours.h"
#include "analysis/pca.h"
#include "formats/model_folder.h"

namespace headlight {

class VocabularySpace {
 public:
  /// The PCA of 4,000 × 128 embeddings takes about 10 ms. Throws Error "analysis.not_finite" for broken weights.
  explicit VocabularySpace(std::shared_ptr<const OpenedModel> model);

  [[nodiscard]] const std::shared_ptr<const OpenedModel>& model() const { return m_model; }
  [[nodiscard]] const PcaResult& projection() const { return m_projection; }
  /// As shown: white space drawn visibly. One a point.
  [[nodiscard]] const std::vector<QString>& labels() const { return m_labels; }
  [[nodiscard]] QStringList words() const { return {m_labels.begin(), m_labels.end()}; }
  [[nodiscard]] int size() const { return static_cast<int>(m_labels.size()); }
  [[nodiscard]] Index dimensions() const { return m_projection.mean.size(); }

  /// The word's id: as spelled, else whatever its case, else the first that begins so; -1 if there is none.
  [[nodiscard]] int find(const QString& text) const;
  /// By cosine in the original space.
  [[nodiscard]] std::vector<Neighbour> neighbours(int id, Index k) const;

 private:
  std::shared_ptr<const OpenedModel> m_model;
  PcaResult m_projection;
  std::vector<QString> m_labels;
  QHash<QString, int> m_exact, m_folded;
};

}  // namespace headlight
