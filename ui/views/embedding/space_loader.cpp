#include "views/embedding/space_loader.h"

#include <algorithm>

namespace headlight {
namespace {

double ofCovariance(double rows, double width) {
  return width * width * (rows + 10 * width);
}

/// Multiply-adds of the PCA; the decomposition takes about ten times the cube of the width.
double costOf(const SpaceRequest& request) {
  if (request.part) {
    if (!request.isProjected) return 0;
    return ofCovariance(static_cast<double>(request.part->size()) * request.whole->stations(),
                        static_cast<double>(request.whole->dimensions()));
  }
  const ModelConfig& config = (request.run ? request.run->model : request.model)->model->config();
  const auto width = static_cast<double>(config.dModel);
  if (request.kind() == SpaceRequest::Kind::Vocabulary) return static_cast<double>(config.dVocab) * width * width;
  auto tokens = static_cast<double>(request.run->length() + static_cast<Index>(request.run->source().size()));
  if (request.further) {
    for (const auto& other : request.further->runs) tokens += static_cast<double>(other->tokens.size());
  }
  const bool isWide = request.kind() == SpaceRequest::Kind::Hook;  // "mlp.hook_post", the logits
  return ofCovariance(tokens * static_cast<double>(config.nLayers + 1),
                      isWide ? static_cast<double>(std::max(config.dModel, config.dMlp)) : width);
}

}  // namespace

SpaceLoader::SpaceLoader(QObject* parent, double inPlace) : QObject(parent), m_inPlace(inPlace) {}

SpaceLoader::~SpaceLoader() = default;

void SpaceLoader::makeNow() {
  try {
    m_result = {std::make_shared<const EmbeddingSpace>(m_request), std::nullopt};
  } catch (...) {
    m_result = {nullptr, currentFailure()};
  }
}

void SpaceLoader::load(const SpaceRequest& request) {
  if (request == m_request) return;
  m_jobs.drop();
  const bool isNextStep = request.isOfRun() && request.space == m_request.space && request.run && m_request.run &&
                          request.run->model == m_request.run->model && !request.part;
  m_request = request;
  if (!isNextStep) m_result = {};
  if (!m_request.isComplete()) {
    m_result = {};
    return;
  }
  const bool isRead = m_request.kind() == SpaceRequest::Kind::Table && !m_request.part;
  if (!isRead && costOf(m_request) <= m_inPlace) {
    makeNow();
  } else {
    begin();
  }
}

void SpaceLoader::begin() {
  using Space = std::shared_ptr<const EmbeddingSpace>;
  m_jobs.add(
      [wanted = m_request](JobControl& job) -> Space {
        return std::make_shared<const EmbeddingSpace>(wanted, job.progress(), job.stopToken());
      },
      [this](const JobOutcome<Space>& outcome) {
        m_result = {outcome.value.value_or(nullptr), std::nullopt};
        if (!outcome.value) m_result.failure = outcome.failure;
        emit loaded();
      },
      [this](double share) { emit progressed(share); });
}

void SpaceLoader::tryAgain() {
  if (isBusy() || !m_result.failure) return;
  m_result = {};
  begin();
}

void SpaceLoader::wait() {
  m_jobs.wait();
}

void SpaceLoader::cancel() {
  if (!isBusy()) return;
  m_jobs.drop();
  m_result = {nullptr, Error("cancelled").message()};
  emit loaded();
}

}  // namespace headlight
