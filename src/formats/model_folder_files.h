#pragma once
// The content of a model folder: which of its files hold the weights and which the tokenizer, and a clear error if
// something is missing or cannot be read.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "formats/huggingface/weight_names.h"
#include "models/model_config.h"
#include "tensor/error.h"
#include "text/tokenizer.h"

namespace headlight {

/// The files of a folder that have one name everywhere.
inline constexpr const char* kConfigName = "config.json";
inline constexpr const char* kWeightsName = "model.safetensors";
inline constexpr const char* kWeightsIndexName = "model.safetensors.index.json";
inline constexpr const char* kTokenizerName = "tokenizer.json";
inline constexpr const char* kCardName = "README.md";

/// Where the weights of a folder are.
struct FolderWeights {
  std::string name;                          ///< for messages: the one file's path, or that of the index
  std::vector<std::filesystem::path> paths;  ///< at least one
};

/// model.safetensors; else the parts that model.safetensors.index.json names; else the only .safetensors file, or the
/// only family of parts ("…-00001-of-00003.safetensors"). Throws Error "model.no_weights", "model.pickled_weights",
/// "model.other_framework", "model.shards_missing", "model.weights_ambiguous", and those of readSafetensorsIndex.
[[nodiscard]] FolderWeights findFolderWeights(const std::filesystem::path& folder);

/// Opens all of them; headers are checked, and against the index, if there is one. Throws the Errors of SafetensorsFile
/// and "weights.index".
[[nodiscard]] WeightFiles openWeightFiles(const FolderWeights& weights);

/// tokenizer.json; else source.spm and vocab.json (Marian), vocab.json and merges.txt (GPT-2), vocab.txt (BERT), or
/// spiece.model or tokenizer.model (SentencePiece); of several the first that fits the class that the folder names.
/// What the files beside it say is applied for a model of this configuration (tokenizers/tokenizer_settings.h). Throws
/// Error "model.tokenizer_missing" and those of the readers, useClass() and withSettings().
[[nodiscard]] std::shared_ptr<const Tokenizer> readFolderTokenizer(const std::filesystem::path& folder,
                                                                   const ModelConfig& config);

/// The file that readFolderTokenizer reads the vocabulary from; empty if there is none.
[[nodiscard]] std::filesystem::path folderTokenizerFile(const std::filesystem::path& folder);

/// The names of all files of which readFolderTokenizer() may make a tokenizer, tokenizer.json and config.json aside:
/// vocabularies, settings, and what lies beside them (target.spm).
[[nodiscard]] std::vector<std::string> folderTokenizerNames();

/// A model may have more rows for tokens than its tokenizer has tokens (50257 padded to 50304, for speed): those ids
/// are never predicted (candidateFilter), and `notices` gets "model.unused_ids". Tokens that were added to a tokenizer
/// may lie behind the rows: `notices` gets "model.tokens_without_rows", and a text with one of them is refused. Throws
/// Error `code` with {file}, {found} and {expected} if the vocabulary itself has more tokens than there are rows, or if
/// the model begins, ends or pads a text with a token that the tokenizer lacks.
void checkVocabulary(const std::string& file, const Tokenizer& tokenizer, const ModelConfig& config,
                     std::vector<Message>& notices, const char* code = "tokenizer.vocabulary_size");

/// Throws Error "model.pickled_weights" or "model.other_framework" if the file is what another program keeps weights in
/// and Headlight does not read; told by its name, and pickles by their first bytes too.
void refuseForeignWeights(const std::filesystem::path& file);

/// A file of a folder that is read as a whole. Throws Error "file.*" ("file.git_lfs_pointer").
[[nodiscard]] std::string readFolderFile(const std::filesystem::path& file, std::uint64_t limitBytes);

/// Whether there is such a file, or a link to one.
[[nodiscard]] bool isFile(const std::filesystem::path& path);

/// Whether a file of the folder is a symbolic link (or behind one) to something outside the folder. In Hugging Face's
/// cache the files of snapshots/NAME are links into ../../blobs: that counts as inside.
[[nodiscard]] bool leadsOutOf(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace headlight
