#pragma once
// From the tensor names of a family of Hugging Face models to ours and back, and the weights of a whole model.

#include <functional>
#include <string>
#include <vector>

#include "formats/safetensors.h"
#include "models/trainable_model.h"
#include "tensor/error.h"

namespace headlight {

/// What the family's file calls the parameter that we call `name` (see ParameterInfo): GPT2LMHeadModel,
/// BertForMaskedLM, MarianMTModel, torch.nn's recurrent modules.
[[nodiscard]] std::string fileTensorName(ModelKind kind, std::string_view name);

/// The shape in which the family's file holds it: linear maps of BERT, Marian and torch.nn lie there as [out, in].
[[nodiscard]] std::vector<std::uint64_t> fileTensorShape(ModelKind kind, const ParameterInfo& info);

/// All weights that `config` asks for, whatever floating-point type they are stored in. The prefix of the family's
/// names may be missing, old names are understood, buffers are skipped, and a tensor that shares its numbers with
/// another (a tied head) may be absent or there. Nothing is read before every name and shape has been checked, and
/// every tensor goes straight to its place, transposed on the way where need be. Throws Error "weights.missing",
/// "weights.unexpected", "weights.twice", "weights.wrong_shape", those of SafetensorsFile, "cancelled". What is odd but
/// not fatal goes to `notices`.
[[nodiscard]] Parameters readWeights(SafetensorsFile& file, const ModelConfig& config,
                                     const std::function<bool(double)>& progress, std::vector<Message>& notices);

/// model.safetensors of these weights of a model of this kind under Hugging Face's names.
/// Throws Error "safetensors.too_large".
[[nodiscard]] std::string weightsToSafetensors(ModelKind kind, const Parameters& parameters,
                                               WeightType type = WeightType::Float32);

}  // namespace headlight
