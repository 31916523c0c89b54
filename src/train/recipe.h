#pragma once
// A recipe says everything that decides a trained model: the same recipe, data and binary give the same bits.
// It is data; formats/recipe_file.h reads it from JSON and documents the fields as they stand in the file.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/model_config.h"

namespace headlight {

enum class TokenizerKind { WordLevel };

struct TokenizerRecipe {
  TokenizerKind kind = TokenizerKind::WordLevel;
  std::int32_t vocabSize = 0;  ///< at most; special tokens included
};

enum class SourceType {
  Grammar,  ///< sentences made by a grammar of ours: file, documents, seed, heldOut
  Corpus,   ///< a text file: file, bytes, sha256, home, separator
};

/// One text that takes part, for training or for validation.
struct SourceRecipe {
  std::string name;  ///< "stories"; names the loss in progress, cards and errors
  SourceType type = SourceType::Corpus;
  std::string file;       ///< a grammar: beside the recipe; a corpus: inside a data folder ("english/tatoeba.txt")
  double weight = 1;      ///< share of the rows of a batch, in proportion to the others; training only
  bool allWords = false;  ///< every word of it enters the vocabulary, however rare; training only

  std::uint64_t bytes = 0;         ///< of the corpus file
  std::string sha256;              ///< of the corpus file, 64 lower-case hexadecimal digits
  std::string home;                ///< where everybody can get the file
  std::string credit;              ///< authors and licence, for the card
  std::string separator;           ///< between documents: "\n", "\n\n", "<|endoftext|>"
  std::uint64_t maxDocuments = 0;  ///< takes only the first so many of the corpus; 0: all

  std::uint64_t documents = 0;  ///< how many the grammar makes
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

struct TrainingSettings {
  Index batch = 0;   ///< rows
  Index length = 0;  ///< tokens a row; at most the model's context
  std::uint64_t steps = 0;
  AdamWSettings optimizer;
  std::uint64_t warmupSteps = 0;
  double floor = 0.1;  ///< the last learning rate as a share of the highest (cosine in between)
  double clip = 1;     ///< largest global norm of the gradient; 0 switches clipping off
  double dropout = 0;
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
  CardTexts card;
};

/// Throws Error "recipe.out_of_range" {file, field, value, range} for values that cannot be (no source, weights that
/// are not positive, rows longer than the context, rates outside their range), or "model.config". `fileName` is only
/// named.
void validate(const Recipe& recipe, std::string_view fileName);

}  // namespace headlight
