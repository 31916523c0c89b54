// The embedding view's other spaces: the prompt's tokens in the model, tables from files, axes, colours, calculating.

#include <algorithm>
#include <fstream>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "analysis/projection/chosen_axes.h"
#include "analysis/projection/projected_points.h"
#include "analysis/vectors/pca.h"
#include "charts/figure/figure_builders.h"
#include "figures/embedding/prompt_points.h"
#include "scatter3d/scatter_widget.h"
#include "support/temporary_folder.h"
#include "ui/charts/figures_samples.h"
#include "ui/tiny_model.h"
#include "ui/views/shown_embedding.h"
#include "views/embedding/embedding_view.h"
#include "views/embedding/projection_run.h"
#include "views/embedding/space_loader.h"

namespace headlight {

class EmbeddingSpacesTest : public QObject {
  Q_OBJECT

 private slots:
  void theTokensWalkThroughTheLayers() {
    Shown shown(m_model);
    QVERIFY(shown.choose("Through the layers"));
    const auto snapshot = shown.session.snapshot();
    const int tokens = static_cast<int>(snapshot->length());
    const PromptPoints expected =
        promptPoints(snapshot->attentionRun(), residualStations(*snapshot->model->model, AttentionSide::Own));
    const EmbeddingFigure figure = shown.figure();
    QCOMPARE(figure.coordinates.rows(), expected.rows.rows());
    QVERIFY(figure.coordinates == projectedPoints(pca(expected.rows, 3)).coordinates);
    QCOMPARE(static_cast<int>(figure.paths.size()), tokens);
    auto* slider = shown.find<QSlider>("embeddingLayer");
    QVERIFY(slider->isVisible());
    QCOMPARE(slider->maximum(), static_cast<int>(expected.stations - 1) * 10);
    slider->setValue(0);
    QCOMPARE(shown.figure().highlighted.front(), 0);
    const QVector3D before = shown.scatter->scene().points[0].position;
    slider->setValue(4);  // on the way to the next layer
    const QVector3D between = shown.scatter->scene().points[0].position;
    slider->setValue(10);
    QCOMPARE(shown.figure().highlighted.front(), tokens);
    const QVector3D after = shown.scatter->scene().points[static_cast<std::size_t>(tokens)].position;
    QVERIFY((between - (before * 0.6F + after * 0.4F)).length() < 1e-5F);
    shown.find<QCheckBox>("embeddingText")->setChecked(true);
    QCOMPARE(static_cast<int>(shown.figure().paths.size()), tokens + 1);
    shown.session.step();
    QVERIFY(QTest::qWaitFor([&] { return shown.session.isIdle(); }, 20000));
    QCOMPARE(shown.figure().paths.back().size(), static_cast<std::size_t>(tokens + 1));
  }

  void anyHookPointCanBeShownAndPickingSelectsTheToken() {
    Shown shown(m_model);
    QVERIFY(shown.choose("A hook point"));
    auto* hooks = shown.find<QComboBox>("embeddingHook");
    auto* head = shown.find<QSpinBox>("embeddingHead");
    QVERIFY(hooks->count() > 5);
    for (int i = 0; i < hooks->count(); ++i) {
      hooks->setCurrentIndex(i);
      QVERIFY(QTest::qWaitFor([&] { return shown.figure().space.name == hooks->itemText(i).toStdString(); }, 5000));
      QCOMPARE(static_cast<Index>(shown.figure().labels.size()), shown.session.snapshot()->length());
    }
    hooks->setCurrentText(QStringLiteral("blocks.0.attn.hook_z"));
    QVERIFY(head->isVisible());
    const Matrix<float> first = shown.figure().coordinates;
    head->setValue(1);
    QVERIFY(shown.figure().coordinates != first);
    emit shown.scatter->pointPicked(2);
    QCOMPARE(shown.session.selection().position, Index(2));
    QCOMPARE(shown.scatter->scene().points[2].rank, scatter3d::Rank::Selected);
  }

