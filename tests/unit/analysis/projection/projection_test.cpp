#include <cmath>

#include <gtest/gtest.h>

#include "analysis/projection/neighbour_table.h"
#include "analysis/projection/projected_points.h"
#include "analysis/projection/repulsion_tree.h"
#include "analysis/projection/tsne.h"
#include "analysis/projection/umap.h"
#include "analysis/vectors/neighbours.h"
#include "tensor/error.h"
#include "tensor/random.h"
#include "tensor/thread_pool.h"

namespace headlight {
namespace {

constexpr Index kClusters = 5;

/// Gaussian clouds: row i belongs to cloud i % kClusters.
Matrix<float> clouds(Index n, Index d, double apart) {
  Random random(7);
  Matrix<float> centres(kClusters, d), rows(n, d);
  for (Index i = 0; i < centres.size(); ++i) centres.data()[i] = static_cast<float>(apart * random.normal());
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j < d; ++j) rows(i, j) = centres(i % kClusters, j) + static_cast<float>(random.normal());
  }
  return rows;
}

Matrix<float> atRandom(Index n, Index d, std::uint64_t seed) {
  Random random(seed);
  Matrix<float> points(n, d);
  for (Index i = 0; i < points.size(); ++i) points.data()[i] = static_cast<float>(random.normal());
  return points;
}

/// Of points whose nearest point is of their own cloud.
double sameCloud(const Matrix<float>& picture) {
  const NeighbourTable table = allNeighbours(picture, 1);
  double same = 0;
  for (Index i = 0; i < picture.rows(); ++i) same += table.rowsOf(i)[0] % kClusters == i % kClusters;
  return same / static_cast<double>(picture.rows());
}

template <class Method>
Matrix<float> finished(Method method) {
  while (!method.isDone()) method.step();
  return method.coordinates();
}

template <class Function>
std::string codeOf(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

TEST(NeighbourTable, FindsWhatTheSearchOfOneRowFinds) {
  const Matrix<float> rows = clouds(700, 20, 2);
  const NeighbourTable table = allNeighbours(rows, 12);
  for (Index row = 0; row < rows.rows(); row += 37) {
    const auto expected = nearestNeighbours(rows, row, 12, Metric::Euclidean);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(table.rowsOf(row)[i], expected[i].row);
      EXPECT_NEAR(static_cast<double>(table.distancesOf(row)[i]), expected[i].value, 1e-5);
    }
  }
}

TEST(NeighbourTable, FarFromTheOriginNothingIsLost) {
  Matrix<float> rows = clouds(300, 8, 2);
  const NeighbourTable before = allNeighbours(rows, 5);
  rows.array() += 1024;  // a power of two: the low bits that are lost are few
  const NeighbourTable after = allNeighbours(rows, 5);
  std::size_t same = 0;
  for (std::size_t i = 0; i < before.rows.size(); ++i) same += before.rows[i] == after.rows[i];
  EXPECT_GE(static_cast<double>(same), 0.99 * static_cast<double>(before.rows.size()));
}

TEST(NeighbourTable, FewAndEqualAndBrokenRows) {
  EXPECT_EQ(allNeighbours(Matrix<float>::Zero(1, 3), 5).k, 0);
  const NeighbourTable equal = allNeighbours(Matrix<float>::Ones(4, 3), 9);
  EXPECT_EQ(equal.k, 3);
  EXPECT_EQ(equal.rowsOf(1)[0], 0);
  EXPECT_EQ(equal.distancesOf(1)[2], 0.0F);
  Matrix<float> broken = Matrix<float>::Ones(4, 3);
  broken(2, 1) = NAN;
  EXPECT_EQ(codeOf([&] { (void)allNeighbours(broken, 2); }), "analysis.not_finite");
}

TEST(NeighbourTable, StopsWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  const Matrix<float> rows = clouds(50, 3, 1);
  EXPECT_EQ(codeOf([&] { (void)allNeighbours(rows, 2, nullptr, stop.get_token()); }), "cancelled");
  EXPECT_EQ(codeOf([&] { (void)Tsne(rows, {}, nullptr, stop.get_token()); }), "cancelled");
  EXPECT_EQ(codeOf([&] { (void)Umap(rows, {}, nullptr, stop.get_token()); }), "cancelled");
}

