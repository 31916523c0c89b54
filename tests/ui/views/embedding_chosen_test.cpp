// Choosing points by box, lasso and word, looking at them alone, saved views, further prompts.

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

#include "scatter3d/scatter_widget.h"
#include "session/settings.h"
#include "support/temporary_folder.h"
#include "ui/due_events.h"
#include "ui/tiny_model.h"
#include "ui/views/shown_embedding.h"
#include "views/embedding/embedding_view.h"
#include "views/embedding/saved_views.h"

namespace headlight {

using scatter3d::DragMode;
using scatter3d::ScatterWidget;

class EmbeddingChosenTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    qputenv("HEADLIGHT_SETTINGS_DIR", m_folder.path().c_str());
    m_model = testing::writeTinyModel(m_folder.path(), "tiny");
  }

  void aBoxChoosesWhatLiesInside() {
    Shown shown(m_model);
    QTest::keyClick(shown.scatter, Qt::Key_B);
    QCOMPARE(shown.scatter->dragMode(), DragMode::Box);
    const QRect box = shown.leftHalf();
    const scatter3d::Camera before = shown.scatter->camera();
    shown.drag({box.topLeft(), box.bottomRight()});
    QVERIFY(shown.scatter->camera() == before);
    const std::vector<int> expected = shown.inside(box);
    QVERIFY(!expected.empty() && expected.size() < shown.scatter->scene().points.size());
    QCOMPARE(shown.ringed(), expected);
    auto* list = shown.find<QListWidget>("embeddingNeighbours");
    QCOMPARE(list->count(), static_cast<int>(expected.size()));
    QCOMPARE(shown.find<QToolButton>("embeddingChosenCount")->text(), QStringLiteral("%1 chosen").arg(expected.size()));
    QTest::keyClick(shown.scatter, Qt::Key_Escape);  // the mode
    QCOMPARE(shown.scatter->dragMode(), DragMode::Turn);
    QVERIFY(!shown.ringed().empty());
    QTest::keyClick(shown.scatter, Qt::Key_Escape);  // the choice
    QVERIFY(shown.ringed().empty());
    QVERIFY(!shown.find<QToolButton>("embeddingChosenCount")->isVisible());
  }

  void aLassoAddsWithCtrlAndShift() {
    Shown shown(m_model);
    const QPoint first = shown.at(10);
    const auto round = [](QPoint at) {
      return QVector<QPoint>{at + QPoint(-6, -6), at + QPoint(6, -6), at + QPoint(6, 6), at + QPoint(-6, 6)};
    };
    shown.drag(round(first), Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(shown.isRinged(10));
    const std::size_t one = shown.ringed().size();
    testing::doWhatIsDue();  // the row that says how many are chosen has taken its place
    shown.drag(round(shown.at(20)), Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(shown.isRinged(10) && shown.isRinged(20));
    QVERIFY(shown.ringed().size() > one);
    QCOMPARE(shown.scatter->dragMode(), DragMode::Turn);
  }

  void escapeWhileDrawingChoosesNothing() {
    Shown shown(m_model);
    shown.scatter->setDragMode(DragMode::Box);
    QTest::mousePress(shown.scatter, Qt::LeftButton, {}, QPoint(1, 1));
    QTest::mouseMove(shown.scatter, QPoint(300, 300));
    QTest::keyClick(shown.scatter, Qt::Key_Escape);
    QTest::mouseRelease(shown.scatter, Qt::LeftButton, {}, QPoint(300, 300));
    QVERIFY(shown.ringed().empty());
  }

  void whatIsChosenIsShownAloneWhereItWas() {
    Shown shown(m_model);
    const EmbeddingFigure all = shown.figure();
    const std::vector<scatter3d::Point> places = shown.scatter->scene().points;
    shown.view.search(QStringLiteral("/^(cat|dog|bird|ship)$/"));
    shown.act("What the pattern found");
    QCOMPARE(shown.ringed().size(), std::size_t(4));
    QTest::keyClick(&shown.view, Qt::Key_I);
    QCOMPARE(shown.scatter->scene().points.size(), std::size_t(4));
    const EmbeddingFigure kept = shown.figure();
    for (std::size_t i = 0; i < kept.ids.size(); ++i) {
      QVERIFY(kept.coordinates.row(static_cast<Index>(i)) == all.coordinates.row(kept.ids[i]));
      QCOMPARE(shown.scatter->scene().points[i].position, places[static_cast<std::size_t>(kept.ids[i])].position);
    }
    QCOMPARE(kept.badge.share, all.badge.share);
    shown.find<QCheckBox>("embeddingAnew")->setChecked(true);
    const EmbeddingFigure anew = shown.figure();
    QVERIFY(anew.coordinates != kept.coordinates);
    QVERIFY2(anew.badge.share > 0.999, "four points lie in three dimensions");
    shown.view.search(QStringLiteral("ship"));
    QCOMPARE(shown.find<QListWidget>("embeddingNeighbours")->count(), 3);
    shown.find<QToolButton>("embeddingRelease")->click();
    QCOMPARE(shown.scatter->scene().points.size(), all.labels.size());
    QCOMPARE(shown.ringed().size(), std::size_t(4));
    QVERIFY(shown.figure().coordinates == all.coordinates);
  }

  void aPartOfTheTokensKeepsTheirWays() {
    Shown shown(m_model);
    QVERIFY(shown.choose("Through the layers"));
    const int tokens = static_cast<int>(shown.session.snapshot()->length());
    emit shown.scatter->areaChosen({1, tokens + 3}, false);
    QTest::keyClick(&shown.view, Qt::Key_I);
    const EmbeddingFigure figure = shown.figure();
    QCOMPARE(figure.labels.size(), std::size_t(10));
    QCOMPARE(figure.paths.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(figure.labels[0]), QStringLiteral("cat"));
    shown.session.step();
    QVERIFY(QTest::qWaitFor([&] { return shown.session.isIdle(); }, 20000));
    QCOMPARE(shown.figure().labels.size(), std::size_t(10));
    shown.session.setPrompt(QStringLiteral("The dog is"));
    QVERIFY(QTest::qWaitFor([&] { return shown.session.isIdle(); }, 20000));
    QCOMPARE(shown.figure().labels.size(), std::size_t(15));  // another text: all of it
    QVERIFY(!shown.find<QToolButton>("embeddingRelease")->isVisible());
  }

  void viewsAreSavedUnderNames() {
    Shown shown(m_model);
    auto* menu = shown.view.findChild<SavedViews*>();
    scatter3d::Camera camera;
    camera.orbit(40, 10);
    camera.zoom(2);
    camera.lookAt({0.25F, 0, -0.5F});
    shown.scatter->setCamera(camera);
    emit menu->aboutToShow();
    menu->actions().front()->trigger();
    auto* dialog = shown.view.findChild<QInputDialog*>(QStringLiteral("embeddingViewName"));
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("cats/near"));
    dialog->accept();
    QCOMPARE(Settings().cameraNames(), QStringList(QStringLiteral("cats/near")));
    shown.scatter->resetCamera();
    QTest::keyClick(&shown.view, Qt::Key_1);
    QVERIFY(shown.scatter->camera() == camera);
    Settings().setCamera(QStringLiteral("broken"), QStringLiteral("1 2 nan"));
    shown.scatter->resetCamera();
    menu->takeUp(QStringLiteral("broken"));
    QVERIFY(shown.scatter->camera() == scatter3d::Camera());
    menu->remove(QStringLiteral("broken"));
    menu->remove(QStringLiteral("cats/near"));
    QVERIFY(Settings().cameraNames().isEmpty());
  }

  void furtherPromptsStandInTheSamePicture() {
    Shown shown(m_model);
    QVERIFY(shown.choose("Through the layers"));
    const int first = static_cast<int>(shown.session.snapshot()->length());
    shown.find<QToolButton>("embeddingMorePrompts")->click();
    auto* prompts = shown.find<QPlainTextEdit>("embeddingPrompts");
    prompts->setPlainText(QStringLiteral("The dog is\n\nA ship"));
    QVERIFY(QTest::qWaitFor([&] { return shown.figure().prompts.size() == 3; }, 20000));
    const EmbeddingFigure figure = shown.figure();
    QCOMPARE(figure.coordinates.rows(), Index((first + 3 + 2) * 5));
    QCOMPARE(figure.coloring.kind, EmbeddingFigure::Coloring::Kind::Prompt);
    QCOMPARE(figure.promptOf[static_cast<std::size_t>(first)], 1);
    const int dog = first + 1;
    const int last = 4 * (first + 5);
    QCOMPARE(shown.scatter->scene().labels[static_cast<std::size_t>(last + dog)], QStringLiteral("dog₂"));
    const Index before = shown.session.selection().position;
    emit shown.scatter->pointPicked(last + dog);
    QCOMPARE(shown.session.selection().position, before);
    QCOMPARE(shown.scatter->scene().points[static_cast<std::size_t>(last + dog)].rank, scatter3d::Rank::Selected);
    shown.session.step();
    QVERIFY(QTest::qWaitFor([&] { return shown.figure().coordinates.rows() == (first + 3 + 2 + 3) * 5; }, 20000));
    prompts->setPlainText({});
    QVERIFY(QTest::qWaitFor([&] { return shown.figure().prompts.empty(); }, 20000));
    QCOMPARE(shown.figure().coordinates.rows(), Index((first + 1) * 5));
  }

 private:
  struct Shown : testing::ShownEmbedding {
    using ShownEmbedding::ShownEmbedding;

    void act(const char* text) {
      QMenu* menu = find<QToolButton>("embeddingChoose")->menu();
      emit menu->aboutToShow();
      for (QAction* action : menu->actions()) {
        if (action->text() == QLatin1String(text)) return action->trigger();
      }
      qFatal("no action %s", text);
    }
    void drag(const QVector<QPoint>& way, Qt::KeyboardModifiers keys = {}) {
      QTest::mousePress(scatter, Qt::LeftButton, keys, way.front());
      for (const QPoint& at : way) QTest::mouseMove(scatter, at);
      QTest::mouseRelease(scatter, Qt::LeftButton, keys, way.back());
    }
    [[nodiscard]] QPoint at(int point) const { return scatter->pointPosition(point).value().toPoint(); }
    [[nodiscard]] QRect leftHalf() const { return {1, 1, scatter->width() / 2, scatter->height() - 2}; }
    [[nodiscard]] std::vector<int> inside(const QRect& box) const {
      std::vector<int> points;
      for (int i = 0; i < static_cast<int>(scatter->scene().points.size()); ++i) {
        const auto place = scatter->pointPosition(i);
        if (place && QRectF(box.topLeft(), QPointF(box.bottomRight())).contains(*place)) points.push_back(i);
      }
      return points;
    }
    [[nodiscard]] bool isRinged(int point) const {
      return scatter->scene().points[static_cast<std::size_t>(point)].isChosen;
    }
    [[nodiscard]] std::vector<int> ringed() const {
      std::vector<int> points;
      for (int i = 0; i < static_cast<int>(scatter->scene().points.size()); ++i) {
        if (isRinged(i)) points.push_back(i);
      }
      return points;
    }
  };

  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model;
};

}  // namespace headlight

QTEST_MAIN(headlight::EmbeddingChosenTest)
#include "embedding_chosen_test.moc"
