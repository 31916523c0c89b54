#include "views/embedding/space_loader.h"

#include <algorithm>
#include <new>

#include <QPromise>
#include <QThreadPool>

namespace headlight {
namespace {

/// Multiply-adds of the PCA; the decomposition takes about ten times the cube of the width.
double costOf(const SpaceRequest& request) {
  const ModelConfig& config = (request.run ? request.run->model : request.model)->model->config();
  const auto width = static_cast<double>(std::max(config.dModel, config.dMlp));
  if (request.kind == SpaceRequest::Kind::Vocabulary) {
    return static_cast<double>(config.dVocab) * static_cast<double>(config.dModel) * static_cast<double>(config.dModel);
  }
  const auto rows = static_cast<double>(request.run->length() + static_cast<Index>(request.run->source().size())) *
                    static_cast<double>(config.nLayers + 1);
  const bool isWide = request.kind == SpaceRequest::Kind::Hook;  // "mlp.hook_post", the logits
  const double n = isWide ? width : static_cast<double>(config.dModel);
  return n * n * (rows + 10 * n);
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
  const bool isNextStep = request.isOfRun() && request.kind == m_request.kind && request.run && m_request.run &&
                          request.run->model == m_request.run->model && request.hook == m_request.hook &&
                          request.head == m_request.head && request.side == m_request.side;
  m_request = request;
  m_busy = false;
  if (!isNextStep) m_result = {};
  if (!m_request.isComplete()) {
    m_result = {};
    return;
  }
  if (m_request.kind != SpaceRequest::Kind::Table && costOf(m_request) <= m_inPlace) {
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
