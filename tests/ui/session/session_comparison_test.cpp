// The session with models beside its own: columns follow its run, one model's error stays in its column.

#include <QtTest>

#include "generate/generation.h"
#include "session/session.h"
#include "support/temporary_folder.h"
#include "ui/tiny_model.h"

using namespace headlight;

namespace {

/// A session whose models are compared, and somebody who looks.
struct Probe {
  Probe(const std::filesystem::path& model, const QStringList& compared, const char* prompt = "The cat is on the") {
    QObject::connect(&session, &Session::changed, &session, [this](Session::Changes changes) { seen |= changes; });
    session.setPrompt(QString::fromLatin1(prompt));
    session.openModel(QString::fromStdString(model.string()));
    session.setComparedModels(compared);
    session.watchComparison(&viewer, true);
    settle();
  }
  bool settle() {
    return QTest::qWaitFor([this] { return session.isIdle(); }, 20000);
  }
  [[nodiscard]] const ComparedColumn& column(int index) const {
    return session.comparison()->columns.at(static_cast<std::size_t>(index));
  }
  void steps(int count) {
    for (int i = 0; i < count; ++i) session.step();
    settle();
  }

  QObject viewer;
  Session session;
  Session::Changes seen;
};

std::vector<TokenId> idsOf(const std::vector<Token>& tokens) {
  std::vector<TokenId> ids;
  for (const Token& token : tokens) ids.push_back(token.id);
  return ids;
}

/// Every step's logits, bit for bit.
bool hasBitsOf(const Snapshot& run, const Generation& alone) {
  const StepPath path = alone.path();
  if (path.size() != run.path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i]->logits != run.path[i]->logits) return false;
  }
  return idsOf(run.tokens) == idsOf(alone.tokens());
}

std::unique_ptr<Generation> aloneLike(const Snapshot& run) {
  auto alone = std::make_unique<Generation>(*run.model->model, *run.model->tokenizer,
                                            preparePrompt(run.prompt.text, *run.model->tokenizer, run.config().nCtx));
  alone->setSettings(run.settings);
  return alone;
}

}  // namespace

class SessionComparisonTest : public QObject {
  Q_OBJECT

 private:
  testing::TemporaryFolder m_folder;
  QString m_decoder, m_lstm, m_gru, m_bert, m_chinese;

  QString write(const char* name, ModelKind kind, const char* language = "en") {
    return QString::fromStdString(testing::writeTinyModel(m_folder.path(), name, language, kind).string());
  }

 private slots:
  void initTestCase() {
    m_decoder = write("tiny", ModelKind::Decoder);
    m_lstm = write("lstm", ModelKind::Lstm);
    m_gru = write("gru", ModelKind::Gru);
    m_bert = write("bert", ModelKind::Encoder);
    m_chinese = write("other", ModelKind::Rnn, "zh");
  }

  void columnsTakeAsManyStepsAsTheRunEachWithItsOwnText() {
    Probe p(m_decoder.toStdString(), {m_decoder, m_lstm, m_gru});
    QCOMPARE(p.session.comparison()->columns.size(), std::size_t{3});
    QVERIFY(p.column(0).isOwn);
    QVERIFY(p.column(0).run == p.session.snapshot());
    QVERIFY(p.column(0).model == p.session.model());  // not opened twice
    p.steps(4);
    for (int i = 1; i < 3; ++i) {
      const auto alone = aloneLike(*p.column(i).run);
      for (int k = 0; k < 4; ++k) QVERIFY(alone->step());
      QVERIFY(hasBitsOf(*p.column(i).run, *alone));
    }
    p.session.stepBack();
    p.settle();
    QCOMPARE(p.column(2).run->length(), Index{8});
    p.session.jumpTo(0);
    p.settle();
    QCOMPARE(p.column(1).run->length(), Index{5});
    QCOMPARE(p.session.comparison()->rows.size(), std::size_t{1});  // the one that is next
    QVERIFY(p.session.comparison()->rows[0].isNext);
  }

  void sampledColumnsHaveTheRunsSeed() {
    Probe p(m_decoder.toStdString(), {m_lstm});
    p.session.setSampling(SamplerSettings{false, 1.4, 0, 1.0, 77});
    p.steps(5);
    const auto alone = aloneLike(*p.column(0).run);
    QCOMPARE(alone->settings().seed, std::uint64_t{77});
    for (int k = 0; k < 5; ++k) QVERIFY(alone->step());
    QVERIFY(hasBitsOf(*p.column(0).run, *alone));
  }

