// config.json of the kinds of models beside the decoder, and the decoder's lesson options.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "formats/huggingface/hf_config.h"
#include "formats/sample_folder.h"  // tests/formats

namespace headlight {
namespace {

using testing::errorCode;
using testing::tinyConfig;

nlohmann::json good(ModelKind kind, bool tied = true) {
  return nlohmann::json::parse(hfConfigJson(tinyConfig(kind, tied), 5));
}

ModelConfig read(const nlohmann::json& json) {
  return readHfConfig(json.dump(), "config.json");
}

struct ConfigKindsDefect {
  const char* name;
  ModelKind kind;
  nlohmann::json change;  ///< a merge patch: null removes
  const char* code;
};

const ModelKind kBert = ModelKind::Encoder;
const ModelKind kMarian = ModelKind::EncoderDecoder;
const ModelKind kLstm = ModelKind::Lstm;

const ConfigKindsDefect kConfigKindsDefects[] = {
    {"bertRelativePositions", kBert, {{"position_embedding_type", "relative_key"}}, "config.not_supported"},
    {"bertDecoder", kBert, {{"is_decoder", true}}, "config.not_supported"},
    {"bertCrossAttention", kBert, {{"add_cross_attention", true}}, "config.not_supported"},
    {"bertActivationUnknown", kBert, {{"hidden_act", "mish"}}, "config.not_supported"},
    {"bertWidthMissing", kBert, {{"hidden_size", nullptr}}, "json.missing_field"},
    {"bertHeadsDoNotDivide", kBert, {{"num_attention_heads", 3}}, "config.contradiction"},
    {"bertPaddingOutsideVocabulary", kBert, {{"pad_token_id", 9}}, "config.out_of_range"},
    {"bertEpsilonOne", kBert, {{"layer_norm_eps", 1}}, "config.out_of_range"},
    {"bertSegmentsZero", kBert, {{"type_vocab_size", 0}}, "config.out_of_range"},
    {"bertSegmentsBeyondTheLimit", kBert, {{"type_vocab_size", 2000}}, "model.config"},
    {"marianLearnedPositions", kMarian, {{"static_position_embeddings", false}}, "config.not_supported"},
    {"marianOwnEmbeddings", kMarian, {{"share_encoder_decoder_embeddings", false}}, "config.not_supported"},
    {"marianUntied", kMarian, {{"tie_word_embeddings", false}}, "config.not_supported"},
    {"marianPreNorm", kMarian, {{"normalize_before", true}}, "config.not_supported"},
    {"marianEmbeddingNorm", kMarian, {{"normalize_embedding", true}}, "config.not_supported"},
    {"marianFinalNorm", kMarian, {{"add_final_layer_norm", true}}, "config.not_supported"},
    {"marianHeadsDiffer", kMarian, {{"decoder_attention_heads", 4}}, "config.contradiction"},
    {"marianWidthsDiffer", kMarian, {{"decoder_ffn_dim", 16}}, "config.contradiction"},
    {"marianVocabulariesDiffer", kMarian, {{"decoder_vocab_size", 10}}, "config.contradiction"},
    {"marianStartOutsideVocabulary", kMarian, {{"decoder_start_token_id", 58100}}, "config.out_of_range"},
    {"marianEndNegative", kMarian, {{"eos_token_id", -1}}, "config.out_of_range"},
    {"marianDecoderMissing", kMarian, {{"decoder_layers", nullptr}}, "json.missing_field"},
    {"marianDecoderTooDeep", kMarian, {{"decoder_layers", 300}}, "model.config"},
    {"recurrentBidirectional", kLstm, {{"bidirectional", true}}, "config.not_supported"},
    {"recurrentWithoutBias", kLstm, {{"bias", false}}, "config.not_supported"},
    {"recurrentRelu", kLstm, {{"nonlinearity", "relu"}}, "config.not_supported"},
    {"recurrentProjection", kLstm, {{"proj_size", 4}}, "config.not_supported"},
    {"recurrentTiedOfTwoWidths", kLstm, {{"hidden_size", 12}}, "config.contradiction"},
    {"recurrentTooWide", kLstm, {{"hidden_size", 20000}, {"embedding_size", 20000}}, "model.config"},
    {"recurrentContextMissing", kLstm, {{"max_position_embeddings", nullptr}}, "json.missing_field"},
    {"optionUnknown", ModelKind::Decoder, {{"headlight", {{"no_softmax", true}}}}, "config.not_supported"},
    {"optionPositionsUnknown", ModelKind::Decoder, {{"headlight", {{"positions", "rotary"}}}}, "config.not_supported"},
    {"optionAText", ModelKind::Decoder, {{"headlight", {{"residual", "no"}}}}, "json.wrong_type"},
    {"optionsNoObject", ModelKind::Decoder, {{"headlight", true}}, "json.wrong_type"},
};

class ConfigKindDefects : public ::testing::TestWithParam<ConfigKindsDefect> {};

TEST_P(ConfigKindDefects, AreRefused) {
  nlohmann::json config = good(GetParam().kind);
  ASSERT_EQ(errorCode([&] { (void)read(config); }), "accepted");
  config.merge_patch(GetParam().change);
  EXPECT_EQ(errorCode([&] { (void)read(config); }), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Config, ConfigKindDefects, ::testing::ValuesIn(kConfigKindsDefects),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(ConfigKinds, AreReadBackAsWritten) {
  for (const ModelKind kind : testing::kAllKinds) {
    for (const WeightType type : {WeightType::Float32, WeightType::Float16, WeightType::BFloat16}) {
      const std::string text = hfConfigJson(tinyConfig(kind), 5, type);
      const ModelConfig config = readHfConfig(text, "f");
      EXPECT_EQ(config.kind, kind);
      EXPECT_EQ(hfConfigJson(config, 5, type), text);
    }
  }
}

TEST(ConfigKinds, BertHasTheFieldsOfBertForMaskedLM) {
  const ModelConfig config = read({{"model_type", "bert"},
                                   {"hidden_size", 24},
                                   {"num_hidden_layers", 3},
                                   {"num_attention_heads", 4},
                                   {"intermediate_size", 40},
                                   {"max_position_embeddings", 16},
                                   {"vocab_size", 90}});
  EXPECT_EQ(config.kind, ModelKind::Encoder);
  EXPECT_EQ(config.dModel, 24);
  EXPECT_EQ(config.nLayers, 3);
  EXPECT_EQ(config.nHeads, 4);
  EXPECT_EQ(config.dMlp, 40);
  EXPECT_EQ(config.nCtx, 16);
  EXPECT_EQ(config.dVocab, 90);
  // what BertConfig assumes where nothing is said
  EXPECT_EQ(config.nSegments, 2);
  EXPECT_EQ(config.activation, Activation::Gelu);
  EXPECT_EQ(config.layerNormEpsilon, 1e-12F);
  EXPECT_EQ(config.padToken, 0);
  EXPECT_TRUE(config.tiedHead);
}

TEST(ConfigKinds, MarianHasTheFieldsOfMarianMTModel) {
  const ModelConfig config = read(good(ModelKind::EncoderDecoder));
  const ModelConfig expected = tinyConfig(ModelKind::EncoderDecoder);
  EXPECT_EQ(config.nLayers, expected.nLayers);
  EXPECT_EQ(config.nDecoderLayers, expected.nDecoderLayers);
  EXPECT_EQ(config.nHeads, expected.nHeads);
  EXPECT_EQ(config.dModel, expected.dModel);
  EXPECT_EQ(config.dMlp, expected.dMlp);
  EXPECT_EQ(config.nCtx, expected.nCtx);
  EXPECT_EQ(config.activation, Activation::Swish);
  EXPECT_TRUE(config.scaledEmbedding);
  EXPECT_EQ(config.positions, Positions::Sinusoidal);
  EXPECT_EQ(config.startToken, 1);
  EXPECT_EQ(config.padToken, 1);
  EXPECT_EQ(config.endToken, 5);
  EXPECT_EQ(config.layerNormEpsilon, 1e-5F);
}

TEST(ConfigKinds, RecurrentHasTheWordsOfTorch) {
  for (const ModelKind kind : {ModelKind::Rnn, ModelKind::Lstm, ModelKind::Gru}) {
    const nlohmann::json json = good(kind, false);
    EXPECT_EQ(json["model_type"], "headlight_" + std::string(modelKindName(kind)));
    const ModelConfig config = read(json);
    EXPECT_EQ(config.dModel, 8);
    EXPECT_EQ(config.dHidden, 10);
    EXPECT_EQ(config.nLayers, 2);
    EXPECT_EQ(config.nCtx, 6);
    EXPECT_FALSE(config.tiedHead);
  }
}

TEST(ConfigKinds, TheTypeOfTheWeightsIsSaid) {
  const ModelConfig config = tinyConfig(ModelKind::Decoder);
  EXPECT_EQ(nlohmann::json::parse(hfConfigJson(config, 5))["torch_dtype"], "float32");
  EXPECT_EQ(nlohmann::json::parse(hfConfigJson(config, 5, WeightType::Float16))["torch_dtype"], "float16");
  EXPECT_EQ(nlohmann::json::parse(hfConfigJson(config, 5, WeightType::BFloat16))["torch_dtype"], "bfloat16");
}

TEST(ConfigKinds, WhatMarianHasNoWordForIsNotWritten) {
  ModelConfig config = tinyConfig(ModelKind::EncoderDecoder);
  config.layerNormEpsilon = 1e-6F;
  EXPECT_EQ(errorCode([&] { (void)hfConfigJson(config, 5); }), "config.not_expressible");
  config = tinyConfig(ModelKind::EncoderDecoder);
  config.startToken = -1;
  EXPECT_EQ(errorCode([&] { (void)hfConfigJson(config, 5); }), "config.not_expressible");
  config = tinyConfig(ModelKind::EncoderDecoder, false);
  EXPECT_EQ(errorCode([&] { (void)hfConfigJson(config, 5); }), "config.not_expressible");
}

TEST(LessonOptions, StandInTheFileOnlyWhereTheyAreUnusual) {
  const nlohmann::json usual = good(ModelKind::Decoder);
  EXPECT_FALSE(usual.contains("headlight"));
  EXPECT_FALSE(usual.contains("scale_attn_weights"));

  ModelConfig config = tinyConfig(ModelKind::Decoder);
  config.positions = Positions::Sinusoidal;
  config.causalMask = config.residual = config.scaledScores = false;
  config.norm = NormKind::None;
  const nlohmann::json json = nlohmann::json::parse(hfConfigJson(config, 5));
  EXPECT_EQ(json["scale_attn_weights"], false);
  EXPECT_EQ(json["headlight"].size(), 4U);
  const ModelConfig again = read(json);
  EXPECT_EQ(again.positions, Positions::Sinusoidal);
  EXPECT_FALSE(again.causalMask || again.residual || again.scaledScores);
  EXPECT_EQ(again.norm, NormKind::None);

  ModelConfig blind = tinyConfig(ModelKind::Decoder);
  blind.positions = Positions::None;
  const nlohmann::json one = nlohmann::json::parse(hfConfigJson(blind, 5));
  EXPECT_EQ(one["headlight"], (nlohmann::json{{"positions", "none"}}));
  EXPECT_EQ(read(one).positions, Positions::None);
  EXPECT_TRUE(read(one).residual);
}

}  // namespace
}  // namespace headlight
