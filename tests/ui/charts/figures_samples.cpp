#include "ui/charts/figures_samples.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "figures/attention/difference_figure.h"
#include "figures/export/figure_table.h"
#include "figures/recurrent/cell_steps.h"

namespace headlight::samples {
namespace {

/// Filled while the program starts, before any test asks.
std::vector<Sample::Make>& makers() {
  static std::vector<Sample::Make> made;
  return made;
}

const Sample kSamples[] = {
    Sample([](Words kind) -> FigureData { return attention(kind, 9); }),
    Sample([](Words kind) -> FigureData { return heads(kind, 3, 4, 6); }),
    Sample([](Words kind) -> FigureData { return sheet(kind, 2, 3, 6); }),
    Sample([](Words kind) -> FigureData { return arcs(kind, 3, 8); }),
    Sample([](Words kind) -> FigureData { return steps(kind, 8); }),
    Sample([](Words kind) -> FigureData { return difference(kind, 3, 6); }),
    Sample([](Words kind) -> FigureData { return prediction(kind, true); }),
    Sample([](Words kind) -> FigureData { return tokens(kind); }),
    Sample([](Words kind) -> FigureData { return split(kind); }),
    Sample([](Words kind) -> FigureData { return embedding(kind, 60); }),
    Sample([](Words kind) -> FigureData { return recurrent(kind, CellKind::Lstm, 8, 24); }),
    Sample([](Words kind) -> FigureData { return cellSteps(kind, CellKind::Lstm); }),
    Sample([](Words kind) -> FigureData { return compare(kind); }),
    Sample([](Words kind) -> FigureData { return distance(kind); }),
    Sample([](Words kind) -> FigureData { return speed(kind); }),
    Sample([](Words kind) -> FigureData { return influence(kind); }),
    Sample([](Words kind) -> FigureData { return gradientTime(kind); }),
};

/// The row's place; after all of them where there is none.
std::ptrdiff_t placeOf(const FigureData& figure) {
  const auto kinds = figureKinds();
  return std::find_if(kinds.begin(), kinds.end(), [&](const FigureKind& kind) { return kind.type == figure.type(); }) -
         kinds.begin();
}

}  // namespace

Sample::Sample(Make make) {
  makers().push_back(make);
}

FigureSource source(Words kind) {
  switch (kind) {
    case Words::English:
      return {"classroom-en", "The cat is on the", {}};
    case Words::Chinese:
      return {"classroom-zh", "猫在垫子上，狗在门口", {"L0H3"}};
    case Words::Odd:
      break;
  }
  return {"odd & <sharp>", "a \"quoted\" \t tab", {"L0H3", "mlp0"}};
}

std::vector<std::string> words(Words kind, int count) {
  static const std::vector<std::string> english{"The", "cat", "is",     "on",  "the",   "mat",  ".",
                                                "The", "old", "farmer", "saw", "birds", "near", "rivers"};
  static const std::vector<std::string> chinese{"猫", "在", "垫子", "上", "，", "狗", "在", "门口", "睡觉", "。"};
  static const std::vector<std::string> odd{" the", "\n",      "\t",   "<b>&", "uncharacteristically",
                                            " ",    "‹e7 8c›", "\x01", "zorp"};
  const auto& list = kind == Words::English ? english : kind == Words::Chinese ? chinese : odd;
  std::vector<std::string> result;
  for (int i = 0; i < count; ++i) result.push_back(list[static_cast<std::size_t>(i) % list.size()]);
  return result;
}

Matrix<float> causalPattern(int size, int head) {
  Matrix<float> weights = Matrix<float>::Zero(size, size);
  for (int row = 0; row < size; ++row) {
    float sum = 0;
    for (int column = 0; column <= row; ++column) {
      const float score =
          std::sin(float(row * 3 + column * 7 + head * 11)) * 1.5F + (column == row - head % 3 ? 2.F : 0.F);
      weights(row, column) = std::exp(score);
      sum += weights(row, column);
    }
    weights.row(row) /= sum;
  }
  return weights;
}

AttentionFigure attention(Words kind, int size) {
  AttentionFigure figure;
  figure.source = source(kind);
  figure.layer = 2;
  figure.head = 3;
  figure.queryLabels = figure.keyLabels = words(kind, size);
  figure.weights = causalPattern(size, 1);
  return figure;
}

HeadsFigure heads(Words kind, int layers, int heads, int size) {
  HeadsFigure figure;
  figure.source = source(kind);
  figure.layers = layers;
  figure.heads = heads;
  figure.queryLabels = figure.keyLabels = words(kind, size);
  for (int i = 0; i < layers * heads; ++i) figure.patterns.push_back(causalPattern(size, i));
  return figure;
}

SheetFigure sheet(Words kind, int layers, int headsPerLayer, int size) {
  return SheetFigure{heads(kind, layers, headsPerLayer, size)};
}

StepsFigure steps(Words kind, int size) {
  const AttentionFigure head = attention(kind, size);
  const auto numbers = [](int count, int seed) {
    std::vector<float> made;
    for (int i = 0; i < count; ++i) made.push_back(std::sin(float(i * 5 + seed * 3)));
    return made;
  };
  StepsFigure figure;
  figure.source = head.source;
  figure.layer = 2;
  figure.head = 1;
  figure.query = size - 2;
  figure.queryLabel = head.queryLabels[static_cast<std::size_t>(size - 2)];
  figure.keyLabels = head.keyLabels;
  figure.q = numbers(16, 1);
  figure.keys = figure.values = Matrix<float>(size, 16);
  figure.divisor = 4;
  for (int key = 0; key < size; ++key) {
    for (int i = 0; i < 16; ++i) {
      figure.keys(key, i) = std::cos(float(i * 7 + key));
      figure.values(key, i) = std::sin(float(i + key * 2));
    }
    const bool masked = key > figure.query;
    const double weight = masked ? 0 : double(head.weights(size - 2, key));
    figure.weights.push_back(weight);
    figure.scores.push_back(masked ? -std::numeric_limits<double>::infinity() : std::log(weight + 1e-9));
    figure.products.push_back(masked ? 0.5 : 4 * figure.scores.back());
    figure.powers.push_back(weight);
    figure.powerSum += weight;
  }
  figure.z = numbers(16, 2);
  figure.result = numbers(64, 3);
  figure.out = numbers(64, 4);
  figure.before = numbers(64, 5);
  figure.after = numbers(64, 6);
  return figure;
}

ArcsFigure arcs(Words kind, int heads, int size) {
  ArcsFigure figure;
  figure.source = source(kind);
  figure.queryLabels = figure.keyLabels = words(kind, size);
  for (int head = 0; head < heads; ++head) figure.heads.push_back({{1, head}, causalPattern(size, head)});
  return figure;
}

AttentionDifferenceFigure difference(Words kind, int heads, int size) {
  const HeadsFigure first = samples::heads(kind, 1, heads, size);
  HeadsFigure second = samples::heads(kind, 1, heads, size - 1);
  second.source.prompt = "another prompt";
  second.queryLabels[2] = second.keyLabels[2] = "other";
  for (int head = 0; head < heads; ++head) second.patterns[std::size_t(head)] = causalPattern(size - 1, 2 * head);
  std::vector<AttentionDifferenceFigure::Pair> pairs;
  for (int i = 0; i + 1 < size; ++i) pairs.push_back({i, i, i != 2});
  pairs.push_back({size - 1, -1, false});
  return attentionDifference(first, second, pairs, pairs);
}

PredictionFigure prediction(Words kind, bool sampling) {
  PredictionFigure figure;
  figure.source = source(kind);
  figure.position = 5;
  const auto labels = words(kind, 10);
  const double total = 1.05;
  double rest = 1;
  for (int i = 0; i < 10; ++i) {
    const double p = 0.52 * std::pow(0.5, i) / total;
    rest -= p;
    figure.bars.push_back(
        {100 + i, labels[static_cast<std::size_t>(i)], 9.F - float(i), p, sampling ? p * p * 2.9 : p, i == 0});
  }
  figure.isSampled = sampling;
  figure.restProbability = rest;
  figure.entropyBits = 2.0512;
  figure.samplingEntropyBits = sampling ? 1.4375 : 0;
  figure.neverDrawnShare = 0.0125;
  return figure;
}

TokensFigure tokens(Words kind) {
  TokensFigure figure;
  figure.source = source(kind);
  int id = 7;
  for (const std::string& word : words(kind, 9)) {
    TokensFigure::Chip chip{id, word, {}, "ab cd", {}, id > 13};
    if (word == "zorp") chip = {0, "[UNK]", "zorp", "7a 6f 72 70", {}, true, false, false, "[UNK]"};
    if (word == "‹e7 8c›") chip = {id, "", "", "e7 8c", {}, false};
    figure.chips.push_back(chip);
    id += 37;
  }
  return figure;
}

EmbeddingFigure embedding(Words kind, int points) {
  EmbeddingFigure figure;
  figure.source = source(kind);
  figure.method = "PCA";
  figure.badge = {Badge::Kind::Projected, 0, 0.41};
  figure.variance = {0.21, 0.12, 0.08};
  figure.coordinates = Matrix<float>(points, 3);
  for (int i = 0; i < points; ++i) {
    const float angle = float(i) * 2.399963F;
    const float radius = std::sqrt(float(i) / float(points));
    figure.coordinates.row(i) << radius * std::cos(angle) * 3, radius * std::sin(angle) * 2, std::sin(float(i) * 0.37F);
    figure.ids.push_back(i);
  }
  figure.labels = words(kind, points);
  for (int i = 0; i < 7; ++i) figure.highlighted.push_back(i * 11 % points);
  return figure;
}

RecurrentFigure recurrent(Words kind, CellKind cell, int size, int units) {
  RecurrentFigure figure;
  figure.source = source(kind);
  figure.kind = cell;
  figure.layer = 1;
  figure.tokenLabels = words(kind, size);
  for (const CellValue value : cellValues(cell)) {
    RecurrentFigure::Part part{value, Matrix<float>(size, units)};
    for (int t = 0; t < size; ++t) {
      for (int unit = 0; unit < units; ++unit) {
        const float wave = std::sin(float(t * 3 + unit * 5 + static_cast<int>(value) * 7));
        const CellRange range = rangeOf(value);
        part.numbers(t, unit) = range == CellRange::Share ? (wave + 1) / 2 : range == CellRange::Any ? 3 * wave : wave;
      }
    }
    figure.parts.push_back(std::move(part));
  }
  for (Index unit = 0; unit < units; ++unit) figure.units.push_back(unit);
  return figure;
}

CellStepsFigure cellSteps(Words kind, CellKind cell) {
  const auto numbers = [](int count, int seed) {
    std::vector<float> made;
    for (int i = 0; i < count; ++i) made.push_back(std::sin(float(i * 5 + seed * 3)));
    return made;
  };
  CellStepsFigure figure;
  figure.source = source(kind);
  figure.kind = cell;
  figure.layer = 1;
  figure.unit = 3;
  figure.position = 1;
  figure.labelBefore = words(kind, 2)[0];
  figure.tokenLabel = words(kind, 2)[1];
  figure.input = numbers(16, 1);
  figure.hiddenBefore = numbers(24, 2);
  figure.hiddenAfter = numbers(24, 3);
  for (const CellValue value : cellGates(cell)) {
    CellStepsFigure::Gate gate;
    gate.value = value;
    gate.inputTerms = numbers(16, 4 + static_cast<int>(value));
    gate.hiddenTerms = numbers(24, 5 + static_cast<int>(value));
    gate.fromInput = 0.75;
    gate.inputBias = -0.25;
    gate.fromHidden = 1.25;
    gate.hiddenBias = 0.375 + static_cast<int>(value);
    gate.sum = gate.fromInput + gate.inputBias + gate.fromHidden + gate.hiddenBias;
    gate.computed = rangeOf(value) == CellRange::Share ? 1 / (1 + std::exp(-gate.sum)) : std::tanh(gate.sum);
    gate.recorded = gate.computed;
    figure.gates.push_back(std::move(gate));
  }
  figure.cellBefore = -1.75;
  figure.kept = -1.5;
  figure.written = 0.875;
  figure.cell = -0.625;
  figure.tanhCell = std::tanh(figure.cell);
  figure.shown = figure.hidden = double(figure.hiddenAfter[3]);
  return figure;
}

SplitFigure split(Words kind) {
  using Box = SplitFigure::Box;
  SplitFigure figure;
  figure.source = source(kind);
  figure.algorithm = SplitFigure::Algorithm::Bpe;
  for (const std::string& text : words(kind, 2)) {
    SplitFigure::Word word;
    word.cells = {{text, 2, "63"}, {"", 1, "61"}, {"t", 1, "74"}};
    word.boxes = {{0, 2, 0, Box::State::New, 12, text, {}, {}, -1}, {2, 3, 0, Box::State::Piece, 7, "t", {}, {}, -1}};
    word.tokens = {{0, 3, 0, Box::State::Token, 15, text + "t", {}, {}, 0}};
    figure.words.push_back(std::move(word));
  }
  figure.step = 3;
  figure.steps = 9;
  figure.action = SplitFigure::Action::Merge;
  figure.word = 0;
  figure.rank = 5;
  figure.left = "c";
  figure.right = "a";
  figure.result = "ca";
  return figure;
}

CompareFigure compare(Words kind) {
  CompareFigure figure;
  figure.source = source(kind);
  for (const char* model : {"decoder", "lstm"}) {
    CompareFigure::Column column;
    column.model = std::string("classroom-") + model;
    column.kind = model;
    for (const std::string& word : words(kind, 3)) column.bars.push_back({7, word, 0.25, column.bars.empty()});
    column.restProbability = 0.25;
    column.entropyBits = 2.5;
    column.before = "The cat";
    column.newest = " is";
    figure.columns.push_back(std::move(column));
  }
  for (const std::string& word : words(kind, 3)) {
    CompareFigure::Row row;
    row.word = word;
    row.cells = {{0.5, 1.0, 2.0, word}, {0.25, 2.0, 4.0, word}};
    row.agreeing = row.asked = 2;
    row.divergence = {0.125};
    figure.rows.push_back(std::move(row));
  }
  return figure;
}

DistanceFigure distance(Words kind) {
  DistanceFigure figure;
  figure.source = source(kind);
  figure.models = {"classroom-en", "classroom-rnn"};
  figure.kinds = {DistanceFigure::Kind::Place, DistanceFigure::Kind::Agreement, DistanceFigure::Kind::Name};
  figure.distances = {0, 5, 10};
  figure.wanted = 100;
  for (int i = 0; i < 18; ++i) figure.points.push_back({100 - 3 * i, 100, 0.9 - 0.02 * i});
  figure.examples.resize(9);
  return figure;
}

SpeedFigure speed(Words kind) {
  SpeedFigure figure;
  figure.source = source(kind);
  figure.lengths = {8, 16, 32};
  figure.models = {
      {"classroom-en", 64, false, {1, 1.5, 2}, {2, 3, 5}, {8, 20, 60}, {1, 2, 3}, {786432, 1024, 512000}},
      {"classroom-rnn", 1000, false, {0.5, 0.5, 0.5}, {3, 6, 12}, {4, 8, 16}, {3, 5, 9}, {262144, 0, 1024000}}};
  figure.moreThreads = 2;
  figure.repetitions = 5;
  return figure;
}

InfluenceFigure influence(Words kind) {
  InfluenceFigure figure;
  figure.source = source(kind);
  InfluenceFigure::Row row;
  row.model = "classroom-en";
  row.kind = "decoder";
  row.tokens = words(kind, 4);
  row.ids = {1, 2, 3, 4};
  row.next = words(kind, 5).back();
  row.nextId = 5;
  row.probability = 0.5;
  row.norms = {1, 2, 3, 4};
  row.shares = {0.1, 0.2, 0.3, 0.4};
  figure.rows.push_back(std::move(row));
  return figure;
}

GradientTimeFigure gradientTime(Words kind) {
  GradientTimeFigure figure;
  figure.source = source(kind);
  figure.sentences = figure.wanted = 40;
  for (const bool trained : {false, true}) {
    GradientTimeFigure::Curve curve{"classroom-rnn", "rnn", trained, {{}}};
    for (int i = 0; i < 6; ++i) curve.layers.front().push_back({std::pow(0.5, i), 0.01, 40});
    figure.curves.push_back(std::move(curve));
  }
  return figure;
}

std::vector<FigureData> everyKind(Words kind) {
  std::vector<FigureData> samples;
  for (const Sample::Make make : makers()) samples.push_back(make(kind));
  std::stable_sort(samples.begin(), samples.end(),
                   [](const FigureData& a, const FigureData& b) { return placeOf(a) < placeOf(b); });
  return samples;
}

}  // namespace headlight::samples