  void forcedColumnsTakeTheRunsText() {
    Probe p(m_decoder.toStdString(), {m_lstm, m_gru});
    p.session.setComparisonForced(true);
    const TokenId mat = *p.session.model()->tokenizer->find("mat"), sea = *p.session.model()->tokenizer->find("sea");
    for (const TokenId token : {mat, sea, mat}) p.session.takeToken(token);
    p.settle();
    QVERIFY(p.session.comparison()->forced);
    for (int i = 0; i < 2; ++i) {
      const auto alone = aloneLike(*p.column(i).run);
      for (const TokenId token : {mat, sea, mat}) QVERIFY(alone->take(token));
      QVERIFY(hasBitsOf(*p.column(i).run, *alone));
    }
    p.session.forkAt(6, mat);  // another word in the middle: all follow
    p.settle();
    QVERIFY(idsOf(p.column(1).run->tokens) == idsOf(p.session.snapshot()->tokens));
    QCOMPARE(p.column(1).run->length(), Index{7});
    const auto row = p.session.comparison()->rows.at(1);
    QCOMPARE(row.word, std::string("mat"));
    const Distribution expected =
        makeDistribution(p.column(1).run->path[1]->logits, {},
                         candidateFilter(p.column(1).run->config(), *p.column(1).model->tokenizer));
    QCOMPARE(*row.cells[1].probability, expected.find(mat)->probability);
  }

  void anotherPromptAndAnotherModelAreFollowed() {
    Probe p(m_decoder.toStdString(), {m_lstm, m_gru});
    p.steps(2);
    p.session.setPrompt(QStringLiteral("the dog saw the"));
    p.settle();
    QCOMPARE(p.column(0).run->prompt.text, std::string("the dog saw the"));
    QCOMPARE(p.column(0).run->length(), Index{4});
    p.session.openModel(m_gru);
    p.settle();
    QVERIFY(!p.column(0).isOwn);
    QVERIFY(p.column(1).isOwn);
  }

  void whatIsWrongWithOneModelStandsInItsColumn() {
    Probe p(m_decoder.toStdString(), {QStringLiteral("/no/such/model"), m_lstm, m_bert, m_chinese});
    QVERIFY(p.column(0).error && p.column(0).error->code == "model.not_found");
    QVERIFY(!p.column(0).run);
    QVERIFY(p.column(1).run);
    QVERIFY(p.column(2).error && p.column(2).error->code == "compare.kind");
    QVERIFY(p.column(3).run);
    p.session.setPrompt(QString());  // refused: nobody shows another text
    p.settle();
    QVERIFY(!p.column(1).run && !p.column(3).run);
    p.session.undo();
    p.settle();
    QCOMPARE(p.column(1).run->prompt.text, std::string("The cat is on the"));
    p.steps(1);
    QCOMPARE(p.column(1).run->length(), Index{6});
    const auto& row = p.session.comparison()->rows.front();
    QCOMPARE(row.cells.size(), std::size_t{4});
    QVERIFY(!row.cells[0].probability && row.cells[1].probability && !row.cells[2].probability);
    QCOMPARE(row.divergence.size(), std::size_t{6});
    QVERIFY(!row.divergence[pairIndex(0, 1, 4)] && row.divergence[pairIndex(1, 3, 4)]);
  }

  void alongASentenceWithMasksNothingCanBeCompared() {
    Probe p(m_bert.toStdString(), {m_lstm}, "The cat is [MASK] the mat");
    QVERIFY(p.session.comparison()->error);
    QCOMPARE(p.session.comparison()->error->code, std::string("compare.lead_kind"));
    QVERIFY(!p.column(0).run);
  }

  void whileNobodyLooksNothingIsComputedAndTheModelsAreFreed() {
    Probe p(m_decoder.toStdString(), {m_lstm});
    std::weak_ptr<const OpenedModel> opened = p.column(0).model;
    p.session.watchComparison(&p.viewer, false);
    p.settle();
    QVERIFY(!p.session.comparison());
    QVERIFY(opened.expired());
    QCOMPARE(p.session.comparedModels().size(), 1);
    p.seen = {};
    p.steps(2);
    QVERIFY(!(p.seen & Session::ComparisonChanged));
    p.session.watchComparison(&p.viewer, true);
    p.settle();
    QCOMPARE(p.column(0).run->length(), Index{7});
  }

  void aViewerThatIsDeletedLooksNoMore() {
    Probe p(m_decoder.toStdString(), {m_lstm});
    auto second = std::make_unique<QObject>();
    p.session.watchComparison(second.get(), true);
    p.session.watchComparison(&p.viewer, false);
    p.settle();
    QVERIFY(p.session.comparison());
    second.reset();
    p.settle();
    QVERIFY(!p.session.comparison());
  }

  void columnsThatStayKeepTheirRunsWhenOthersComeAndGo() {
    Probe p(m_decoder.toStdString(), {m_lstm});
    p.steps(2);
    const auto step = p.column(0).run->path.back();
    p.session.setComparedModels({m_gru, m_lstm});
    p.settle();
    QVERIFY(p.column(1).run->path.back() == step);
    QCOMPARE(p.column(0).run->length(), Index{7});
    p.session.setComparedModels({m_lstm, m_lstm});
    p.settle();
    QVERIFY(p.column(0).model == p.column(1).model);
    p.session.setThreads(1);
    p.settle();
    QCOMPARE(p.column(0).run->length(), Index{7});
  }
};

QTEST_GUILESS_MAIN(SessionComparisonTest)
#include "session_comparison_test.moc"
