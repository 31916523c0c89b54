#include "views/embedding/vocabulary_space.h"

#include <algorithm>

#include "analysis/token_label.h"
#include "charts/figure_builders.h"
#include "generate/embedding_figure.h"

namespace headlight {

VocabularySpace::VocabularySpace(std::shared_ptr<const OpenedModel> model) : m_model(std::move(model)) {
  Matrix<float> room;
  const ConstMatrixMap<float> embeddings = tokenEmbeddings(*m_model->model, room);
  const Tokenizer& tokenizer = *m_model->tokenizer;
  const auto size = static_cast<TokenId>(std::min<Index>(embeddings.rows(), tokenizer.vocabSize()));
  m_projection = pca(embeddings.topRows(size), 3);  // rows beyond the tokenizer are no words
  m_labels.reserve(static_cast<std::size_t>(size));
  for (TokenId id = 0; id < size; ++id) {
    m_labels.push_back(visibleToken(tokenLabel(tokenOf(tokenizer, id))));
    if (!m_exact.contains(m_labels.back())) m_exact.insert(m_labels.back(), id);
    const QString folded = m_labels.back().toCaseFolded();
    if (!m_folded.contains(folded)) m_folded.insert(folded, id);
  }
}

int VocabularySpace::find(const QString& text) const {
  const QString wanted = text.trimmed();
  if (wanted.isEmpty()) return -1;
  if (const auto exact = m_exact.constFind(wanted); exact != m_exact.cend()) return *exact;
  const QString folded = wanted.toCaseFolded();
  if (const auto found = m_folded.constFind(folded); found != m_folded.cend()) return *found;
  const auto begins = std::find_if(m_labels.begin(), m_labels.end(),
                                   [&](const QString& label) { return label.startsWith(wanted, Qt::CaseInsensitive); });
  return begins == m_labels.end() ? -1 : static_cast<int>(begins - m_labels.begin());
}

std::vector<Neighbour> VocabularySpace::neighbours(int id, Index k) const {
  Matrix<float> room;
  return nearestNeighbours(tokenEmbeddings(*m_model->model, room).topRows(size()), id, k, Metric::Cosine);
}

}  // namespace headlight