TEST(NeighboursKept, AllByTheRowsThemselvesAndLittleByChance) {
  const Matrix<float> rows = clouds(400, 3, 1);
  EXPECT_EQ(neighboursKept(rows, rows), 1.0);
  Matrix<float> turned = rows;
  for (Index i = 0; i < rows.rows(); ++i) turned.row(i) = rows.row(i * 171 % rows.rows());
  EXPECT_LT(neighboursKept(rows, turned), 0.1);
}

TEST(NeighboursKept, ChanceIsWhatPicturesAtRandomKeepOnAverage) {
  constexpr Index kPoints = 25;
  constexpr int kPictures = 200;
  const Matrix<float> rows = clouds(kPoints, 3, 1);
  double sum = 0;
  for (int seed = 0; seed < kPictures; ++seed)
    sum += neighboursKept(rows, atRandom(kPoints, 2, static_cast<std::uint64_t>(100 + seed)));
  EXPECT_NEAR(sum / kPictures, neighboursKeptByChance(kPoints), 0.01);
  EXPECT_DOUBLE_EQ(neighboursKeptByChance(kPoints), 15.0 / 24);
  EXPECT_EQ(neighboursKeptByChance(16), 1.0);
  EXPECT_LT(neighboursKeptByChance(17), 1.0);
}

TEST(NeighboursKept, IsNoQualityWhereEveryPictureKeepsAll) {
  using Kind = ProjectionQuality::Kind;
  for (const Index n : {2, 16}) {
    const Matrix<float> rows = clouds(n, 3, 1), any = atRandom(n, 2, 9);
    EXPECT_EQ(neighboursKept(rows, any), 1.0) << "whatever the picture";
    EXPECT_EQ(projectedPoints("t-SNE", any, 1.0).quality.kind, Kind::FewPoints);
  }
  const ProjectionQuality counted = projectedPoints("UMAP", atRandom(17, 2, 9), 0.96).quality;
  EXPECT_EQ(counted.kind, Kind::NeighboursKept);
  EXPECT_EQ(counted.share, 0.96);
  EXPECT_DOUBLE_EQ(counted.chance, 15.0 / 16);
}

TEST(UsedNeighbours, AreFewerThanAskedForWhereThePointsAreFew) {
  const auto used = [](Index n) { return Tsne(clouds(n, 3, 1), {}).perplexity(); };
  EXPECT_DOUBLE_EQ(used(25), 8.0) << "a third of the other points";
  EXPECT_DOUBLE_EQ(used(91), 30.0);
  EXPECT_DOUBLE_EQ(used(3), 1.0);
  EXPECT_EQ(Umap(clouds(10, 3, 1), {}).usedNeighbours(), 10);
  EXPECT_EQ(Umap(clouds(40, 3, 1), {}).usedNeighbours(), 15);
}

template <int D>
void expectRepulsion(float theta, double tolerance) {
  const Matrix<float> points = clouds(500, D, 4);
  Matrix<float> forces;
  RepulsionTree<D> tree(theta);
  const double z = tree.compute(points, forces);
  double expectedZ = 0, largest = 0, error = 0;
  for (Index i = 0; i < points.rows(); ++i) {
    RowVector<double> sum = RowVector<double>::Zero(D);
    for (Index j = 0; j < points.rows(); ++j) {
      if (i == j) continue;
      const RowVector<double> difference = points.row(i).cast<double>() - points.row(j).cast<double>();
      const double q = 1 / (1 + difference.squaredNorm());
      expectedZ += q;
      sum += q * q * difference;
    }
    largest = std::max(largest, sum.norm());
    error = std::max(error, (sum - forces.row(i).cast<double>()).norm());
  }
  EXPECT_NEAR(z / expectedZ, 1, tolerance) << D;
  EXPECT_LT(error, tolerance * largest) << D;
}

TEST(RepulsionTree, IsExactWithoutAnAngleAndCloseWithOne) {
  expectRepulsion<2>(0, 1e-5);
  expectRepulsion<3>(0, 1e-5);
  expectRepulsion<2>(0.5F, 0.01);
  expectRepulsion<3>(0.5F, 0.01);
}

TEST(RepulsionTree, PointsAtOnePlace) {
  Matrix<float> forces;
  RepulsionTree<2> tree(0.5F);
  EXPECT_EQ(tree.compute(Matrix<float>::Ones(50, 2), forces), 50.0 * 49);
  EXPECT_EQ(forces.cwiseAbs().maxCoeff(), 0);
}

