#include "views/embedding/embedding_space.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "analysis/vectors/word_arithmetic.h"
#include "formats/vectors/vector_table_file.h"

namespace headlight {

bool SpaceRequest::isComplete() const {
  if (part) return whole != nullptr;
  if (kind() == Kind::Table) return !table.empty();
  if (kind() == Kind::Vocabulary) return model != nullptr;
  if (!run) return false;
  if (kind() == Kind::Hook) return !space.name.empty();
  return kind() != Kind::Input || !inputStations(*run->model->model).hooks.empty();
}

EmbeddingSpace::EmbeddingSpace(SpaceRequest request, const Progress& progress, const std::stop_token& stop)
    : m_request(std::move(request)) {
  if (m_request.part) {
    takePart();
  } else if (m_request.kind() == SpaceRequest::Kind::Vocabulary) {
    takeVocabulary();
  } else if (m_request.isOfRun()) {
    takeRun();
  } else {
    takeTable(progress);
  }
  std::vector<std::string> visible;
  visible.reserve(m_points.labels.size());
  for (const std::string& label : m_points.labels) visible.push_back(visibleLabel(label));
  for (const std::string& label : visible) m_labels.push_back(QString::fromStdString(label));
  m_words = WordIndex(std::move(visible));
  Matrix<float> room;
  const ConstMatrixMap<float> all = rows(room);
  m_dimensions = all.cols();
  if (m_request.isProjected) m_projection = pca(all, 3, stop);
}

void EmbeddingSpace::takeVocabulary() {
  m_points = vocabularySpace(m_request.model->model, *m_request.model->tokenizer);
}

void EmbeddingSpace::takeRun() {
  std::vector<NamedRun> runs{{m_request.run->prompt.text, m_request.run->attentionRun()}};
  if (m_request.further) {
    for (const auto& other : m_request.further->runs) runs.push_back({other->prompt, other->attentionRun()});
  }
  m_points = runSpace(m_request.space, std::move(runs));
}

void EmbeddingSpace::takeTable(const Progress& progress) {
  m_table = readVectorTable(m_request.table, {}, progress);
  VectorTable moved;
  moved.rows.swap(m_table->rows);
  moved.labels.swap(m_table->labels);
  moved.columns.swap(m_table->columns);
  moved.name = m_table->name;
  m_points = tableSpace(std::move(moved));
}

void EmbeddingSpace::takePart() {
  const EmbeddingSpace& whole = *m_request.whole;
  m_points = partOf(whole.points(), *m_request.part);
  m_places = pointsOfPart(whole.points(), *m_request.part);
  if (const VectorTable* table = whole.table()) {
    m_table.emplace();
    m_table->name = table->name;
  }
}

QStringList EmbeddingSpace::words() const {
  return {m_labels.begin(), m_labels.begin() + tokens()};
}

int EmbeddingSpace::pointOfToken(TokenId id) const {
  const auto at = std::lower_bound(m_points.ids.begin(), m_points.ids.end(), id);
  return at != m_points.ids.end() && *at == id ? static_cast<int>(at - m_points.ids.begin()) : -1;
}

int EmbeddingSpace::positionInWhole(int point) const {
  const int position = positionOf(point);
  return m_places.empty() ? position : m_places[static_cast<std::size_t>(position)];
}

int EmbeddingSpace::pointAt(int station, Index positionInWhole) const {
  if (m_places.empty()) {
    const bool isThere = positionInWhole >= 0 && positionInWhole < tokens();
    return isThere ? station * tokens() + static_cast<int>(positionInWhole) : -1;
  }
  const auto end = m_places.begin() + tokens();
  const auto at = std::lower_bound(m_places.begin(), end, positionInWhole);
  return at != end && *at == positionInWhole ? station * tokens() + static_cast<int>(at - m_places.begin()) : -1;
}

int EmbeddingSpace::find(const QString& word) const {
  return m_words.find(word.toStdString());
}

int EmbeddingSpace::findBeginning(const QString& text) const {
  return m_words.findBeginning(text.toStdString());
}

std::vector<Neighbour> EmbeddingSpace::neighbours(int point, Index k, Metric metric) const {
  Matrix<float> room;
  const int first = stationOf(point) * tokens();
  auto found = nearestNeighbours(rows(room).middleRows(first, tokens()), point - first, k, metric);
  for (Neighbour& neighbour : found) neighbour.row += first;
  return found;
}

std::vector<Neighbour> EmbeddingSpace::analogy(const QString& text, Index k, int station) const {
  Matrix<float> room;
  const int first = station * tokens();
  const auto all = rows(room).middleRows(first, tokens());
  const auto named = [this](std::string_view word) -> Index { return m_words.find(word); };
  const WordSum sum = wordSum(all, text.toStdString(), named);
  auto found = nearestTo(all, sum.vector, k, Metric::Cosine, sum.words);
  for (Neighbour& neighbour : found) neighbour.row += first;
  return found;
}

}  // namespace headlight
