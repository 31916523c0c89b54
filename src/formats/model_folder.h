#pragma once
// Opening models, whatever they are given as, and saving model folders: config.json, model.safetensors, tokenizer.json,
// README.md (the card).

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/files/read_progress.h"
#include "formats/safetensors/safetensors.h"
#include "models/trainable_model.h"
#include "tensor/error.h"
#include "text/tokenizer.h"

namespace headlight {

/// Facts of the card's front matter (the YAML-like lines between `---` at the top of README.md).
struct ModelCard {
  std::string language;                  ///< "en", "zh"; empty if not said
  std::optional<double> validationLoss;  ///< nats a token
  std::string license;
  std::string text;  ///< the whole README.md, markdown
};

/// An open model; immutable, shared as shared_ptr<const OpenedModel>.
struct OpenedModel {
  std::string name;  ///< the folder's or the file's name
  std::filesystem::path folder;
  std::shared_ptr<const TrainableModel> model;
  std::shared_ptr<const Tokenizer> tokenizer;
  ModelCard card;
  std::vector<Message> notices;  ///< warnings: what was odd but not fatal (NaN in a tensor, tensors left out)

  std::filesystem::path path;  ///< what opens it again: the model folder, or the .gguf, .safetensors or checkpoint file
  std::vector<std::filesystem::path> weightFiles;  ///< in the order in which they were read, for a digest
  std::string format;                              ///< "safetensors", "gguf", "checkpoint"
  std::string storedAs;  ///< number types of the weights in the file: "F32", "F16, F32", "Q8_0"
};

/// Folders in which bare names are looked up: $HEADLIGHT_MODELS, beside the program, the source tree, the installed
/// data.
[[nodiscard]] std::vector<std::filesystem::path> sampleModelFolders();

/// The sample models found there, by name.
[[nodiscard]] std::vector<std::filesystem::path> listSampleModels();

/// `nameOrPath`: a model folder; one of its files (config.json, model.safetensors: its folder is opened); a .gguf file;
/// a training's checkpoint; or the bare name of a sample model. The content decides what it is, where possible.
/// A save that a program left half done there is undone first (interrupted_set.h).
/// Never partial: either the whole model or an Error of kind BadInput that names the file, the place, what is wrong and
/// what to do ("model.too_large_for_memory" before anything large is read). Any thread.
[[nodiscard]] std::shared_ptr<const OpenedModel> openModel(const std::string& nameOrPath,
                                                           const Progress& progress = {});

/// Writes config.json, model.safetensors, tokenizer.json and README.md, Hugging Face's names and layout (see
/// hf_config.h and families.h). `type`: how the weights are stored; what is read back is rounded to it. `original`, if
/// given, is the tokenizer as it was opened: what tokenizer.json cannot say of its special tokens is written into
/// tokenizer_config.json and generation_config.json. A model that
/// the folder holds already is replaced as a whole: the new one is made beside it and the two folders change places in
/// one step, so that a crash at any moment leaves one of them. Where that cannot be (the folder has subfolders, is the
/// current one or a mount point, or its file system cannot), the files are replaced as a FileSet: after a crash the
/// next openModel() puts the old model back. `lexicon`: the bytes of lexicon.tsv, if it has one. What the old model had
/// beside these files and the new one has not (lexicon, settings and vocabularies of its tokenizer, index of its
/// weights) is removed; all other files of the folder are kept. Throws Error "tokenizer.vocabulary_size",
/// "config.not_expressible", "safetensors.too_large", "file.cannot_write", "file.cannot_make_folder",
/// "file.interrupted_set", and those of readTokenizerJson; the old model is then as it was.
void saveModelFolder(const std::filesystem::path& folder, const ModelConfig& config, const Parameters& parameters,
                     const std::string& tokenizerJson, const std::string& card, WeightType type = WeightType::Float32,
                     const Tokenizer* original = nullptr, const std::string& lexicon = {});

}  // namespace headlight
