#pragma once
// How long several models take.

#include <string>
#include <vector>

#include "figures/figure_files.h"

namespace headlight {

/// Time against length, measured on one machine. Times are medians, in milliseconds; NaN: not measured (yet, or the
/// length is beyond the model's context).
struct SpeedFigure {
  /// What one token costs, whatever the machine: products of two numbers in the model's matrices.
  struct Multiplications {
    Index layers = 0;     ///< in the blocks or cells
    Index attention = 0;  ///< for each token that the token looks back at, itself included; 0 without attention
    Index scores = 0;     ///< for the scores of the vocabulary: once a call, after its last token
  };
  struct Model {
    std::string name;
    /// Longest text that the model was made for; beyond it only the time means something (see isStretched).
    Index context = 0;
    /// Measured beyond its context: a copy whose table of positions is repeated, so that it computes as much as a model
    /// with a longer context would.
    bool isStretched = false;
    std::vector<double> step;      ///< [lengths]: one more token, as the last of so many
    std::vector<double> prompt;    ///< [lengths]: a prompt of so many tokens in one call
    std::vector<double> oneByOne;  ///< [lengths]: the same prompt a token at a time
    /// [lengths]: the prompt in one call with moreThreads threads; NaN where that was not measured.
    std::vector<double> promptMoreThreads{};
    Multiplications multiplications{};
  };
  FigureSource source;
  std::vector<Index> lengths;  ///< rising
  std::vector<Model> models;
  int repetitions = 0;  ///< finished; each value is the median of so many (a step: of the steps up to that length too)
  int threads = 1;      ///< of all measurements but promptMoreThreads
  int moreThreads = 0;  ///< 0: nothing was measured with more
};

/// promptMoreThreads at this place of the lengths; NaN where it was not measured.
[[nodiscard]] double moreThreadsAt(const SpeedFigure::Model& model, std::size_t length);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const SpeedFigure& figure);
[[nodiscard]] std::string csvOf(const SpeedFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const SpeedFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const SpeedFigure& figure);
[[nodiscard]] Badge badgeOf(const SpeedFigure& figure);

}  // namespace headlight
