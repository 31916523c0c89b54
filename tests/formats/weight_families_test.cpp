// Model folders of every kind: what is written is read back, and files of other programs are understood.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "formats/error_code.h"  // tests/formats
#include "formats/files/atomic_file.h"
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

class EveryKind : public ::testing::TestWithParam<ModelKind> {};

TEST_P(EveryKind, FolderIsEqualToTheBit) {
  const TemporaryFolder folder;
  const ModelConfig config = tinyConfig(GetParam());
  const Parameters original = initialParameters(config, 1);
  saveModelFolder(folder.path() / "a", config, original, testing::tinyTokenizer(), testing::tinyCard());
  const auto opened = openModel((folder.path() / "a").string());
  EXPECT_TRUE(opened->notices.empty());
  EXPECT_EQ(opened->model->config().kind, GetParam());
  const Parameters& read = opened->model->parameters();
  ASSERT_EQ(read.block().size(), original.block().size());
  EXPECT_EQ(std::memcmp(read.block().data(), original.block().data(), read.block().size_bytes()), 0);
  saveModelFolder(folder.path() / "b", opened->model->config(), read, testing::tinyTokenizer(), opened->card.text);
  for (const char* name : {"config.json", "model.safetensors"}) {
    EXPECT_EQ(readFileLimited(folder.path() / "a" / name, 1 << 20),
              readFileLimited(folder.path() / "b" / name, 1 << 20));
  }
}

TEST_P(EveryKind, SmallerTypesRoundToNearest) {
  const TemporaryFolder folder;
  const ModelConfig config = tinyConfig(GetParam());
  const Parameters original = initialParameters(config, 1);
  for (const WeightType type : {WeightType::Float16, WeightType::BFloat16}) {
    saveModelFolder(folder.path(), config, original, testing::tinyTokenizer(), "", type);
    const auto opened = openModel(folder.path().string());
    const std::span<const float> read = opened->model->parameters().block();
    ASSERT_EQ(read.size(), original.block().size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      const float expected = type == WeightType::Float16
                                 ? static_cast<float>(static_cast<Eigen::half>(original.block()[i]))
                                 : static_cast<float>(static_cast<Eigen::bfloat16>(original.block()[i]));
      ASSERT_EQ(read[i], expected);
    }
    EXPECT_EQ(weightsToSafetensors(config.kind, opened->model->parameters(), type),
              readFileLimited(folder.path() / "model.safetensors", 1 << 20));
  }
}

TEST_P(EveryKind, EveryTensorIsNeededOnce) {
  FamilyFile whole(tinyConfig(GetParam()));
  EXPECT_EQ(whole.noticesOf(), "");
  for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
    FamilyFile file(tinyConfig(GetParam()));
    file.tensors.erase(file.tensors.begin() + static_cast<std::ptrdiff_t>(i));
    const bool isHead = whole.tensors[i].name.starts_with("cls.predictions.");
    EXPECT_EQ(file.error(), isHead ? "weights.head_missing" : "weights.missing") << whole.tensors[i].name;
  }
  // Beside the model it is another head's; a recurrent net has no word that tells the two apart.
  whole.add("surprise.weight", {2});
  const bool told = !tinyConfig(GetParam()).isRecurrent();
  EXPECT_EQ(whole.error(), told ? "accepted" : "weights.unexpected");
  if (told) {
    EXPECT_EQ(whole.noticesOf(), "weights.skipped");
  }
}

TEST_P(EveryKind, EveryShapeIsHeld) {
  const FamilyFile whole(tinyConfig(GetParam()));
  for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
    FamilyFile file(tinyConfig(GetParam()));
    OwnedTensor& tensor = file.tensors[i];
    const bool square = tensor.shape.size() == 2 && tensor.shape[0] == tensor.shape[1];
    if (square) continue;  // the other way round has the same shape
    if (tensor.shape.size() == 2)
      std::swap(tensor.shape[0], tensor.shape[1]);
    else
      tensor.shape.insert(tensor.shape.begin(), 1);
    EXPECT_EQ(file.error(), "weights.wrong_shape") << tensor.name;
  }
}

