#include <QCoreApplication>

#include "session/session.h"

namespace headlight {

QString messageText(const Message& message) {
  const MessageTemplate* entry = findMessage(message.code);
  if (!entry) return QString::fromStdString(message.english());
  const std::string english(entry->english);
  const QString wording = QCoreApplication::translate("messages", english.c_str());
  return QString::fromStdString(fillMessage(wording.toStdString(), message.values));
}

}  // namespace headlight
