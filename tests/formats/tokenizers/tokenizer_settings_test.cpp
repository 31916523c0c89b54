// What the files beside a tokenizer say of it, in folders as people have them.

#include "formats/tokenizers/tokenizer_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/error_code.h"
#include "formats/files/atomic_file.h"
#include "formats/sample_folder.h"
#include "formats/tokenizers/sentencepiece_file.h"
#include "generate/generation.h"
#include "support/temporary_folder.h"
#include "text/pipeline_tokenizer.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::errorCode;
using Ids = std::vector<TokenId>;

constexpr const char* kBertVocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\n##s\n.\n";

/// A folder of a tiny model without a tokenizer.
class TokenizerFolder : public ::testing::Test {
 protected:
  /// `rows` for tokens; the tokenizer that is saved with it has 9 and is removed.
  void makeModel(ModelKind kind, Index rows = 9) {
    ModelConfig config = testing::tinyConfig(kind);
    config.dVocab = rows;
    saveModelFolder(m_folder.path(), config, initialParameters(config, 1), testing::tinyTokenizer(), "");
    fs::remove(path("tokenizer.json"));
  }
  [[nodiscard]] fs::path path(const std::string& name) const { return m_folder.path() / name; }
  void write(const std::string& name, const std::string& bytes) const { writeFileAtomically(path(name), bytes); }
  void patch(const std::string& name, const nlohmann::json& fields) const {
    nlohmann::json json = nlohmann::json::parse(readFileLimited(path(name), 1 << 20));
    json.merge_patch(fields);
    write(name, json.dump());
  }
  [[nodiscard]] std::shared_ptr<const OpenedModel> open() const { return openModel(m_folder.path().string()); }
  [[nodiscard]] Ids ids(std::string_view text) const {
    Ids found;
    for (const Token& token : open()->tokenizer->encode(text)) found.push_back(token.id);
    return found;
  }
  [[nodiscard]] std::string error() const {
    return errorCode([&] { (void)open(); });
  }

  testing::TemporaryFolder m_folder;
};

TEST_F(TokenizerFolder, SpecialTokensAreThoseThatTheFileNames) {
  makeModel(ModelKind::Encoder);
  write("vocab.txt", "<pad>\n<unk>\n<begin>\n<stop>\n<hole>\nthe\ncat\n##s\n.\n");
  EXPECT_EQ(error(), "tokenizer.piece_missing") << "BERT's own names are not there";
  write("tokenizer_config.json", R"({"do_lower_case": true, "unk_token": "<unk>", "cls_token": "<begin>",
    "sep_token": {"content": "<stop>", "lstrip": false}, "pad_token": "<pad>"})");
  write("special_tokens_map.json", R"({"mask_token": "<hole>", "cls_token": "cat"})");  // the first file holds
  EXPECT_EQ(ids("The <hole> cats dog"), (Ids{2, 5, 4, 6, 7, 1, 3}));
  const auto opened = open();
  const SpecialTokens& special = opened->tokenizer->special();
  EXPECT_EQ(special.mask, 4);
  EXPECT_EQ(special.classification, 2);
  EXPECT_EQ(special.separator, 3);
  EXPECT_EQ(special.padding, 0);
  EXPECT_EQ(special.unknown, 1);
}

TEST_F(TokenizerFolder, SpecialTokensAndEndsSurviveSaving) {
  makeModel(ModelKind::Decoder);
  write("tokenizer.json", testing::tinyTokenizer());
  write("tokenizer_config.json",
        R"({"mask_token": "cat", "pad_token": ".", "bos_token": "The", "eos_token": "[SEP]"})");
  write("generation_config.json", R"({"eos_token_id": [4, 5]})");
  const auto opened = open();
  saveModelFolder(path("again"), opened->model->config(), opened->model->parameters(),
                  tokenizerJson(*opened->tokenizer), "", WeightType::Float32, opened->tokenizer.get());
  const auto again = openModel(path("again").string());
  const SpecialTokens& special = again->tokenizer->special();
  EXPECT_EQ(special.mask, 7);
  EXPECT_EQ(special.padding, 8);
  EXPECT_EQ(special.begin, 6);
  EXPECT_EQ(special.endOfText, 4);
  EXPECT_THAT(special.otherEnds, ElementsAre(5));
  EXPECT_TRUE(again->tokenizer->isCandidate(2)) << "[MASK] is a word like others here";
  // saved again, over itself
  saveModelFolder(path("again"), again->model->config(), again->model->parameters(), tokenizerJson(*again->tokenizer),
                  "", WeightType::Float32, again->tokenizer.get());
  EXPECT_EQ(openModel(path("again").string())->tokenizer->special().mask, 7);
}