INSTANTIATE_TEST_SUITE_P(WeightFamilies, EveryKind, ::testing::ValuesIn(testing::kAllKinds),
                         [](const auto& row) { return std::string(modelKindName(row.param)); });

/// memory(i, o) against file[o, i], number by number.
void expectTransposed(const OwnedTensor& tensor, const ConstMatrixMap<float>& memory) {
  ASSERT_EQ(tensor.shape, (std::vector<std::uint64_t>{static_cast<std::uint64_t>(memory.cols()),
                                                      static_cast<std::uint64_t>(memory.rows())}));
  for (Index o = 0; o < memory.cols(); ++o) {
    for (Index i = 0; i < memory.rows(); ++i) {
      ASSERT_EQ(tensor.numbers[static_cast<std::size_t>(o * memory.rows() + i)], memory(i, o));
    }
  }
}

TEST(BertFamily, LinearMapsLieTheOtherWayRoundInTheFile) {
  FamilyFile file(tinyConfig(ModelKind::Encoder));
  for (const char* name :
       {"bert.encoder.layer.1.attention.self.key.weight", "bert.encoder.layer.0.intermediate.dense.weight",
        "bert.encoder.layer.0.output.dense.weight", "cls.predictions.transform.dense.weight"}) {
    expectTransposed(file[name], file.original().matrix(name));
  }
  EXPECT_EQ(file["bert.embeddings.word_embeddings.weight"].shape, (std::vector<std::uint64_t>{9, 8}));
  EXPECT_EQ(file["bert.embeddings.token_type_embeddings.weight"].shape, (std::vector<std::uint64_t>{3, 8}));
}

TEST(BertFamily, OldNamesBuffersAndNamesWithoutPrefixAreUnderstood) {
  FamilyFile file(tinyConfig(ModelKind::Encoder));
  for (OwnedTensor& tensor : file.tensors) {
    if (tensor.name.starts_with("bert.")) tensor.name = tensor.name.substr(5);
    const std::size_t norm = tensor.name.find("LayerNorm.");
    if (norm == std::string::npos) continue;
    tensor.name = tensor.name.substr(0, norm) + (tensor.name.ends_with("bias") ? "LayerNorm.beta" : "LayerNorm.gamma");
  }
  file.add("embeddings.position_ids", {1, 6});
  EXPECT_EQ(file.noticesOf(), "");
}

TEST(BertFamily, TheSharedHeadMayBeThere) {
  FamilyFile file(tinyConfig(ModelKind::Encoder));
  file.copy("bert.embeddings.word_embeddings.weight", "cls.predictions.decoder.weight");
  file.copy("cls.predictions.bias", "cls.predictions.decoder.bias");
  file.add("bert.embeddings.position_ids", {1, 6});
  EXPECT_EQ(file.noticesOf(), "");
  file["cls.predictions.decoder.weight"].numbers[3] += 1;
  EXPECT_EQ(file.noticesOf(), "weights.duplicate_differs");
  // newer versions keep only one of the two names
  file.remove("cls.predictions.decoder.weight");
  file.remove("cls.predictions.bias");
  EXPECT_EQ(file.noticesOf(), "");
}

TEST(BertFamily, HeadsOfTheFirstPretrainingAreLeftOutWithANotice) {
  FamilyFile file(tinyConfig(ModelKind::Encoder));
  file.add("bert.pooler.dense.weight", {8, 8});
  file.add("bert.pooler.dense.bias", {8});
  file.add("cls.seq_relationship.weight", {2, 8});
  EXPECT_EQ(file.noticesOf(), "weights.skipped");
}

TEST(BertFamily, AnUntiedHeadIsAParameter) {
  FamilyFile file(tinyConfig(ModelKind::Encoder, false));
  EXPECT_EQ(file["cls.predictions.decoder.weight"].shape, (std::vector<std::uint64_t>{9, 8}));
  EXPECT_EQ(file.noticesOf(), "");
}

TEST(BertFamily, OneTensorUnderTwoNamesIsRefused) {
  FamilyFile file(tinyConfig(ModelKind::Encoder));
  file.copy("bert.embeddings.LayerNorm.weight", "bert.embeddings.LayerNorm.gamma");
  EXPECT_EQ(file.error(), "weights.twice");
}

