// The table of panels: every row is complete (both languages, help, command, place), and what a view throws stays in
// it.

#include <map>
#include <set>
#include <sstream>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTranslator>

#include "charts/figure/figure_canvas.h"
#include "cli/command_line.h"
#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_figure.h"
#include "figures/attention/steps_figure.h"
#include "figures/experiments/influence_figure.h"
#include "figures/export/figure_export.h"
#include "figures/text/tokens_figure.h"
#include "ui/window/window_probe.h"
#include "views/command_text.h"
#include "views/panels.h"
#include "views/snapshot_view.h"
#include "window/view_dock.h"
#include "window/view_export.h"

using namespace headlight;

namespace {

QString fileText(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// A view that throws where and what it is told to.
class ThrowingView : public SnapshotView {
 public:
  enum class Where { Nowhere, Refresh, Paint, ToolTip, Click, Export, Event };
  enum class What { Error, Exception, Number };

  explicit ThrowingView(Session* session, QWidget* parent = nullptr) : SnapshotView(session, parent) {
    m_canvas.setGeometry(0, 0, 200, 100);
    m_button.setGeometry(0, 100, 200, 40);
    m_canvas.setBuilder([this](QSizeF area) {
      throwAt(Where::Paint);
      Figure figure;
      figure.size = area;
      return figure;
    });
    connectGuarded(&m_button, &QPushButton::clicked, [this] { throwAt(Where::Click); });
  }

  [[nodiscard]] std::optional<FigureData> currentFigure() const override {
    throwAt(Where::Export);
    return TokensFigure{};
  }
  void setInFront(bool) override {}

  Where where = Where::Nowhere;
  What what = What::Error;
  int shown = 0;      ///< refreshes that came to their end
  int forgotten = 0;  ///< calls of forget()
  Session::Changes lastChanges;
  FigureCanvas m_canvas{this};
  QPushButton m_button{this};

 protected:
  void refresh(Session::Changes changes) override {
    lastChanges = changes;
    throwAt(Where::Refresh);
    m_canvas.rebuild();
    ++shown;
  }
  void retranslate() override {}
  void forget() override { ++forgotten; }
  void keyPressEvent(QKeyEvent*) override { throwAt(Where::Event); }

 private:
  void throwAt(Where here) const {
    if (here != where) return;
    switch (what) {
      case What::Error:
        throw Error("session.threads", {{"threads", "many"}, {"limit", "64"}});
      case What::Exception:
        throw std::runtime_error("a vector was too long");
      case What::Number:
        throw 7;
    }
  }
};

using Where = ThrowingView::Where;
using What = ThrowingView::What;

const PanelRow kThrowing{
    .name = "throwing",
    .place = PanelRow::Place::BehindMiddle,
    .title = "Throwing",
    .help = "",
    .command = {},
    .make = [](Session* session, QWidget* parent) -> SnapshotView* { return new ThrowingView(session, parent); }};

}  // namespace

class PanelsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanup() { m_probe.reset(); }

