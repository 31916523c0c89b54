// Checkpoints as trainings leave them: names of wrappers, further heads, missing biases, other layouts, and what
// config.json does not say.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
#include "formats/huggingface/hf_config.h"
#include "formats/huggingface/weight_names.h"
#include "formats/sample_folder.h"  // tests/formats
#include "formats/tensor_file.h"    // tests/formats
#include "support/temporary_folder.h"

namespace headlight {
namespace {

using testing::errorCode;
using testing::FamilyFile;
using testing::OwnedTensor;
using testing::TemporaryFolder;
using testing::tinyConfig;

class WrappedModels : public ::testing::TestWithParam<ModelKind> {};

TEST_P(WrappedModels, NamesOfAnyStackOfWrappersAreRead) {
  for (const std::string words : {"_orig_mod.", "module.", "model.", "module._orig_mod.", "pretrained_model.",
                                  "base_model.model.", "student.net."}) {
    FamilyFile file(tinyConfig(GetParam()));
    for (OwnedTensor& tensor : file.tensors) tensor.name = words + tensor.name;
    EXPECT_EQ(file.noticesOf(), "weights.wrapped") << words;
  }
}

TEST_P(WrappedModels, AHeadBesideThemIsLeftOut) {
  FamilyFile file(tinyConfig(GetParam()));
  for (OwnedTensor& tensor : file.tensors) tensor.name = "module." + tensor.name;
  file.add("v_head.summary.weight", {1, 8});
  file.add("classifier.bias", {2});
  EXPECT_EQ(file.noticesOf(), "weights.skipped, weights.wrapped");
}

INSTANTIATE_TEST_SUITE_P(TrainedCheckpoints, WrappedModels, ::testing::ValuesIn(testing::kAllKinds),
                         [](const auto& row) { return std::string(modelKindName(row.param)); });

TEST(TrainedCheckpoints, WhatWouldChangeTheArithmeticIsNotLeftOut) {
  for (const char* name : {"transformer.h.0.attn.q_norm.weight", "transformer.h.2.ln_1.weight", "lm_head.bias"}) {
    FamilyFile file(tinyConfig(ModelKind::Decoder));
    file.add(name, {8});
    EXPECT_EQ(file.error(), "weights.unexpected") << name;
  }
  FamilyFile bert(tinyConfig(ModelKind::Encoder));
  bert.add("cls.predictions.transform.extra.weight", {8});
  EXPECT_EQ(bert.error(), "weights.unexpected");
}

TEST(TrainedCheckpoints, TensorsWithoutNumbersAreLeftOut) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  file.add("transformer.empty", {0, 8});
  EXPECT_EQ(file.noticesOf(), "weights.skipped");
}

TEST(TrainedCheckpoints, AnAdapterIsNamed) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  file.add("transformer.h.0.attn.c_attn.lora_A.default.weight", {4, 8});
  EXPECT_EQ(file.error(), "weights.adapter");
  file.tensors.clear();
  file.add("base_model.model.h.0.lora_B.weight", {4, 8});
  EXPECT_EQ(file.error(), "weights.adapter");
}

TEST(TrainedCheckpoints, WeightsOfAnotherModelAreNamed) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  for (OwnedTensor& tensor : file.tensors)
    tensor.name = "x" + std::to_string(tensor.numbers.size()) + tensor.name + "y";
  EXPECT_EQ(file.error(), "weights.other_model");
}

TEST(TrainedCheckpoints, ABiasThatNoLayerHasIsZero) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  std::erase_if(file.tensors, [](const OwnedTensor& tensor) { return tensor.name.ends_with(".bias"); });
  std::vector<Message> notices;
  const Parameters parameters = file.read(notices);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices.front().code, "weights.no_biases");
  for (const ParameterInfo& info : parameters.layout().all()) {
    if (!info.name.ends_with(".bias")) continue;
    EXPECT_TRUE((parameters.matrix(info).array() == 0).all()) << info.name;
  }
}

TEST(TrainedCheckpoints, ABiasThatSomeLayersHaveIsMissed) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  file.remove("transformer.h.1.attn.c_attn.bias");
  EXPECT_EQ(file.error(), "weights.missing");
}

