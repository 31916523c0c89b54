#pragma once
// What a figure shows, as plain numbers and labels: made from a run by pure functions, drawn by ui/charts (screen, PNG,
// SVG, PDF: one description) and written as CSV and NPY by formats. Nothing here is drawn, nothing drawn is not here.

#include <array>
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
};

struct TokensFigure {
  struct Chip {
    TokenId id = 0;
    std::string text;
    std::string source;  ///< the typed word where the token stands for an unknown one
    std::string bytes;   ///< "e7 8c"
    bool generated = false;
    bool mask = false;      ///< a [MASK] that is still to be filled
    bool ofSource = false;  ///< of the sentence that an encoder-decoder translates
  };
  FigureSource source;
  std::vector<Chip> chips;
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

using FigureData = std::variant<AttentionFigure, HeadsFigure, PredictionFigure, TokensFigure, EmbeddingFigure>;

}  // namespace headlight