TEST(Tsne, ProbabilitiesHaveThePerplexityAndSumToOne) {
  const Matrix<float> rows = clouds(200, 6, 2);
  const NeighbourTable table = allNeighbours(rows, 60);
  const SparseRows p = tsneProbabilities(table, 20);
  double sum = 0;
  for (const float value : p.values) sum += static_cast<double>(value);
  EXPECT_NEAR(sum, 1, 1e-5);
  for (Index i = 0; i < p.size(); ++i) {  // symmetric
    for (auto at = p.starts[static_cast<std::size_t>(i)]; at < p.starts[static_cast<std::size_t>(i) + 1]; ++at) {
      const auto j = static_cast<std::size_t>(p.rows[static_cast<std::size_t>(at)]);
      const auto begin = p.rows.begin() + p.starts[j], end = p.rows.begin() + p.starts[j + 1];
      const auto back = std::lower_bound(begin, end, static_cast<std::int32_t>(i));
      ASSERT_TRUE(back != end && *back == i);
      EXPECT_EQ(p.values[static_cast<std::size_t>(back - p.rows.begin())], p.values[static_cast<std::size_t>(at)]);
    }
  }
}

/// KL(P || Q) over the pairs that P has, with Z over all.
double divergenceOf(const SparseRows& p, const Matrix<double>& y) {
  double z = 0, sum = 0;
  for (Index i = 0; i < y.rows(); ++i) {
    for (Index j = 0; j < y.rows(); ++j) {
      if (i != j) z += 1 / (1 + (y.row(i) - y.row(j)).squaredNorm());
    }
  }
  for (Index i = 0; i < y.rows(); ++i) {
    for (auto at = p.starts[static_cast<std::size_t>(i)]; at < p.starts[static_cast<std::size_t>(i) + 1]; ++at) {
      const auto value = static_cast<double>(p.values[static_cast<std::size_t>(at)]);
      const Index j = p.rows[static_cast<std::size_t>(at)];
      if (value > 0) sum += value * std::log(value * z * (1 + (y.row(i) - y.row(j)).squaredNorm()));
    }
  }
  return sum;
}

/// The first step from rest moves by minus the rate times the gradient: it is compared with central differences.
TEST(Tsne, TheFirstStepFollowsTheGradientOfTheDivergence) {
  const Matrix<float> rows = clouds(60, 5, 2);
  TsneOptions options;
  options.perplexity = 10;
  options.theta = 0;
  options.exaggerated = 0;
  options.iterations = 400;
  options.learningRate = 1;
  Tsne run(rows, options);
  while (run.iteration() < 200) run.step();  // somewhere with a shape; then a run of its own begins there
  const SparseRows p = tsneProbabilities(run.neighbours(), 10);
  const Matrix<float> before = run.coordinates();
  Matrix<float> push;
  RepulsionTree<2> tree(0);
  const double z = tree.compute(before, push);
  Matrix<double> y = before.cast<double>();
  for (Index row = 0; row < 60; row += 7) {
    for (Index axis = 0; axis < 2; ++axis) {
      double pull = 0;
      for (auto at = p.starts[static_cast<std::size_t>(row)]; at < p.starts[static_cast<std::size_t>(row) + 1]; ++at) {
        const Index j = p.rows[static_cast<std::size_t>(at)];
        pull += static_cast<double>(p.values[static_cast<std::size_t>(at)]) * (y(row, axis) - y(j, axis)) /
                (1 + (y.row(row) - y.row(j)).squaredNorm());
      }
      const double gradient = 4 * pull - 4 / z * static_cast<double>(push(row, axis));
      const double at = y(row, axis);
      y(row, axis) = at + 1e-4;
      const double more = divergenceOf(p, y);
      y(row, axis) = at - 1e-4;
      const double less = divergenceOf(p, y);
      y(row, axis) = at;
      EXPECT_NEAR(gradient, (more - less) / 2e-4, 2e-7) << row << ' ' << axis;
    }
  }
  const double measured = divergenceOf(p, run.coordinates().cast<double>());
  while (!run.isDone()) run.step();
  EXPECT_LT(run.divergence(), measured) << "two hundred more steps have to help";
}

TEST(Tsne, KeepsCloudsApartInTheSameBitsForAnyNumberOfThreads) {
  const Matrix<float> rows = clouds(600, 12, 3);
  TsneOptions options;
  options.iterations = 400;
  ThreadPool one(1), three(3);
  for (const Index dimensions : {2, 3}) {
    options.dimensions = dimensions;
    const Matrix<float> picture = finished(Tsne(rows, options, &one));
    EXPECT_EQ(picture, finished(Tsne(rows, options, &three)));
    EXPECT_EQ(picture.cols(), dimensions);
    EXPECT_GT(sameCloud(picture), 0.98);
    EXPECT_GT(neighboursKept(rows, picture), 0.3);
  }
}

