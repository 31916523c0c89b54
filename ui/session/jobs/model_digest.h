#pragma once
// The digest of an open model's files, computed off the opening path.

#include <atomic>
#include <future>
#include <memory>
#include <string>

#include "formats/model_folder.h"

namespace headlight {

/// Begins with the model; gives up when it is destroyed.
class ModelDigest {
 public:
  ModelDigest() = default;
  explicit ModelDigest(const OpenedModel& model);
  ModelDigest(ModelDigest&& other) noexcept = default;
  ModelDigest& operator=(ModelDigest&& other) noexcept;
  ~ModelDigest();

  /// Empty where the files could not be read any more.
  [[nodiscard]] std::shared_future<std::string> future() const { return m_future; }
  /// Waits. Empty without a model.
  [[nodiscard]] std::string wait() const { return m_future.valid() ? m_future.get() : std::string(); }
  /// Empty while it is being computed.
  [[nodiscard]] std::string now() const;

 private:
  void stop();

  std::shared_ptr<std::atomic<bool>> m_stop;
  std::shared_future<std::string> m_future;
};

}  // namespace headlight
