#include "analysis/projection/umap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <Eigen/Cholesky>

#include "analysis/projection/projection_start.h"
#include "analysis/vectors/finite_rows.h"
#include "tensor/error.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

constexpr double kUmapStartDeviation = 4;
constexpr int kPushes = 5;  ///< points that push for each that pulls
constexpr float kLongestMove = 4;

void checkOptions(const UmapOptions& options) {
  const auto refuse = [](const char* option, const std::string& value, const char* range) {
    throw Error("analysis.projection_option", {{"option", option}, {"value", value}, {"range", range}});
  };
  if (options.dimensions < 2 || options.dimensions > 3) {
    refuse("dimensions", std::to_string(options.dimensions), "2 or 3");
  }
  if (options.neighbours < 2 || options.neighbours > 1000) {
    refuse("neighbours", std::to_string(options.neighbours), "2 to 1000");
  }
  if (!(options.minimalDistance >= 0 && options.minimalDistance <= 1)) {
    refuse("minimal distance", std::to_string(options.minimalDistance), "0 to 1");
  }
  if (options.epochs < 0) refuse("epochs", std::to_string(options.epochs), "0 or more");
}

/// exp(-(distance - nearest) / sigma), with a sum of log2 of how many there are and one more.
void memberships(std::span<const float> distances, Index neighbours, double meanDistance, std::span<float> weights) {
  double nearest = 0;  // of those that are not at the very place
  for (const float distance : distances) {
    if (distance > 0) {
      nearest = static_cast<double>(distance);
      break;
    }
  }
  const double wanted = std::log2(static_cast<double>(neighbours));
  double sigma = 1, low = 0, high = std::numeric_limits<double>::infinity(), own = 0;
  for (const float distance : distances) own += static_cast<double>(distance) / static_cast<double>(distances.size());
  for (int round = 0; round < 64; ++round) {
    double sum = 0;
    for (const float distance : distances) {
      sum += std::exp(-std::max(static_cast<double>(distance) - nearest, 0.0) / sigma);
    }
    if (std::abs(sum - wanted) < 1e-5) break;
    if (sum > wanted) {
      high = sigma;
      sigma = (low + high) / 2;
    } else {
      low = sigma;
      sigma = std::isinf(high) ? sigma * 2 : (low + high) / 2;
    }
  }
  sigma = std::max(sigma, 1e-3 * (nearest > 0 ? own : meanDistance));  // many equal distances must not end in 0
  if (!(sigma > 0)) sigma = 1;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const double beyond = std::max(static_cast<double>(distances[i]) - nearest, 0.0);
    weights[i] = static_cast<float>(std::exp(-beyond / sigma));
  }
}

/// A cheap hash of a counter (Steele, Lea and Flood: SplitMix64, 2014): which points push, in any order, on any thread.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ value >> 27) * 0x94d049bb133111ebULL;
  return value ^ value >> 31;
}

float clipped(float value) {
  return std::clamp(value, -kLongestMove, kLongestMove);
}

}  // namespace

Index umapNeighbours(Index asked, Index points) {
  return std::min(asked, std::max<Index>(points, 1));
}

SparseRows umapMemberships(const NeighbourTable& table, Index neighbours, ThreadPool* pool) {
  if (table.k == 0) return {{0}, {}, {}};
  const auto n = static_cast<Index>(table.rows.size()) / table.k;
  const auto others = static_cast<std::size_t>(std::min(neighbours - 1, table.k));
  double mean = 0;
  for (const float distance : table.distances) {
    mean += static_cast<double>(distance) / static_cast<double>(table.distances.size());
  }
  std::vector<float> weights(table.rows.size(), 0.0F);
  parallelFor(pool, n, kRowsOfTask, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      memberships(table.distancesOf(row).first(others), static_cast<Index>(others) + 1, mean,
                  {weights.data() + row * table.k, others});
    }
  });
  return symmetric(table, weights, [](float forth, float back) { return forth + back * (1 - forth); });
}

