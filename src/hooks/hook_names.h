#pragma once
// The names of the hook points that views and analyses ask for; they take them from here and never write them by hand.
// What points a model has, it declares itself (models/parts/hook_declaration.h).

#include <string>

namespace headlight::hook_names {

inline constexpr const char* kUnembedOut = "unembed.hook_out";  ///< the logits

/// Which stack of layers: that of a model with one ("blocks"), or a side of an encoder-decoder.
enum class Stack { Blocks, Encoder, Decoder };

/// "blocks.{layer}.{part}", "encoder.{layer}.{part}", "decoder.{layer}.{part}"
[[nodiscard]] std::string block(int layer, const char* part, Stack stack = Stack::Blocks);

[[nodiscard]] inline std::string residPre(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_resid_pre", stack);
}
[[nodiscard]] inline std::string residMid(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_resid_mid", stack);
}
[[nodiscard]] inline std::string residPost(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_resid_post", stack);
}
[[nodiscard]] inline std::string q(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_q", stack);
}
[[nodiscard]] inline std::string k(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_k", stack);
}
[[nodiscard]] inline std::string v(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_v", stack);
}
[[nodiscard]] inline std::string attnScores(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_attn_scores", stack);
}
[[nodiscard]] inline std::string pattern(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_pattern", stack);
}
[[nodiscard]] inline std::string z(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_z", stack);
}
[[nodiscard]] inline std::string result(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "attn.hook_result", stack);
}
[[nodiscard]] inline std::string attnOut(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_attn_out", stack);
}
[[nodiscard]] inline std::string mlpPre(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "mlp.hook_pre", stack);
}
[[nodiscard]] inline std::string mlpPost(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "mlp.hook_post", stack);
}
[[nodiscard]] inline std::string mlpOut(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_mlp_out", stack);
}

// Recurrent nets.

/// "cells.{layer}.{part}"
[[nodiscard]] std::string cell(int layer, const char* part);

[[nodiscard]] inline std::string cellIn(int layer) {
  return cell(layer, "hook_in");
}
[[nodiscard]] inline std::string gateI(int layer) {
  return cell(layer, "hook_gate_i");
}
[[nodiscard]] inline std::string gateF(int layer) {
  return cell(layer, "hook_gate_f");
}
[[nodiscard]] inline std::string gateG(int layer) {
  return cell(layer, "hook_gate_g");
}
[[nodiscard]] inline std::string gateO(int layer) {
  return cell(layer, "hook_gate_o");
}
[[nodiscard]] inline std::string gateR(int layer) {
  return cell(layer, "hook_gate_r");
}
[[nodiscard]] inline std::string gateZ(int layer) {
  return cell(layer, "hook_gate_z");
}
[[nodiscard]] inline std::string candidate(int layer) {
  return cell(layer, "hook_candidate");
}
[[nodiscard]] inline std::string cellPre(int layer) {
  return cell(layer, "hook_pre");
}
[[nodiscard]] inline std::string cellState(int layer) {
  return cell(layer, "hook_c");
}
[[nodiscard]] inline std::string hidden(int layer) {
  return cell(layer, "hook_h");
}

/// Post-norm models: what leaves the layer, behind its last norm.
[[nodiscard]] inline std::string normalizedResidPost(int layer, Stack stack = Stack::Blocks) {
  return block(layer, "hook_normalized_resid_post", stack);
}

// Cross-attention stands in the decoder of an encoder-decoder only.
[[nodiscard]] inline std::string crossQ(int layer) {
  return block(layer, "cross_attn.hook_q", Stack::Decoder);
}
[[nodiscard]] inline std::string crossK(int layer) {
  return block(layer, "cross_attn.hook_k", Stack::Decoder);
}
[[nodiscard]] inline std::string crossV(int layer) {
  return block(layer, "cross_attn.hook_v", Stack::Decoder);
}
[[nodiscard]] inline std::string crossScores(int layer) {
  return block(layer, "cross_attn.hook_attn_scores", Stack::Decoder);
}
[[nodiscard]] inline std::string crossPattern(int layer) {
  return block(layer, "cross_attn.hook_pattern", Stack::Decoder);
}
[[nodiscard]] inline std::string crossZ(int layer) {
  return block(layer, "cross_attn.hook_z", Stack::Decoder);
}
[[nodiscard]] inline std::string crossOut(int layer) {
  return block(layer, "hook_cross_attn_out", Stack::Decoder);
}

}  // namespace headlight::hook_names
