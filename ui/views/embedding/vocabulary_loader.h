#pragma once
// Makes the VocabularySpace of the open model without holding up the window. No widgets.

#include <memory>
#include <optional>

#include <QFutureWatcher>
#include <QObject>

#include "tensor/error.h"
#include "views/embedding/vocabulary_space.h"

namespace headlight {

class VocabularyLoader : public QObject {
  Q_OBJECT

 public:
  /// A PCA of up to `inPlace` multiply-adds is made at once: the default takes about twenty milliseconds (4,000 × 128
  /// are 65 million). A larger one is made on a thread of Qt's pool.
  explicit VocabularyLoader(QObject* parent = nullptr, double inPlace = 1.5e8);

  /// Of which model; null: none. Only another one than before does something.
  void load(std::shared_ptr<const OpenedModel> model);
  [[nodiscard]] bool isBusy() const { return m_busy; }
  /// Null while busy, for no model and where it failed.
  [[nodiscard]] const std::shared_ptr<const VocabularySpace>& space() const { return m_result.space; }
  [[nodiscard]] const std::optional<Message>& failure() const { return m_result.failure; }
  /// Waits for what is under way.
  void wait();

 signals:
  void loaded();  ///< after a load() that was not done at once

 private:
  struct Result {
    std::shared_ptr<const VocabularySpace> space;
    std::optional<Message> failure;
  };
  [[nodiscard]] static Result made(std::shared_ptr<const OpenedModel> model);
  void take();

  double m_inPlace;
  bool m_busy = false;
  std::shared_ptr<const OpenedModel> m_model;
  Result m_result;
  QFutureWatcher<Result> m_watcher;
};

}  // namespace headlight