  void everyPanelThatIsWrittenIsInTheList() {
    QStringList written;
    QDirIterator files(QStringLiteral(HEADLIGHT_SOURCE_DIR "/ui/views"), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    static const QRegularExpression row(QStringLiteral("^PanelRow \\w+Panel\\(\\) \\{[^}]*?\\.name = \"(\\w+)\""),
                                        QRegularExpression::MultilineOption);
    while (files.hasNext()) {
      QFile file(files.next());
      QVERIFY(file.open(QIODevice::ReadOnly));
      for (auto it = row.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();) {
        written << it.next().captured(1);
      }
    }
    QStringList listed;
    for (const PanelRow& panel : panels()) listed << QString::fromLatin1(panel.name);
    written.sort();
    listed.sort();
    QCOMPARE(listed, written);
  }

  void everyPanelIsComplete_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(panels().size()); ++i) {
      QTest::newRow(panels()[static_cast<std::size_t>(i)].name) << i;
    }
  }
  void everyPanelIsComplete() {
    QFETCH(const int, index);
    const PanelRow& row = panels()[static_cast<std::size_t>(index)];
    QVERIFY(row.make != nullptr);
    const auto* dock = p().find<ViewDock>((std::string(row.name) + "Dock").c_str());
    QVERIFY(!dock->windowTitle().isEmpty());

    QTranslator chinese;
    QVERIFY(chinese.load(QStringLiteral(":/i18n/headlight_zh_CN.qm")));
    for (const char* title : {row.title, row.titleOfFilled}) {
      if (title == nullptr) continue;
      QVERIFY2(!chinese.translate("Panels", title).isEmpty(), "no Chinese title: run ui/translations/update_texts");
    }

    const QString page = fileText(QStringLiteral(HEADLIGHT_SOURCE_DIR "/docs/user/") + QString::fromLatin1(row.help));
    QVERIFY2(!page.isEmpty(), "no page of docs/user of this name");
    QVERIFY2(page.contains(QLatin1Char('*') + QString::fromLatin1(row.title)), "the page does not name the panel");
  }

  void everyCommandIsOneThatTheCommandLineKnows_data() { everyPanelIsComplete_data(); }
  void everyCommandIsOneThatTheCommandLineKnows() {
    QFETCH(const int, index);
    const PanelRow& row = panels()[static_cast<std::size_t>(index)];
    QCOMPARE(panelCommandText(row.command, nullptr, {}).isNull(), row.command.of != PanelCommand::Of::Models);
    testing::writeTinyModel(p().path("").toStdString(), "cells", "en", ModelKind::Lstm);
    if (row.command.of == PanelCommand::Of::Models) {  // an experiment takes long: its word is known, the model is not
      const Ran ran = run(panelCommandText(row.command, nullptr, QStringLiteral(" --model nowhere")));
      QVERIFY2(ran.code == 3, ran.said.c_str());
      return;
    }
    auto* dock = p().find<ViewDock>((std::string(row.name) + "Dock").c_str());
    dock->show();
    dock->raise();
    p().session().setComparedModels({QStringLiteral("tiny"), QStringLiteral("cells")});
    p().settle();
    if (row.place == PanelRow::Place::Comparing) {
      QTRY_VERIFY(p().session().comparison() && p().session().comparison()->columns.size() == 2);
    }
    const Ran first = run(viewCommand(dock));
    if (first.code == 0) return;
    p().session().openModel(QStringLiteral("cells"));  // the panel may be about the other kind of model
    p().settle();
    const Ran second = run(viewCommand(dock));
    QVERIFY2(second.code == 0, (first.said + second.said).c_str());
  }

  void namesTitlesAndPlacesDoNotClash() {
    std::set<std::string> names, titles;
    std::map<PanelRow::Place, int> places;
    for (const PanelRow& row : panels()) {
      QVERIFY2(names.insert(row.name).second, row.name);
      QVERIFY2(titles.insert(row.title).second, row.title);
      ++places[row.place];
    }
    using Place = PanelRow::Place;
    for (const Place place : {Place::Left, Place::BelowLeft, Place::Middle, Place::Right}) QCOMPARE(places[place], 1);
    QVERIFY(places[Place::Comparing] > 0);
  }

  void whatAViewThrowsIsASentenceInIt_data() {
    QTest::addColumn<int>("where");
    QTest::addColumn<int>("what");
    const std::pair<const char*, Where> places[] = {{"refresh", Where::Refresh},
                                                    {"paint", Where::Paint},
                                                    {"click", Where::Click},
                                                    {"export", Where::Export},
                                                    {"event", Where::Event}};
    for (const auto& [name, where] : places) {
      QTest::addRow("%s, Error", name) << static_cast<int>(where) << static_cast<int>(What::Error);
      QTest::addRow("%s, std::exception", name) << static_cast<int>(where) << static_cast<int>(What::Exception);
      QTest::addRow("%s, no exception's class", name) << static_cast<int>(where) << static_cast<int>(What::Number);
    }
  }
  void whatAViewThrowsIsASentenceInIt() {
    QFETCH(const int, where);
    QFETCH(const int, what);
    ViewDock dock(kThrowing, &p().session(), nullptr);
    auto* view = static_cast<ThrowingView*>(dock.view());
    dock.resize(300, 300);
    dock.show();
    QTRY_VERIFY(view->shown > 0);
    QVERIFY(!view->failure());
    QVERIFY(dock.currentFigure().has_value());

    view->where = static_cast<Where>(where);
    view->what = static_cast<What>(what);
    stepTo(1);
    view->m_canvas.repaint();
    QTest::mouseClick(&view->m_button, Qt::LeftButton);
    QTest::keyClick(view, Qt::Key_X);
    if (view->where == Where::Export) QVERIFY(!dock.currentFigure().has_value());
    QVERIFY(view->failure());
    QVERIFY(view->forgotten > 0);
    QTRY_VERIFY(view->findChild<QLabel*>(QStringLiteral("viewFailure")));
    const auto* sentence = view->findChild<QLabel*>(QStringLiteral("viewFailure"));
    QTRY_VERIFY(sentence->isVisible());
    QCOMPARE(sentence->geometry(), view->rect());
    const QString expected = view->what == What::Error       ? messageText(view->failure().value())
                             : view->what == What::Exception ? QStringLiteral("a vector was too long")
                                                             : QStringLiteral("unknown");
    QVERIFY2(sentence->text().contains(expected), qPrintable(sentence->text()));

    // The next step that can be shown is shown, with everything read again.
    view->where = Where::Nowhere;
    const int before = view->shown;
    stepTo(2);
    QTRY_VERIFY(view->shown > before);
    QVERIFY(!view->failure());
    QVERIFY(view->lastChanges & Session::ModelChanged);
    QVERIFY(!sentence->isVisible());
    QVERIFY(dock.currentFigure().has_value());
  }

  void otherPanelsGoOn() {
    auto* dock = new ViewDock(kThrowing, &p().session(), p().window.get());
    p().window->addDockWidget(Qt::BottomDockWidgetArea, dock);
    auto* view = static_cast<ThrowingView*>(dock->view());
    view->where = Where::Refresh;
    stepTo(1);
    QTRY_VERIFY(view->failure());
    const auto snapshot = p().session().snapshot();
    QVERIFY(snapshot && snapshot->length() == 6);
    QVERIFY(p().find<ViewDock>("predictionDock")->currentFigure().has_value());
    QVERIFY(!p().find<ViewDock>("predictionDock")->view()->failure());
  }

  void viewsShareTheJoinedActivationsOfARun() {
    const auto isShown = [](const ViewDock* dock, int head) {
      const auto figure = dock->currentFigure();
      if (!figure) return false;
      if (const auto* steps = figure->as<StepsFigure>()) return steps->head == head;
      if (const auto* arcs = figure->as<ArcsFigure>()) return arcs->heads.front().place.head == head;
      return figure->get<AttentionFigure>().head == head;
    };
    const auto lookAtAll = [&](int head) {
      for (const char* name : {"stepsDock", "arcsDock", "attentionDock"}) {
        auto* dock = p().find<ViewDock>(name);
        dock->raise();
        QTRY_VERIFY(isShown(dock, head));
        (void)dock->allFigures();
        dock->repaint();
      }
    };
    stepTo(1);
    lookAtAll(0);
    const auto run = p().session().snapshot();
    const std::size_t joins = run->joined->joins();
    QVERIFY2(joins >= 8, std::to_string(joins).c_str());  // four layers' patterns, and what the steps of a head show
    Selection selection = p().session().selection();
    for (const int head : {1, 2, 0}) {
      selection.head = head;
      p().session().setSelection(selection);
      lookAtAll(head);
    }
    QCOMPARE(run->joined->joins(), joins);
    QCOMPARE(p().session().snapshot(), run);
  }

  void commandsOfAModelWhoseFolderCannotBeLookedAt() {
    // Opened from elsewhere under a sample's name; then its place becomes a link to itself.
    const std::filesystem::path elsewhere = p().path("elsewhere").toStdString();
    testing::writeTinyModel(elsewhere, "tiny");
    p().session().openModel(QString::fromStdString((elsewhere / "tiny").string()));
    p().settle();
    std::filesystem::remove_all(elsewhere / "tiny");
    std::filesystem::create_directory_symlink("tiny", elsewhere / "tiny");
    QVERIFY(runCommandText(*p().session().snapshot()).contains(QStringLiteral("elsewhere/tiny")));
  }

  void aFigureWithoutNumbersHasNoArray() {
    QVERIFY(figureNpy(InfluenceFigure{}).empty());
    QVERIFY_EXCEPTION_THROWN((void)exportBytes(InfluenceFigure{}, QStringLiteral("npy"), {}), Error);
    QVERIFY_EXCEPTION_THROWN(exportFigure(InfluenceFigure{}, p().path("none.npy"), {}), Error);
    QVERIFY(!QFile::exists(p().path("none.npy")));
    QDir().mkpath(p().path("all"));
    QCOMPARE(exportFigures({InfluenceFigure{}}, p().path("all"), {}), 4);  // the others have their files
  }

 private:
  struct Ran {
    int code;
    std::string said;
  };
  testing::WindowProbe& p() { return *m_probe; }
  QString viewCommand(const ViewDock* dock) {
    return panelCommandText(dock->row().command, p().session().snapshot().get(), dock->view()->commandArguments());
  }
  /// A command line as it is copied, its files in a folder of the test.
  Ran run(QString text) {
    std::vector<std::string> words;
    for (const QString& word : QProcess::splitCommand(text.replace(QLatin1Char('\''), QLatin1Char('"')))) {
      words.push_back(word.toStdString());
    }
    words.erase(words.begin());  // "headlight"
    words.back() = p().path("out").toStdString();
    std::istringstream in;
    std::ostringstream out, errors;
    const int code = runCommandLine(words, nullptr, in, out, errors);
    return {code, text.toStdString() + ": " + errors.str()};
  }
  void stepTo(Index step) {
    if (p().session().snapshot()->moment - p().session().snapshot()->firstMoment >= step) return;
    p().trigger("stepAction");
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
