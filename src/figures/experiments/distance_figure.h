#pragma once
// How often several models still know a word that was said some words ago.

#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/wilson_interval.h"
#include "figures/figure_files.h"

namespace headlight {

/// Accuracy against the number of words between the one that decides and the place where it matters. All models get the
/// same sentences.
struct DistanceFigure {
  /// Place: the likeliest next word is the most probable place of the subject. Agreement: the verb's right form is
  /// likelier than the wrong one (guessing: half). Name: the likeliest next word is the name that was said.
  enum class Kind { Place, Agreement, Name };
  static constexpr int kKinds = 3;

  /// One model at one distance.
  struct Point {
    Index right = 0;
    Index sentences = 0;     ///< asked so far; 0 while an experiment has not come there
    double probability = 0;  ///< that the model gives the right word, mean over the sentences
    [[nodiscard]] double share() const {
      return sentences > 0 ? static_cast<double>(right) / static_cast<double>(sentences) : 0;
    }
    [[nodiscard]] ShareInterval interval() const { return wilsonInterval(right, sentences); }
  };
  /// One of the sentences of a distance, the first, and what the models said.
  struct Example {
    struct Said {
      std::string word;        ///< the likeliest
      double probability = 0;  ///< of the right word
      bool isRight = false;
    };
    std::string prompt;
    std::string right;       ///< what is right after the prompt
    std::string wrong;       ///< Agreement: the form that it is compared with; else empty
    std::vector<Said> said;  ///< by model; empty while it has not been asked
  };

  FigureSource source;
  std::vector<std::string> models;
  std::vector<Kind> kinds;
  std::vector<int> distances;     ///< rising
  Index wanted = 0;               ///< sentences a point when the experiment is done
  std::vector<Point> points;      ///< index pointAt()
  std::vector<Example> examples;  ///< [kind · distances + distance]

  /// Sentences of the point that has fewest, of those that have any; 0: none has.
  [[nodiscard]] Index fewestSentences() const;
  [[nodiscard]] std::size_t pointAt(std::size_t kind, std::size_t distance, std::size_t model) const {
    return (kind * distances.size() + distance) * models.size() + model;
  }
  [[nodiscard]] const Point& point(std::size_t kind, std::size_t distance, std::size_t model) const {
    return points[pointAt(kind, distance, model)];
  }
};

/// "place", "agreement", "name".
[[nodiscard]] std::string_view distanceKindName(DistanceFigure::Kind kind);

/// The part with that kind of sentence; empty where the figure does not have it.
[[nodiscard]] DistanceFigure ofOneKind(const DistanceFigure& figure, DistanceFigure::Kind kind);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const DistanceFigure& figure);
[[nodiscard]] std::string csvOf(const DistanceFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const DistanceFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const DistanceFigure& figure);
[[nodiscard]] Badge badgeOf(const DistanceFigure& figure);

}  // namespace headlight
