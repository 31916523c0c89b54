// Every probability that the window shows of a run (bars, the chip of the next token, the history) is the softmax of
// the run's logits, for every sample model. The softmax is computed here; tests/golden/shown_probabilities_test.cpp
// holds the files and the JSON against the same.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include <QTest>

#include "analysis/text/share_text.h"
#include "charts/plot/probability_history.h"
#include "figures/prediction/prediction_figure.h"
#include "hooks/hook_names.h"
#include "session/session.h"
#include "views/prediction/prediction_view.h"
#include "widgets/token_strip.h"

namespace headlight {

class ProbabilitiesShownTest : public QObject {
  Q_OBJECT

 private slots:
  void areTheSoftmaxOfTheRunsLogits_data() {
    QTest::addColumn<QString>("model");
    const std::filesystem::path models = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / "sample_models";
    for (const auto& entry : std::filesystem::directory_iterator(models)) {
      if (!std::filesystem::exists(entry.path() / "config.json")) continue;
      QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
  }

  void areTheSoftmaxOfTheRunsLogits() {
    QFETCH(const QString, model);
    Session session;
    TokenStrip strip(&session);
    PredictionView view(&session);
    view.resize(500, 800);
    view.show();
    const bool isMasked = model.contains(QLatin1String("bert"));
    session.setPrompt(isMasked ? QStringLiteral("The [MASK] is on the [MASK] .") : QStringLiteral("The cat is on the"));
    session.openModel(model);
    const auto settled = [&session] { return session.isIdle() && session.snapshot(); };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), 60000);
    std::vector<double> taken;  // of the steps, by the logits before each
    for (int step = 0; step < 3; ++step) {
      const auto now = session.snapshot();
      const std::vector<double> shares = softmaxOf(logitsOf(*now), 1);
      checkBars(view.currentFigure().value().get<PredictionFigure>(), shares);
      checkHistory(view, taken);
      if (now->nextChoice < 0) break;
      const double next = shares[static_cast<std::size_t>(now->nextChoice)];
      checkChip(strip, next);
      if (QTest::currentTestFailed()) return;
      taken.push_back(next);
      session.step();
      QTRY_VERIFY_WITH_TIMEOUT(settled() && session.snapshot() != now, 60000);
    }
    QVERIFY(!taken.empty());
  }

  /// Temperature and cuts change what is drawn, never the model's own number.
  void ofADrawingAreTheTemperedSoftmaxOfWhatIsLeft() {
    Session session;
    PredictionView view(&session);
    view.show();
    session.setPrompt(QStringLiteral("The cat is on the"));
    session.openModel(QStringLiteral(HEADLIGHT_SOURCE_DIR "/sample_models/classroom-en"));
    SamplerSettings settings;
    settings.greedy = false;
    settings.temperature = 2;
    settings.topK = 4;
    session.setSampling(settings);
    QTRY_VERIFY_WITH_TIMEOUT(session.isIdle() && session.snapshot() && session.snapshot()->settings == settings, 60000);
    const std::vector<float> logits = logitsOf(*session.snapshot());
    const std::vector<double> model = softmaxOf(logits, 1), tempered = softmaxOf(logits, settings.temperature);
    const auto figure = view.currentFigure().value().get<PredictionFigure>();
    double kept = 0;
    for (std::size_t i = 0; i < 4; ++i) kept += tempered[static_cast<std::size_t>(figure.bars[i].id)];
    for (std::size_t i = 0; i < figure.bars.size(); ++i) {
      const auto id = static_cast<std::size_t>(figure.bars[i].id);
      QVERIFY(isNear(figure.bars[i].probability, model[id]));
      QVERIFY(isNear(figure.bars[i].samplingProbability, i < 4 ? tempered[id] / kept : 0));
    }
  }

 private:
  static bool isNear(double a, double b) { return std::abs(a - b) <= 1e-11; }

  /// Of the place that the distribution is about, as `--hooks unembed.hook_out` exports them.
  static std::vector<float> logitsOf(const Snapshot& snapshot) {
    const auto joined = snapshot.attentionRun().value(hook_names::kUnembedOut);
    const auto words = static_cast<std::size_t>(joined->extents.back());
    const std::size_t rows = joined->values.size() / words;
    const std::size_t row = snapshot.place.masked ? static_cast<std::size_t>(snapshot.place.position) : rows - 1;
    const auto begin = joined->values.begin() + static_cast<std::ptrdiff_t>(row * words);
    return {begin, begin + static_cast<std::ptrdiff_t>(words)};
  }

  static std::vector<double> softmaxOf(const std::vector<float>& logits, double temperature) {
    const double largest = static_cast<double>(*std::max_element(logits.begin(), logits.end()));
    std::vector<double> shares;
    double sum = 0;
    for (const float logit : logits) {
      sum += shares.emplace_back(std::exp((static_cast<double>(logit) - largest) / temperature));
    }
    for (double& share : shares) share /= sum;
    return shares;
  }

  static void checkBars(const PredictionFigure& figure, const std::vector<double>& shares) {
    double rest = 1;
    QVERIFY(!figure.bars.empty());
    for (const PredictionFigure::Bar& bar : figure.bars) {
      QVERIFY2(isNear(bar.probability, shares[static_cast<std::size_t>(bar.id)]), bar.text.c_str());
      rest -= bar.probability;
    }
    QVERIFY(std::abs(figure.restProbability - rest) < 1e-9);
  }

  static void checkChip(const TokenStrip& strip, double expected) {
    const auto chip = std::find_if(strip.chips().begin(), strip.chips().end(),
                                   [](const TokenChip& one) { return one.kind == TokenChip::Kind::Next; });
    QVERIFY(chip != strip.chips().end());
    QCOMPARE(chip->caption, QString::fromStdString(shortShareText(expected)));
    QVERIFY2(chip->toolTip.contains(QString::fromStdString(shareText(expected))), qPrintable(chip->toolTip));
  }

  static void checkHistory(const PredictionView& view, const std::vector<double>& taken) {
    const auto& points = view.findChild<ProbabilityHistory*>()->points();
    QCOMPARE(points.size(), taken.size());
    for (std::size_t i = 0; i < taken.size(); ++i) QVERIFY(isNear(points[i].probability, taken[i]));
  }
};

}  // namespace headlight

QTEST_MAIN(headlight::ProbabilitiesShownTest)
#include "probabilities_shown_test.moc"
