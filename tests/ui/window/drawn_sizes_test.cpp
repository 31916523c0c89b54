// What a class sees from the last row: letters, cells and bars of every panel, over zoom steps and screens. Each panel
// of panels() is walked, so a new one is measured too.

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

#include <QFontInfo>

#include "charts/figure/figure_canvas.h"
#include "charts/figure/shown_text.h"
#include "charts/plot/line_chart.h"
#include "ui/due_events.h"
#include "ui/window/window_probe.h"
#include "views/panels.h"
#include "views/snapshot_view.h"
#include "window/appearance.h"
#include "window/view_dock.h"

using namespace headlight;

namespace {

const QString kPrompt =
    QStringLiteral("The cat is on the mat and the dog is on the cat the");  // 15 words with the next

/// In pixels; nothing where a figure has none.
struct Sizes {
  double letters = std::numeric_limits<double>::infinity();  ///< the smallest
  double cells = 0;                                          ///< the side of the largest cell of a heatmap
  double bars = 0;                                           ///< the height of a row of bars, or the width of a column

  [[nodiscard]] QString text() const {
    return QStringLiteral("letters %1, cells %2, bars %3").arg(letters).arg(cells).arg(bars);
  }
};

double partOf(const HotArea& area) {
  return std::min(area.rect.width() / area.columns, area.rect.height() / area.rows);
}

Sizes sizesOf(FigureCanvas& canvas) {
  Sizes sizes;
  for (const FigureItem& item : canvas.figure().items) {
    const auto* text = std::get_if<TextItem>(&item);
    if (text && !text->text.trimmed().isEmpty()) sizes.letters = std::min(sizes.letters, text->style.size);
  }
  for (const HotArea& area : canvas.figure().hotAreas) {
    if (area.kind == FigureHit::Kind::Cell) sizes.cells = std::max(sizes.cells, partOf(area));
    if (area.kind == FigureHit::Kind::Bar) sizes.bars = std::max(sizes.bars, area.rect.height());
  }
  return sizes;
}

Sizes sizesOf(const LineChart& chart) {
  Sizes sizes;
  sizes.letters = chart.letterSize();
  return sizes;
}

/// Whether everything that is drawn can be brought into sight.
bool isReachable(FigureCanvas& canvas) {
  const QSizeF figure = canvas.figure().size;
  const bool fits = figure.width() <= canvas.width() + 2 && figure.height() <= canvas.height() + 2;
  return fits || canvas.isScrolled();
}

QStringList textsOf(FigureCanvas& canvas) {
  QStringList texts;
  for (const FigureItem& item : canvas.figure().items) {
    if (const auto* text = std::get_if<TextItem>(&item)) texts << text->text;
  }
  return texts;
}

}  // namespace

class DrawnSizesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    m_probe = std::make_unique<testing::WindowProbe>();
    testing::writeTinyModel(p().path("").toStdString(), "tiny-lstm", "en", ModelKind::Lstm);
    openModel(QStringLiteral("tiny"));
  }
  void cleanupTestCase() { m_probe.reset(); }
  void cleanup() {
    p().window->appearance()->setPresentation(false);
    p().window->appearance()->setZoomPercent(100);
    for (const PanelRow& row : panels()) {
      if (row.place == PanelRow::Place::Comparing) dockOf(QLatin1String(row.name))->hide();
    }
    testing::doWhatIsDue();
  }

  /// Rows: every panel on every screen.
  void zoomingInMakesNothingSmaller_data() { addPanelsAndScreens(); }
  void zoomingInMakesNothingSmaller() {
    const ViewDock* dock = bringUp();
    if (QTest::currentTestFailed()) return;
    std::vector<std::pair<QString, Sizes>> before;
    int measured = 0;
    for (const int percent : {80, 100, 110, 180}) {
      p().window->appearance()->setZoomPercent(percent);
      testing::doWhatIsDue();
      std::vector<std::pair<QString, Sizes>> now = allSizes(*dock);
      for (const auto& [name, sizes] : now) {
        const auto earlier =
            std::find_if(before.begin(), before.end(), [&](const auto& each) { return each.first == name; });
        if (earlier != before.end()) compare(name + QStringLiteral(" at %1 %").arg(percent), earlier->second, sizes);
        ++measured;
      }
      if (QTest::currentTestFailed()) return;
      before = std::move(now);
    }
    QVERIFY(measured > 0);
  }

  void aPresentationMakesEverythingLarger_data() { addPanelsAndScreens(); }
  void aPresentationMakesEverythingLarger() {
    const ViewDock* dock = bringUp();
    if (QTest::currentTestFailed()) return;
    const auto before = allSizes(*dock);
    p().window->appearance()->setPresentation(true);
    testing::doWhatIsDue();
    const auto now = allSizes(*dock);
    int measured = 0;
    for (const auto& [name, sizes] : now) {
      const QString& wanted = name;
      const auto earlier =
          std::find_if(before.begin(), before.end(), [&](const auto& each) { return each.first == wanted; });
      if (earlier == before.end()) continue;
      compare(name, earlier->second, sizes);
      QVERIFY2(sizes.cells >= earlier->second.cells, qPrintable(name + QLatin1Char(' ') + sizes.text()));
      if (std::isfinite(earlier->second.letters))
        QVERIFY2(sizes.letters > 1.3 * earlier->second.letters, qPrintable(name + QLatin1Char(' ') + sizes.text()));
      ++measured;
    }
    QVERIFY(measured > 0);
  }

  void labelsOfFifteenTokensAlwaysStand_data() {
    QTest::addColumn<QString>("panel");
    QTest::addColumn<QSize>("screen");
    QTest::addColumn<bool>("large");
    for (const char* panel : {"attention", "difference", "arcs", "steps", "influence", "compare"}) {
      for (const QSize screen : {QSize(1280, 720), QSize(1920, 1080)}) {
        for (const bool large : {false, true})
          QTest::addRow("%s %d %s", panel, screen.height(), large ? "presentation" : "normal")
              << QString::fromLatin1(panel) << screen << large;
      }
    }
  }
  void labelsOfFifteenTokensAlwaysStand() {
    QFETCH(bool, large);
    p().window->appearance()->setPresentation(large);
    const ViewDock* dock = bringUp();
    if (QTest::currentTestFailed()) return;
    const std::vector<Token>& tokens = p().session().snapshot()->tokens;
    QVERIFY(tokens.size() <= 15);
    QTRY_VERIFY(allSizes(*dock).size() > 1);  // some figures are measured beside the window
    int seen = 0;
    for (FigureCanvas* canvas : dock->view()->findChildren<FigureCanvas*>()) {
      if (!canvas->isVisible() || canvas->objectName() == QLatin1String("attentionThumbnails")) continue;
      const QStringList texts = textsOf(*canvas);
      if (texts.isEmpty()) continue;
      ++seen;
      QStringList labels;
      for (const Token& token : tokens) labels << visibleToken(QString::fromStdString(token.text).trimmed());
      for (const QString& label : labels) {
        const auto count =
            std::count_if(texts.begin(), texts.end(), [&](const QString& text) { return text.contains(label); });
        QVERIFY2(count >= labels.count(label), qPrintable(canvas->objectName() + QStringLiteral(": ") + label +
                                                          QStringLiteral(" stands %1 times").arg(count)));
      }
    }
    QVERIFY(seen > 0);
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }

  static void addPanelsAndScreens() {
    QTest::addColumn<QString>("panel");
    QTest::addColumn<QSize>("screen");
    for (const PanelRow& row : panels()) {
      for (const QSize screen : {QSize(1280, 720), QSize(1920, 1080)})
        QTest::addRow("%s %d", row.name, screen.height()) << QString::fromLatin1(row.name) << screen;
    }
  }

  const ViewDock* bringUp() {
    const QString panel = *static_cast<QString*>(QTest::qData("panel", qMetaTypeId<QString>()));
    const QSize screen = *static_cast<QSize*>(QTest::qData("screen", qMetaTypeId<QSize>()));
    p().window->resize(screen);
    openModel(panel == QLatin1String("recurrent") ? QStringLiteral("tiny-lstm") : QStringLiteral("tiny"));
    ViewDock* dock = dockOf(panel);
    dock->show();
    dock->raise();
    testing::doWhatIsDue();
    p().settle();
    testing::doWhatIsDue();
    return dock;
  }

  void openModel(const QString& name) {
    if (p().session().model() && p().session().model()->name == name.toStdString() && m_isTyped) return;
    p().session().openModel(name);
    QVERIFY(p().settle());
    p().type(kPrompt);
    QVERIFY(p().settle());
    m_isTyped = true;
    if (p().session().model()->model->config().isRecurrent()) return;
    p().session().runOther(QStringLiteral("The cat is on the mat and the cat is on the cat the"));
    QVERIFY(p().settle());
  }

  /// A chart of an experiment as it is after a run, which takes minutes.
  static void showChart(LineChart& chart) {
    chart.setBuilder([] {
      PanelPage page;
      page.names = {QStringLiteral("tiny")};
      page.panels.resize(3);
      for (LinePanel& panel : page.panels) {
        panel.title = QStringLiteral("agreement");
        panel.xTitle = QStringLiteral("words between");
        panel.curves.push_back({0, {{0, 0.5, 0.4, 0.6, 0}, {1, 0.7, 0.6, 0.8, 1}}});
      }
      page.notes = {QStringLiteral("300 sentences")};
      return page;
    });
  }

  static std::vector<std::pair<QString, Sizes>> allSizes(const ViewDock& dock) {
    std::vector<std::pair<QString, Sizes>> all;
    for (FigureCanvas* canvas : dock.view()->findChildren<FigureCanvas*>()) {
      if (!canvas->isVisible() || canvas->figure().items.empty()) continue;
      if (!isReachable(*canvas))
        QTest::qFail(qPrintable(canvas->objectName() + QStringLiteral(" is cut")), __FILE__, __LINE__);
      all.emplace_back(canvas->objectName(), sizesOf(*canvas));
    }
    for (LineChart* chart : dock.view()->findChildren<LineChart*>()) {
      if (!chart->isVisible()) continue;
      showChart(*chart);
      all.emplace_back(chart->objectName(), sizesOf(*chart));
    }
    Sizes words;  // of controls, tables and what is drawn in the widget's own font
    words.letters = QFontInfo(dock.view()->font()).pixelSize();
    all.emplace_back(dock.view()->objectName(), words);
    return all;
  }

  ViewDock* dockOf(const QString& panel) { return p().find<ViewDock>(qPrintable(panel + QStringLiteral("Dock"))); }

  /// A row of controls that wraps at a step takes a line of the room: one pixel of a cell.
  static constexpr double kWrapped = 1;
  static void compare(const QString& name, const Sizes& before, const Sizes& now) {
    const QString text = name + QStringLiteral(": ") + before.text() + QStringLiteral(" → ") + now.text();
    QVERIFY2(now.letters >= before.letters, qPrintable(text));
    QVERIFY2(now.cells >= before.cells - kWrapped, qPrintable(text));
    QVERIFY2(now.bars >= before.bars, qPrintable(text));
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
  bool m_isTyped = false;
};

QTEST_MAIN(DrawnSizesTest)
#include "drawn_sizes_test.moc"
