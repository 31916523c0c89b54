#pragma once
// What a figure shows, as plain numbers and labels: made from a run by pure functions, drawn by ui/charts (screen, PNG,
// SVG, PDF: one description) and written as CSV and NPY by formats. Nothing here is drawn, nothing drawn is not here.

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/attention/head_label.h"
#include "analysis/text/token_alignment.h"
#include "figures/compare/compare_figure.h"
#include "figures/experiments/distance_figure.h"
#include "figures/experiments/influence_figure.h"
#include "figures/figure_source.h"
#include "figures/recurrent/recurrent_figure.h"
#include "tensor/matrix.h"
#include "tensor/token_id.h"

namespace headlight {

/// Which attention of a model. Encoder-decoders have three; decoder and encoder have one.
enum class AttentionSide { Own, Encoder, Decoder, Cross };

/// What the cells of attention are. ValueWeighted: weight times the norm of what the key's value adds to the output of
/// that head (not bounded by 1, rows do not sum to 1). Rollout: weights multiplied through the layers (an estimate).
enum class AttentionMeasure { Weights, ValueWeighted, Rollout };

/// Where a colour scale ends: at 1, or at the largest value shown. What is not bounded by 1 is always fitted.
enum class ColorLimits { Fixed, Fitted };

/// One head, or (head -1) the mean over a layer's heads.
struct HeadPlace {
  int layer = 0;
  int head = 0;
  bool operator==(const HeadPlace&) const = default;
};

/// How a shown number relates to what the model computed: the corner of each panel.
struct Badge {
  enum class Kind {
    Exact,
    MeanOfHeads,
    Projected,
    MaximumOfHeads,
    MeanOfLayers,
    MaximumOfLayers,
    NeighboursKept,
    UnderWay,
    ChosenAxes,
    Sampled,
    Measured,
    Gradient,
    Replacements,
    MeanOfSentences
  } kind = Kind::Exact;
  Index count = 0;   ///< heads (or layers) that were put together; sentences of a sample; repetitions of a measurement
  double share = 0;  ///< variance or neighbours kept, 0 to 1
  /// What is put together: "0, 2, 3" of heads or of layers, "L0 H1, L2 H3"; empty: all of them. Of NeighboursKept and
  /// UnderWay the method, "t-SNE". Of ChosenAxes nothing: `share` is the variance that the three axes keep.
  std::string which{};
  AttentionMeasure measure = AttentionMeasure::Weights;  ///< said before the rest where it is not Weights
};

/// One head, a mean or a maximum: rows are queries, columns are keys.
struct AttentionFigure {
  FigureSource source;
  Badge badge;
  AttentionSide side = AttentionSide::Own;
  int layer = 0;                         ///< -1: several layers (badge.which, members)
  int head = 0;                          ///< -1: several heads
  std::vector<std::string> queryLabels;  ///< token texts; white space as it is (drawn visibly)
  std::vector<std::string> keyLabels;
  Matrix<float> weights;  ///< [query, key], in the unit of `measure`
  bool causal = true;     ///< cells with key > query are masked, not zero
  AttentionMeasure measure = AttentionMeasure::Weights;
  /// What was put together where `head` or `layer` is -1; empty: all heads of `layer` (or all layers).
  std::vector<HeadPlace> members;
  /// The column of key 0 is left out of the colour scale and drawn as such; rows then show shares "of the rest"
  /// (each weight divided by what its row leaves to the other keys). `weights` stay what they are.
  bool sinkHidden = false;
  ColorLimits limits = ColorLimits::Fixed;
};

/// The model view: every layer and head.
struct HeadsFigure {
  using Label = HeadLabel;
  FigureSource source;
  AttentionSide side = AttentionSide::Own;
  int layers = 0;
  int heads = 0;
  std::vector<std::string> queryLabels;
  std::vector<std::string> keyLabels;
  std::vector<Matrix<float>> patterns;  ///< [layer · heads + head], each [query, key]
  bool causal = true;
  AttentionMeasure measure = AttentionMeasure::Weights;
  bool sinkHidden = false;                  ///< as in AttentionFigure
  ColorLimits limits = ColorLimits::Fixed;  ///< Fitted: one scale for all heads, to the largest value of any
  std::vector<Label> labels;                ///< [layer · heads + head]; empty: none
  /// Indices layer · heads + head in the order shown, row by row; may leave heads out. Empty: a row a layer.
  std::vector<int> order;
};

/// All heads on one page, each large enough for its tokens: a HeadsFigure drawn as a sheet.
struct SheetFigure : HeadsFigure {};

/// The sentence twice (or the two sentences of cross-attention), lines between them as wide as the weights.
struct ArcsFigure {
  struct Head {
    HeadPlace place;
    Matrix<float> weights;  ///< [query, key]
  };
  enum class Layout { AboveBelow, LeftRight };
  FigureSource source;
  Badge badge;
  AttentionSide side = AttentionSide::Own;
  std::vector<std::string> queryLabels;
  std::vector<std::string> keyLabels;
  std::vector<Head> heads;  ///< each in a colour and with a letter of its own, in this order
  bool causal = true;
  AttentionMeasure measure = AttentionMeasure::Weights;
  bool sinkHidden = false;  ///< no lines to key 0, said so; widths are then shares "of the rest"
  double threshold = 0.05;  ///< lines of smaller weights are not drawn, and how many is said
  Layout layout = Layout::AboveBelow;
  // Only the lines of one token are drawn where one of these is not -1.
  Index onlyQuery = -1;
  Index onlyKey = -1;
};

/// Attention for one prompt minus attention for another, cell by cell where both have the tokens (first − second).
struct AttentionDifferenceFigure {
  using Pair = TokenPair;
  struct Head {
    HeadPlace place;
    double change = 0;         ///< mean |difference| over the cells that both prompts have
    Matrix<float> difference;  ///< [queries.size(), keys.size()]; NaN where one prompt has no such cell
  };
  FigureSource source;  ///< of the first prompt
  std::string secondPrompt;
  AttentionSide side = AttentionSide::Own;
  int layers = 0, headsPerLayer = 0;  ///< of the model; `heads` may be some of them
  std::vector<std::string> firstQueryLabels, firstKeyLabels, secondQueryLabels, secondKeyLabels;
  std::vector<Pair> queries, keys;           ///< rows and columns of `difference`
  std::vector<Head> heads;                   ///< the one that changed most first
  bool causal = true;                        ///< cells with column > row of the aligned grid are masked in both
  ColorLimits limits = ColorLimits::Fitted;  ///< Fixed: -1 to 1; Fitted: symmetric, to the largest |difference|
};

/// One query and one head, step by step: how its weights come about and what they carry (Vaswani and others 2017,
/// equation 1). D = d_head, C = d_model, K keys. Numbers are the model's own; products and powers are computed from
/// them in double precision.
struct StepsFigure {
  /// How far the steps have gone; what comes later is not drawn yet.
  enum class Stage { QueryAndKeys, Products, Scaled, Masked, Softmax, Mixed, Added };
  static constexpr int kStages = 7;
  FigureSource source;
  AttentionSide side = AttentionSide::Own;
  int layer = 0, head = 0;
  Index query = 0;
  Index key = -1;  ///< chosen: the formulas take their numbers from it; -1: that with the largest weight
  Stage stage = Stage::Added;
  std::string queryLabel;
  std::vector<std::string> keyLabels;
  std::vector<float> q;          ///< [D]
  Matrix<float> keys, values;    ///< [K, D]
  std::vector<double> products;  ///< [K], q · k
  double divisor = 1;            ///< √D, or 1 where the model does not scale
  std::vector<double> scores;    ///< [K], recorded: scaled, minus infinity where masked
  std::vector<double> powers;    ///< [K], e^(score − largest score)
  double powerSum = 0;
  std::vector<double> weights;       ///< [K], recorded
  std::vector<float> z;              ///< [D], recorded: the sum of weight · value
  std::vector<float> result;         ///< [C], recorded: z · W_O of this head
  std::vector<float> out;            ///< [C], recorded: all heads' results and the bias
  std::vector<float> before, after;  ///< [C], the residual stream; after = before + out (so computed for Cross)
  bool changed = false;              ///< an intervention changed a score, a weight or z: the steps do not follow
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

/// Points in space: the vocabulary's embeddings (or others) and how they came to three dimensions.
struct EmbeddingFigure {
  /// Which vectors the points are: what the title says.
  struct Space {
    /// Layers: the residual stream from layer to layer. Hidden: of a recurrent net.
    enum class Kind { Vocabulary, Input, Layers, EncoderLayers, DecoderLayers, Hidden, Hook, Table };
    Kind kind = Kind::Vocabulary;
    std::string name{};  ///< of a hook point or a table
    int head = -1;       ///< of a hook point with heads
    bool operator==(const Space&) const = default;
  };
  /// What the colours of the points say: a group each, or a number each. Neither: nothing.
  struct Coloring {
    enum class Kind { Nothing, Cluster, WordClass, Frequency, Surprise, Station, Column, Prompt };
    Kind kind = Kind::Nothing;
    std::string name;                 ///< heading of the numbers: "class", or the column's own
    std::vector<std::string> groups;  ///< in the order of their colours
    std::vector<int> group;           ///< [n], into groups; -1: none of them
    std::vector<double> values;       ///< [n]; NaN: none
  };
  FigureSource source;
  Badge badge;
  Space space;
  std::string method;  ///< "PCA", "t-SNE", "UMAP", "dimensions", "words"
  std::array<std::string, 3>
      axes;  ///< names of chosen axes: "7" (a dimension), "man → woman"; empty: method and number
  std::array<double, 3> variance{};  ///< share of variance on each axis; of PCA and of chosen axes
  std::vector<std::string> labels;
  std::vector<TokenId> ids;               ///< -1 where a point is no token
  Matrix<float> coordinates;              ///< [n, 3]
  std::vector<int> highlighted;           ///< indices of the prompt's tokens
  std::vector<std::vector<int>> paths{};  ///< points that a line joins, each in order: a token's way through the layers
  Coloring coloring{};
  /// Names of the stations of that way ("input", "0", "1"), each with as many points, one station after the other;
  /// empty: there is one.
  std::vector<std::string> stations{};
  std::vector<std::string> prompts{};  ///< whose tokens the points are, where there are several
  std::vector<int> promptOf{};         ///< [n], into prompts; empty: one prompt or none
  bool isFlat = false;                 ///< the first two axes only, seen from the front
  /// Where the viewer stands, in degrees: about the upright axis from the third one, and above the floor.
  double azimuth = 32;
  double elevation = 20;
};

using FigureData =
    std::variant<AttentionFigure, HeadsFigure, PredictionFigure, TokensFigure, EmbeddingFigure, SplitFigure,
                 SheetFigure, ArcsFigure, AttentionDifferenceFigure, StepsFigure, CompareFigure, DistanceFigure,
                 SpeedFigure, RecurrentFigure, CellStepsFigure, InfluenceFigure, GradientTimeFigure>;

}  // namespace headlight
