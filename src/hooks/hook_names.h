#pragma once
// The one place that spells hook names. Views and analyses take names from here and never write them by hand.

#include <string>

namespace headlight::hook_names {

inline constexpr const char* kEmbed = "hook_embed";
inline constexpr const char* kPosEmbed = "hook_pos_embed";
inline constexpr const char* kFinalScale = "ln_final.hook_scale";
inline constexpr const char* kFinalNormalized = "ln_final.hook_normalized";
inline constexpr const char* kUnembedIn = "unembed.hook_in";
inline constexpr const char* kUnembedOut = "unembed.hook_out";  ///< the logits

/// "blocks.{layer}.{part}"
[[nodiscard]] std::string block(int layer, const char* part);

[[nodiscard]] inline std::string residPre(int layer) {
  return block(layer, "hook_resid_pre");
}
[[nodiscard]] inline std::string residMid(int layer) {
  return block(layer, "hook_resid_mid");
}
[[nodiscard]] inline std::string residPost(int layer) {
  return block(layer, "hook_resid_post");
}
[[nodiscard]] inline std::string q(int layer) {
  return block(layer, "attn.hook_q");
}
[[nodiscard]] inline std::string k(int layer) {
  return block(layer, "attn.hook_k");
}
[[nodiscard]] inline std::string v(int layer) {
  return block(layer, "attn.hook_v");
}
[[nodiscard]] inline std::string attnScores(int layer) {
  return block(layer, "attn.hook_attn_scores");
}
[[nodiscard]] inline std::string pattern(int layer) {
  return block(layer, "attn.hook_pattern");
}
[[nodiscard]] inline std::string z(int layer) {
  return block(layer, "attn.hook_z");
}
[[nodiscard]] inline std::string result(int layer) {
  return block(layer, "attn.hook_result");
}
[[nodiscard]] inline std::string attnOut(int layer) {
  return block(layer, "hook_attn_out");
}
[[nodiscard]] inline std::string mlpPre(int layer) {
  return block(layer, "mlp.hook_pre");
}
[[nodiscard]] inline std::string mlpPost(int layer) {
  return block(layer, "mlp.hook_post");
}
[[nodiscard]] inline std::string mlpOut(int layer) {
  return block(layer, "hook_mlp_out");
}

}  // namespace headlight::hook_names