TEST_F(TokenizerFolder, SpellingsDoNotMakeATokenSpecialWhereAFileNamesOthers) {
  makeModel(ModelKind::Encoder);
  write("tokenizer.json",
        testing::tinyTokenizer());  // [UNK] 0, [PAD] 1, [MASK] 2, [CLS] 3, [SEP] 4 … The 6, cat 7, . 8
  EXPECT_EQ(open()->tokenizer->special().mask, 2);
  write("tokenizer_config.json",
        R"({"tokenizer_class": "PreTrainedTokenizerFast", "mask_token": "cat", "pad_token": "."})");
  const auto opened = open();
  const SpecialTokens& special = opened->tokenizer->special();
  EXPECT_EQ(special.mask, 7);
  EXPECT_EQ(special.padding, 8);
  EXPECT_EQ(special.unknown, 0);
  EXPECT_TRUE(opened->tokenizer->isCandidate(2));
  EXPECT_FALSE(opened->tokenizer->isCandidate(7));
}

TEST_F(TokenizerFolder, AddedTokensOfEveryFileAreOneIdEach) {
  makeModel(ModelKind::Encoder, 13);
  write("vocab.txt", kBertVocabulary);
  write("added_tokens.json", R"({"[E1]": 9, "[/E1]": 10})");
  write("tokenizer_config.json", R"({"added_tokens_decoder": {"11": {"content": "<s>", "lstrip": true,
    "normalized": false, "rstrip": false, "single_word": false, "special": true}}})");
  write("special_tokens_map.json", R"({"additional_special_tokens": ["<t>"]})");  // the next free id
  EXPECT_EQ(ids("the [E1] cat [/E1]"), (Ids{2, 5, 9, 6, 10, 3}));
  EXPECT_EQ(ids("the <s><t>"), (Ids{2, 5, 11, 12, 3}));
  EXPECT_EQ(open()->tokenizer->piece(12), "<t>");
  write("added_tokens.json", R"({"[E1]": 5})");
  EXPECT_EQ(error(), "tokenizer.duplicate_id");
  write("added_tokens.json", R"({"[E1]": -5})");
  EXPECT_EQ(error(), "tokenizer.bad_id");
  write("added_tokens.json", R"([1])");
  EXPECT_EQ(error(), "json.wrong_type");
}

TEST_F(TokenizerFolder, AddedTokensBehindTheModelsRowsAreSaidAndRefusedWhenMet) {
  makeModel(ModelKind::Decoder);
  write("tokenizer.json", testing::tinyTokenizer());
  write("added_tokens.json", R"({"<new>": 9, "<newer>": 10})");
  const auto opened = open();
  ASSERT_EQ(opened->notices.size(), 1U);
  EXPECT_EQ(opened->notices[0].code, "model.tokens_without_rows");
  const auto prompt = [&](const char* text) { return preparePrompt(text, *opened->tokenizer, 6); };
  EXPECT_NO_THROW(Generation(*opened->model, *opened->tokenizer, prompt("The cat")));
  EXPECT_EQ(errorCode([&] { Generation(*opened->model, *opened->tokenizer, prompt("The <new>")); }),
            "model.token_out_of_range");
}

TEST_F(TokenizerFolder, OfSeveralEqualLinesTheLastHolds) {
  makeModel(ModelKind::Encoder, 11);
  write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\n\ncat\nthe\n.\n\n");
  EXPECT_EQ(ids("the cat."), (Ids{2, 8, 7, 9, 3}));
  const auto opened = open();
  EXPECT_FALSE(opened->tokenizer->has(6));
  EXPECT_FALSE(opened->tokenizer->isCandidate(6));
  EXPECT_EQ(opened->tokenizer->vocabSize(), 10);
}

TEST_F(TokenizerFolder, APromptThatAModelContinuesIsNeverClosed) {
  makeModel(ModelKind::Decoder);
  write("vocab.txt", kBertVocabulary);
  for (const char* settings : {R"({})", R"({"tokenizer_class": "BertTokenizer"})"}) {
    write("tokenizer_config.json", settings);
    EXPECT_EQ(ids("the cat"), (Ids{2, 5, 6})) << settings;
  }
  nlohmann::json framed = nlohmann::json::parse(testing::tinyTokenizer());
  framed["post_processor"] = nlohmann::json::parse(R"({"type": "TemplateProcessing", "single": [
    {"SpecialToken": {"id": "b", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
    {"SpecialToken": {"id": "e", "type_id": 0}}], "pair": [], "special_tokens": {
    "b": {"id": "b", "ids": [3], "tokens": ["b"]}, "e": {"id": "e", "ids": [5], "tokens": ["e"]}}})");
  write("tokenizer.json", framed.dump());
  write("tokenizer_config.json", R"({"add_eos_token": true, "eos_token": "<|endoftext|>"})");
  EXPECT_EQ(ids("The cat"), (Ids{3, 6, 7}));
}