/// Gauss-Newton with Marquardt's damping: two unknowns.
UmapCurve umapCurve(double minimalDistance) {
  constexpr int kPoints = 300;
  const auto errorOf = [&](double a, double b, Eigen::Matrix2d* normal, Eigen::Vector2d* side) {
    double error = 0;
    for (int i = 0; i < kPoints; ++i) {
      const double x = 3.0 * i / (kPoints - 1);
      const double wanted = x < minimalDistance ? 1 : std::exp(-(x - minimalDistance));
      const double power = x > 0 ? std::pow(x, 2 * b) : 0;
      const double value = 1 / (1 + a * power);
      const double rest = wanted - value;
      error += rest * rest;
      if (!normal) continue;
      const Eigen::Vector2d slope(-value * value * power, x > 0 ? -value * value * a * power * 2 * std::log(x) : 0);
      *normal += slope * slope.transpose();
      *side += slope * rest;
    }
    return error;
  };
  UmapCurve curve;
  double damping = 1e-3;
  for (int round = 0; round < 200; ++round) {
    Eigen::Matrix2d normal = Eigen::Matrix2d::Zero();
    Eigen::Vector2d side = Eigen::Vector2d::Zero();
    const double before = errorOf(curve.a, curve.b, &normal, &side);
    normal.diagonal() *= 1 + damping;
    const Eigen::Vector2d change = normal.ldlt().solve(side);
    const double a = curve.a + change[0], b = curve.b + change[1];
    if (a > 0 && b > 0 && errorOf(a, b, nullptr, nullptr) <= before) {
      curve = {a, b};
      damping /= 10;
      if (change.norm() < 1e-10) break;
    } else {
      damping *= 10;
      if (damping > 1e12) break;
    }
  }
  return curve;
}

struct Umap::State {
  UmapOptions options;
  ThreadPool* pool = nullptr;
  NeighbourTable neighbours;
  SparseRows edges;
  std::vector<float> periods;                   ///< epochs from one pull of an edge to the next
  Matrix<float> points, moves, means, squares;  ///< the last two of Adam
  float a = 1, b = 1;
  Index epoch = 0;

  template <int D>
  void gather(Index begin, Index end);
  void adam();
};

/// The moves of the rows [begin, end): their edges' pulls of this epoch, and five random points' pushes for each.
template <int D>
void Umap::State::gather(Index begin, Index end) {
  const auto n = static_cast<std::uint64_t>(points.rows());
  const float* const at = points.data();
  const auto now = static_cast<float>(epoch + 1);
  for (Index row = begin; row < end; ++row) {
    std::array<float, D> own, move{}, difference;
    for (std::size_t axis = 0; axis < D; ++axis) own[axis] = at[row * D + static_cast<Index>(axis)];
    const auto squareTo = [&](Index other) {
      float square = 0;
      for (std::size_t axis = 0; axis < D; ++axis) {
        difference[axis] = own[axis] - at[other * D + static_cast<Index>(axis)];
        square += difference[axis] * difference[axis];
      }
      return square;
    };
    const auto first = edges.starts[static_cast<std::size_t>(row)];
    for (auto edge = first; edge < edges.starts[static_cast<std::size_t>(row) + 1]; ++edge) {
      const float period = periods[static_cast<std::size_t>(edge)];
      if (std::floor(now / period) == std::floor((now - 1) / period)) continue;
      const float square = squareTo(edges.rows[static_cast<std::size_t>(edge)]);
      if (square > 0) {  // twice: as the edge's head and as its other direction's tail
        const float power = std::pow(square, b);
        const float pull = 2 * -2 * a * b * power / square / (a * power + 1);
        for (std::size_t axis = 0; axis < D; ++axis) move[axis] += clipped(pull * difference[axis]);
      }
      const std::uint64_t place =
          mixed(mixed(options.seed) ^ (static_cast<std::uint64_t>(edge) << 20 ^ static_cast<std::uint64_t>(epoch)));
      for (int push = 0; push < kPushes; ++push) {
        const auto other = static_cast<Index>((mixed(place + static_cast<std::uint64_t>(push)) >> 32) * n >> 32);
        if (other == row) continue;
        const float away = squareTo(other);
        const float factor = 2 * b / ((0.001F + away) * (a * std::pow(away, b) + 1));
        for (std::size_t axis = 0; axis < D; ++axis) move[axis] += clipped(factor * difference[axis]);
      }
    }
    for (std::size_t axis = 0; axis < D; ++axis) moves(row, static_cast<Index>(axis)) = move[axis];
  }
}