  void aTableIsReadShownAndColouredByItsColumn() {
    Shown shown(m_model);
    const auto file = write("animals.tsv",
                            "word\tkind\td1\td2\td3\td4\ncat\tpet\t1\t0\t0\t1\ndog\tpet\t1\t0.1\t0\t1\n"
                            "owl\tbird\t0\t1\t0\t1\nant\tinsect\t0\t0\t1\t1\n");
    shown.view.openTable(file);
    QVERIFY(QTest::qWaitFor([&] { return shown.scatter->scene().points.size() == 4; }, 5000));
    auto* caption = shown.find<QLabel>("embeddingCaption");
    QVERIFY(caption->text().startsWith(QStringLiteral("4 vectors of 4 numbers.")));
    auto* colors = shown.find<QComboBox>("embeddingColor");
    colors->setCurrentText(QStringLiteral("kind"));
    const EmbeddingFigure figure = shown.figure();
    QCOMPARE(figure.coloring.groups.front(), std::string("pet"));
    QCOMPARE(figure.coloring.group, (std::vector<int>{0, 0, 1, 2}));
    QVERIFY(shown.find<QLabel>("embeddingLegend")->text().contains(QStringLiteral("insect")));
    shown.view.search(QStringLiteral("cat"));
    auto* list = shown.find<QListWidget>("embeddingNeighbours");
    QCOMPARE(list->count(), 3);
    QVERIFY(list->item(0)->text().startsWith(QStringLiteral("dog")));
    shown.find<QComboBox>("embeddingMetric")->setCurrentIndex(1);
    QVERIFY(list->item(0)->text().endsWith(QStringLiteral("0.10")));
    shown.find<QSpinBox>("embeddingNeighbourCount")->setValue(1);
    QCOMPARE(list->count(), 1);
    shown.view.search(QStringLiteral("dog - cat + owl"));
    QVERIFY(caption->text().contains(QStringLiteral("dog - cat + owl")));
    QVERIFY(list->item(0)->text().startsWith(QStringLiteral("ant")));
    shown.view.search(QStringLiteral("dog - cow"));
    QVERIFY(caption->text().contains(QStringLiteral("cow")));
    shown.view.search(QStringLiteral("dog - cat + owl"));
    shown.view.search(QStringLiteral("/^.a/"));
    QVERIFY2(list->item(0)->text().startsWith(QStringLiteral("dog")), "the neighbours of cat, not of the sum");
    QCOMPARE(shown.scatter->scene().points[0].rank, scatter3d::Rank::Selected);
    QVERIFY(caption->text().contains(QStringLiteral("found: 1.")));
    shown.view.search(QStringLiteral("/(/"));
    QVERIFY(caption->text().contains(QStringLiteral("regular expression")));
  }

  void aSmallTableIsDrawnAsItIsBesideTheModelsOwn() {
    Shown shown(m_model);
    shown.find<QSpinBox>("embeddingDimension")->setValue(30);  // more than the table has
    QVERIFY(shown.choose("The lesson's table"));
    QVERIFY(QTest::qWaitFor([&] { return shown.scatter->scene().points.size() == 14; }, 5000));
    const EmbeddingFigure figure = shown.figure();
    QCOMPARE(figure.badge.kind, Badge::Kind::Exact);
    QCOMPARE(figure.coordinates(1, 1), 0.8F);
    QVERIFY(shown.find<scatter3d::ScatterWidget>("embeddingBeside")->isVisible());
    QVERIFY(shown.choose("Token embeddings"));
    QCOMPARE(shown.figure().method, std::string("PCA"));
    QVERIFY(!shown.find<scatter3d::ScatterWidget>("embeddingBeside")->isVisible());
  }

  void axesAreMadeFromWordsAndDimensions() {
    Shown shown(m_model);
    auto* projection = shown.find<QComboBox>("embeddingProjection");
    projection->setCurrentIndex(static_cast<int>(ProjectionMethod::Dimensions));
    QCOMPARE(shown.badge.kind, Badge::Kind::ChosenAxes);
    QVERIFY(shown.scatter->scene().axisNames[2].startsWith(QStringLiteral("dimension 3")));
    projection->setCurrentIndex(static_cast<int>(ProjectionMethod::Words));
    auto* options = shown.find<QToolButton>("embeddingShowOptions");
    options->setChecked(true);
    auto* words = shown.find<QLineEdit>("embeddingWords1");
    words->setText(QStringLiteral("cat -> mat"));
    emit words->editingFinished();
    QCOMPARE(QString::fromStdString(shown.figure().axes[0]), QStringLiteral("cat → mat"));
    QCOMPARE(shown.figure().method, std::string("words"));
    words->setText(QStringLiteral("cat -> zebra"));
    emit words->editingFinished();
    QCOMPARE(shown.figure().method, std::string("PCA"));
    shown.find<QCheckBox>("embeddingFlat")->setChecked(true);
    QVERIFY(shown.figure().isFlat && shown.figure().coordinates.col(2).isZero());
    QVERIFY(shown.scatter->camera().isFlat());
  }

