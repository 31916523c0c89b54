// Unigram encoding against SentencePiece, with a model that it trained (make_unigram_golden.py).

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/tokenizers/tokenizer_json.h"
#include "support/temporary_folder.h"

namespace headlight {
namespace {

TEST(UnigramGolden, EncodesAsSentencePieceDoes) {
  const std::string file = std::string(HEADLIGHT_SOURCE_DIR) + "/tests/formats/data/unigram_golden.json";
  const nlohmann::json golden = nlohmann::json::parse(testing::readFile(file));
  nlohmann::json written = nlohmann::json::parse(R"({"normalizer": {"type": "Strip"},
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace"}]},
    "decoder": {"type": "Metaspace"}, "model": {"type": "Unigram"}})");
  written["model"]["unk_id"] = golden.at("unk_id");
  written["model"]["vocab"] = golden.at("vocab");
  const auto tokenizer = readTokenizerJson(written.dump(), "golden");
  ASSERT_GE(golden.at("cases").size(), 29U);
  for (const nlohmann::json& each : golden.at("cases")) {
    const std::string text = each.at("text");
    std::vector<TokenId> ids;
    for (const Token& token : tokenizer->encode(text)) ids.push_back(token.id);
    EXPECT_EQ(ids, each.at("ids").get<std::vector<TokenId>>()) << text;
  }
}

}  // namespace
}  // namespace headlight