TEST(MarianFamily, BiasIsARowAndSharedEmbeddingsMayRepeat) {
  FamilyFile file(tinyConfig(ModelKind::EncoderDecoder));
  EXPECT_EQ(file["final_logits_bias"].shape, (std::vector<std::uint64_t>{1, 9}));
  expectTransposed(file["model.decoder.layers.2.fc1.weight"],
                   file.original().matrix("model.decoder.layers.2.fc1.weight"));
  for (const char* name : {"model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight"})
    file.copy("model.shared.weight", name);
  for (const char* side : {"encoder", "decoder"})
    file.add("model." + std::string(side) + ".embed_positions.weight", {6, 8});
  EXPECT_EQ(file.noticesOf(), "");
  file.remove("model.shared.weight");
  file.remove("model.encoder.embed_tokens.weight");
  EXPECT_EQ(file.noticesOf(), "") << "one of the names is enough";
  file["lm_head.weight"].numbers[0] += 1;
  EXPECT_EQ(file.noticesOf(), "weights.duplicate_differs");
}

TEST(RecurrentFamily, CellsHaveTheShapesOfTorch) {
  const std::pair<ModelKind, std::uint64_t> gates[] = {{ModelKind::Rnn, 1}, {ModelKind::Lstm, 4}, {ModelKind::Gru, 3}};
  for (const auto& [kind, count] : gates) {
    FamilyFile file(tinyConfig(kind, false));
    EXPECT_EQ(file["rnn.weight_ih_l0"].shape, (std::vector<std::uint64_t>{count * 10, 8}));
    EXPECT_EQ(file["rnn.weight_hh_l1"].shape, (std::vector<std::uint64_t>{count * 10, 10}));
    EXPECT_EQ(file["rnn.bias_hh_l1"].shape, (std::vector<std::uint64_t>{count * 10}));
    EXPECT_EQ(file["embedding.weight"].shape, (std::vector<std::uint64_t>{9, 8}));
    EXPECT_EQ(file["head.weight"].shape, (std::vector<std::uint64_t>{9, 10}));
    expectTransposed(file["rnn.weight_ih_l0"], file.original().matrix("rnn.weight_ih_l0"));
  }
}

TEST(SmallerTypes, RefuseWhatTheyCannotHold) {
  const ModelConfig config = tinyConfig(ModelKind::Decoder);
  Parameters parameters = initialParameters(config, 1);
  parameters.matrix("wte.weight")(2, 3) = 70000;
  EXPECT_EQ(errorCode([&] { (void)weightsToSafetensors(config.kind, parameters, WeightType::Float16); }),
            "safetensors.too_large");
  EXPECT_EQ(errorCode([&] { (void)weightsToSafetensors(config.kind, parameters, WeightType::BFloat16); }), "accepted");
  parameters.matrix("wte.weight")(2, 3) = INFINITY;  // was not finite before either
  EXPECT_EQ(errorCode([&] { (void)weightsToSafetensors(config.kind, parameters, WeightType::Float16); }), "accepted");
}

TEST(Transposition, WorksInPiecesOfATensorLargerThanOne) {
  const std::uint64_t rows = 3;
  const std::uint64_t columns = 50'000;  // a piece ends in the middle of a row
  std::vector<float> numbers(rows * columns);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
  numbers[70'000] = NAN;
  const SafetensorsTensor tensor{"a", {rows, columns}, numbers};
  const std::string bytes = safetensorsBytes(std::span(&tensor, 1));
  SafetensorsFile file(memorySource(bytes, "memory"));
  std::vector<float> read(numbers.size());
  const NonFiniteCount odd = file.readFloatsTransposed(file.entries().front(), read);
  EXPECT_EQ(odd.count, 1U);
  EXPECT_EQ(odd.first, 70'000U);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i == 70'000) continue;
    ASSERT_EQ(read[(i % columns) * rows + i / columns], numbers[i]);
  }
}

}  // namespace
}  // namespace headlight