  void wordAxesAndSumsAreOfTheLayerOfTheSlider() {
    Shown shown(m_model);
    QVERIFY(shown.choose("Through the layers"));
    const auto snapshot = shown.session.snapshot();
    const auto tokens = static_cast<int>(snapshot->length());
    const Matrix<float> rows =
        promptPoints(snapshot->attentionRun(), residualStations(*snapshot->model->model, AttentionSide::Own)).rows;
    shown.find<QComboBox>("embeddingProjection")->setCurrentIndex(static_cast<int>(ProjectionMethod::Words));
    shown.find<QToolButton>("embeddingShowOptions")->setChecked(true);
    auto* words = shown.find<QLineEdit>("embeddingWords1");
    words->setText(QStringLiteral("cat -> on"));
    emit words->editingFinished();
    shown.view.search(QStringLiteral("cat - is + on"));
    auto* list = shown.find<QListWidget>("embeddingNeighbours");
    auto* slider = shown.find<QSlider>("embeddingLayer");
    Matrix<float> before;
    for (int station = 0; 10 * station <= slider->maximum(); ++station) {
      slider->setValue(10 * station);
      const auto find = [&](std::string_view word) -> Index {
        return station * tokens + (word == "cat" ? 1 : word == "is" ? 2 : 3);
      };
      const ProjectedPoints expected = alongDirections(rows, {wordAxis(rows, "cat -> on", find)});
      const EmbeddingFigure figure = shown.figure();
      QCOMPARE(figure.method, std::string("words"));
      QVERIFY2(figure.coordinates == expected.coordinates, qPrintable(QString::number(station)));
      QCOMPARE(shown.badge.share, expected.quality.share);
      QVERIFY2(before.size() == 0 || figure.coordinates != before, "each layer has vectors of its own");
      before = figure.coordinates;
      QVERIFY(list->count() > 0);
      for (int i = 0; i < list->count(); ++i) {
        const int point = list->item(i)->data(Qt::UserRole).toInt();
        QVERIFY2(point / tokens == station, "the answers of a sum are of this layer");
      }
    }
  }

  /// Captions of vectors say what the model made them of.
  void theInputIsNamedByWhatWasAddedUp() {
    Shown decoder(m_model);
    QVERIFY(decoder.choose("Token + position"));
    QVERIFY(titleOf(decoder).startsWith(QStringLiteral("Token + position · ")));
    Shown bert(testing::writeTinyModel(m_folder.path(), "bert", "en", ModelKind::Encoder), "The cat is on the [MASK]");
    QVERIFY2(!bert.choose("Token + position"), "BERT adds a segment and normalizes the sum");
    QVERIFY(bert.choose("Token + position + segment, normalized"));
    QVERIFY(titleOf(bert).startsWith(QStringLiteral("Token + position + segment, normalized")));
  }

  void betweenLayersTheCaptionSaysNear() {
    Shown shown(m_model);
    QVERIFY(shown.choose("Through the layers"));
    auto* slider = shown.find<QSlider>("embeddingLayer");
    auto* name = shown.find<QLabel>("embeddingLayerName");
    for (const auto& [value, text] : std::vector<std::pair<int, const char*>>{
             {0, "before layer 0"}, {4, "near: before layer 0"}, {7, "near: after layer 0"}, {10, "after layer 0"}}) {
      slider->setValue(value);
      QCOMPARE(name->text(), QString::fromLatin1(text));
    }
  }

  void untrainedCurvesAreNewRandomWeights() {
    const Figure figure = buildFigure(samples::gradientTime(samples::Words::English), FigureStyle{});
    const auto says = [&figure](const QString& part) {
      return std::any_of(figure.items.begin(), figure.items.end(), [&part](const FigureItem& item) {
        const auto* text = std::get_if<TextItem>(&item);
        return text != nullptr && text->text.contains(part);
      });
    };
    QVERIFY(says(QStringLiteral("new random weights")));
    QVERIFY2(!says(QStringLiteral("before training")), "an imported model never had these weights");
  }

  void noNumberBelowOneReadsAsOne() {
    Shown shown(m_model);
    shown.view.openTable(write("near.txt", "cat 1 0 0 0\ndog 1 0.02 0 0\nowl 0 1 0 0\n"));
    QVERIFY(QTest::qWaitFor([&] { return shown.scatter->scene().points.size() == 3; }, 5000));
    shown.view.search(QStringLiteral("cat"));
    auto* list = shown.find<QListWidget>("embeddingNeighbours");
    QVERIFY2(list->item(0)->text().endsWith(QStringLiteral(">0.99")), qPrintable(list->item(0)->text()));
    QVERIFY(list->item(0)->toolTip().contains(QStringLiteral("0.9998")));
    QVERIFY2(list->item(1)->text().endsWith(QStringLiteral("0.00")), qPrintable(list->item(1)->text()));
  }

