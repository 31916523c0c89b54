#include "analysis/projection/tsne.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analysis/projection/projection_start.h"
#include "analysis/projection/repulsion_tree.h"
#include "analysis/vectors/finite_rows.h"
#include "tensor/error.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

constexpr double kTsneStartDeviation = 1e-4;
constexpr int kBisections = 64;

Index neighboursFor(double perplexity, Index n) {
  const auto wanted = static_cast<Index>(std::ceil(3 * perplexity));
  return std::min(std::max(wanted, kKeptNeighbours), n - 1);
}

/// Gaussian weights of the squared distances that have this perplexity; they sum to 1.
void perplexityWeights(std::span<const float> distances, double perplexity, std::span<float> weights) {
  const double wanted = std::log(perplexity);
  const auto nearest = static_cast<double>(distances.front());
  double precision = 1, low = 0, high = std::numeric_limits<double>::infinity();
  std::vector<double> wide(distances.size());
  double sum = 1;
  for (int round = 0; round < kBisections; ++round) {
    sum = 0;
    double weighted = 0;
    for (std::size_t i = 0; i < wide.size(); ++i) {
      const auto distance = static_cast<double>(distances[i]);
      const double square = distance * distance - nearest * nearest;  // a shift changes nothing and keeps exp() alive
      wide[i] = std::exp(-precision * square);
      sum += wide[i];
      weighted += wide[i] * square;
    }
    const double entropy = std::log(sum) + precision * weighted / sum;
    if (std::abs(entropy - wanted) < 1e-6) break;
    if (entropy > wanted) {
      low = precision;
      precision = std::isinf(high) ? precision * 2 : (low + high) / 2;
    } else {
      high = precision;
      precision = (low + high) / 2;
    }
  }
  for (std::size_t i = 0; i < wide.size(); ++i) weights[i] = static_cast<float>(wide[i] / sum);
}

void checkOptions(const TsneOptions& options) {
  const auto refuse = [](const char* option, double value, const char* range) {
    std::string text = std::to_string(value);
    throw Error("analysis.projection_option", {{"option", option}, {"value", text}, {"range", range}});
  };
  if (options.dimensions < 2 || options.dimensions > 3) {
    refuse("dimensions", static_cast<double>(options.dimensions), "2 or 3");
  }
  if (!(options.perplexity >= 1 && options.perplexity <= 1000)) refuse("perplexity", options.perplexity, "1 to 1000");
  if (options.iterations < 0) refuse("iterations", static_cast<double>(options.iterations), "0 or more");
  if (!(options.exaggeration >= 1)) refuse("exaggeration", options.exaggeration, "1 or more");
  if (!(options.learningRate >= 0)) refuse("learning rate", options.learningRate, "0 or more");
  if (!(options.theta >= 0 && options.theta <= 0.5F)) {
    refuse("theta", static_cast<double>(options.theta), "0 to 0.5");
  }
}

}  // namespace

double tsnePerplexity(double asked, Index points) {
  return std::min(asked, std::max(static_cast<double>(points - 1) / 3, 1.0));
}

SparseRows tsneProbabilities(const NeighbourTable& table, double perplexity, ThreadPool* pool) {
  if (table.k == 0) return {{0}, {}, {}};
  const auto n = static_cast<Index>(table.rows.size()) / table.k;
  std::vector<float> weights(table.rows.size());
  parallelFor(pool, n, kRowsOfTask, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      perplexityWeights(table.distancesOf(row), perplexity,
                        {weights.data() + row * table.k, static_cast<std::size_t>(table.k)});
    }
  });
  const auto twice = static_cast<float>(2 * n);
  return symmetric(table, weights, [twice](float forth, float back) { return (forth + back) / twice; });
}

struct Tsne::State {
  TsneOptions options;
  ThreadPool* pool = nullptr;
  NeighbourTable neighbours;
  SparseRows probabilities;
  Matrix<float> points, velocity, gains, attraction, repulsion;
  RepulsionTree<2> plane;
  RepulsionTree<3> space;
  Index iteration = 0;
  double divergence = 0;

  State(const TsneOptions& chosen, ThreadPool* threads)
      : options(chosen), pool(threads), plane(chosen.theta, threads), space(chosen.theta, threads) {}

  template <int D>
  double attract(Index begin, Index end, double z);
  /// Z, but no less than what the rounding of a point's own 1 hides: two points far apart may not fly away.
  double repel() {
    const double z = options.dimensions == 2 ? plane.compute(points, repulsion) : space.compute(points, repulsion);
    return std::max(z, 1e-7 * static_cast<double>(points.rows()));
  }
  void attractAll(double z);
  void move(double exaggeration, double momentum, double z);
};

