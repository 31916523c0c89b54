// The model view of 12 × 12 heads at 128 tokens in a panel of 640 × 640 pixels: time from the numbers to the first
// painted picture, and of a repaint after another head was selected (with and without labels). Medians and longest in
// milliseconds; exits with 4 where a median is over its limit (150 ms and 33 ms). With a model (12 × 12 heads, such as
// make_random_gpt2.py makes) the same through the attention view: numbers from the run, heatmap and controls included.
// heads_bench [repeats] [model]; platform "offscreen", raster.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QtTest>

#include "charts/attention/attention_builders.h"
#include "charts/figure/figure.h"
#include "charts/figure/figure_render.h"
#include "charts/figure/figure_style.h"
#include "figures/attention/heads_figure.h"
#include "views/attention/attention_view.h"

using namespace headlight;

namespace {

constexpr int kLayers = 12, kHeads = 12, kTokens = 128;
constexpr double kFirstLimit = 150, kRepaintLimit = 33;

HeadsFigure manyHeads(bool labelled) {
  HeadsFigure figure;
  figure.layers = kLayers;
  figure.heads = kHeads;
  figure.queryLabels.assign(kTokens, "word");
  figure.keyLabels = figure.queryLabels;
  for (int head = 0; head < kLayers * kHeads; ++head) {
    Matrix<float> weights = Matrix<float>::Zero(kTokens, kTokens);
    for (int row = 0; row < kTokens; ++row) {
      for (int column = 0; column <= row; ++column) {
        weights(row, column) = std::exp(3 * std::sin(float(row * 3 + column * 7 + head * 11)));
      }
      weights.row(row) /= weights.row(row).sum();
    }
    figure.patterns.push_back(std::move(weights));
    if (labelled) figure.labels.push_back({HeadsFigure::Label::Kind(head % 8), 0.5, {}});
  }
  return figure;
}

struct Times {
  std::vector<double> values;
  void add(qint64 nanoseconds) { values.push_back(static_cast<double>(nanoseconds) / 1e6); }
  double report(const char* name) {
    std::sort(values.begin(), values.end());
    const double median = values[values.size() / 2];
    std::printf("%s: median %.1f ms, longest %.1f ms (%zu times)\n", name, median, values.back(), values.size());
    return median;
  }
};

bool measure(bool labelled, int repeats) {
  const HeadsFigure data = manyHeads(labelled);
  FigureStyle style;
  style.title = style.caption = style.badge = false;
  style.area = {640, 640};
  QImage screen(640, 640, QImage::Format_RGB32);
  const auto paint = [&] {
    const Figure figure = buildHeads(data, style);
    QPainter painter(&screen);
    paintFigure(figure, painter);
  };
  Times first, repaint;
  std::vector<QImage> images;
  for (int i = 0; i < repeats; ++i) {
    QElapsedTimer clock;
    clock.start();
    images = headImages(data, style);
    style.headImages = &images;
    paint();
    first.add(clock.nsecsElapsed());
    for (int change = 0; change < 4; ++change) {
      style.selectedLayer = (i + change) % kLayers;
      style.selectedHead = (3 * i + change) % kHeads;
      clock.restart();
      paint();
      repaint.add(clock.nsecsElapsed());
    }
  }
  std::printf("%d x %d heads, %d tokens, %s labels\n", kLayers, kHeads, kTokens, labelled ? "with" : "without");
  const bool quick = first.report("  numbers to first painted picture") < kFirstLimit;
  return (repaint.report("  repaint after another head was selected") < kRepaintLimit) && quick;
}

bool measureView(const QString& model, int repeats) {
  Session session;
  AttentionView view(&session);
  view.resize(640, 900);
  session.setPrompt(QStringLiteral("the cat is on the mat ").repeated(21).trimmed());
  session.openModel(model);
  const auto ready = [&] { return QTest::qWaitFor([&] { return session.isIdle() && session.snapshot(); }, 60000); };
  if (!ready()) return std::fprintf(stderr, "the model has not run\n"), false;
  Times first, repaint;
  for (int i = 0; i < repeats; ++i) {
    session.step();
    (void)ready();
    QElapsedTimer clock;
    clock.start();
    view.show();
    (void)view.grab();
    first.add(clock.nsecsElapsed());
    for (int change = 0; change < 4; ++change) {
      Selection selection = session.selection();
      selection.layer = (i + change) % kLayers;
      selection.head = (3 * i + change) % kHeads;
      clock.restart();
      session.setSelection(selection);
      (void)view.grab();
      repaint.add(clock.nsecsElapsed());
    }
    view.hide();
  }
  std::printf("the attention view, %d tokens\n", static_cast<int>(session.snapshot()->length()));
  const bool quick = first.report("  shown with a new run") < kFirstLimit;
  return (repaint.report("  repaint after another head was selected") < kRepaintLimit) && quick;
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  const int repeats = argc > 1 ? std::max(1, std::atoi(argv[1])) : 10;
  const bool plain = measure(false, repeats);
  const bool labelled = measure(true, repeats);
  const bool inView = argc < 3 || measureView(QString::fromLocal8Bit(argv[2]), repeats);
  return plain && labelled && inView ? 0 : 4;
}
