#include "views/embedding/vocabulary_loader.h"

#include <QPromise>
#include <QThreadPool>

namespace headlight {

VocabularyLoader::VocabularyLoader(QObject* parent, double inPlace) : QObject(parent), m_inPlace(inPlace) {
  connect(&m_watcher, &QFutureWatcher<Result>::finished, this, [this] {
    if (!m_busy) return;  // wait() was quicker, or no large model is open any more
    take();
    emit loaded();
  });
}

VocabularyLoader::Result VocabularyLoader::made(std::shared_ptr<const OpenedModel> model) {
  try {
    return {std::make_shared<VocabularySpace>(std::move(model)), std::nullopt};
  } catch (const Error& error) {
    return {nullptr, error.message()};
  }
}

void VocabularyLoader::load(std::shared_ptr<const OpenedModel> model) {
  if (model == m_model) return;
  m_model = std::move(model);
  m_result = {};
  m_busy = false;
  if (!m_model) return;
  const auto width = static_cast<double>(m_model->model->config().dModel);
  if (static_cast<double>(m_model->model->config().dVocab) * width * width <= m_inPlace) {
    m_result = made(m_model);
    return;
  }
  m_busy = true;
  auto promise = std::make_shared<QPromise<Result>>();
  m_watcher.setFuture(promise->future());
  promise->start();
  QThreadPool::globalInstance()->start([promise, wanted = m_model] {
    promise->addResult(made(wanted));
    promise->finish();
  });
}

void VocabularyLoader::wait() {
  if (!m_busy) return;
  m_watcher.waitForFinished();
  take();
  emit loaded();
}

void VocabularyLoader::take() {
  m_busy = false;
  m_result = m_watcher.result();
}

}  // namespace headlight
