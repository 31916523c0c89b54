#pragma once
// What a comparison of models shows: a column a model, a row a step.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// Several models on one prompt, in step. "The word" of a step is the token that the run in front took (of the command
/// line the first model's, in the window the session's own).
struct CompareFigure {
  struct Bar {
    TokenId id = 0;
    std::string text;
    double probability = 0;  ///< softmax of the logits over all tokens
    bool chosen = false;     ///< the token that a step takes
    bool isDrawn = true;     ///< false for [UNK] and the like, which no step takes
  };
  /// What a model remembers at the present moment, as far as one picture shows it.
  struct Memory {
    enum class Kind { None, Attention, Hidden } kind = Kind::None;
    int layer = 0;         ///< the last one
    int heads = 0;         ///< Attention: over so many heads the rows are the mean
    Matrix<float> values;  ///< Attention [1, T]: the last token's row; Hidden [d_hidden, T], a column a token
    std::vector<std::string> tokens;  ///< [T]
  };
  struct Column {
    std::string model;
    std::string kind;  ///< modelKindName()
    std::vector<Bar> bars;
    double restProbability = 0;
    double entropyBits = 0;
    std::string before;   ///< the text up to the newest token
    std::string newest;   ///< what the last step added; empty at the prompt
    std::string stopped;  ///< stopReasonName() where the model cannot go on; else empty
    Memory memory;
    std::string problem;  ///< a sentence, in the language of whoever made the figure, instead of all this
  };
  /// One model at one step.
  struct Cell {
    std::optional<double> probability;  ///< that it gave to the word; of several tokens their product
    std::optional<double> bits;         ///< surprise, -log2 of it
    std::optional<double>
        perplexity;         ///< of the text that it has taken so far, a word at a time; forced: of the one text
    std::string likeliest;  ///< its likeliest token there; empty where it has no place at this step
    Index tokens = 1;       ///< of its own that make up the word
    Index words = 1;        ///< words that `probability` covers: more where one of its tokens spans several
  };
  struct Row {
    std::string word;
    bool isNext = false;      ///< not taken yet
    std::vector<Cell> cells;  ///< [columns]
    int agreeing = 0;         ///< models whose likeliest token is the most common one among them
    int asked = 0;            ///< models that have a place at this step
    /// Jensen-Shannon divergence of each pair (0, 1), (0, 2), …, (1, 2), …; base 2, so 0 to 1. None where the
    /// vocabularies differ or one of them has no place at this step.
    std::vector<std::optional<double>> divergence;
  };
  FigureSource source;
  bool forced = false;  ///< all along one text; else each goes on with its own
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// Where a pair of columns, in either order, stands in Row::divergence.
[[nodiscard]] constexpr std::size_t pairIndex(std::size_t a, std::size_t b, std::size_t columns) {
  const std::size_t first = a < b ? a : b;
  const std::size_t second = a < b ? b : a;
  return first * (2 * columns - first - 1) / 2 + (second - first - 1);
}

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const CompareFigure& figure);
[[nodiscard]] std::string csvOf(const CompareFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const CompareFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const CompareFigure& figure);
[[nodiscard]] Badge badgeOf(const CompareFigure& figure);

}  // namespace headlight
