#pragma once
// Makes the EmbeddingSpace that is asked for without holding up the window. No widgets.

#include <memory>
#include <optional>

#include <QObject>

#include "session/jobs/job.h"
#include "tensor/error.h"
#include "views/embedding/embedding_space.h"

namespace headlight {

class SpaceLoader : public QObject {
  Q_OBJECT

 public:
  /// A PCA of up to `inPlace` multiply-adds is made at once: the default takes about twenty milliseconds (4,000 × 128
  /// are 65 million). A larger one, and every table, is a job beside the window.
  explicit SpaceLoader(QObject* parent = nullptr, double inPlace = 1.5e8);
  ~SpaceLoader() override;

  /// An incomplete request: none. Only another one than before does something. While a space of a run is made, the one
  /// before (of an earlier step) stays.
  void load(const SpaceRequest& request);
  [[nodiscard]] const SpaceRequest& request() const { return m_request; }
  [[nodiscard]] bool isBusy() const { return m_jobs.isBusy(); }
  /// Null while busy (but for runs), for nothing asked for and where it failed.
  [[nodiscard]] const std::shared_ptr<const EmbeddingSpace>& space() const { return m_result.space; }
  [[nodiscard]] const std::optional<Message>& failure() const { return m_result.failure; }
  /// What failed (or was cancelled) is made again; loaded() follows.
  void tryAgain();
  /// Waits for what is under way.
  void wait();
  /// What is under way fails as "cancelled" at once; loaded() follows.
  void cancel();

 signals:
  void loaded();                  ///< after a load() that was not done at once
  void progressed(double share);  ///< of reading a table

 private:
  struct Result {
    std::shared_ptr<const EmbeddingSpace> space;
    std::optional<Message> failure;
  };
  void makeNow();
  void begin();

  double m_inPlace;
  SpaceRequest m_request;
  Result m_result;
  JobQueue m_jobs;
};

}  // namespace headlight