TEST_F(TokenizerFolder, ABeginningThatTheSettingsAskForIsPutBeforeTheText) {
  makeModel(ModelKind::Decoder);
  write("tokenizer.json", testing::tinyTokenizer());
  EXPECT_EQ(ids("The cat"), (Ids{6, 7}));
  write("tokenizer_config.json", R"({"add_bos_token": true, "bos_token": "<|endoftext|>"})");
  EXPECT_EQ(ids("The cat"), (Ids{5, 6, 7}));
}

TEST_F(TokenizerFolder, EndsAreTheFilesListOfIds) {
  makeModel(ModelKind::Decoder);
  write("tokenizer.json", testing::tinyTokenizer());
  const auto ends = [&] {
    const auto opened = open();
    Ids found;
    for (TokenId id = 0; id < 9; ++id)
      if (endsText(opened->model->config(), *opened->tokenizer, id)) found.push_back(id);
    return found;
  };
  EXPECT_EQ(ends(), Ids{5}) << "config.json as this program writes it";
  patch("config.json", {{"eos_token_id", 6}});
  EXPECT_EQ(ends(), Ids{6});
  patch("config.json", {{"eos_token_id", {7, 8}}});
  EXPECT_EQ(ends(), (Ids{7, 8}));
  EXPECT_EQ(endOfText(open()->model->config(), *open()->tokenizer), 7);
  write("generation_config.json", R"({"eos_token_id": [4, 50256], "transformers_version": "4.40.0"})");
  EXPECT_EQ(ends(), Ids{4}) << "generation_config.json holds; an id without a token ends nothing";
  write("tokenizer_config.json", R"({"eos_token": "cat"})");
  EXPECT_EQ(ends(), Ids{4});
  fs::remove(path("generation_config.json"));
  patch("config.json", {{"eos_token_id", nullptr}});
  EXPECT_EQ(ends(), Ids{7});
}

TEST_F(TokenizerFolder, AGenerationStopsAtEachOfTheEnds) {
  makeModel(ModelKind::Decoder);
  write("tokenizer.json", testing::tinyTokenizer());
  patch("config.json", {{"eos_token_id", {7, 8}}});
  const auto opened = open();
  for (const TokenId end : {7, 8}) {
    Generation generation(*opened->model, *opened->tokenizer, preparePrompt("The", *opened->tokenizer, 6));
    ASSERT_TRUE(generation.take(end));
    EXPECT_EQ(generation.stopped(), StopReason::EndOfText) << end;
  }
  Generation generation(*opened->model, *opened->tokenizer, preparePrompt("The", *opened->tokenizer, 6));
  ASSERT_TRUE(generation.take(5));
  EXPECT_EQ(generation.stopped(), StopReason::None);
}

TEST_F(TokenizerFolder, AModelWithoutAnEndIsSavedWithoutOne) {
  makeModel(ModelKind::Decoder);
  write("vocab.txt", kBertVocabulary);
  const auto opened = open();
  patch("config.json", {{"eos_token_id", nullptr}, {"bos_token_id", nullptr}});
  const auto endless = open();
  EXPECT_FALSE(endless->tokenizer->special().endOfText.has_value());
  saveModelFolder(path("again"), endless->model->config(), endless->model->parameters(),
                  tokenizerJson(*endless->tokenizer), "");
  const auto config = nlohmann::json::parse(readFileLimited(path("again") / "config.json", 1 << 20));
  EXPECT_FALSE(config.contains("eos_token_id")) << config.dump();
}

