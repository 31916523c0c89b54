#pragma once
// What `headlight bench` measures, one function a subject. Every value is a median of several repetitions.

#include <string>
#include <string_view>
#include <vector>

#include "models/trainable_model.h"

namespace headlight {

struct Measurement {
  std::string name;
  double value = 0;
  std::string unit;
};

/// Shape (ii) of the project's comparisons: d_model 128, 4 layers, 4 heads, 128 positions, vocabulary 2,048.
/// Recurrent nets: two layers with a tied head, as wide as gives the same number of parameters (a multiple of 8).
[[nodiscard]] ModelConfig benchConfig(ModelKind kind = ModelKind::Decoder);

/// The comparisons' decoders: "i", "ii", "iii" and "gpt2" (124 million parameters).
[[nodiscard]] ModelConfig benchShape(std::string_view name);
[[nodiscard]] std::vector<std::string> benchShapes();

/// One token at a time with the cache, greedily, from one token to a full context, at most 64 tokens of a large model:
/// "decode_ms_per_token" with no observer, "decode_observed_ms_per_token" with every hook point copied into an
/// ActivationCache a token. The two alternate. Nothing for an encoder.
[[nodiscard]] std::vector<Measurement> measureDecoding(const LanguageModel& model, ThreadPool& pool);

/// A prompt of a full context, at most 128 tokens, in one call: "prefill_tokens_per_second".
[[nodiscard]] std::vector<Measurement> measurePrefill(const LanguageModel& model, ThreadPool& pool);

/// Whole steps (forward, backward, clipping, AdamW) on 16 rows of a full context of random tokens, dropout 0:
/// "training_tokens_per_second" (of another kind than the decoder "training_lstm_tokens_per_second" …), and beside it
/// what the step's matrix products alone would allow: "…_products_alone_tokens_per_second" (decoder and recurrent
/// nets). Works on a copy: the model given is not trained.
[[nodiscard]] std::vector<Measurement> measureTraining(const TrainableModel& model, ThreadPool& pool);

/// measureTraining of a decoder, an LSTM, a GRU and an RNN of benchConfig().
[[nodiscard]] std::vector<Measurement> measureTrainingOfKinds(ThreadPool& pool);

/// How near decoding comes to its floor, the bytes of the weights over the memory bandwidth: the model's weights as
/// float32, float16 and q8_0, and these very weights read from end to end in turn with it. For each type
/// "…_megabytes_per_token", "…_floor_ms_per_token" (at "types_memory_read_gb_per_second"), "…_decode_ms_per_token",
/// "…_decode_share_of_floor" (floor / time; above 1 where the weights stand in a cache), "…_observed_ratio" (with every
/// hook point copied, over without), "…_prefill_tokens_per_second". Decoders.
[[nodiscard]] std::vector<Measurement> measureTypes(const TrainableModel& model, ThreadPool& pool);

/// Reading 256 MiB that no cache holds: "memory_read_gb_per_second", the floor of decoding large models.
[[nodiscard]] std::vector<Measurement> measureMemory(ThreadPool& pool);

}  // namespace headlight
