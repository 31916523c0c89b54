#include "views/embedding/space_loader.h"

#include <algorithm>
#include <new>

#include <QPromise>
#include <QThreadPool>

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

SpaceLoader::SpaceLoader(QObject* parent, double inPlace) : QObject(parent), m_inPlace(inPlace) {
  connect(&m_watcher, &QFutureWatcher<Result>::finished, this, [this] {
    if (!m_busy) return;  // wait() was quicker, or nothing is asked for any more
    take();
    emit loaded();
  });
  connect(&m_watcher, &QFutureWatcher<Result>::progressValueChanged, this,
          [this](int value) { emit progressed(value / 1000.0); });
}

SpaceLoader::~SpaceLoader() {
  cancel();
}

SpaceLoader::Result SpaceLoader::made(const SpaceRequest& request, const Progress& progress) {
  try {
    return {std::make_shared<EmbeddingSpace>(request, progress), std::nullopt};
  } catch (const Error& error) {
    return {nullptr, error.message()};
  } catch (const std::bad_alloc&) {
    return {nullptr, Error("internal.failure", {{"what", "not enough memory for these vectors"}}).message()};
  }
}

void SpaceLoader::load(const SpaceRequest& request) {
  if (request == m_request) return;
  cancel();
  const bool isNextStep = request.isOfRun() && request.space == m_request.space && request.run && m_request.run &&
                          request.run->model == m_request.run->model && !request.part;
  m_request = request;
  m_busy = false;
  if (!isNextStep) m_result = {};
  if (!m_request.isComplete()) {
    m_result = {};
    return;
  }
  const bool isRead = m_request.kind() == SpaceRequest::Kind::Table && !m_request.part;
  if (!isRead && costOf(m_request) <= m_inPlace) {
    m_result = made(m_request, {});
    return;
  }
  begin();
}

void SpaceLoader::begin() {
  m_busy = true;
  m_cancelled = std::make_shared<std::atomic<bool>>(false);
  auto promise = std::make_shared<QPromise<Result>>();
  promise->setProgressRange(0, 1000);
  m_watcher.setFuture(promise->future());
  promise->start();
  QThreadPool::globalInstance()->start([promise, wanted = m_request, cancelled = m_cancelled] {
    promise->addResult(made(wanted, [&](double share) {
      promise->setProgressValue(static_cast<int>(share * 1000));
      return !*cancelled;
    }));
    promise->finish();
  });
}

void SpaceLoader::tryAgain() {
  if (m_busy || !m_result.failure) return;
  m_result = {};
  begin();
}

void SpaceLoader::wait() {
  if (!m_busy) return;
  m_watcher.waitForFinished();
  take();
  emit loaded();
}

void SpaceLoader::cancel() {
  if (m_cancelled) *m_cancelled = true;
}

void SpaceLoader::take() {
  m_busy = false;
  m_result = m_watcher.result();
}

}  // namespace headlight
