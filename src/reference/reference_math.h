#pragma once
// The few formulas that the double-precision references share, written as in the papers.

#include <functional>
#include <string>
#include <vector>

#include "models/model_config.h"
#include "models/parameters.h"
#include "reference/decoder_reference.h"

namespace headlight::reference {

using Row = std::vector<double>;
/// Rows of numbers, one a position.
using Rows = std::vector<Row>;

[[nodiscard]] inline std::size_t at(Index index) {
  return static_cast<std::size_t>(index);
}

/// The hook points' values in the order in which they are kept.
class Values {
 public:
  /// Extents [rows, columns].
  void keep(std::string name, const Rows& rows);
  void keep(std::string name, const Rows& rows, std::vector<Index> extents);
  [[nodiscard]] std::vector<ReferenceValue> take() { return std::move(m_values); }

 private:
  std::vector<ReferenceValue> m_values;
};

void add(Rows& to, const Rows& what);

/// x · W + b with W `name`.weight [in, out] and b `name`.bias.
[[nodiscard]] Rows linear(const Rows& x, const Parameters& parameters, const std::string& name);
/// The same for `columns` columns of W from `firstColumn`.
[[nodiscard]] Rows linear(const Rows& x, const Parameters& parameters, const std::string& name, Index firstColumn,
                          Index columns);

/// Number c of the C numbers of position t (Vaswani and others 2017, section 3.5): sin(t / 10000^(2i / C)) for every i
/// in the first half of the row, the cosines in the second.
[[nodiscard]] double sinusoid(Index t, Index c, Index C);

/// x · Eᵀ + b with E [V, C]: a logit for every token; without b if its name is empty.
[[nodiscard]] Rows unembed(const Rows& x, const Parameters& parameters, const std::string& embedding,
                           const std::string& bias);

/// A norm of each row by itself. Layer norm: (x − mean) / sqrt(variance + epsilon) · weight + bias (Ba and others
/// 2016). No norm: x, without scale and normalized rows.
struct Norm {
  Rows scale, normalized, out;
};
[[nodiscard]] Norm norm(NormKind kind, const Rows& x, const Parameters& parameters, const std::string& name,
                        double epsilon);

/// GELU (Hendrycks and Gimpel 2016) exactly and by its tanh form, ReLU, swish (x · sigmoid(x)).
[[nodiscard]] double activate(Activation activation, double x);

[[nodiscard]] Row softmax(const Row& scores);

/// softmax(q · kᵀ / divisor) · v in every head (Vaswani and others 2017, equation 1, where the divisor is
/// sqrt(d_head)); a query sees the keys for which `sees` is true.
struct Attention {
  Rows scores, pattern;  ///< heads · queries rows of keys
  Rows z;                ///< heads side by side
};
[[nodiscard]] Attention attend(const Rows& q, const Rows& k, const Rows& v, Index heads, double divisor,
                               const std::function<bool(std::size_t query, std::size_t key)>& sees);

/// What each head alone adds: its part of z through its rows of the output matrix `name`.weight, without the bias;
/// rows [heads · C].
[[nodiscard]] Rows headResults(const Rows& z, const Parameters& parameters, const std::string& name, Index heads);

}  // namespace headlight::reference
