#include "session/jobs/session_writer.h"

#include <QFile>

namespace headlight {

namespace {

QString reasonOf(const Error& error) {
  for (const MessageValue& value : error.message().values) {
    if (value.name == "reason") return QString::fromStdString(value.value);
  }
  return QString::fromStdString(error.message().english());
}

}  // namespace

SessionWriter::SessionWriter() : m_context(new QObject) {
  m_context->moveToThread(&m_thread);
  QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
  m_thread.setObjectName(QStringLiteral("session writer"));
  m_thread.start();
}

SessionWriter::~SessionWriter() {
  wait();
  m_thread.quit();
  m_thread.wait();
}

void SessionWriter::write(const QString& file, std::shared_ptr<const SessionData> session) {
  QMetaObject::invokeMethod(
      m_context,
      [this, path = QFile::encodeName(file).toStdString(), data = std::move(session)] {
        QString reason;
        try {
          writeSession(path, *data);
        } catch (const Error& error) {
          reason = reasonOf(error);
        } catch (const std::exception& error) {
          reason = QString::fromLatin1(error.what());
        }
        emit written(reason);
      },
      Qt::QueuedConnection);
}

void SessionWriter::remove(const QString& file) {
  QMetaObject::invokeMethod(
      m_context, [file] { QFile::remove(file); }, Qt::QueuedConnection);
}

void SessionWriter::compare(std::shared_future<std::string> digest, std::string expected, std::string modelName) {
  QMetaObject::invokeMethod(
      m_context,
      [this, found = std::move(digest), expected = std::move(expected), name = std::move(modelName)] {
        constexpr std::size_t kShown = 12;
        const std::string& text = found.get();
        if (text.empty() || text == expected) return;
        emit messageRaised(
            {"session.other_model",
             {{"model", name}, {"found", text.substr(0, kShown)}, {"expected", expected.substr(0, kShown)}}});
      },
      Qt::QueuedConnection);
}

void SessionWriter::wait() {
  QMetaObject::invokeMethod(
      m_context, [] {}, Qt::BlockingQueuedConnection);
}

}  // namespace headlight
