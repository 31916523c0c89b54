#include "formats/huggingface/hf_config.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "support/refusal_limits.h"

namespace headlight {
namespace {

using testing::errorCode;

nlohmann::json goodConfig() {
  return {{"model_type", "gpt2"},
          {"n_layer", 3},
          {"n_head", 4},
          {"n_embd", 32},
          {"n_inner", 96},
          {"n_positions", 24},
          {"n_ctx", 24},
          {"vocab_size", 96},
          {"activation_function", "gelu_new"},
          {"layer_norm_epsilon", 1e-5},
          {"tie_word_embeddings", false}};
}

struct HfConfigDefect {
  const char* name;
  nlohmann::json change;  ///< a merge patch: null removes
  const char* code;
};

const HfConfigDefect kHfConfigDefects[] = {
    {"modelTypeMissing", {{"model_type", nullptr}}, "config.no_type"},
    {"modelTypeUnknown", {{"model_type", "llama"}}, "model.architecture"},
    {"activationUnknown", {{"activation_function", "mish"}}, "config.not_supported"},
    {"layersMissing", {{"n_layer", nullptr}}, "json.missing_field"},
    {"layersZero", {{"n_layer", 0}}, "config.out_of_range"},
    {"layersABillion", {{"n_layer", 1000000000}}, "config.out_of_range"},
    {"layersBeyondTheLimit", {{"n_layer", 9999999}}, "model.config"},
    {"embeddingNegative", {{"n_embd", -32}}, "config.out_of_range"},
    {"embeddingAFraction", {{"n_embd", 32.0}}, "json.wrong_type"},
    {"embeddingAText", {{"n_embd", "32"}}, "json.wrong_type"},
    {"vocabularyBeyond64Bits", {{"vocab_size", 18446744073709551615ULL}}, "json.wrong_type"},
    {"headsDoNotDivide", {{"n_head", 5}}, "config.contradiction"},
    {"epsilonZero", {{"layer_norm_epsilon", 0}}, "config.out_of_range"},
    {"epsilonBelowAnyFloat", {{"layer_norm_epsilon", 1e-60}}, "config.out_of_range"},
    {"tiedAText", {{"tie_word_embeddings", "yes"}}, "json.wrong_type"},
    {"attentionScaledByAText", {{"scale_attn_by_inverse_layer_idx", "yes"}}, "json.wrong_type"},
    {"crossAttention", {{"add_cross_attention", true}}, "config.not_supported"},
};

class HfConfigDefects : public ::testing::TestWithParam<HfConfigDefect> {};

TEST_P(HfConfigDefects, AreRefused) {
  nlohmann::json config = goodConfig();
  config.merge_patch(GetParam().change);
  EXPECT_EQ(testing::errorCodeWithinLimits([&] { (void)readHfConfig(config.dump(), "config.json"); }), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(HfConfig, HfConfigDefects, ::testing::ValuesIn(kHfConfigDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(HfConfig, ReadsEveryField) {
  const ModelConfig config = readHfConfig(goodConfig().dump(), "config.json");
  EXPECT_EQ(config.kind, ModelKind::Decoder);
  EXPECT_EQ(config.nLayers, 3);
  EXPECT_EQ(config.nHeads, 4);
  EXPECT_EQ(config.dModel, 32);
  EXPECT_EQ(config.dMlp, 96);
  EXPECT_EQ(config.nCtx, 24);
  EXPECT_EQ(config.dVocab, 96);
  EXPECT_EQ(config.layerNormEpsilon, 1e-5F);
  EXPECT_FALSE(config.tiedHead);
}

TEST(HfConfig, TakesTheDefaultsOfHuggingFace) {
  nlohmann::json json = goodConfig();
  for (const char* field : {"n_ctx", "activation_function", "layer_norm_epsilon", "tie_word_embeddings"})
    json.erase(field);
  json["n_inner"] = nullptr;
  const ModelConfig config = readHfConfig(json.dump(), "config.json");
  EXPECT_EQ(config.dMlp, 128);
  EXPECT_EQ(config.nCtx, 24);
  EXPECT_TRUE(config.tiedHead);
  EXPECT_EQ(config.activation, Activation::GeluNew);
}

TEST(HfConfig, OlderFilesAreToldByTheirClass) {
  nlohmann::json json = goodConfig();
  json.erase("model_type");
  json["architectures"] = {"GPT2LMHeadModel"};
  EXPECT_EQ(readHfConfig(json.dump(), "f").kind, ModelKind::Decoder);
  json["architectures"] = {"LlamaForCausalLM"};
  EXPECT_EQ(errorCode([&] { (void)readHfConfig(json.dump(), "f"); }), "model.architecture");
}

TEST(HfConfig, KnowsTheActivations) {
  const std::pair<const char*, Activation> names[] = {
      {"gelu_new", Activation::GeluNew},  {"gelu_pytorch_tanh", Activation::GeluNew},
      {"gelu", Activation::Gelu},         {"relu", Activation::Relu},
      {"silu", Activation::Swish},        {"swish", Activation::Swish},
      {"gelu_fast", Activation::GeluNew}, {"gelu_accurate", Activation::GeluNew},
      {"gelu_python", Activation::Gelu},  {"quick_gelu", Activation::QuickGelu},
      {"tanh", Activation::Tanh}};
  for (const auto& [name, activation] : names) {
    nlohmann::json json = goodConfig();
    json["activation_function"] = name;
    EXPECT_EQ(readHfConfig(json.dump(), "f").activation, activation);
  }
}

TEST(HfConfig, NamesTheUnknownModelType) {
  nlohmann::json json = goodConfig();
  json["model_type"] = "mamba";
  try {
    (void)readHfConfig(json.dump(), "x/config.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "x/config.json describes a model of the architecture \"mamba\", which Headlight cannot run; it runs "
              "GPT-2, BERT and Marian models and its own kinds (gpt2, bert, marian, headlight_rnn, headlight_lstm, "
              "headlight_gru).");
  }
}

TEST(HfConfig, ReadsBackWhatItWrote) {
  ModelConfig config = readHfConfig(goodConfig().dump(), "f");
  for (const Activation activation : {Activation::GeluNew, Activation::Gelu, Activation::Relu, Activation::Swish}) {
    config.activation = activation;
    config.tiedHead = !config.tiedHead;
    const std::string text = hfConfigJson(config, 5);
    const ModelConfig again = readHfConfig(text, "f");
    EXPECT_EQ(again.activation, activation);
    EXPECT_EQ(again.tiedHead, config.tiedHead);
    EXPECT_EQ(again.dMlp, config.dMlp);
    EXPECT_EQ(again.layerNormEpsilon, config.layerNormEpsilon);
    EXPECT_EQ(hfConfigJson(again, 5), text);
  }
}

}  // namespace
}  // namespace headlight