void Umap::State::adam() {
  constexpr float kFirst = 0.5F, kSecond = 0.9F;
  const auto count = static_cast<float>(epoch + 1);
  const float rate = 1 - static_cast<float>(epoch) / static_cast<float>(options.epochs);
  const float step = rate * std::sqrt(1 - std::pow(kSecond, count)) / (1 - std::pow(kFirst, count));
  for (Index i = 0; i < points.size(); ++i) {
    const float move = moves.data()[i];
    float& m = means.data()[i];
    float& v = squares.data()[i];
    m = kFirst * m + (1 - kFirst) * move;
    v = kSecond * v + (1 - kSecond) * move * move;
    points.data()[i] += step * m / (std::sqrt(v) + 1e-7F);
  }
}

Umap::Umap(ConstMatrixRef<float> given, const UmapOptions& options, ThreadPool* pool, const std::stop_token& stop) {
  checkOptions(options);
  const ModerateRows moderate(given);  // a picture has no unit
  const ConstMatrixRef<float>& rows = moderate.rows();
  d = std::make_unique<State>();
  d->options = options;
  d->pool = pool;
  const Index n = rows.rows();
  if (d->options.epochs == 0) d->options.epochs = n <= 10000 ? 500 : 200;
  d->points = projectionStart(rows, options.dimensions, kUmapStartDeviation, stop);
  d->moves = d->means = d->squares = Matrix<float>::Zero(n, options.dimensions);
  d->options.neighbours = umapNeighbours(options.neighbours, n);
  d->neighbours = allNeighbours(rows, std::max(options.neighbours - 1, kKeptNeighbours), pool, stop);
  d->edges = umapMemberships(d->neighbours, options.neighbours, pool);
  takeOwnUnit(d->neighbours, moderate);
  const UmapCurve curve = umapCurve(options.minimalDistance);
  d->a = static_cast<float>(curve.a);
  d->b = static_cast<float>(curve.b);
  float largest = 0;
  for (const float value : d->edges.values) largest = std::max(largest, value);
  d->periods.reserve(d->edges.values.size());
  for (const float value : d->edges.values) {  // so weak that no epoch would draw it: never
    const bool drawn = value * static_cast<float>(d->options.epochs) >= largest && value > 0;
    d->periods.push_back(drawn ? largest / value : std::numeric_limits<float>::infinity());
  }
  if (n < 2) d->epoch = d->options.epochs;
}

Umap::~Umap() = default;
Umap::Umap(Umap&&) noexcept = default;

bool Umap::isDone() const {
  return d->epoch >= d->options.epochs;
}

Index Umap::epoch() const {
  return d->epoch;
}

Index Umap::epochs() const {
  return d->options.epochs;
}

void Umap::step() {
  if (isDone()) return;
  parallelFor(d->pool, d->points.rows(), kRowsOfTask, [&](Index begin, Index end) {
    if (d->options.dimensions == 2)
      d->gather<2>(begin, end);
    else
      d->gather<3>(begin, end);
  });
  d->adam();
  d->points.rowwise() -= d->points.cast<double>().colwise().mean().cast<float>().eval();
  ++d->epoch;
}

const Matrix<float>& Umap::coordinates() const {
  return d->points;
}

const NeighbourTable& Umap::neighbours() const {
  return d->neighbours;
}

Index Umap::usedNeighbours() const {
  return d->options.neighbours;
}

}  // namespace headlight
