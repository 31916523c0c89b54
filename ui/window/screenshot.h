#pragma once
// Developer option: takes some steps, waits until nothing is under way, saves a picture of the whole window and quits.

#include <QObject>
#include <QString>

namespace headlight {

class MainWindow;

class Screenshot : public QObject {
  Q_OBJECT

 public:
  Screenshot(MainWindow* window, const QString& file, int steps);

 private:
  void advance();
  void save();

  MainWindow* m_window;
  QString m_file;
  int m_stepsLeft;
  bool m_saving = false;
};

}  // namespace headlight
