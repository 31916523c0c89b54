// What is thrown in a part of a panel ends at the panel's edge: in slots of the part's own widgets, in keys that it
// watches, while it is painted. Each part stands alone in an edge that counts; the last tests take the real window.

#include <QCheckBox>
#include <QPainter>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "charts/figure/panel_edge.h"
#include "charts/plot/probability_history.h"
#include "scatter3d/scatter_widget.h"
#include "tensor/error.h"
#include "ui/charts/figures_samples.h"
#include "ui/window/window_probe.h"
#include "views/attention/attention_controls.h"
#include "views/attention/heads_pane.h"
#include "views/compare/model_row.h"
#include "views/embedding/embedding_options.h"
#include "views/embedding/saved_views.h"
#include "views/embedding/space_controls.h"
#include "views/prediction/sampling_controls.h"
#include "views/recurrent/cell_steps_page.h"
#include "views/recurrent/over_time_page.h"
#include "views/recurrent/scrolled_figure.h"
#include "views/snapshot_view.h"
#include "views/tokens/tokens_model.h"
#include "window/view_dock.h"

using namespace headlight;
using samples::Words;
using scatter3d::ScatterWidget;

namespace {

void fail() {
  throw Error("session.threads", {{"threads", "many"}, {"limit", "64"}});
}

/// The edge of a panel with nothing else in it.
class CountingEdge : public QWidget, public PanelEdge {
 public:
  CountingEdge() {
    resize(400, 300);
    new QVBoxLayout(this);
  }
  void failedWith(const std::exception_ptr& thrown) noexcept override {
    if (thrown) ++failures;
  }
  /// In the edge, and seen.
  template <class Part>
  Part* add(Part* part) {
    layout()->addWidget(part);
    show();
    return part;
  }
  template <class Part>
  Part* find(const char* name) {
    auto* found = findChild<Part*>(QLatin1String(name));
    if (!found) qFatal("no %s", name);
    return found;
  }
  /// How a figure is drawn: not at all, once it is told to fail.
  std::function<FigureStyle()> style() {
    return [this] {
      if (isFailing) fail();
      return FigureStyle{};
    };
  }

  int failures = 0;
  bool isFailing = false;
};

/// A signal whose receiver throws: the part emits it in a slot of its own.
template <class Sender, class Owner, class... Arguments>
void failAt(const Sender* sender, void (Owner::*signal)(Arguments...)) {
  QObject::connect(sender, signal, sender, [] { fail(); });
}

class ThrowingPaint : public QWidget {
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent*) override {
    const QPainter painter(this);
    fail();
  }
};

}  // namespace

class PanelPartsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { m_probe = std::make_unique<testing::WindowProbe>(); }
  void cleanupTestCase() { m_probe.reset(); }
  void init() { m_edge = std::make_unique<CountingEdge>(); }
  void cleanup() { m_edge.reset(); }

  void theHeadsOfAttention() {
    auto* heads = edge().add(new HeadsPane(edge().style(), &edge()));
    heads->retranslate();
    heads->setRun(nullptr, samples::heads(Words::English, 2, 3, 4), {}, false);
    failAt(heads, &HeadsPane::headChosen);
    failAt(heads, &HeadsPane::probesWanted);
    edge().find<QCheckBox>("attentionHeadLabels")->click();
    QCOMPARE(edge().failures, 1);
    QTest::keyClick(edge().find<QWidget>("attentionThumbnails"), Qt::Key_Down);
    QCOMPARE(edge().failures, 2);
  }

  void theControlsOfAttention() {
    auto* controls = edge().add(new AttentionControls(&edge()));
    controls->retranslate();
    failAt(controls, &AttentionControls::choicesChanged);
    edge().find<QCheckBox>("attentionFitted")->click();
    edge().find<QAction>("attentionHideFirstKey")->trigger();
    QCOMPARE(edge().failures, 2);
  }

  void theControlsOfSampling() {
    auto* controls = edge().add(new SamplingControls(&edge()));
    controls->retranslate();
    failAt(controls, &SamplingControls::settingsChanged);
    edge().find<QCheckBox>("greedyCheck")->click();
    edge().find<QSlider>("temperatureSlider")->setValue(3);
    QCOMPARE(edge().failures, 2);
  }

  void theControlsOfTheEmbedding() {
    auto* space = edge().add(new SpaceControls(&m_probe->session(), &edge()));
    space->setStations(3, false);
    failAt(space, &SpaceControls::stationChanged);
    edge().find<QSlider>("embeddingLayer")->setValue(0);
    QCOMPARE(edge().failures, 1);
    auto* options = edge().add(new EmbeddingOptions(&edge()));
    failAt(options, &EmbeddingOptions::pictureChanged);
    edge().find<QCheckBox>("embeddingFog")->click();
    QCOMPARE(edge().failures, 2);
  }

  void theMenuOfSavedViews() {
    auto* scatter = edge().add(new ScatterWidget(&edge(), ScatterWidget::Backend::Painter));
    SavedViews views(scatter, &edge());
    views.save(QStringLiteral("from above"));
    scatter3d::Camera other;
    other.orbit(30, 10);
    scatter->setCamera(other);
    failAt(scatter, &ScatterWidget::cameraChanged);
    emit views.aboutToShow();
    const QList<QAction*> actions = views.actions();
    const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
      return action->text().startsWith(QStringLiteral("from above"));
    });
    QVERIFY(found != actions.end());
    (*found)->trigger();
    QCOMPARE(edge().failures, 1);
  }

  void theRowOfModels() {
    auto* row = edge().add(new ModelRow(&edge()));
    row->retranslate();
    failAt(row, &ModelRow::forcedChosen);
    edge().find<QCheckBox>("compareForced")->click();
    QCOMPARE(edge().failures, 1);
  }

  void aCellStepByStep() {
    auto* page = edge().add(new CellStepsPage(edge().style(), &edge()));
    page->retranslate();
    page->setFigure(samples::cellSteps(Words::English, CellKind::Lstm));
    QCOMPARE(edge().failures, 0);
    edge().isFailing = true;
    edge().find<QToolButton>("cellForward")->click();
    QVERIFY(edge().failures > 0);
    const int before = edge().failures;
    QTest::keyClick(edge().find<QWidget>("cellCanvas"), Qt::Key_N);
    QVERIFY(edge().failures > before);
  }

  void aLayerOverTime() {
    auto* page = edge().add(new OverTimePage(edge().style(), &edge()));
    page->retranslate();
    page->setFigure(samples::recurrent(Words::English, CellKind::Gru, 4, 6));
    failAt(page, &OverTimePage::unitChosen);
    QTest::keyClick(edge().find<QWidget>("recurrentCanvas"), Qt::Key_Down);
    QCOMPARE(edge().failures, 1);
    edge().isFailing = true;
    edge().find<QCheckBox>("recurrentFitted")->click();
    QVERIFY(edge().failures > 1);
  }

  void aFigureThatIsScrolled() {
    auto* scrolled = edge().add(new ScrolledFigure(&edge()));
    scrolled->setBuilder([this](QSizeF area) {
      if (edge().isFailing) fail();
      Figure figure;
      figure.size = area;
      return figure;
    });
    edge().isFailing = true;
    edge().resize(300, 200);
    QTRY_VERIFY(edge().failures > 0);
  }

  void theHistoryOfProbabilities() {
    auto* history = edge().add(new ProbabilityHistory(&edge()));
    history->setPoints({{1, QStringLiteral("cat"), 0.5, 1}, {2, QStringLiteral("is"), 0.25, 2}}, 1);
    failAt(history, &ProbabilityHistory::stepClicked);
    QTest::keyClick(history, Qt::Key_Down);
    QCOMPARE(edge().failures, 1);
    QTest::mouseClick(history->childAt(history->rect().center()), Qt::LeftButton);
    QCOMPARE(edge().failures, 2);
  }

  void whatIsPainted() {
    auto* painted = edge().add(new InPanel<ThrowingPaint>(&edge()));
    (void)painted->grab();
    QVERIFY(edge().failures > 0);
  }

  /// A table paints what its model says: the exception must not pass Qt's painting.
  void theTableOfTokens() {
    auto run = std::make_shared<Snapshot>(*m_probe->session().snapshot());
    auto* table = edge().add(new QTableView(&edge()));
    TokensModel model(&edge());
    model.setSnapshot(run);
    table->setModel(&model);
    (void)table->grab();
    QCOMPARE(edge().failures, 0);
    const auto rows = model.rowCount();
    run->tokens.push_back(run->tokens.back());  // a row of which the model knows no label
    QVERIFY(!model.data(model.index(rows, TokensModel::Text), Qt::DisplayRole).isValid());
    QCOMPARE(edge().failures, 1);
  }

  void thePointsInTheWindow() {
    auto* view = static_cast<SnapshotView*>(m_probe->find<ViewDock>("embeddingDock")->view());
    auto* scatter = m_probe->find<ScatterWidget>("embeddingScatter");
    failAt(scatter, &ScatterWidget::cameraChanged);
    QVERIFY(!view->failure());
    QTest::keyClick(scatter, Qt::Key_D);
    QVERIFY(view->failure());
    m_probe->trigger("stepAction");
    QTRY_VERIFY(!view->failure());
  }

 private:
  CountingEdge& edge() { return *m_edge; }

  std::unique_ptr<testing::WindowProbe> m_probe;
  std::unique_ptr<CountingEdge> m_edge;
};

QTEST_MAIN(PanelPartsTest)
#include "panel_parts_test.moc"
