#pragma once
// A recipe has everything that determines a trained model: the same recipe, data and binary give the same bits.
// It is data; formats/recipes/recipe_file.h reads it from JSON and documents the fields of the file.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/model_config.h"

namespace headlight {

enum class TokenizerKind { WordLevel, ByteLevelBpe, Unigram };

struct TokenizerRecipe {
  TokenizerKind kind = TokenizerKind::WordLevel;
  std::int32_t vocabSize = 0;  ///< at most; special tokens included
  std::string sameAs{};        ///< a model folder beside the recipe, or the bare name of a sample model, whose
                               ///< tokenizer.json is taken as it is; else empty
};

enum class SourceType {
  Grammar,  ///< sentences made by a grammar of ours, for an encoder-decoder by one of pairs: file, documents, seed,
            ///< heldOut
  Corpus,   ///< a text file: file, bytes, sha256, home, separator
  Pairs,    ///< a table of sentences and their translations: as Corpus, with the two columns; one pair a line
};

/// One text that takes part, for training or for validation.
struct SourceRecipe {
  std::string name;  ///< "stories"; names the loss in progress, cards and errors
  SourceType type = SourceType::Corpus;
  std::string file;  ///< a grammar: beside the recipe; a corpus: inside a data folder ("english/tatoeba.txt")
  /// Share of the rows of a batch, in proportion to the others; training only. An encoder-decoder takes every pair once
  /// an epoch; there it is the share of the text that a tokenizer is learnt from.
  double weight = 1;
  bool allWords = false;  ///< every word of it enters the vocabulary, however rare; training only

  std::uint64_t bytes = 0;         ///< of the corpus file
  std::string sha256;              ///< of the corpus file, 64 lower-case hexadecimal digits
  std::string home;                ///< where everybody can get the file
  std::string credit;              ///< authors and licence, for the card
  std::string separator;           ///< between documents: "\n", "\n\n", "<|endoftext|>"
  std::uint64_t maxDocuments = 0;  ///< takes only the first so many of the corpus; 0: all

  int sourceColumn = 0;  ///< pairs: which column is translated, from 0
  int targetColumn = 1;  ///< pairs: into which
  /// Pairs: every so many-th line is kept back. A source of the training takes the others, and measures on these where
  /// the recipe has no validation; one of the validation takes these alone. 0: all lines.
  std::uint64_t heldEvery = 0;

  std::uint64_t documents = 0;  ///< how many the grammar makes; of a grammar of pairs: how many pairs
  std::uint64_t seed = 0;
  bool heldOut = false;  ///< the grammar's held-out sentences instead of training text
};

/// Loshchilov and Hutter 2019.
struct AdamWSettings {
  double learningRate = 1e-3;  ///< the highest, reached at the end of the warm-up
  double beta1 = 0.9;
  double beta2 = 0.95;
  double epsilon = 1e-8;
  double weightDecay = 0.1;  ///< on matrices only
};

enum class OptimizerKind { AdamW, Sgd };

/// w ← w - η · b with b ← µ·b + g (+ λ·w for matrices): torch.optim.SGD.
struct SgdSettings {
  double momentum = 0.9;
  bool nesterov = false;
};

enum class ScheduleKind { Cosine, Linear, Constant, InverseSquareRoot };

/// Numbers as coarse as a smaller type's, computed with in float32 (emulated).
enum class Precision { Float32, BFloat16, Float16 };

/// Low-rank adapters W + (α/r) · A · B (Hu and others 2021) on the matrices that one of the globs matches.
struct LoraSettings {
  Index rank = 0;  ///< r; 0: no adapters
  double alpha = 0;
  std::vector<std::string> matrices;  ///< globs over parameter names
};

/// Starting from a model instead of fresh weights.
struct FineTuning {
  std::string base;                 ///< model folder beside the recipe, or the bare name of a sample model; else empty
  std::vector<std::string> frozen;  ///< globs over the names of parameters that do not move
  LoraSettings lora;                ///< with it only the adapters move, and what no glob of `frozen` matches does not
};

struct TrainingSettings {
  Index batch = 0;   ///< rows
  Index length = 0;  ///< tokens a row; at most the model's context
  std::uint64_t steps = 0;
  AdamWSettings optimizer;
  std::uint64_t warmupSteps = 0;
  double floor = 0.1;  ///< the last learning rate as a share of the highest (cosine in between)
  double clip = 1;     ///< largest global norm of the gradient; 0 switches clipping off
  double dropout = 0;
  double labelSmoothing = 0;
  OptimizerKind optimizerKind = OptimizerKind::AdamW;
  SgdSettings sgd;
  ScheduleKind schedule = ScheduleKind::Cosine;
  Index accumulate = 1;        ///< batches whose gradients are averaged for one step of the optimizer
  std::uint64_t patience = 0;  ///< validations without a better loss after which training ends early; 0: never
  bool keepBest = false;       ///< the finished model has the weights of the best validation, not the last ones
  bool carryState = false;     ///< recurrent: rows go on where the last step's ended (truncated backpropagation)
  double maskShare = 0.15;     ///< encoder: tokens to be predicted; 80 % [MASK], 10 % random, 10 % left (BERT)
  Index validationWindow = 0;  ///< positions a window of validation; 0: n_ctx
  Precision precision = Precision::Float32;
  bool masterWeights = true;  ///< coarse precision: the optimizer keeps float32 weights beside the rounded ones
  std::uint64_t seed = 1;
  std::uint64_t logEvery = 50;
  std::uint64_t validateEvery = 500;     ///< 0: only at the end
  std::uint64_t checkpointEvery = 1000;  ///< 0: only when interrupted
};

/// Texts for the model card; losses, data and recipe are written by the program.
struct CardTexts {
  std::string title;
  std::string summary;
  std::string license;  ///< of the weights
  std::string notes;
};

struct Recipe {
  std::string name;      ///< of the model folder
  std::string language;  ///< "en", "zh"
  ModelConfig model;     ///< dVocab is 0 until the vocabulary is built
  TokenizerRecipe tokenizer;
  std::vector<SourceRecipe> sources;
  std::vector<SourceRecipe> validation;  ///< the first one's loss is "the" validation loss
  TrainingSettings training;
  FineTuning fineTuning;                    ///< with a base `model` and `tokenizer` are the base's, set once it is open
  Precision storedAs = Precision::Float32;  ///< what the finished folder's weights are written as
  CardTexts card;

  /// False in fine-tuning until the base is open.
  [[nodiscard]] bool knowsModel() const { return fineTuning.base.empty() || model.nLayers > 0; }
};

/// Throws Error "recipe.out_of_range" {file, field, value, range} for values that cannot be (no source, weights that
/// are not positive, rows longer than the context, rates outside their range, what this kind of model cannot have), or
/// "model.config". Of a recipe that does not know its model yet only the rest is checked: again once the base is open.
/// `fileName` is only named.
void validate(const Recipe& recipe, std::string_view fileName);

}  // namespace headlight
