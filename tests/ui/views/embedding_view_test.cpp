// The embedding view's projections: watched, held, left, told in the badge.

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "charts/figure/figure_builders.h"
#include "scatter3d/scatter_widget.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"
#include "views/embedding/embedding_view.h"
#include "views/embedding/projection_run.h"
#include "views/embedding/space_loader.h"

namespace headlight {

class EmbeddingViewTest : public QObject {
  Q_OBJECT

 private slots:
  void aProjectionRunsToItsEndAndTheBadgeSaysWhatItKeeps() {
    Shown shown(m_model);
    for (const auto& [index, name] : std::vector<std::pair<int, const char*>>{{1, "t-SNE"}, {2, "UMAP"}, {0, "PCA"}}) {
      shown.choose->setCurrentIndex(index);
      QVERIFY(QTest::qWaitFor([&] { return shown.figure().method == name && !shown.pause->isVisible(); }, 30000));
      const EmbeddingFigure figure = shown.figure();
      QCOMPARE(shown.badge.kind, index == 0 ? Badge::Kind::Projected : Badge::Kind::NeighboursKept);
      QCOMPARE(figure.badge.share, shown.badge.share);
      QVERIFY(figure.badge.share > 0 && figure.badge.share <= 1);
      QVERIFY(figure.coordinates.allFinite());
      const auto& scene = shown.scatter->scene();
      QCOMPARE(scene.points.size(), static_cast<std::size_t>(figure.coordinates.rows()));
      QVERIFY(scene.axisNames[0].startsWith(index == 0 ? QStringLiteral("PC 1") : QString::fromLatin1(name)));
    }
  }

