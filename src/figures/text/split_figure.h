#pragma once
// How a text was split, at one moment of the splitting, as plain data to draw: characters over their bytes, and the
// pieces that stand under them then. Made from a trace (text/split_trace.h); the same trace gives every moment.

#include <optional>
#include <string>
#include <vector>

#include "figures/figure_files.h"
#include "text/split_trace.h"

namespace headlight {

/// A text on its way to tokens. Cells are bytes of a word where the algorithm cuts between
/// bytes, else its characters.
struct SplitFigure {
  enum class Algorithm { Words, Bpe, Unigram, WordPiece };
  /// What the last step did. Result is what became of Left and Right, or what was looked up.
  enum class Action { Start, Merge, Reach, BestPath, NotThere, Match, Unknown, LookUp };
  struct Cell {
    std::string character;  ///< empty inside a character, and where the bytes are none
    int span = 1;           ///< cells that the character takes
    std::string bytes;      ///< "e7", or "e7 8c ab" where the cell is a character
  };
  struct Box {
    /// Piece: so far. Next: will be merged. New: made by the last step. Candidate: might be used. Failed: looked up in
    /// vain. Best: on the best path. Token: what the model gets.
    enum class State { Piece, Next, New, Candidate, Failed, Best, Token };
    int first = 0, end = 0;  ///< cells
    int lane = 0;            ///< row under the text, from the top
    State state = State::Piece;
    TokenId id = -1;                  ///< -1: no token
    std::string text;                 ///< as it reads; where it is no text, its bytes "‹e7 8c›"
    std::optional<double> score;      ///< Unigram: natural logarithm of the piece's probability
    std::optional<double> pathScore;  ///< of the best path up to its end
    Index token = -1;                 ///< index among the tokens of the whole text
  };
  struct Word {
    std::vector<Cell> cells;
    std::vector<Box> boxes;   ///< at this step
    std::vector<Box> tokens;  ///< when all is done; lines may break between them
    int lanes = 1;            ///< that the boxes of all steps take
    bool isAdded = false;     ///< matched literally, or put there by the tokenizer: nothing to split
    std::string typed;        ///< what was typed, where an unknown token stands for it
  };
  FigureSource source;
  Algorithm algorithm = Algorithm::Words;
  std::vector<Word> words;
  Index step = 0;
  Index steps = 0;
  Action action = Action::Start;
  int word = -1;  ///< where the last step did something; -1: nowhere
  int rank = -1;  ///< of the merge
  std::string left, right, result;
  double score = 0;     ///< of the best path to the place that was reached, or of the whole word
  Index cutAfter = -1;  ///< only so many bytes of a longer text are shown; -1: all
};

/// Moments of a trace: 0 is before the first action, the last one is the finished split. The words are gone through one
/// by one: BPE a merge a moment; Unigram a place a moment, then the best path; WordPiece a candidate a moment; whole
/// words a word a moment.
[[nodiscard]] Index splitSteps(const SplitTrace& trace);

/// `step` is clamped to 0 … splitSteps(). Pure; time linear in the trace.
[[nodiscard]] SplitFigure splitFigure(const SplitTrace& trace, Index step, FigureSource source);

// What every kind of figure can say of itself (figures/export/figure_table.h).
[[nodiscard]] std::string fileNameOf(const SplitFigure& figure);
[[nodiscard]] std::string csvOf(const SplitFigure& figure);
[[nodiscard]] NamedFiles npyFiles(const SplitFigure& figure, const std::string& name);
[[nodiscard]] std::vector<FigureToken> tokensOf(const SplitFigure& figure);
[[nodiscard]] Badge badgeOf(const SplitFigure& figure);

}  // namespace headlight
