#pragma once
// Developer option: takes some steps, waits until nothing is under way, saves a picture of the whole window and quits.

#include <QObject>
#include <QString>

namespace headlight {

class MainWindow;

class Screenshot : public QObject {
  Q_OBJECT

 public:
  /// `head`: as in "L1H3", selected before the picture; empty leaves the selection.
  Screenshot(MainWindow* window, const QString& file, int steps, const QString& head = {});

 private:
  void advance();
  void select() const;
  void save();

  MainWindow* m_window;
  QString m_file;
  int m_stepsLeft;
  QString m_head;
  bool m_saving = false;
};

}  // namespace headlight