  void theBoxesSayWhatFewPointsLetThemUse() {
    Shown shown(m_model);
    auto* perplexity = shown.view.findChild<QDoubleSpinBox*>(QStringLiteral("embeddingPerplexity"));
    auto* neighbours = shown.view.findChild<QSpinBox*>(QStringLiteral("embeddingUmapNeighbours"));
    auto* listed = shown.view.findChild<QSpinBox*>(QStringLiteral("embeddingNeighbourCount"));
    const auto words = static_cast<double>(shown.figure().labels.size());
    QVERIFY(words < 90);
    shown.choose->setCurrentIndex(1);
    QTRY_COMPARE(perplexity->suffix(), QStringLiteral(" (%1 used)").arg(QString::number((words - 1) / 3, 'g', 3)));
    QTRY_VERIFY_WITH_TIMEOUT(!shown.pause->isVisible() && shown.badge.kind == Badge::Kind::NeighboursKept, 30000);
    QCOMPARE(shown.badge.chance, 15 / (words - 1));
    QCOMPARE(shown.figure().used.perplexity, (words - 1) / 3);
    QVERIFY(shown.titleOfFigure().contains(QStringLiteral("perplexity ") + QString::number((words - 1) / 3, 'g', 3)));
    perplexity->setValue(5);
    QTRY_COMPARE(perplexity->suffix(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(shown.figure().used.perplexity, 5.0, 30000);
    neighbours->setValue(100);
    shown.choose->setCurrentIndex(2);
    QTRY_COMPARE(neighbours->suffix(), QStringLiteral(" (%1 used)").arg(words));
    QCOMPARE(listed->suffix(), QString());
    listed->setValue(100);
    QTRY_COMPARE(listed->suffix(), QStringLiteral(" (%1 used)").arg(words - 1));
  }

  void itCanBeHeldAndGoesOn() {
    Shown shown(m_model);
    for (int attempt = 0; attempt < 20; ++attempt) {  // forty words take some milliseconds: be quicker
      shown.choose->setCurrentIndex(0);
      shown.choose->setCurrentIndex(1);
      shown.pause->setChecked(true);
      QVERIFY(shown.standsStill());
      if (shown.pause->isVisible()) break;
    }
    const Matrix<float> held = shown.figure().coordinates;
    QVERIFY(shown.pause->isVisible());
    QVERIFY2(shown.badge.kind != Badge::Kind::NeighboursKept, "what still moves has not been counted");
    shown.pause->setChecked(false);
    QVERIFY(QTest::qWaitFor([&] { return !shown.pause->isVisible() && shown.figure().method == "t-SNE"; }, 30000));
    QVERIFY(shown.figure().coordinates != held);
  }

  void whatNobodySeesRests_data() {
    QTest::addColumn<bool>("isBehindATab");
    QTest::newRow("hidden") << false;
    QTest::newRow("behind a tab") << true;
  }
  void whatNobodySeesRests() {
    QFETCH(const bool, isBehindATab);
    Shown shown(m_model);
    const auto see = [&](bool isSeen) { isBehindATab ? shown.view.setInFront(isSeen) : shown.view.setVisible(isSeen); };
    shown.choose->setCurrentIndex(1);
    see(false);
    QVERIFY(shown.standsStill());
    QVERIFY2(shown.badge.kind != Badge::Kind::NeighboursKept, "it went on to its end");
    see(true);
    QVERIFY(QTest::qWaitFor([&] { return !shown.pause->isVisible() && shown.figure().method == "t-SNE"; }, 30000));
  }

  void aLargeVocabularyIsProjectedBesideTheWindow() {
    const SpaceRequest tiny{{}, openModel(m_model.string())};
    const SpaceRequest other{{}, openModel(m_model.string())};
    SpaceLoader loader(nullptr, 0);
    int loads = 0;
    connect(&loader, &SpaceLoader::loaded, this, [&loads] { ++loads; });
    loader.load(tiny);
    QVERIFY(loader.isBusy() && !loader.space());
    loader.load(other);  // the first one is forgotten
    QTRY_VERIFY(!loader.isBusy());
    QVERIFY(loader.space()->request() == other);
    QCOMPARE(loads, 1);
    loader.load(tiny);
    loader.wait();
    QVERIFY(loader.space()->request() == tiny);
    QTRY_COMPARE(loads, 2);
    loader.load(other);
    loader.load({});
    QVERIFY(!loader.space() && !loader.isBusy());
    loader.load(tiny);
    loader.wait();  // begins when the one before has ended
    QTRY_COMPARE(loads, 3);
    SpaceLoader quick;
    quick.load(tiny);
    QVERIFY(quick.space());
  }

  void leavingInTheMiddleWaitsForNothing() {
    for (int i = 0; i < 20; ++i) {
      Shown shown(m_model);
      shown.choose->setCurrentIndex(1 + i % 2);
      for (int round = 0; round < i; ++round) QCoreApplication::processEvents();
      if (i % 3 == 0) shown.pause->setChecked(true);
      if (i % 4 == 0) shown.choose->setCurrentIndex(2 - i % 2);
    }
  }

 private:
  struct Shown {
    explicit Shown(const std::filesystem::path& model) {
      QObject::connect(&view, &EmbeddingView::badgeChanged, &view, [this](const Badge& now) { badge = now; });
      view.resize(900, 600);
      view.show();
      session.setPrompt(QStringLiteral("The cat is on the"));
      session.openModel(QString::fromStdString(model.string()));
      choose = view.findChild<QComboBox*>(QStringLiteral("embeddingProjection"));
      pause = view.findChild<QToolButton*>(QStringLiteral("embeddingPause"));
      scatter = view.findChild<scatter3d::ScatterWidget*>();
      if (!QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 20000)) qFatal("no run");
    }
    [[nodiscard]] EmbeddingFigure figure() { return view.currentFigure().value().get<EmbeddingFigure>(); }
    [[nodiscard]] QString titleOfFigure() { return buildFigure(view.currentFigure().value(), FigureStyle{}).title; }
    /// What was under way has come, and nothing more does.
    [[nodiscard]] bool standsStill() {
      Matrix<float> before;
      return QTest::qWaitFor(
          [&] {
            Matrix<float> now = figure().coordinates;
            const bool isSame = now.rows() == before.rows() && now == before;
            before = std::move(now);
            return isSame;
          },
          30000);
    }

    Session session;
    EmbeddingView view{&session};
    Badge badge;
    QComboBox* choose = nullptr;
    QToolButton* pause = nullptr;
    scatter3d::ScatterWidget* scatter = nullptr;
  };

  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");
};

}  // namespace headlight

QTEST_MAIN(headlight::EmbeddingViewTest)
#include "embedding_view_test.moc"