/// Writes the sums over j of p_ij q_ij (y_i - y_j), and gives the rows' part of the divergence.
template <int D>
double Tsne::State::attract(Index begin, Index end, double z) {
  double part = 0;
  const float* const at = points.data();
  for (Index row = begin; row < end; ++row) {
    std::array<float, D> own, force{};
    for (int axis = 0; axis < D; ++axis) own[static_cast<std::size_t>(axis)] = at[row * D + axis];
    for (auto entry = probabilities.starts[static_cast<std::size_t>(row)];
         entry < probabilities.starts[static_cast<std::size_t>(row) + 1]; ++entry) {
      const float* const other = at + Index{probabilities.rows[static_cast<std::size_t>(entry)]} * D;
      std::array<float, D> difference;
      float square = 1;
      for (std::size_t axis = 0; axis < D; ++axis) {
        difference[axis] = own[axis] - other[axis];
        square += difference[axis] * difference[axis];
      }
      const float p = probabilities.values[static_cast<std::size_t>(entry)];
      const float pull = p / square;
      for (std::size_t axis = 0; axis < D; ++axis) force[axis] += pull * difference[axis];
      if (z > 0 && p > 0) {
        part += static_cast<double>(p) * std::log(static_cast<double>(p) * z * static_cast<double>(square));
      }
    }
    for (int axis = 0; axis < D; ++axis) attraction(row, axis) = force[static_cast<std::size_t>(axis)];
  }
  return part;
}

/// With z > 0 the divergence too, which costs a logarithm a pair.
void Tsne::State::attractAll(double z) {
  std::vector<double> parts(static_cast<std::size_t>((points.rows() + kRowsOfTask - 1) / kRowsOfTask));
  parallelFor(pool, points.rows(), kRowsOfTask, [&](Index begin, Index end) {
    parts[static_cast<std::size_t>(begin / kRowsOfTask)] =
        options.dimensions == 2 ? attract<2>(begin, end, z) : attract<3>(begin, end, z);
  });
  if (z <= 0) return;
  divergence = 0;
  for (const double part : parts) divergence += part;
}

/// Gradient descent with momentum and gains (Jacobs 1988): a step grows while its direction holds.
void Tsne::State::move(double exaggeration, double momentum, double z) {
  const auto n = static_cast<double>(points.rows());
  const auto rate = static_cast<float>(options.learningRate > 0 ? options.learningRate
                                                                : std::max(n / options.exaggeration / 4, 50.0));
  const auto pull = static_cast<float>(4 * exaggeration);
  const auto push = static_cast<float>(4 / z);
  const auto kept = static_cast<float>(momentum);
  for (Index i = 0; i < points.size(); ++i) {
    const float gradient = pull * attraction.data()[i] - push * repulsion.data()[i];
    float& gain = gains.data()[i];
    float& speed = velocity.data()[i];
    gain = std::max(gradient * speed < 0 ? gain + 0.2F : gain * 0.8F, 0.01F);
    speed = kept * speed - rate * gain * gradient;
    points.data()[i] += speed;
  }
  points.rowwise() -= points.cast<double>().colwise().mean().cast<float>().eval();
}

Tsne::Tsne(ConstMatrixRef<float> given, const TsneOptions& options, ThreadPool* pool, const std::stop_token& stop) {
  checkOptions(options);
  const ModerateRows moderate(given);  // a picture has no unit
  const ConstMatrixRef<float>& rows = moderate.rows();
  d = std::make_unique<State>(options, pool);
  const Index n = rows.rows();
  d->points = projectionStart(rows, options.dimensions, kTsneStartDeviation, stop);
  d->velocity = Matrix<float>::Zero(n, options.dimensions);
  d->gains = Matrix<float>::Ones(n, options.dimensions);
  d->attraction = Matrix<float>::Zero(n, options.dimensions);
  d->options.perplexity = tsnePerplexity(options.perplexity, n);
  d->neighbours = allNeighbours(rows, neighboursFor(d->options.perplexity, n), pool, stop);
  d->probabilities = tsneProbabilities(d->neighbours, d->options.perplexity, pool);
  takeOwnUnit(d->neighbours, moderate);
  if (n < 2) d->iteration = options.iterations;
}

Tsne::~Tsne() = default;
Tsne::Tsne(Tsne&&) noexcept = default;

bool Tsne::isDone() const {
  return d->iteration >= d->options.iterations;
}

Index Tsne::iteration() const {
  return d->iteration;
}

void Tsne::step() {
  if (isDone()) return;
  const bool early = d->iteration < d->options.exaggerated;
  const double z = d->repel();
  const bool measures = d->iteration % 50 == 49 || d->iteration + 1 == d->options.iterations;
  d->attractAll(measures ? z : 0);
  d->move(early ? d->options.exaggeration : 1, early ? 0.5 : 0.8, z);
  ++d->iteration;
}

const Matrix<float>& Tsne::coordinates() const {
  return d->points;
}

double Tsne::divergence() const {
  return d->divergence;
}

const NeighbourTable& Tsne::neighbours() const {
  return d->neighbours;
}

double Tsne::perplexity() const {
  return d->options.perplexity;
}

}  // namespace headlight
