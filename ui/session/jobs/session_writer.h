#pragma once
// Writes recovery files and waits for digests, on a thread of its own: the worker goes on meanwhile. What is asked for
// is done in that order.

#include <future>
#include <memory>
#include <string>

#include <QObject>
#include <QThread>

#include "formats/archive/session_file.h"
#include "tensor/error.h"

namespace headlight {

class SessionWriter : public QObject {
  Q_OBJECT

 public:
  SessionWriter();
  /// Waits until all is done.
  ~SessionWriter() override;

  /// written() follows.
  void write(const QString& file, std::shared_ptr<const SessionData> session);
  void remove(const QString& file);
  /// Says session.other_model through messageRaised() if the digest, once it is there, is another than `expected`.
  void compare(std::shared_future<std::string> digest, std::string expected, std::string modelName);
  /// Until all that was asked for is done.
  void wait();

 signals:
  /// An empty reason: it is on the disk.
  void written(const QString& reason);
  void messageRaised(const headlight::Message& message);

 private:
  QThread m_thread;
  QObject* m_context;  // lives on the thread
};

}  // namespace headlight