  void whatCannotBeReadSaysSoAndALongReadingIsCancelled() {
    Shown shown(m_model);
    shown.view.openTable(write("bad.txt", "cat 1 2 3\ndog 1 nan 3\n"));
    auto* cancel = shown.find<QToolButton>("embeddingCancel");
    QVERIFY(QTest::qWaitFor([&] { return !cancel->isVisible() && shown.scatter->scene().points.empty(); }, 5000));
    SpaceLoader loader;
    SpaceRequest request;
    request.space.kind = SpaceRequest::Kind::Table;
    request.table = write("bad.txt", "cat 1 2 3\ndog 1 nan 3\n").toStdString();
    loader.load(request);
    loader.wait();
    QCOMPARE(QString::fromStdString(loader.failure()->code), QStringLiteral("vectors.number"));
    std::string many;
    for (int i = 0; i < 400'000; ++i) many.append("word").append(std::to_string(i)).append(" 1 2 3 4 5 6\n");
    request.table = write("many.txt", many).toStdString();
    loader.load(request);
    loader.cancel();
    loader.wait();
    QVERIFY(!loader.space());
    QCOMPARE(QString::fromStdString(loader.failure()->code), QStringLiteral("cancelled"));
    QVERIFY(shown.choose("Token embeddings"));
    QVERIFY(!shown.scatter->scene().points.empty());
  }

  void whatFailedIsReadAgain() {
    Shown shown(m_model);
    const QString file = write("half.txt", "cat 1 2 3 4\ndog 1 2 3\n");
    shown.view.openTable(file);
    auto* retry = shown.find<QToolButton>("embeddingRetry");
    QVERIFY(QTest::qWaitFor([&] { return retry->isVisible(); }, 5000));
    write("half.txt", "cat 1 2 3 4\ndog 1 2 3 5\n");
    retry->click();
    QVERIFY(QTest::qWaitFor([&] { return shown.scatter->scene().points.size() == 2; }, 5000));
    QVERIFY(!retry->isVisible());
  }

  void manyGroupsAreLookedForBesideTheWindow() {
    Shown shown(m_model);
    std::string rows;
    for (int row = 0; row < 6000; ++row) {
      rows.append("w").append(std::to_string(row));
      for (int column = 0; column < 60; ++column)
        rows.append(" ").append(std::to_string((row * 37 + column * row) % 101));
      rows.append("\n");
    }
    shown.view.openTable(write("groups.txt", rows));
    QVERIFY(QTest::qWaitFor([&] { return shown.scatter->scene().points.size() == 6000; }, 20000));
    auto* clusters = shown.find<QSpinBox>("embeddingClusters");
    auto* colors = shown.find<QComboBox>("embeddingColor");
    auto* legend = shown.find<QLabel>("embeddingLegend");
    auto* cancel = shown.find<QToolButton>("embeddingCancel");
    clusters->setValue(30);
    colors->setCurrentIndex(1);
    QVERIFY(cancel->isVisible());
    cancel->click();
    QCOMPARE(colors->currentIndex(), 0);
    QVERIFY(!cancel->isVisible());
    colors->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor([&] { return !cancel->isVisible() && legend->isVisible(); }, 30000));
    QCOMPARE(shown.figure().coloring.groups.size(), std::size_t(30));
  }

  void pointsAreColouredByClusterAndSurprise() {
    Shown shown(m_model);
    auto* colors = shown.find<QComboBox>("embeddingColor");
    colors->setCurrentIndex(1);
    QCOMPARE(shown.figure().coloring.group.size(), shown.figure().labels.size());
    QVERIFY(shown.choose("Through the layers"));
    colors->setCurrentText(QStringLiteral("surprise (bits)"));
    const EmbeddingFigure figure = shown.figure();
    const std::vector<double> bits = tokenSurprise(shown.session.snapshot()->attentionRun());
    QCOMPARE(figure.coloring.values[1], bits[1]);
    QCOMPARE(figure.coloring.values[bits.size() + 1], bits[1]);
  }

 private:
  using Shown = testing::ShownEmbedding;

  static QString titleOf(Shown& shown) { return buildFigure(shown.view.currentFigure().value(), FigureStyle{}).title; }

  QString write(const char* name, const std::string& bytes) {
    std::ofstream(m_folder.path() / name) << bytes;
    return QString::fromStdString((m_folder.path() / name).string());
  }

  testing::TemporaryFolder m_folder;
  std::filesystem::path m_model = testing::writeTinyModel(m_folder.path(), "tiny");
};

}  // namespace headlight

QTEST_MAIN(headlight::EmbeddingSpacesTest)
#include "embedding_spaces_test.moc"