TEST(Tsne, FewAndEqualRowsAndWrongOptions) {
  for (const Index n : {1, 2, 3, 20}) {
    const Matrix<float> picture = finished(Tsne(Matrix<float>::Ones(n, 4), {}));
    EXPECT_EQ(picture.rows(), n);
    EXPECT_TRUE(picture.allFinite()) << n;
  }
  const Matrix<float> rows = clouds(20, 4, 1);
  EXPECT_EQ(codeOf([&] { (void)Tsne(Matrix<float>(0, 4), {}); }), "analysis.pca_empty");
  EXPECT_EQ(codeOf([&] { (void)Tsne(rows, {.dimensions = 4}); }), "analysis.projection_option");
  EXPECT_EQ(codeOf([&] { (void)Tsne(rows, {.perplexity = 0.5}); }), "analysis.projection_option");
  EXPECT_EQ(codeOf([&] { (void)Tsne(rows, {.perplexity = NAN}); }), "analysis.projection_option");
  EXPECT_EQ(codeOf([&] { (void)Tsne(rows, {.theta = 0.9F}); }), "analysis.projection_option");
}

/// The values that umap-learn's find_ab_params(1, minimal distance) gives.
TEST(Umap, TheCurveIsThePapers) {
  EXPECT_NEAR(umapCurve(0.1).a, 1.5769, 1e-3);
  EXPECT_NEAR(umapCurve(0.1).b, 0.8951, 1e-3);
  EXPECT_NEAR(umapCurve(0.5).a, 0.5830, 1e-3);
  EXPECT_NEAR(umapCurve(0.5).b, 1.3342, 1e-3);
}

TEST(Umap, MembershipsAreSymmetricAndTheNearestBelongs) {
  const Matrix<float> rows = clouds(200, 6, 2);
  const NeighbourTable table = allNeighbours(rows, 15);
  const SparseRows edges = umapMemberships(table, 10);
  for (Index i = 0; i < edges.size(); ++i) {
    float largest = 0;
    for (auto at = edges.starts[static_cast<std::size_t>(i)]; at < edges.starts[static_cast<std::size_t>(i) + 1];
         ++at) {
      const float value = edges.values[static_cast<std::size_t>(at)];
      EXPECT_GE(value, 0.0F);
      EXPECT_LE(value, 1.00001F);
      largest = std::max(largest, value);
    }
    EXPECT_FLOAT_EQ(largest, 1) << "the nearest other belongs wholly";
  }
}

TEST(Umap, KeepsCloudsApartInTheSameBitsForAnyNumberOfThreads) {
  const Matrix<float> rows = clouds(600, 12, 3);
  UmapOptions options;
  options.epochs = 200;
  ThreadPool one(1), three(3);
  for (const Index dimensions : {2, 3}) {
    options.dimensions = dimensions;
    const Matrix<float> picture = finished(Umap(rows, options, &one));
    EXPECT_EQ(picture, finished(Umap(rows, options, &three)));
    EXPECT_EQ(picture.cols(), dimensions);
    EXPECT_GT(sameCloud(picture), 0.98);
    EXPECT_GT(neighboursKept(rows, picture), 0.2);
  }
  options.dimensions = 2;
  const Matrix<float> picture = finished(Umap(rows, options));
  options.seed = 1;
  EXPECT_NE(picture, finished(Umap(rows, options)));
}

TEST(Umap, FewAndEqualRowsAndWrongOptions) {
  for (const Index n : {1, 2, 3, 20}) {
    const Matrix<float> picture = finished(Umap(Matrix<float>::Ones(n, 4), {}));
    EXPECT_EQ(picture.rows(), n);
    EXPECT_TRUE(picture.allFinite()) << n;
  }
  const Matrix<float> rows = clouds(20, 4, 1);
  EXPECT_EQ(codeOf([&] { (void)Umap(Matrix<float>(0, 4), {}); }), "analysis.pca_empty");
  EXPECT_EQ(codeOf([&] { (void)Umap(rows, {.dimensions = 1}); }), "analysis.projection_option");
  EXPECT_EQ(codeOf([&] { (void)Umap(rows, {.neighbours = 1}); }), "analysis.projection_option");
  EXPECT_EQ(codeOf([&] { (void)Umap(rows, {.minimalDistance = 2}); }), "analysis.projection_option");
}

}  // namespace
}  // namespace headlight
