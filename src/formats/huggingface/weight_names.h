#pragma once
// From the tensor names of a family of Hugging Face models to ours and back, and the weights of a whole model.

#include <string>
#include <vector>

#include "formats/safetensors/safetensors.h"
#include "models/trainable_model.h"
#include "tensor/error.h"

namespace headlight {

/// What the family's file calls the parameter that we call `name` (see ParameterInfo): GPT2LMHeadModel,
/// BertForMaskedLM, MarianMTModel, torch.nn's recurrent modules.
[[nodiscard]] std::string fileTensorName(ModelKind kind, std::string_view name);

/// The shape in which the family's file holds it: linear maps of BERT, Marian and torch.nn are stored there as [out,
/// in].
[[nodiscard]] std::vector<std::uint64_t> fileTensorShape(ModelKind kind, const ParameterInfo& info);

/// Whether the family's file holds this matrix as [out, in] and so across ours.
[[nodiscard]] bool isStoredTransposed(ModelKind kind, const ParameterInfo& info);

/// The files that together hold the weights of one model: one, or the parts that an index names.
struct WeightFiles {
  std::string name;  ///< for messages: the file's, or that of the index
  std::vector<SafetensorsFile> files;
};

/// All weights that `config` asks for, whatever floating-point type they are stored in. The prefix of the family's
/// names may be missing, or the words of wrappers may stand before it; old names are understood, buffers and further
/// heads are skipped, biases that the model was trained without are zero, and a tensor that shares its numbers with
/// another (a tied head) may be absent or there. Nothing is read before every name and shape has been checked and the
/// memory is there, and every tensor goes straight to its place, transposed on the way where need be. Throws the Errors
/// of planWeights(), "model.too_large_for_memory", those of SafetensorsFile, "cancelled". What was inferred or left out
/// and what is odd but not fatal goes to `notices`.
[[nodiscard]] Parameters readWeights(WeightFiles& files, const ModelConfig& config, const Progress& progress,
                                     std::vector<Message>& notices);
/// The same of one file.
[[nodiscard]] Parameters readWeights(SafetensorsFile& file, const ModelConfig& config, const Progress& progress,
                                     std::vector<Message>& notices);

/// The names of all tensors in these files.
[[nodiscard]] std::vector<std::string> tensorNames(const WeightFiles& files);

/// Whether these files hold the head of a BertForMaskedLM, or a part of it.
[[nodiscard]] bool hasMaskedWordHead(const WeightFiles& files);

/// The floating-point types of the tensors in these files, the one with the most numbers first: "F32", "F16, F32".
[[nodiscard]] std::string storedTypes(const WeightFiles& files);

/// model.safetensors of these weights of a model of this kind under Hugging Face's names, piece by piece.
/// Throws Error "safetensors.too_large" and what `sink` throws.
void writeWeights(ModelKind kind, const Parameters& parameters, WeightType type, const ByteSink& sink);
/// The same in memory.
[[nodiscard]] std::string weightsToSafetensors(ModelKind kind, const Parameters& parameters,
                                               WeightType type = WeightType::Float32);

}  // namespace headlight
