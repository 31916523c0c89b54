// For looking at: experiments_pictures FOLDER draws the window with the distance experiment and the speed lesson, under
// way and done, in both languages, themes and sizes. take_screenshots starts it. The models are the samples.

#include <cstdio>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QToolButton>
#include <QtTest>

#include "charts/figure/figure_canvas.h"
#include "support/temporary_folder.h"
#include "views/experiments/distance_view.h"
#include "views/experiments/speed_view.h"
#include "window/main_window.h"
#include "window/view_dock.h"

namespace headlight {
namespace {

struct Look {
  QSize size;
  ThemeChoice theme;
  const char* language;
};

class Pictures {
 public:
  Pictures(const Look& look, QString base) : m_base(std::move(base)) {
    m_window.appearance()->setTheme(look.theme);
    m_window.appearance()->setLanguage(QString::fromLatin1(look.language));
    m_window.start(QStringLiteral("classroom-en"), QStringLiteral("The cat is on the"));
    m_window.resize(look.size);
    m_window.show();
  }

  bool draw() {
    bool written = true;
    raise("distanceDock");
    written = save("distance_empty") && written;
    find<QComboBox>("distanceSentences")->setCurrentIndex(0);
    auto* distance = find<DistanceView>("distanceView");
    distance->start();
    written = until(distance, 4) && save("distance_under_way") && written;
    written = until(distance, 27) && written;
    distance->choosePoint(19);
    written = save("distance_done") && written;
    find<QComboBox>("distanceKind")->setCurrentIndex(1);
    distance->choosePoint(19);
    written = save("distance_place") && written;
    raise("speedDock");
    auto* speed = find<SpeedView>("speedView");
    speed->start();
    written = until(speed, 12) && written;
    speed->cancel();
    speed->choosePoint(8);
    return save("speed") && written;
  }

 private:
  template <class Widget>
  Widget* find(const char* name) {
    return m_window.findChild<Widget*>(QLatin1String(name));
  }
  void raise(const char* name) {
    auto* dock = find<ViewDock>(name);
    dock->show();
    dock->raise();
    QTest::qWait(300);
  }
  static bool until(const ExperimentView* view, Index step) {
    return QTest::qWaitFor(
        [&] { return view->state().step >= step || view->state().stage == ExperimentState::Stage::Failed; }, 300000);
  }
  bool save(const char* name) {
    QTest::qWait(400);
    const QString file = m_base + QLatin1String(name) + QStringLiteral(".png");
    if (m_window.grab().save(file)) return true;
    std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
    return false;
  }

  QString m_base;
  MainWindow m_window;
};

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  using namespace headlight;
  const testing::TemporaryFolder folder;
  qputenv("HEADLIGHT_SETTINGS_DIR", folder.path().c_str());
  const QApplication app(argc, argv);
  if (argc != 2) return std::fprintf(stderr, "experiments_pictures FOLDER\n"), 2;
  QDir().mkpath(QString::fromLocal8Bit(argv[1]));
  const Look looks[] = {
      {{1280, 720}, ThemeChoice::Light, "en"},
      {{1280, 720}, ThemeChoice::Dark, "zh"},
      {{1920, 1080}, ThemeChoice::Dark, "en"},
      {{1920, 1080}, ThemeChoice::Light, "zh"},
  };
  bool written = true;
  for (const Look& look : looks) {
    const QString base = QStringLiteral("%1/%2_%3_")
                             .arg(QString::fromLocal8Bit(argv[1]), QLatin1String(look.language))
                             .arg(look.size.height());
    written = Pictures(look, base).draw() && written;
  }
  return written ? 0 : 1;
}
