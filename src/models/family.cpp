#include "models/family.h"

#include <algorithm>
#include <utility>

#include "models/decoder/decoder.h"
#include "models/decoder/decoder_hooks.h"
#include "models/decoder/decoder_parameters.h"
#include "models/decoder_options.h"
#include "models/encoder/encoder.h"
#include "models/encoder/encoder_hooks.h"
#include "models/encoder/encoder_parameters.h"
#include "models/encoder_decoder/encoder_decoder.h"
#include "models/encoder_decoder/encoder_decoder_hooks.h"
#include "models/encoder_decoder/encoder_decoder_parameters.h"
#include "models/recurrent/recurrent.h"
#include "models/recurrent/recurrent_hooks.h"
#include "models/recurrent/recurrent_parameters.h"
#include "tensor/error.h"

namespace headlight {

namespace {

using hook_names::Stack;

template <class Model>
std::unique_ptr<TrainableModel> makeOne(const ModelConfig& config, Parameters parameters) {
  return std::make_unique<Model>(config, std::move(parameters));
}

/// The table alone; a model also keeps where its points stand.
template <class Points, HookTable (*declare)(const ModelConfig& config, Points& points)>
HookTable hooksOf(const ModelConfig& config) {
  Points points;
  return declare(config, points);
}

std::vector<std::string_view> transformerFields(std::initializer_list<std::string_view> own) {
  std::vector<std::string_view> fields = {
      "n_layers", "n_heads", "d_model", "d_mlp", "n_ctx", "d_vocab", "activation", "layer_norm_epsilon", "tied_head"};
  fields.insert(fields.end(), own.begin(), own.end());
  return fields;
}

ModelFamily decoderFamily() {
  ModelFamily family;
  family.kind = ModelKind::Decoder;
  family.name = "decoder";
  family.role = Role::Continues;
  family.task = "text-generation";
  family.canRewind = true;
  family.attentions = {{.stack = Stack::Blocks, .isCausal = true}};
  family.fields = transformerFields({});
  for (const DecoderOption& option : decoderOptions()) family.fields.push_back(option.field);
  family.tokenEmbedding = "wte.weight";
  family.ownHead = "lm_head.weight";
  family.attentionOutput = [](Stack, bool, Index layer) { return decoderAttentionOutput(layer); };
  family.layout = decoderParameterLayout;
  family.initial = initialDecoderParameters;
  family.make = makeOne<Decoder>;
  family.hooks = hooksOf<DecoderPoints, decoderHookTable>;
  return family;
}

ModelFamily encoderFamily() {
  ModelFamily family;
  family.kind = ModelKind::Encoder;
  family.name = "encoder";
  family.role = Role::Fills;
  family.task = "fill-mask";
  family.attentions = {{.stack = Stack::Blocks}};
  family.fields = transformerFields({"n_segments", "pad_token", "has_head"});
  family.usual.activation = Activation::Gelu;
  family.usual.layerNormEpsilon = 1e-12F;
  family.tokenEmbedding = "bert.embeddings.word_embeddings.weight";
  family.ownHead = "cls.predictions.decoder.weight";
  family.attentionOutput = [](Stack, bool, Index layer) { return encoderAttentionOutput(layer); };
  family.layout = encoderParameterLayout;
  family.initial = initialEncoderParameters;
  family.make = makeOne<Encoder>;
  family.hooks = hooksOf<EncoderPoints, encoderHookTable>;
  return family;
}

ModelFamily encoderDecoderFamily() {
  ModelFamily family;
  family.kind = ModelKind::EncoderDecoder;
  family.name = "encoder_decoder";
  family.role = Role::Translates;
  family.task = "translation";
  family.hasSource = true;
  family.canRewind = true;
  family.attentions = {{.stack = Stack::Encoder},
                       {.stack = Stack::Decoder, .isCausal = true},
                       {.stack = Stack::Decoder, .isCross = true}};
  family.fields = transformerFields({"n_decoder_layers", "scaled_embedding", "start_token", "end_token", "pad_token"});
  family.usual.activation = Activation::Relu;
  family.usual.positions = Positions::Sinusoidal;
  family.usual.scaledEmbedding = true;
  family.tokenEmbedding = "model.shared.weight";
  family.ownHead = "model.shared.weight";  // its head is always tied
  family.attentionOutput = translatorAttentionOutput;
  family.layout = encoderDecoderParameterLayout;
  family.initial = initialEncoderDecoderParameters;
  family.make = makeOne<EncoderDecoder>;
  family.hooks = hooksOf<EncoderDecoderPoints, encoderDecoderHookTable>;
  return family;
}

ModelFamily recurrentFamily(ModelKind kind, std::string_view name) {
  ModelFamily family;
  family.kind = kind;
  family.name = name;
  family.role = Role::Continues;
  family.task = "text-generation";
  family.isRecurrent = true;
  family.hasCellState = kind == ModelKind::Lstm;
  family.fields = {"n_layers", "d_model", "d_hidden", "n_ctx", "d_vocab", "tied_head"};
  family.tokenEmbedding = "embedding.weight";
  family.ownHead = "head.weight";
  family.layout = recurrentParameterLayout;
  family.initial = initialRecurrentParameters;
  family.make = makeOne<Recurrent>;
  family.hooks = hooksOf<RecurrentPoints, recurrentHookTable>;
  return family;
}

std::vector<ModelFamily> makeFamilies() {
  std::vector<ModelFamily> families = {decoderFamily(),
                                       encoderFamily(),
                                       encoderDecoderFamily(),
                                       recurrentFamily(ModelKind::Rnn, "rnn"),
                                       recurrentFamily(ModelKind::Lstm, "lstm"),
                                       recurrentFamily(ModelKind::Gru, "gru")};
  for (ModelFamily& family : families) family.usual.kind = family.kind;
  return families;
}

}  // namespace

bool ModelFamily::reads(std::string_view field) const {
  return field == "kind" || std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::span<const ModelFamily> modelFamilies() {
  static const std::vector<ModelFamily> kFamilies = makeFamilies();
  return kFamilies;
}

const ModelFamily& familyOf(ModelKind kind) {
  for (const ModelFamily& family : modelFamilies()) {
    if (family.kind == kind) return family;
  }
  throw Error("model.kind_not_supported", {{"kind", std::to_string(static_cast<int>(kind))}});
}

std::span<const ConfigWord<ModelKind>> wordsOf(ModelKind) {
  static const std::vector<ConfigWord<ModelKind>> kWords = [] {
    std::vector<ConfigWord<ModelKind>> words;
    for (const ModelFamily& family : modelFamilies()) words.push_back({family.name, family.kind});
    return words;
  }();
  return kWords;
}

Role ModelConfig::role() const {
  return familyOf(kind).role;
}

bool ModelConfig::hasAttention() const {
  return !familyOf(kind).attentions.empty();
}

bool ModelConfig::isRecurrent() const {
  return familyOf(kind).isRecurrent;
}

bool ModelConfig::hasCellState() const {
  return familyOf(kind).hasCellState;
}

bool ModelConfig::hasSource() const {
  return familyOf(kind).hasSource;
}

bool ModelConfig::canRewind() const {
  return familyOf(kind).canRewind;
}

const char* outputMatrixName(const ModelConfig& config) {
  const ModelFamily& family = familyOf(config.kind);
  return config.tiedHead ? family.tokenEmbedding : family.ownHead;
}

std::string attentionOutputName(const ModelConfig& config, Stack stack, bool isCross, Index layer) {
  return familyOf(config.kind).attentionOutput(stack, isCross, layer);
}

HookTable hookTableOf(const ModelConfig& config) {
  validate(config);
  return familyOf(config.kind).hooks(config);
}

ParameterLayout parameterLayout(const ModelConfig& config) {
  validate(config);
  return familyOf(config.kind).layout(config);
}

Parameters initialParameters(const ModelConfig& config, std::uint64_t seed) {
  validate(config);
  return familyOf(config.kind).initial(config, seed);
}

std::unique_ptr<TrainableModel> makeModel(const ModelConfig& config, Parameters parameters) {
  validate(config);
  return familyOf(config.kind).make(config, std::move(parameters));
}

}  // namespace headlight
