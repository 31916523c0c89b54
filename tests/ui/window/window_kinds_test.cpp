// The real main window with the kinds of models that are no decoder: masks, a source and a target, no attention.

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QTableView>
#include <QToolButton>
#include <QUrl>

#include "charts/figure/figure_canvas.h"
#include "formats/files/atomic_file.h"
#include "formats/model_folder.h"
#include "models/trainable_model.h"
#include "ui/window/window_probe.h"
#include "views/attention/attention_view.h"
#include "views/embedding/embedding_view.h"
#include "views/prediction/prediction_view.h"

using namespace headlight;

class WindowKindsTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    m_probe = std::make_unique<testing::WindowProbe>();
    const std::filesystem::path folder = p().path("").toStdString();
    testing::writeTinyModel(folder, "bert", "en", ModelKind::Encoder);
    testing::writeTinyModel(folder, "translator", "en", ModelKind::EncoderDecoder);
    testing::writeTinyModel(folder, "lstm", "en", ModelKind::Lstm);
  }
  void cleanup() { m_probe.reset(); }

  void anUntouchedExampleBecomesOneOfTheNewKind() {
    open("bert");
    QCOMPARE(p().find<PromptField>("promptField")->text(), QStringLiteral("The cat is on the [MASK] ."));
    QVERIFY(p().session().snapshot());
    QVERIFY(!p().find<MessageBar>("messageBar")->isVisible());
    open("tiny");
    QCOMPARE(p().text(), QStringLiteral("The cat is on the"));
    p().type(QStringLiteral("The dog is"));
    open("lstm");
    QCOMPARE(p().text(), QStringLiteral("The dog is"));
  }

  void aMaskIsSeenFilledAndOpenedAgain() {
    open("bert");
    QVERIFY(chipAt(5).mask);
    QCOMPARE(ghostIndex(), 6);
    p().trigger("stepAction");
    QVERIFY(!chipAt(5).mask);
    QCOMPARE(chipAt(5).kind, TokenChip::Kind::Generated);
    QVERIFY(chipAt(5).caption.contains(QStringLiteral("filled in")));
    QCOMPARE(ghostIndex(), -1);
    QVERIFY(p().find<QLabel>("stopText")->isVisible());
    p().trigger("stepAction");
    QVERIFY(p().sentence().contains(QStringLiteral("mask")));
    p().trigger("backAction");
    QVERIFY(chipAt(5).mask);
    QVERIFY(!p().find<QLabel>("stopText")->isVisible());
  }

  void twoMasksAreFilledFromLeftToRight() {
    open("bert");
    p().type(QStringLiteral("The [MASK] is on the [MASK] ."));
    QCOMPARE(ghostIndex(), 2);
    QCOMPARE(p().session().effectivePosition(), Index{1});
    p().trigger("stepAction");
    QCOMPARE(ghostIndex(), 6);
    QCOMPARE(p().session().effectivePosition(), Index{5});
    click("predictionBars", FigureHit::Kind::Bar, 3);
    p().settle();
    QCOMPARE(p().session().snapshot()->stopped, StopReason::Steps);
    p().trigger("startAction");
    QVERIFY(chipAt(1).mask && chipAt(5).mask);
  }

  void anotherMaskIsReadWhereItIsSelected() {
    open("bert");
    p().type(QStringLiteral("The [MASK] is on the [MASK] ."));
    auto* view = p().window->findChild<PredictionView*>();
    const auto figure = [&] { return view->currentFigure()->get<PredictionFigure>(); };
    QCOMPARE(figure().position, Index{1});
    auto* strip = p().find<TokenStrip>("tokenStrip");
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->chipRect(5).center());
    QCOMPARE(figure().position, Index{5});
    QVERIFY(p().find<QLabel>("stopText")->isVisible());
    click("predictionBars", FigureHit::Kind::Bar, 0);  // to be read only
    p().settle();
    QVERIFY(chipAt(1).mask && chipAt(5).mask);
    QTest::keyClick(strip, Qt::Key_Escape);
    QCOMPARE(figure().position, Index{1});
  }

  void aForkFillsAMaskDifferently() {
    open("bert");
    p().trigger("stepAction");
    const TokenId first = p().session().snapshot()->tokens[5].id;
    const TokenId other = first == 10 ? 11 : 10;
    p().session().forkAt(5, other);
    p().settle();
    QCOMPARE(p().session().snapshot()->tokens[5].id, other);
    p().session().forkAt(1, other);  // a word of the prompt: another sentence, its mask still there
    p().settle();
    QVERIFY(p().session().promptText().contains(QStringLiteral("[MASK]")));
    QVERIFY(chipAt(5).mask);
  }

  void anEncoderLooksBothWays() {
    open("bert");
    QVERIFY(!canvas("attentionHeatmap")->figure().rectOf(FigureHit::Kind::Cell, 0, 6).isNull());
    click("attentionHeatmap", FigureHit::Kind::Cell, 1, 5);
    QCOMPARE(p().session().selection().position, Index{1});
    QCOMPARE(p().session().selection().keyPosition, Index{5});
    QVERIFY(!p().find<QComboBox>("attentionSideChoice")->isVisible());
  }

  void aSentenceWithoutAMaskShowsAllButAPrediction() {
    open("bert");
    p().type(QStringLiteral("The cat is on the sofa"));
    showsAllButAPrediction(QStringLiteral("[MASK]"));
    p().trigger("checkAction");
    QTRY_VERIFY(p().find<QToolButton>("checkButton")->text().contains(QChar(0x2713)));
    p().type(QStringLiteral("The cat is on the [MASK]"));
    QVERIFY(p().window->findChild<PredictionView*>()->currentFigure());
    QVERIFY(canvas("predictionBars")->figure().rectOf(FigureHit::Kind::Bar, 0).isValid());
  }

  void anEncoderWithoutItsHeadShowsAllButAPrediction() {
    const auto whole = openModel(p().path("bert").toStdString());
    ModelConfig config = whole->model->config();
    config.hasHead = false;
    saveModelFolder(p().path("headless").toStdString(), config, initialParameters(config, 7),
                    readFileLimited(p().path("bert/tokenizer.json").toStdString(), std::uint64_t{1} << 20), "");
    open("headless");
    p().type(QStringLiteral("The cat is on the [MASK]"));
    p().find<MessageBar>("messageBar")->dismiss();  // that the file has no head
    showsAllButAPrediction(QStringLiteral("head"));
  }

  void aSentenceWithoutAMaskGetsAnExample() {
    open("bert");
    p().type(QStringLiteral("The cat"));
    p().trigger("stepAction");
    QVERIFY(p().sentence().contains(QStringLiteral("[MASK]")));
    auto* action = p().find<QAbstractButton>("messageAction");
    QVERIFY(action->isVisible());
    action->click();
    p().settle();
    QVERIFY(chipAt(5).mask);
  }

  void aTranslationHasTwoRowsOfChips() {
    open("translator");
    const auto snapshot = p().session().snapshot();
    QVERIFY(snapshot);
    QVERIFY(!snapshot->source().empty());
    QCOMPARE(snapshot->length(), Index{1});
    p().trigger("stepAction");
    const auto& chips = p().find<TokenStrip>("tokenStrip")->chips();
    QCOMPARE(chips.front().kind, TokenChip::Kind::Label);
    QCOMPARE(chips.front().row, 0);
    QCOMPARE(chips.back().row, 1);
    QCOMPARE(chipAt(1).kind, TokenChip::Kind::Generated);
    QVERIFY(chipAt(1).rect.top() > chips.front().rect.bottom());
    QCOMPARE(p().find<QTableView>("tokensTable")->model()->rowCount(),
             static_cast<int>(p().session().snapshot()->source().size()) + 2);
    QVERIFY(p().find<QLabel>("statusFacts")->text().contains(QStringLiteral("target 2 of 16")));
  }

  void theThreeAttentionsAreChosenAndRemembered() {
    open("translator");
    p().trigger("stepAction");
    auto* side = p().find<QComboBox>("attentionSideChoice");
    QVERIFY(side->isVisible());
    QCOMPARE(side->count(), 3);
    const auto sources = static_cast<Index>(p().session().snapshot()->source().size());
    const auto shape = [&](AttentionSide wanted) {
      side->setCurrentIndex(side->findData(static_cast<int>(wanted)));
      emit side->activated(side->currentIndex());
      const auto figure = p().window->findChild<AttentionView*>()->currentFigure()->get<AttentionFigure>();
      return std::tuple(figure.side, figure.weights.rows(), figure.weights.cols());
    };
    QVERIFY(shape(AttentionSide::Encoder) == std::tuple(AttentionSide::Encoder, sources, sources));
    QCOMPARE(p().find<QComboBox>("attentionLayerChoice")->count(), 4);
    QVERIFY(shape(AttentionSide::Cross) == std::tuple(AttentionSide::Cross, Index{2}, sources));
    QVERIFY(shape(AttentionSide::Decoder) == std::tuple(AttentionSide::Decoder, Index{2}, Index{2}));
    QCOMPARE(p().find<QComboBox>("attentionLayerChoice")->count(), 2);
    open("tiny");
    QVERIFY(!side->isVisible());
    QCOMPARE(p().session().selection().side, AttentionSide::Own);
    open("translator");
    QCOMPARE(p().session().selection().side, AttentionSide::Decoder);
  }

  void aCellOfTheCrossAttentionPicksASourceToken() {
    open("translator");
    p().trigger("stepAction");
    Selection selection = p().session().selection();
    selection.side = AttentionSide::Cross;
    p().session().setSelection(selection);
    click("attentionHeatmap", FigureHit::Kind::Cell, 1, 2);
    QCOMPARE(p().session().selection().position, Index{1});
    QCOMPARE(p().session().selection().sourcePosition, Index{2});
    selection = p().session().selection();
    selection.layer = 3;  // the encoder has it, the decoder not
    p().session().setSelection(selection);
    QCOMPARE(p().session().selection().layer, 1);
  }

  void theTargetIsForkedAndTheSourceIsNot() {
    open("translator");
    p().trigger("stepAction");
    p().trigger("stepAction");
    p().session().forkAt(1, 9);
    p().settle();
    QCOMPARE(p().session().snapshot()->tokens[1].id, TokenId{9});
    QCOMPARE(p().session().snapshot()->length(), Index{2});
    const auto before = p().session().snapshot();
    p().session().forkAt(0, 9);
    p().settle();
    QCOMPARE(p().session().snapshot()->tokens[0].id, before->tokens[0].id);
    QVERIFY(!p().find<QAction>("slideAction")->isEnabled());
  }

  void aRecurrentNetworkSaysWhatItHasInsteadOfAttention() {
    open("lstm");
    QVERIFY(p().session().snapshot());
    QVERIFY(!p().find<QComboBox>("attentionLayerChoice")->isVisible());
    QVERIFY(!canvas("attentionThumbnails")->isVisible());
    QVERIFY(canvas("attentionHeatmap")->emptyText().contains(QStringLiteral("32 numbers")));
    p().trigger("stepAction");
    p().trigger("stepAction");
    const auto logits = p().session().snapshot()->path.back()->logits;
    p().trigger("startAction");
    QCOMPARE(p().session().snapshot()->length(), Index{5});
    p().trigger("stepAction");
    p().trigger("stepAction");
    QVERIFY(p().session().snapshot()->path.back()->logits == logits);
    open("tiny");
    QVERIFY(canvas("attentionThumbnails")->isVisible());
  }

  void everyKindIsChecked() {
    for (const char* model : {"bert", "translator", "lstm"}) {
      open(model);
      p().trigger("stepAction");
      p().trigger("checkAction");
      QTRY_VERIFY2(p().find<QToolButton>("checkButton")->text().contains(QChar(0x2713)), model);
    }
  }

  void everyKindIsOpenedByDropAndByTheChooser() {
    for (const char* model : {"bert", "translator", "lstm"}) {
      QMimeData dropped;
      dropped.setUrls({QUrl::fromLocalFile(p().path(model))});
      const QPoint at = p().window->rect().center();
      QDragEnterEvent enter(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(p().window.get(), &enter);
      QDropEvent drop(at, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(p().window.get(), &drop);
      p().settle();
      QTRY_COMPARE(p().session().model()->name, std::string(model));
    }
    auto* box = p().find<QComboBox>("modelBox");
    const int index = box->findText(QStringLiteral("bert"));
    QVERIFY(index >= 0);
    emit box->activated(index);
    p().settle();
    QTRY_COMPARE(p().session().model()->name, std::string("bert"));
  }

  void examplesAndPlaceholderFollowTheKind() {
    open("bert");
    const auto examples = [&] { return p().find<QMenu>("examplesMenu")->actions().front()->text(); };
    QVERIFY(examples().contains(QStringLiteral("[MASK]")));
    QVERIFY(p().find<PromptField>("promptField")->placeholderText().contains(QStringLiteral("[MASK]")));
    open("translator");
    QVERIFY(!examples().contains(QStringLiteral("[MASK]")));
    QVERIFY(p().find<PromptField>("promptField")->placeholderText().contains(QStringLiteral("translate")));
  }

 private:
  testing::WindowProbe& p() { return *m_probe; }
  /// Tokens, attention and vectors are there; the panel of predictions says in a sentence with `why` why it has none.
  void showsAllButAPrediction(const QString& why) {
    const auto snapshot = p().session().snapshot();
    QVERIFY(snapshot);
    QVERIFY(!p().find<MessageBar>("messageBar")->isVisible());
    QCOMPARE(p().find<TokenStrip>("tokenStrip")->chips().size(), snapshot->tokens.size());
    const auto attention = p().window->findChild<AttentionView*>()->currentFigure();
    QVERIFY(attention);
    QCOMPARE(attention->get<AttentionFigure>().weights.rows(), snapshot->length());
    QVERIFY(canvas("attentionHeatmap")
                ->figure()
                .rectOf(FigureHit::Kind::Cell, 0, static_cast<int>(snapshot->length()) - 1)
                .isValid());
    QVERIFY(p().window->findChild<EmbeddingView*>()->currentFigure());
    QVERIFY(!p().window->findChild<PredictionView*>()->currentFigure());
    QVERIFY2(canvas("predictionBars")->emptyText().contains(why), qPrintable(canvas("predictionBars")->emptyText()));
    QVERIFY(!p().find<QAction>("takeOtherAction")->isEnabled());
    p().trigger("stepAction");
    QVERIFY(p().sentence().contains(why));
    QCOMPARE(p().session().snapshot(), snapshot);
    p().find<MessageBar>("messageBar")->dismiss();
  }
  void open(const char* model) {
    p().session().openModel(QString::fromLatin1(model));
    p().settle();
    p().settle();
  }
  const TokenChip& chipAt(Index position) {
    for (const TokenChip& chip : p().find<TokenStrip>("tokenStrip")->chips()) {
      if (chip.position == position) return chip;
    }
    qFatal("no chip");
  }
  /// Where in the row the next word is announced; -1: nowhere.
  int ghostIndex() {
    const auto& chips = p().find<TokenStrip>("tokenStrip")->chips();
    for (std::size_t i = 0; i < chips.size(); ++i) {
      if (chips[i].kind == TokenChip::Kind::Next) return static_cast<int>(i);
    }
    return -1;
  }
  FigureCanvas* canvas(const char* name) { return p().find<FigureCanvas>(name); }
  void click(const char* name, FigureHit::Kind kind, int first, int second = -1) {
    QTest::mouseClick(canvas(name), Qt::LeftButton, {}, canvas(name)->centerOf(kind, first, second));
  }

  std::unique_ptr<testing::WindowProbe> m_probe;
};

QTEST_MAIN(WindowKindsTest)
#include "window_kinds_test.moc"
