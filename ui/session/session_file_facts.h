#pragma once
// What a window has to do with session files: its own part of them, and what it asks the person about.

#include <QByteArray>
#include <QMap>
#include <QString>

namespace headlight {

/// The window's part of a session, opaque to everything below it.
struct SessionWindowState {
  QByteArray layout;                ///< as window/window_layout.h writes it
  QMap<QString, QByteArray> views;  ///< name of a view → its settings

  bool operator==(const SessionWindowState&) const = default;
};

/// A session's model that is not where it was.
struct MissingModel {
  QString sessionFile;
  QString name;  ///< of the model
  QString path;  ///< where it was
};

}  // namespace headlight
