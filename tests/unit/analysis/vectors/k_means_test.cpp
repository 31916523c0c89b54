#include "analysis/vectors/k_means.h"

#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

/// Clouds of 40, 30 and 20 rows around distant places.
Matrix<float> clouds() {
  Random random(7);
  Matrix<float> rows(90, 4);
  for (Index i = 0; i < rows.rows(); ++i) {
    for (Index j = 0; j < rows.cols(); ++j) rows(i, j) = static_cast<float>(random.normal());
    rows(i, i < 40 ? 0 : i < 70 ? 1 : 2) += 40;
  }
  return rows;
}

TEST(KMeans, FindsDistantCloudsAndOrdersThemBySize) {
  KMeansOptions options;
  options.clusters = 3;
  for (options.seed = 0; options.seed < 5; ++options.seed) {
    const KMeansResult result = kMeans(clouds(), options);
    for (std::size_t i = 0; i < 90; ++i) EXPECT_EQ(result.cluster[i], i < 40 ? 0 : i < 70 ? 1 : 2) << i;
    EXPECT_EQ(result.sizes, (std::vector<Index>{40, 30, 20}));
    EXPECT_LT((result.centers.row(0) - clouds().topRows(40).colwise().mean()).norm(), 1e-4);
  }
}

TEST(KMeans, RowsLieWithTheirNearestCentre) {
  KMeansOptions options;
  options.clusters = 6;
  const Matrix<float> rows = clouds();
  const KMeansResult result = kMeans(rows, options);
  EXPECT_LT(result.iterations, options.iterations);
  double sum = 0;
  for (Index i = 0; i < rows.rows(); ++i) {
    const double own = (rows.row(i) - result.centers.row(result.cluster[static_cast<std::size_t>(i)])).squaredNorm();
    EXPECT_NEAR(own, (result.centers.rowwise() - rows.row(i)).rowwise().squaredNorm().minCoeff(), 1e-2);
    sum += own;
  }
  EXPECT_NEAR(sum, result.squaredDistance, 1e-2 * sum);
  EXPECT_EQ(kMeans(rows, options).cluster, result.cluster);
}

TEST(KMeans, FewAndEqualRowsMakeFewerClusters) {
  Matrix<float> rows = Matrix<float>::Ones(5, 2);
  EXPECT_EQ(kMeans(rows, {}).centers.rows(), 1);
  rows(3, 1) = 2;
  const KMeansResult two = kMeans(rows, {});
  EXPECT_EQ(two.sizes, (std::vector<Index>{4, 1}));
  EXPECT_EQ(two.squaredDistance, 0);
}

TEST(KMeans, RefusesWhatCannotBeGroupedAndStops) {
  EXPECT_THROW((void)kMeans(Matrix<float>(0, 3), {}), Error);
  Matrix<float> rows = clouds();
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)kMeans(rows, {}, stop.get_token()), Error);
  rows(3, 2) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THROW((void)kMeans(rows, {}), Error);
}

}  // namespace
}  // namespace headlight
