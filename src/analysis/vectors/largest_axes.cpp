#include "analysis/vectors/largest_axes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/Eigenvalues>

#include "tensor/error.h"
#include "tensor/random.h"

namespace headlight {
namespace {

constexpr Index kRowsAtATime = 64;
constexpr Index kMostSteps = 600;
constexpr Index kBetweenTests = 10;
constexpr double kTolerance = 1e-12;

class Lanczos {
 public:
  Lanczos(ConstMatrixRef<float> rows, const RowVector<double>& mean, const std::stop_token& stop)
      : m_rows(rows), m_mean(mean), m_stop(stop), m_most(std::min<Index>(rows.cols(), kMostSteps)) {
    m_basis.resize(m_most, rows.cols());
  }

  LargestAxes run(Index count) {
    Eigen::VectorXd next = freshDirection();
    while (m_size < m_most && next.size() > 0) {
      m_basis.row(m_size++) = next.transpose();
      Eigen::VectorXd product = multiplied(next);
      m_diagonal.push_back(next.dot(product));
      orthogonalize(product);
      const double rest = product.norm();
      const bool ends = rest <= kTolerance * std::max(largest(), 1e-300);
      if (m_size % kBetweenTests == 0 && isDone(count, rest)) break;
      // where the space is closed, a direction that is not in it yet
      next = ends ? freshDirection() : Eigen::VectorXd(product / rest);
      m_beside.push_back(ends ? 0.0 : rest);
    }
    return result(count);
  }

 private:
  /// Covariance · x.
  [[nodiscard]] Eigen::VectorXd multiplied(const Eigen::VectorXd& x) const {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(x.size());
    for (Index first = 0; first < m_rows.rows(); first += kRowsAtATime) {
      if (m_stop.stop_requested()) throw Error("cancelled");
      const Index count = std::min(kRowsAtATime, m_rows.rows() - first);
      const Matrix<double> block = m_rows.middleRows(first, count).cast<double>().rowwise() - m_mean;
      const Eigen::VectorXd along = block * x;
      sum.noalias() += block.transpose() * along;
    }
    return sum / static_cast<double>(std::max<Index>(m_rows.rows() - 1, 1));
  }

  void orthogonalize(Eigen::VectorXd& x) const {
    const auto basis = m_basis.topRows(m_size);
    for (int pass = 0; pass < 2; ++pass) x -= basis.transpose() * (basis * x);  // twice is enough (Parlett)
  }

  /// Empty: the whole space is taken.
  Eigen::VectorXd freshDirection() {
    Eigen::VectorXd direction(m_rows.cols());
    for (double& value : direction) value = m_random.normal();
    orthogonalize(direction);
    const double length = direction.norm();
    return length > 1e-8 ? Eigen::VectorXd(direction / length) : Eigen::VectorXd();
  }

  [[nodiscard]] double largest() const { return *std::max_element(m_diagonal.begin(), m_diagonal.end()); }

  [[nodiscard]] Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved() const {
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    const Eigen::VectorXd beside =
        Eigen::Map<const Eigen::VectorXd>(m_beside.data(), static_cast<Index>(m_diagonal.size()) - 1);
    solver.computeFromTridiagonal(
        Eigen::Map<const Eigen::VectorXd>(m_diagonal.data(), static_cast<Index>(m_diagonal.size())), beside);
    return solver;
  }

  /// What is left of the wanted vectors in the next direction is too little to matter.
  [[nodiscard]] bool isDone(Index count, double rest) const {
    if (m_size <= count) return false;
    const auto solver = solved();
    const double limit = kTolerance * solver.eigenvalues().maxCoeff();
    for (Index i = 0; i < count; ++i) {
      if (std::abs(rest * solver.eigenvectors()(m_size - 1, m_size - 1 - i)) > limit) return false;
    }
    return true;
  }

  [[nodiscard]] LargestAxes result(Index count) const {
    const auto solver = solved();
    const Index kept = std::min(count, m_size);
    LargestAxes found;
    found.variances = solver.eigenvalues().tail(kept).reverse();
    found.axes.resize(kept, m_rows.cols());
    for (Index i = 0; i < kept; ++i) {
      found.axes.row(i) = solver.eigenvectors().col(m_size - 1 - i).transpose() * m_basis.topRows(m_size);
      found.axes.row(i).normalize();
    }
    return found;
  }

  ConstMatrixRef<float> m_rows;
  const RowVector<double>& m_mean;
  const std::stop_token& m_stop;
  Index m_most;
  Matrix<double> m_basis;  ///< [m_most, d], the first m_size rows orthonormal
  Index m_size = 0;
  std::vector<double> m_diagonal, m_beside;
  Random m_random{0};
};

}  // namespace

LargestAxes largestAxes(ConstMatrixRef<float> rows, const RowVector<double>& mean, Index count,
                        const std::stop_token& stop) {
  return Lanczos(rows, mean, stop).run(std::min(count, rows.cols()));
}

}  // namespace headlight
