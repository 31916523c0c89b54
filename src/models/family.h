#pragma once
// The table of model families: one row a family says what it is, what it has and how it is made. Rooms above ask a
// property of the row (ModelConfig's role(), hasAttention() …) and never compare kinds, so that a new family is a row.
// What this room must not know stands in one table each of its own room: reference/reference.cpp,
// formats/huggingface/hf_config.cpp, formats/huggingface/weight_family.cpp, formats/gguf/gguf_family.h.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hooks/hook_names.h"
#include "hooks/hook_point.h"
#include "models/model_config.h"
#include "models/parameters.h"

namespace headlight {

class TrainableModel;

/// One attention of every layer of a stack.
struct AttentionPlace {
  hook_names::Stack stack = hook_names::Stack::Blocks;
  bool isCross = false;   ///< reads the source
  bool isCausal = false;  ///< a token sees itself and what stands before it, unless the configuration has no mask
};

struct ModelFamily {
  ModelKind kind = ModelKind::Decoder;
  std::string_view name;  ///< "decoder": modelKindName(), and the word of recipes and JSON
  Role role = Role::Continues;
  std::string_view task;  ///< what Hugging Face calls the role: pipeline_tag of a card

  bool isRecurrent = false;   ///< reads token by token, with cells that keep a hidden state
  bool hasCellState = false;  ///< keeps a cell state beside the hidden state
  bool hasSource = false;     ///< a stack of its own reads a source text; another one writes
  bool canRewind = false;     ///< its DecodingState can forget its last tokens
  std::vector<AttentionPlace> attentions;

  /// The members of ModelConfig that it reads, by their names in visitFields(); recipes have the same words. All others
  /// are as in `usual`. Besides "kind".
  std::vector<std::string_view> fields;
  /// What a recipe means that does not say it. A size of 0 has no usual value.
  ModelConfig usual;

  // Names of parameters.
  const char* tokenEmbedding = "";  ///< W_E [V, C]
  const char* ownHead = "";         ///< the output matrix of an untied head [V, C]
  std::string (*attentionOutput)(hook_names::Stack stack, bool isCross, Index layer) = nullptr;  ///< null: no attention

  ParameterLayout (*layout)(const ModelConfig& config) = nullptr;
  Parameters (*initial)(const ModelConfig& config, std::uint64_t seed) = nullptr;
  std::unique_ptr<TrainableModel> (*make)(const ModelConfig& config, Parameters parameters) = nullptr;
  HookTable (*hooks)(const ModelConfig& config) = nullptr;

  [[nodiscard]] bool reads(std::string_view field) const;
};

/// All of them, in the order of ModelKind. Any thread.
[[nodiscard]] std::span<const ModelFamily> modelFamilies();

/// Throws Error "model.kind_not_supported" for a number that is no kind.
[[nodiscard]] const ModelFamily& familyOf(ModelKind kind);

/// Name of the matrix that makes logits [V, C]: the token embedding, or the head's own.
[[nodiscard]] const char* outputMatrixName(const ModelConfig& config);

/// Name of the linear map behind an attention, [H · D, C] with the heads side by side in its rows: append ".weight" or
/// ".bias". The place is one of the family's.
[[nodiscard]] std::string attentionOutputName(const ModelConfig& config, hook_names::Stack stack, bool isCross,
                                              Index layer);

/// The hook points that a model of this configuration declares. Throws Error "model.config".
[[nodiscard]] HookTable hookTableOf(const ModelConfig& config);

}  // namespace headlight
