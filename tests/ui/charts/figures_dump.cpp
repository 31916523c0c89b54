// Writes a picture of every figure into a folder, for looking at: figures_dump FOLDER
// Not a test: a person looks at the figures and judges whether they are legible.

#include <cstdio>

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHashSeed>

#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_render.h"
#include "ui/charts/figures_samples.h"

using namespace headlight;

namespace {

using samples::Words;

void dump(const QDir& folder, const QString& name, const FigureData& data, FigureStyle style) {
  for (const bool dark : {false, true}) {
    style.theme = dark ? &Theme::dark() : &Theme::light();
    const Figure figure = buildFigure(data, style);
    const QString path = folder.filePath(name + (dark ? QStringLiteral("_dark") : QStringLiteral("_light")));
    const auto write = [&](const QString& suffix, const QByteArray& bytes) {
      QFile file(path + suffix);
      if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    };
    write(QStringLiteral(".png"), renderPng(figure, 1.5));
    write(QStringLiteral(".svg"), renderSvg(figure));
    write(QStringLiteral(".pdf"), renderPdf(figure));
  }
}

void dumpWords(const QDir& folder, const QString& name, Words kind) {
  FigureStyle style;
  style.language = kind == Words::Chinese ? FigureLanguage::Chinese : FigureLanguage::English;
  FigureStyle chosen = style;
  chosen.selectedQuery = 4;
  chosen.selectedKey = 1;
  dump(folder, QStringLiteral("attention_") + name, samples::attention(kind, 5), chosen);
  dump(folder, QStringLiteral("attention9_") + name, samples::attention(kind, 9), style);
  chosen.selectedLayer = 1;
  chosen.selectedHead = 2;
  dump(folder, QStringLiteral("heads_") + name, samples::heads(kind, 4, 4, 6), chosen);
  HeadsFigure labelled = samples::heads(kind, 4, 4, 6);
  for (int i = 0; i < 16; ++i) labelled.labels.push_back({HeadsFigure::Label::Kind(i % 8), 0.93 - 0.05 * i, {}});
  dump(folder, QStringLiteral("labelled_") + name, labelled, chosen);
  for (int i = 15; i >= 0; --i) labelled.order.push_back(i);
  dump(folder, QStringLiteral("sorted_") + name, labelled, chosen);
  dump(folder, QStringLiteral("sheet_") + name, samples::sheet(kind, 3, 4, 6), style);
  dump(folder, QStringLiteral("steps_") + name, samples::steps(kind, 9), style);
  dump(folder, QStringLiteral("arcs_") + name, samples::arcs(kind, 3, 9), style);
  dump(folder, QStringLiteral("difference_") + name, samples::difference(kind, 6, 6), style);
  dump(folder, QStringLiteral("prediction_") + name, samples::prediction(kind, false), style);
  chosen.selectedBar = 2;
  dump(folder, QStringLiteral("sampling_") + name, samples::prediction(kind, true), chosen);
  chosen.selectedToken = 2;
  dump(folder, QStringLiteral("tokens_") + name, samples::tokens(kind), chosen);
  chosen.selectedUnit = 5;
  dump(folder, QStringLiteral("recurrent_") + name, samples::recurrent(kind, CellKind::Lstm, 9, 24), chosen);
  for (const CellKind cell : {CellKind::Rnn, CellKind::Lstm, CellKind::Gru}) {
    const QString what = QStringLiteral("cell_%1_").arg(static_cast<int>(cell));
    dump(folder, what + name, samples::cellSteps(kind, cell), style);
  }
  dump(folder, QStringLiteral("embedding_") + name, samples::embedding(kind, 400), style);
}

/// Many tokens, many heads, and the small areas of the window's panels.
void dumpLarge(const QDir& folder) {
  FigureStyle fitted;
  fitted.fittedColors = true;
  fitted.selectedQuery = 30;
  dump(folder, QStringLiteral("attention64"), samples::attention(Words::English, 64), fitted);
  FigureStyle screen;
  screen.title = screen.caption = screen.badge = false;
  screen.area = {380, 320};
  screen.selectedQuery = 30;
  dump(folder, QStringLiteral("screen64"), samples::attention(Words::English, 64), screen);
  dump(folder, QStringLiteral("screen5"), samples::attention(Words::English, 5), screen);
  HeadsFigure many = samples::heads(Words::English, 12, 12, 64);
  screen.area = {430, 230};  // the panel of a window of 1280 x 720
  screen.selectedLayer = 3;
  screen.selectedHead = 10;
  dump(folder, QStringLiteral("screen144"), many, screen);
  for (int i = 0; i < 144; ++i) many.labels.push_back({HeadsFigure::Label::Kind(i % 8), 0.93 - 0.005 * i, {}});
  dump(folder, QStringLiteral("screen144labelled"), many, screen);
  screen.area = {640, 700};
  dump(folder, QStringLiteral("large144labelled"), many, screen);
  for (int i = 143; i >= 0; --i) many.order.push_back(i);
  dump(folder, QStringLiteral("large144sorted"), many, screen);
  screen.area = {400, 300};
  dump(folder, QStringLiteral("screenArcs"), samples::arcs(Words::English, 3, 40), screen);
  dump(folder, QStringLiteral("screenDifference"), samples::difference(Words::English, 9, 9), screen);
  dump(folder, QStringLiteral("heads144"), samples::heads(Words::English, 12, 12, 24), fitted);
}

}  // namespace

int main(int argc, char** argv) {
  QHashSeed::setDeterministicGlobalSeed();
  QGuiApplication application(argc, argv);
  const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("figures"));
  folder.mkpath(QStringLiteral("."));
  const std::pair<QString, Words> languages[] = {{QStringLiteral("en"), Words::English},
                                                 {QStringLiteral("zh"), Words::Chinese},
                                                 {QStringLiteral("odd"), Words::Odd}};
  for (const auto& [name, kind] : languages) dumpWords(folder, name, kind);
  dumpLarge(folder);
  return 0;
}
