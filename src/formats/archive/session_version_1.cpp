#include "formats/archive/session_version_1.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "formats/archive/config_archive.h"

namespace headlight {
namespace {

struct TokenOfVersion1 {
  Token& token;
  void load(InputArchive& archive) const {
    archive& token.id& token.text& token.piece& token.source& token.begin& token.end;
  }
};

struct StepOfVersion1 {
  RunTreeStep& step;
  void load(InputArchive& archive) const { archive& step.parent& step.token& step.next; }
};

/// A count and the elements; grown one by one, so that a false count runs out of bytes before memory.
template <class Stored, class T>
void loadList(InputArchive& archive, std::vector<T>& list) {
  const std::uint64_t count = archive.readCount(1);
  list.clear();
  for (std::uint64_t i = 0; i < count; ++i) Stored{list.emplace_back()}.load(archive);
}

void loadRun(InputArchive& archive, SessionRun& run) {
  archive& run.prompt.text& run.prompt.dropped;
  loadList<TokenOfVersion1>(archive, run.prompt.tokens);
  SamplerSettings& settings = run.settings;
  archive& settings.greedy& settings.temperature& settings.topK& settings.topP& settings.seed;
  archive& run.ablations;
  loadList<StepOfVersion1>(archive, run.tree.steps);
  archive& run.tree.present;
}

/// Names one after the other, as a list of words.
class NameList {
 public:
  void add(const std::string& prefix, std::string_view words) {
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      m_names.push_back(prefix + std::string(words.substr(0, end)));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }
  void add(std::string_view words) { add(std::string(), words); }
  std::vector<std::string> take() { return std::move(m_names); }

 private:
  std::vector<std::string> m_names;
};

std::string layerOf(const char* stack, Index layer) {
  return std::string(stack) + "." + std::to_string(layer) + ".";
}

void addDecoder(const ModelConfig& config, NameList& names) {
  names.add("hook_embed");
  if (config.positions != Positions::None) names.add("hook_pos_embed");
  for (Index layer = 0; layer < config.nLayers; ++layer) {
    const std::string block = layerOf("blocks", layer);
    names.add(block, "hook_resid_pre");
    if (config.norm != NormKind::None) names.add(block, "ln1.hook_scale ln1.hook_normalized");
    names.add(block, "attn.hook_q attn.hook_k attn.hook_v attn.hook_attn_scores attn.hook_pattern attn.hook_z");
    names.add(block, "attn.hook_result hook_attn_out hook_resid_mid");
    if (config.norm != NormKind::None) names.add(block, "ln2.hook_scale ln2.hook_normalized");
    names.add(block, "mlp.hook_pre mlp.hook_post hook_mlp_out hook_resid_post");
  }
  if (config.norm != NormKind::None) names.add("ln_final.hook_scale ln_final.hook_normalized");
  names.add("unembed.hook_in unembed.hook_out");
}

void addPostNormLayer(const std::string& block, bool hasCross, NameList& names) {
  names.add(block, "hook_resid_pre attn.hook_q attn.hook_k attn.hook_v attn.hook_attn_scores attn.hook_pattern");
  names.add(block, "attn.hook_z attn.hook_result hook_attn_out hook_resid_mid ln1.hook_scale ln1.hook_normalized");
  if (hasCross) {
    names.add(block, "cross_attn.hook_q cross_attn.hook_k cross_attn.hook_v cross_attn.hook_attn_scores");
    names.add(block, "cross_attn.hook_pattern cross_attn.hook_z cross_attn.hook_result hook_cross_attn_out");
    names.add(block, "hook_resid_mid_cross ln2.hook_scale ln2.hook_normalized");
  }
  names.add(block, "mlp.hook_pre mlp.hook_post hook_mlp_out hook_resid_post");
  names.add(block, hasCross ? "ln3.hook_scale ln3.hook_normalized" : "ln2.hook_scale ln2.hook_normalized");
  names.add(block, "hook_normalized_resid_post");
}

void addEncoder(const ModelConfig& config, NameList& names) {
  names.add("embed.hook_embed embed.hook_pos_embed embed.hook_token_type_embed");
  names.add("embed.ln.hook_scale embed.ln.hook_normalized hook_full_embed");
  for (Index layer = 0; layer < config.nLayers; ++layer) addPostNormLayer(layerOf("blocks", layer), false, names);
  names.add("mlm_head.ln.hook_scale mlm_head.ln.hook_normalized unembed.hook_in unembed.hook_out");
}

void addEncoderDecoder(const ModelConfig& config, NameList& names) {
  names.add("encoder.hook_embed encoder.hook_pos_embed");
  for (Index layer = 0; layer < config.nLayers; ++layer) addPostNormLayer(layerOf("encoder", layer), false, names);
  names.add("decoder.hook_embed decoder.hook_pos_embed");
  for (Index layer = 0; layer < config.nDecoderLayers; ++layer)
    addPostNormLayer(layerOf("decoder", layer), true, names);
  names.add("unembed.hook_in unembed.hook_out");
}

void addRecurrent(const ModelConfig& config, NameList& names) {
  const char* parts = "hook_in hook_pre hook_h";
  if (config.kind == ModelKind::Lstm) parts = "hook_in hook_gate_i hook_gate_f hook_gate_g hook_gate_o hook_c hook_h";
  if (config.kind == ModelKind::Gru) parts = "hook_in hook_gate_r hook_gate_z hook_candidate hook_h";
  names.add("hook_embed");
  for (Index layer = 0; layer < config.nLayers; ++layer) names.add(layerOf("cells", layer), parts);
  names.add("unembed.hook_in unembed.hook_out");
}

}  // namespace

void loadSessionVersion1(InputArchive& archive, SessionData& session) {
  SessionModel& model = session.model;
  archive& model.name& model.path& model.relativePath& model.digest& model.language;
  loadUnnamedConfig(archive, model.config, true);
  archive& model.parameterCount& session.promptText;
  loadRun(archive, session.run);
  SessionSelection& selection = session.selection;
  archive& selection.position& selection.keyPosition& selection.sourcePosition;
  archive& selection.side& selection.layer& selection.head& selection.vocabularyId;
  archive& session.layout& session.viewState& session.recoveredFrom;
}

std::vector<std::string> hookNamesOfVersion1(const ModelConfig& config) {
  NameList names;
  switch (config.kind) {
    case ModelKind::Decoder:
      addDecoder(config, names);
      break;
    case ModelKind::Encoder:
      addEncoder(config, names);
      break;
    case ModelKind::EncoderDecoder:
      addEncoderDecoder(config, names);
      break;
    case ModelKind::Rnn:
    case ModelKind::Lstm:
    case ModelKind::Gru:
      addRecurrent(config, names);
      break;
  }
  return names.take();
}

}  // namespace headlight
