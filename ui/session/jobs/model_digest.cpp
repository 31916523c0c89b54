#include "session/jobs/model_digest.h"

#include <chrono>

#include "formats/archive/session_file.h"

namespace headlight {

ModelDigest::ModelDigest(const OpenedModel& model) : m_stop(std::make_shared<std::atomic<bool>>(false)) {
  m_future = std::async(std::launch::async, [files = model.weightFiles, stop = m_stop]() -> std::string {
               try {
                 return files.empty() ? std::string() : filesDigest(files, [&stop](double) { return !stop->load(); });
               } catch (const std::exception&) {  // gone meanwhile, or given up
                 return {};
               }
             }).share();
}

ModelDigest& ModelDigest::operator=(ModelDigest&& other) noexcept {
  if (this == &other) return *this;
  stop();
  m_stop = std::move(other.m_stop);
  m_future = std::move(other.m_future);
  return *this;
}

ModelDigest::~ModelDigest() {
  stop();
}

void ModelDigest::stop() {
  if (m_stop) *m_stop = true;
}

std::string ModelDigest::now() const {
  if (!m_future.valid() || m_future.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
  return m_future.get();
}

}  // namespace headlight
