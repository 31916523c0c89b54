// For looking at: experiments_pictures FOLDER draws the window with the distance experiment and the speed lesson, under
// way and done, in both languages, themes and sizes. take_screenshots starts it. The models are the samples.

#include "charts/plot/line_chart.h"
#include "ui/pictures.h"
#include "views/experiments/distance_view.h"
#include "views/experiments/speed_view.h"

namespace headlight {
namespace {

class Pictures {
 public:
  Pictures(const testing::Look& look, QString base)
      : m_base(std::move(base)),
        m_window(testing::openWindow(look, "classroom-en", QStringLiteral("The cat is on the"))) {}

  bool draw() {
    bool written = true;
    testing::raiseDock(*m_window, "distanceDock");
    written = save("distance_empty") && written;
    find<QComboBox>("distanceSentences")->setCurrentIndex(0);
    auto* distance = find<DistanceView>("distanceView");
    distance->start();
    written = until(distance, 4) && saveNow("distance_under_way") && written;
    written = until(distance, 27) && written;
    distance->choosePoint(19);
    written = save("distance_done") && written;
    find<QComboBox>("distanceKind")->setCurrentIndex(1);
    distance->choosePoint(19);
    written = save("distance_place") && written;
    find<LineChart>("distanceChart")->zoomBy(4);
    written = save("distance_zoomed") && written;
    testing::raiseDock(*m_window, "speedDock");
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
    return m_window->findChild<Widget*>(QLatin1String(name));
  }
  static bool until(const ExperimentView* view, Index step) {
    return QTest::qWaitFor(
        [&] { return view->state().step >= step || view->state().stage == ExperimentState::Stage::Failed; }, 300000);
  }
  /// While the experiment goes on, which draws again and again.
  bool saveNow(const char* name) {
    return m_window->grab().save(m_base + QLatin1String(name) + QStringLiteral(".png"));
  }
  bool save(const char* name) {
    return testing::savePicture(*m_window, m_base + QLatin1String(name) + QStringLiteral(".png"));
  }

  QString m_base;
  std::unique_ptr<MainWindow> m_window;
};

bool drawAll(const QString& folder) {
  bool written = true;
  for (const testing::Look& look : testing::fourLooks()) {
    const QString base = QStringLiteral("%1/%2_%3_").arg(folder, look.languageName()).arg(look.size.height());
    written = Pictures(look, base).draw() && written;
  }
  return written;
}

}  // namespace
}  // namespace headlight

int main(int argc, char** argv) {
  return headlight::testing::runPictures(argc, argv, headlight::drawAll);
}
