#pragma once
// What a figure shows, as plain numbers and labels: made from a run by pure functions, drawn by ui/charts (screen, PNG,
// SVG, PDF: one description) and written as CSV and NPY by formats. Nothing here is drawn, nothing drawn is not here.

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// What every figure says about where it comes from; the caption.
struct FigureSource {
  std::string model;
  std::string prompt;
  std::vector<std::string> interventions;  ///< as the user wrote them
};

/// How a shown number relates to what the model computed: the corner of each panel.
struct Badge {
  enum class Kind { Exact, MeanOfHeads, Projected } kind = Kind::Exact;
  Index count = 0;   ///< heads averaged
  double share = 0;  ///< variance kept, 0 to 1
};

/// Which attention of a model. Encoder-decoders have three; decoder and encoder have one.
enum class AttentionSide { Own, Encoder, Decoder, Cross };

/// One head, or a mean: rows are queries, columns are keys.
struct AttentionFigure {
  FigureSource source;
  Badge badge;
  AttentionSide side = AttentionSide::Own;
  int layer = 0;
  int head = 0;                          ///< -1: mean over the heads of this layer
  std::vector<std::string> queryLabels;  ///< token texts; white space as it is (drawn visibly)
  std::vector<std::string> keyLabels;
  Matrix<float> weights;  ///< [query, key]
  bool causal = true;     ///< cells with key > query are masked, not zero
};

/// The model view: every layer and head.
struct HeadsFigure {
  FigureSource source;
  AttentionSide side = AttentionSide::Own;
  int layers = 0;
  int heads = 0;
  std::vector<std::string> queryLabels;
  std::vector<std::string> keyLabels;
  std::vector<Matrix<float>> patterns;  ///< [layer · heads + head], each [query, key]
  bool causal = true;
};

struct PredictionFigure {
  struct Bar {
    TokenId id = 0;
    std::string text;
    float logit = 0;
    double probability = 0;
    double samplingProbability = 0;
    bool chosen = false;
  };
  FigureSource source;
  Badge badge;
  Index position = 0;   ///< number of tokens before the predicted one
  bool masked = false;  ///< an encoder's: the word at `position` of a sentence, not the next one
  std::vector<Bar> bars;
  double restProbability = 0;  ///< of all tokens not listed
  double entropyBits = 0;
  std::string unknown;  ///< the piece for unknown words, which is never a candidate; empty if the vocabulary has none
};

struct TokensFigure {
  struct Chip {
    TokenId id = 0;
    std::string text;
    std::string source;  ///< the typed word where the token stands for an unknown one
    std::string bytes;   ///< "e7 8c"
    /// Where the token is part of a character: that character (analysis/token_label.h).
    std::string character;
    bool generated = false;
    bool mask = false;      ///< a [MASK] that is still to be filled
    bool ofSource = false;  ///< of the sentence that an encoder-decoder translates
  };
  FigureSource source;
  std::vector<Chip> chips;
};

/// A text on its way to tokens (analysis/split_figure.h). Cells are bytes of a word where the algorithm cuts between
/// bytes, else its characters.
struct SplitFigure {
  enum class Algorithm { Words, Bpe, Unigram, WordPiece };
  /// What the last step did. Result is what became of Left and Right, or what was looked up.
  enum class Deed { Start, Merge, Reach, BestPath, NotThere, Match, Unknown, LookUp };
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
  Deed deed = Deed::Start;
  int word = -1;  ///< where the last step did something; -1: nowhere
  int rank = -1;  ///< of the merge
  std::string left, right, result;
  double score = 0;     ///< of the best path to the place that was reached, or of the whole word
  Index cutAfter = -1;  ///< only so many bytes of a longer text are shown; -1: all
};

/// Points in space: the vocabulary's embeddings (or others) and how they came to three dimensions.
struct EmbeddingFigure {
  FigureSource source;
  Badge badge;
  std::string method;                ///< "PCA"
  std::array<double, 3> variance{};  ///< share of variance on each axis
  std::vector<std::string> labels;
  std::vector<TokenId> ids;
  Matrix<float> coordinates;     ///< [n, 3]
  std::vector<int> highlighted;  ///< indices of the prompt's tokens
  /// Where the viewer stands, in degrees: about the upright axis from the third one, and above the floor.
  double azimuth = 32;
  double elevation = 20;
};

using FigureData =
    std::variant<AttentionFigure, HeadsFigure, PredictionFigure, TokensFigure, EmbeddingFigure, SplitFigure>;

}  // namespace headlight
