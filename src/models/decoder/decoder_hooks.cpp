#include "models/decoder/decoder_hooks.h"

#include <utility>
#include <vector>

#include "hooks/hook_names.h"
#include "models/parts/hook_declaration.h"

namespace headlight {

bool DecoderPoints::exists(const ModelConfig& config, BlockPoint point) {
  switch (point) {
    case BlockPoint::Ln1Scale:
    case BlockPoint::Ln1Normalized:
    case BlockPoint::Ln2Scale:
    case BlockPoint::Ln2Normalized:
      return config.norm != NormKind::None;
    default:
      return true;
  }
}

DecoderPoints::DecoderPoints(const ModelConfig& config) {
  int next = kEmbed + 1;
  if (config.positions != Positions::None) posEmbed = next++;
  m_firstBlock = next;
  for (std::size_t point = 0; point < m_places.size(); ++point)
    m_places[point] = exists(config, static_cast<BlockPoint>(point)) ? m_perBlock++ : -1;
  next += static_cast<int>(config.nLayers) * m_perBlock;
  if (config.norm != NormKind::None) {
    finalScale = next++;
    finalNormalized = next++;
  }
  unembedIn = next++;
  unembedOut = next;
}

HookTable decoderHookTable(const ModelConfig& config) {
  using enum Axis;
  HookDeclaration points(config);
  const auto declare = [&](std::string name, std::vector<Axis> axes, int layer = -1) {
    points.add(std::move(name), std::move(axes), layer);
  };
  declare(hook_names::kEmbed, {Pos, DModel});
  if (config.positions != Positions::None) declare(hook_names::kPosEmbed, {Pos, DModel});
  for (int layer = 0; layer < config.nLayers; ++layer) {
    // In the order of BlockPoint.
    const auto inBlock = [&](const char* part, std::vector<Axis> axes) {
      declare(hook_names::block(layer, part), std::move(axes), layer);
    };
    inBlock("hook_resid_pre", {Pos, DModel});
    if (config.norm != NormKind::None) {
      inBlock("ln1.hook_scale", {Pos, One});
      inBlock("ln1.hook_normalized", {Pos, DModel});
    }
    inBlock("attn.hook_q", {Pos, Head, DHead});
    inBlock("attn.hook_k", {Pos, Head, DHead});
    inBlock("attn.hook_v", {Pos, Head, DHead});
    inBlock("attn.hook_attn_scores", {Head, QueryPos, KeyPos});
    inBlock("attn.hook_pattern", {Head, QueryPos, KeyPos});
    inBlock("attn.hook_z", {Pos, Head, DHead});
    inBlock("attn.hook_result", {Pos, Head, DModel});
    inBlock("hook_attn_out", {Pos, DModel});
    inBlock("hook_resid_mid", {Pos, DModel});
    if (config.norm != NormKind::None) {
      inBlock("ln2.hook_scale", {Pos, One});
      inBlock("ln2.hook_normalized", {Pos, DModel});
    }
    inBlock("mlp.hook_pre", {Pos, DMlp});
    inBlock("mlp.hook_post", {Pos, DMlp});
    inBlock("hook_mlp_out", {Pos, DModel});
    inBlock("hook_resid_post", {Pos, DModel});
  }
  if (config.norm != NormKind::None) {
    declare(hook_names::kFinalScale, {Pos, One});
    declare(hook_names::kFinalNormalized, {Pos, DModel});
  }
  declare(hook_names::kUnembedIn, {Pos, DModel});
  declare(hook_names::kUnembedOut, {Pos, DVocabOut});
  return points.take();
}

}  // namespace headlight
