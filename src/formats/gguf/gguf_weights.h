#pragma once
// The weights of a GGUF file of the architecture "gpt2", both ways: its names and shapes for ours.
//
// Linear maps are stored there as [out, in], ours are [in, out] (Hugging Face's Conv1D); embeddings and the head are
// the same.

#include <functional>
#include <string>
#include <vector>

#include "formats/files/read_progress.h"
#include "formats/gguf/gguf_file.h"
#include "formats/gguf/gguf_writer.h"
#include "formats/safetensors/safetensors.h"
#include "models/parameters.h"
#include "models/trainable_model.h"

namespace headlight {

/// What such a file calls our parameter `name`: "blk.0.attn_qkv.weight" for "h.0.attn.c_attn.weight".
/// Error "internal.failure" for a name that no decoder has.
[[nodiscard]] std::string ggufTensorName(std::string_view name);

/// The shape in which it holds that parameter.
[[nodiscard]] std::vector<std::uint64_t> ggufTensorShape(const ParameterInfo& info);

/// Whether the file has no head of its own: no output.weight, or one with the very bytes of token_embd.weight, as older
/// converters wrote it.
[[nodiscard]] bool hasTiedHead(GgufFile& file);

/// All weights that `config` asks for. Of a large model the matrices keep the file's type where products can use it
/// (models/parts/compact_weights.h; Q4_0, Q5_0 and IQ4_NL become Q8_0 without loss); everything else becomes float32.
/// Nothing is read before every name and shape has been checked and the memory is known to be there. What is odd goes
/// to `notices`. Throws Error "gguf.missing_tensor", "gguf.unexpected_tensor", "gguf.wrong_shape",
/// "model.too_large_for_memory", "file.cannot_read", "cancelled".
[[nodiscard]] Parameters readGgufWeights(GgufFile& file, const ModelConfig& config, const Progress& progress,
                                         std::vector<Message>& notices);

/// Bytes that the weights of this model take once they are read.
[[nodiscard]] std::uint64_t ggufWeightBytes(const GgufFile& file, const ModelConfig& config);

/// Declares the tensors of these weights: matrices as `type`, vectors and positions as float32.
void addGgufTensors(const Parameters& parameters, WeightType type, GgufWriter& writer);

/// Their bytes, in the same order. Throws Error "safetensors.too_large" if a finite number becomes infinite as `type`,
/// and what the sink throws.
void writeGgufTensors(const Parameters& parameters, WeightType type, const ByteSink& sink);

}  // namespace headlight
