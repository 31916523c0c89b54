#include "views/embedding/embedding_space.h"

#include <algorithm>
#include <numeric>

#include "analysis/token_label.h"
#include "analysis/word_arithmetic.h"
#include "charts/figure_builders.h"
#include "formats/vector_table_file.h"
#include "generate/embedding_figure.h"

namespace headlight {

bool SpaceRequest::isComplete() const {
  if (kind == Kind::Table) return !table.empty();
  if (kind == Kind::Vocabulary) return model != nullptr;
  if (!run) return false;
  if (kind == Kind::Hook) return !hook.empty();
  return kind == Kind::Layers || !inputStations(*run->model->model).hooks.empty();
}

EmbeddingSpace::EmbeddingSpace(SpaceRequest request, const Progress& progress) : m_request(std::move(request)) {
  if (m_request.kind == SpaceRequest::Kind::Vocabulary) takeVocabulary();
  if (m_request.isOfRun()) takeRun();
  if (m_request.kind == SpaceRequest::Kind::Table) takeTable(progress);
  Matrix<float> room;
  m_projection = pca(rows(room), 3);
  indexWords();
}

void EmbeddingSpace::takeVocabulary() {
  const OpenedModel& model = *m_request.model;
  const auto size = static_cast<TokenId>(std::min<Index>(model.model->config().dVocab, model.tokenizer->vocabSize()));
  m_ids.resize(static_cast<std::size_t>(size));  // rows beyond the tokenizer are no words
  std::iota(m_ids.begin(), m_ids.end(), 0);
  m_labels.reserve(m_ids.size());
  for (const TokenId id : m_ids) m_labels.push_back(visibleToken(tokenLabel(headlight::tokenOf(*model.tokenizer, id))));
}

void EmbeddingSpace::takeRun() {
  const LanguageModel& model = *m_request.run->model->model;
  PointStations stations{{m_request.hook}, m_request.head};
  if (m_request.kind == SpaceRequest::Kind::Input) stations = inputStations(model);
  if (m_request.kind == SpaceRequest::Kind::Layers) stations = residualStations(model, m_request.side);
  PromptPoints points = promptPoints(m_request.run->attentionRun(), stations);
  m_rows = std::move(points.rows);
  m_ids = std::move(points.ids);
  m_stations = static_cast<int>(points.stations);
  m_isOnSource = points.onSource;
  for (int station = 0; station < m_stations; ++station) {
    for (const std::string& label : points.labels) m_labels.push_back(visibleToken(label));
  }
}

void EmbeddingSpace::takeTable(const Progress& progress) {
  m_table = readVectorTable(m_request.table, {}, progress);
  m_rows.swap(m_table->rows);
  for (const std::string& label : m_table->labels) m_labels.push_back(visibleToken(label));
}

void EmbeddingSpace::indexWords() {
  for (int point = 0; point < size(); ++point) {
    const QString& label = m_labels[static_cast<std::size_t>(point)];
    if (!m_exact.contains(label)) m_exact.insert(label, point);
    const QString folded = label.toCaseFolded();
    if (!m_folded.contains(folded)) m_folded.insert(folded, point);
  }
}

ConstMatrixMap<float> EmbeddingSpace::rows(Matrix<float>& room) const {
  if (m_request.kind != SpaceRequest::Kind::Vocabulary) return {m_rows.data(), m_rows.rows(), m_rows.cols()};
  const ConstMatrixMap<float> all = tokenEmbeddings(*m_request.model->model, room);
  return {all.data(), static_cast<Index>(m_ids.size()), all.cols()};
}

QStringList EmbeddingSpace::words() const {
  return {m_labels.begin(), m_labels.begin() + tokens()};
}

TokenId EmbeddingSpace::tokenOf(int point) const {
  return m_ids.empty() ? -1 : m_ids[static_cast<std::size_t>(positionOf(point))];
}

int EmbeddingSpace::find(const QString& word) const {
  const QString wanted = word.trimmed();
  if (wanted.isEmpty()) return -1;
  if (const auto exact = m_exact.constFind(wanted); exact != m_exact.cend()) return *exact;
  const QString folded = wanted.toCaseFolded();
  const auto found = m_folded.constFind(folded);
  return found != m_folded.cend() ? *found : -1;
}

int EmbeddingSpace::findBeginning(const QString& text) const {
  const QString wanted = text.trimmed();
  if (const int whole = find(wanted); whole >= 0 || wanted.isEmpty()) return whole;
  const auto begins = std::find_if(m_labels.begin(), m_labels.end(),
                                   [&](const QString& label) { return label.startsWith(wanted, Qt::CaseInsensitive); });
  return begins == m_labels.end() ? -1 : static_cast<int>(begins - m_labels.begin());
}

std::vector<Neighbour> EmbeddingSpace::neighbours(int point, Index k, Metric metric) const {
  Matrix<float> room;
  const int first = stationOf(point) * tokens();
  auto found = nearestNeighbours(rows(room).middleRows(first, tokens()), point - first, k, metric);
  for (Neighbour& neighbour : found) neighbour.row += first;
  return found;
}

std::vector<Neighbour> EmbeddingSpace::analogy(const QString& text, Index k) const {
  Matrix<float> room;
  const auto all = rows(room).topRows(tokens());
  const auto named = [this](std::string_view word) -> Index {
    return find(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
  };
  const WordSum sum = wordSum(all, text.toStdString(), named);
  return nearestTo(all, sum.vector, k, Metric::Cosine, sum.words);
}

}  // namespace headlight
