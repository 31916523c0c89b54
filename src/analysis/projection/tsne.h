#pragma once
// t-distributed stochastic neighbour embedding: van der Maaten and Hinton, "Visualizing data using t-SNE", JMLR 9
// (2008), with the tree of van der Maaten (JMLR 15, 2014; repulsion_tree.h), the early exaggeration and the gains of
// the first, and the learning rate of Belkina and others (Nature Communications 10, 2019). The start is the PCA of the
// rows (Kobak and Berens, Nature Communications 10, 2019), so that nothing is random: one input, one picture.

#include <memory>

#include "analysis/projection/neighbour_table.h"
#include "analysis/projection/sparse_rows.h"
#include "tensor/matrix.h"

namespace headlight {

struct TsneOptions {
  Index dimensions = 2;    ///< of the picture: 2 or 3
  double perplexity = 30;  ///< how many neighbours count, softly; see tsnePerplexity()
  Index iterations = 1000;
  Index exaggerated = 250;  ///< the first ones, in which neighbours attract `exaggeration` times as much
  double exaggeration = 12;
  double learningRate = 0;  ///< 0: n / exaggeration / 4, at least 50
  float theta = 0.5F;       ///< of RepulsionTree, 0 to 0.5; 0 is exact and takes O(n²)
};

/// A run of t-SNE that can be watched: step() and look, pause by not calling, go on.
/// One thread at a time. The same bits whatever the number of threads of the pool.
class Tsne {
 public:
  /// Finds the neighbours and their probabilities: O(n²·d), the only long call (10,000 × 256: about a third of a
  /// second). `pool` (null: no other thread) outlives this. Throws Error "analysis.pca_empty" for no rows or columns,
  /// "analysis.not_finite", and "analysis.projection_option" for options out of range,
  /// "cancelled" soon after `stop` was asked for.
  Tsne(ConstMatrixRef<float> rows, const TsneOptions& options, ThreadPool* pool = nullptr,
       const std::stop_token& stop = {});
  ~Tsne();
  Tsne(Tsne&&) noexcept;

  [[nodiscard]] bool isDone() const;
  [[nodiscard]] Index iteration() const;  ///< how many were made
  void step();                            ///< one more; nothing when done
  /// [n, dimensions], centred; without unit: only which points are near each other means something.
  [[nodiscard]] const Matrix<float>& coordinates() const;
  /// Kullback-Leibler divergence of the picture's probabilities from the rows', in nats, at the last step() (without
  /// the exaggeration): what t-SNE makes small. It counts pairs that are neighbours, as scikit-learn does.
  [[nodiscard]] double divergence() const;
  /// Of the rows, as they were found: at least 15 each where there are so many.
  [[nodiscard]] const NeighbourTable& neighbours() const;
  /// That it uses: tsnePerplexity() of the one asked for.
  [[nodiscard]] double perplexity() const;

 private:
  struct State;
  std::unique_ptr<State> d;
};

/// The perplexity that t-SNE uses for so many points: `asked`, at most a third of the other points, at least 1.
[[nodiscard]] double tsnePerplexity(double asked, Index points);

/// P of the paper, equations 1 and 2 of section 2: for each row its neighbours' probabilities, with the deviation
/// that gives the perplexity found by bisection, then made symmetric (p_ij = (p_j|i + p_i|j) / 2n). They sum to 1.
[[nodiscard]] SparseRows tsneProbabilities(const NeighbourTable& table, double perplexity, ThreadPool* pool = nullptr);

}  // namespace headlight