TEST(TrainedCheckpoints, LinearMapsOfNanoGptAreTransposed) {
  FamilyFile file(tinyConfig(ModelKind::Decoder));
  for (OwnedTensor& tensor : file.tensors) {
    if (tensor.name.find(".c_") == std::string::npos || tensor.shape.size() != 2) continue;
    const std::vector<float> numbers = tensor.numbers;
    const std::size_t rows = tensor.shape[0], columns = tensor.shape[1];
    for (std::size_t i = 0; i < numbers.size(); ++i) tensor.numbers[i % columns * rows + i / columns] = numbers[i];
    std::swap(tensor.shape[0], tensor.shape[1]);
  }
  EXPECT_EQ(file.noticesOf(), "weights.linear_layout");
}

/// A folder of this kind whose config.json was changed.
struct ChangedFolder {
  explicit ChangedFolder(ModelKind kind) {
    const ModelConfig config = tinyConfig(kind);
    saveModelFolder(folder.path(), config, initialParameters(config, 1), testing::tinyTokenizer(), "");
    json = nlohmann::json::parse(readFileLimited(folder.path() / "config.json", 1 << 20));
  }
  std::shared_ptr<const OpenedModel> open() const { return openText(json.dump()); }
  std::shared_ptr<const OpenedModel> openText(const std::string& text) const {
    std::ofstream(folder.path() / "config.json") << text;
    return openModel(folder.path().string());
  }
  TemporaryFolder folder;
  nlohmann::json json;
};

TEST(TrainedCheckpoints, WithoutAModelTypeTheTensorsTell) {
  for (const ModelKind kind : {ModelKind::Decoder, ModelKind::Encoder, ModelKind::EncoderDecoder}) {
    ChangedFolder folder(kind);
    folder.json.erase("model_type");
    EXPECT_TRUE(folder.open()->notices.empty()) << "its class tells";
    folder.json["architectures"] = nullptr;
    const auto opened = folder.open();
    EXPECT_EQ(opened->model->config().kind, kind);
    ASSERT_EQ(opened->notices.size(), 1U);
    EXPECT_EQ(opened->notices.front().code, "config.type_inferred");
  }
  ChangedFolder net(ModelKind::Lstm);
  net.json.erase("model_type");
  EXPECT_EQ(errorCode([&] { (void)net.open(); }), "config.no_type");
}

TEST(TrainedCheckpoints, ClassesOfOtherTasksAreOfTheSameFamily) {
  ChangedFolder folder(ModelKind::Encoder);
  folder.json.erase("model_type");
  folder.json["architectures"] = {"BertForSequenceClassification"};
  EXPECT_EQ(folder.open()->model->config().kind, ModelKind::Encoder);
  folder.json["architectures"] = {"BertGenerationDecoder"};
  EXPECT_EQ(errorCode([&] { (void)folder.open(); }), "model.architecture");
}

TEST(TrainedCheckpoints, TheContextIsNPositions) {
  ChangedFolder folder(ModelKind::Decoder);
  folder.json["n_ctx"] = 3;
  const auto opened = folder.open();
  EXPECT_EQ(opened->model->config().nCtx, 6);
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices.front().code, "config.other_context");
  folder.json["n_ctx"] = 6;
  folder.json.erase("n_positions");
  EXPECT_TRUE(folder.open()->notices.empty());
}

TEST(TrainedCheckpoints, NumbersOfPythonMayBeInFieldsThatAreNotUsed) {
  ChangedFolder folder(ModelKind::Decoder);
  const std::string text = folder.json.dump();
  const auto with = [&](const std::string& field) { return text.substr(0, text.size() - 1) + ", " + field + "}"; };
  for (const char* field :
       {"\"x\": NaN", "\"x\": -Infinity", "\"x\": [Infinity, NaN]", "\"NaN\": \"a NaN \\\" Infinity\""})
    EXPECT_EQ(folder.openText(with(field))->model->config().nCtx, 6) << field;
  folder.json.erase("layer_norm_epsilon");
  const std::string without = folder.json.dump();
  EXPECT_EQ(errorCode([&] {
              (void)folder.openText(without.substr(0, without.size() - 1) + ", \"layer_norm_epsilon\": NaN}");
            }),
            "config.out_of_range");
}

TEST(TrainedCheckpoints, MetadataMayBeNull) {
  const std::string header = R"({"__metadata__":null,"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  const std::uint64_t length = header.size();
  const std::string bytes = std::string(reinterpret_cast<const char*>(&length), 8) + header + std::string(4, '\0');
  EXPECT_TRUE(SafetensorsFile(memorySource(bytes, "memory")).metadata().empty());
}

}  // namespace
}  // namespace headlight