TEST_F(TokenizerFolder, ClassesThatAreNotMadeAreRefusedByName) {
  makeModel(ModelKind::Encoder);
  write("vocab.txt", kBertVocabulary);
  const auto errorWith = [&](const char* settings) {
    write("tokenizer_config.json", settings);
    return error();
  };
  EXPECT_EQ(errorWith(R"({"tokenizer_class": "BertTokenizerFast"})"), "accepted");
  EXPECT_EQ(errorWith(R"({"tokenizer_class": "DistilBertTokenizer"})"), "accepted");
  EXPECT_EQ(errorWith(R"({"tokenizer_class": "BertJapaneseTokenizer", "word_tokenizer_type": "mecab"})"),
            "tokenizer.class_never");
  EXPECT_EQ(errorWith(R"({"word_tokenizer_type": "sudachi"})"), "tokenizer.class_never");
  EXPECT_EQ(errorWith(R"({"tokenizer_class": "AlbertTokenizer"})"), "tokenizer.class");
  EXPECT_EQ(errorWith(R"({"tokenizer_class": "GPT2Tokenizer"})"), "tokenizer.class");
  EXPECT_EQ(errorWith(R"({"do_basic_tokenize": false})"), "tokenizer.not_supported");
  EXPECT_EQ(errorWith(R"({"split_special_tokens": true})"), "tokenizer.not_supported");
  fs::remove(path("tokenizer_config.json"));
  patch("config.json", {{"tokenizer_class", "BertJapaneseTokenizer"}});
  EXPECT_EQ(error(), "tokenizer.class_never");
  write("tokenizer.json", testing::tinyTokenizer());
  EXPECT_EQ(error(), "tokenizer.class_never") << "no tokenizer.json means the same";
  patch("config.json", {{"tokenizer_class", "LlamaTokenizer"}});
  EXPECT_EQ(error(), "accepted") << "a tokenizer.json says all of other classes";
}

TEST_F(TokenizerFolder, AByteLevelTokenizersSettings) {
  makeModel(ModelKind::Decoder);
  write("vocab.json", R"({"a": 0, "b": 1, "ab": 2, "Ġ": 3, "Ġab": 4, "<s>": 5, "</s>": 6, "<mask>": 7})");
  write("merges.txt", "#version: 0.2\na b\nĠ ab\n");
  EXPECT_EQ(ids("ab ab"), (Ids{2, 4}));
  write("tokenizer_config.json", R"({"add_prefix_space": true})");
  EXPECT_EQ(ids("ab ab"), (Ids{4, 4}));
  write("tokenizer_config.json", R"({"tokenizer_class": "CLIPTokenizer"})");
  EXPECT_EQ(error(), "tokenizer.class");
  write("tokenizer_config.json", R"({"tokenizer_class": "RobertaTokenizer"})");
  EXPECT_EQ(ids("ab <mask>"), (Ids{5, 2, 7})) << "<s> before; </s> never behind; the mask takes the space before it";
}

TEST_F(TokenizerFolder, CapitalsAndAccentsOfATokenizerJsonFollowItsSettings) {
  makeModel(ModelKind::Encoder);
  write("tokenizer.json", R"({"normalizer": {"type": "BertNormalizer", "lowercase": true},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "the": 1, "The": 2}}})");
  EXPECT_EQ(ids("The"), Ids{1});
  write("tokenizer_config.json", R"({"do_lower_case": false})");
  EXPECT_EQ(ids("The"), Ids{2});
}

TEST_F(TokenizerFolder, ASentencePieceModelAloneIsATokenizer) {
  const std::string bytes = testing::readFile(std::string(HEADLIGHT_SOURCE_DIR) + "/tests/formats/data/rules.spm");
  const SentencePieceFile file = readSentencePieceFile({bytes, "rules.spm"});
  const auto size = static_cast<Index>(file.pieces.size());
  for (const char* name : {"spiece.model", "tokenizer.model", "sentencepiece.model"}) {
    makeModel(ModelKind::Decoder, size);
    write(name, bytes);
    const Ids alone = ids("the cat");
    write("tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer", "extra_ids": 0})");
    EXPECT_EQ(ids("the cat"), alone) << "no </s> behind a prompt";
    write("tokenizer_config.json", R"({"tokenizer_class": "XLMRobertaTokenizer"})");
    EXPECT_EQ(error(), "tokenizer.class") << "its ids are others";
    fs::remove(path("tokenizer_config.json"));
    fs::remove(path(name));
  }
  makeModel(ModelKind::Encoder, size + 2);
  write("spiece.model", bytes);
  write("tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer", "extra_ids": 2, "do_lower_case": true})");
  const auto opened = open();
  EXPECT_EQ(opened->tokenizer->piece(static_cast<TokenId>(size)), "<extra_id_1>");
  EXPECT_EQ(opened->tokenizer->piece(static_cast<TokenId>(size) + 1), "<extra_id_0>");
  EXPECT_EQ(opened->tokenizer->encode("x<extra_id_0>").end()[-2].id, static_cast<TokenId>(size) + 1);
  EXPECT_EQ(opened->tokenizer->piece(opened->tokenizer->encode("x").back().id), "</s>");
  EXPECT_EQ(ids("THE"), ids("the"));
}

}  // namespace
}  // namespace headlight
