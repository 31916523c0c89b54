#include "formats/tokenizers/vocabulary_files.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "formats/json/guarded_json.h"
#include "formats/tokenizers/tokenizer_json_fields.h"
#include "text/models/bpe_model.h"
#include "text/models/word_piece_model.h"

namespace headlight {
namespace {

/// Without their line ends; an empty last one is no line.
std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::pair<std::string, std::string>> readMerges(NamedBytes file) {
  std::vector<std::pair<std::string, std::string>> merges;
  const std::vector<std::string_view> lines = linesOf(file.bytes);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    if (line.empty() || (i == 0 && line.starts_with("#version"))) continue;
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos) {
      throw Error("tokenizer.bad_merge",
                  {{"file", std::string(file.name)}, {"number", std::to_string(i + 1)}, {"place", "its lines"}});
    }
    merges.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  return merges;
}

/// Special tokens of `spellings` that the vocabulary has, in id order.
template <class Spellings>
std::vector<AddedToken> addedTokensOf(const Vocabulary& vocabulary, const Spellings& spellings) {
  std::vector<AddedToken> added;
  for (const std::string_view piece : spellings)
    if (const std::optional<TokenId> id = vocabulary.find(piece)) added.push_back({*id, std::string(piece)});
  std::sort(added.begin(), added.end(), [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
  return added;
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readBpeFiles(NamedBytes vocabJson, NamedBytes mergesTxt) {
  const nlohmann::json value = json::parseGuarded(vocabJson.bytes, vocabJson.name);
  const json::ObjectReader root(value, vocabJson.name);
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(tokenizer_json::readVocabulary(root, value, {}));
  stages.added = addedTokensOf(*stages.vocabulary, std::initializer_list<std::string_view>{"<|endoftext|>"});
  stages.preTokenizers = {ByteLevelSplit{}};
  stages.model = std::make_shared<const BpeModel>(stages.vocabulary, readMerges(mergesTxt));
  stages.decoders = {ByteLevelDecoder{}};
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::string vocabJsonText(const PipelineTokenizer& tokenizer) {
  const std::vector<std::string>& pieces = tokenizer.stages().vocabulary->pieces();
  return tokenizer_json::vocabularyJson(pieces, std::vector<bool>(pieces.size(), true)) + "\n";
}

std::string mergesTxtText(const PipelineTokenizer& tokenizer) {
  const auto& model = dynamic_cast<const BpeModel&>(*tokenizer.stages().model);
  std::string text = "#version: 0.2\n";
  for (const BpeMerge& merge : model.merges())
    text.append(tokenizer.piece(merge.left)).append(" ").append(tokenizer.piece(merge.right)).append("\n");
  return text;
}

std::shared_ptr<const PipelineTokenizer> readVocabTxt(NamedBytes file, const BertNormalizer& normalizer) {
  const std::vector<std::string_view> lines = linesOf(file.bytes);
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::vector<std::string>(lines.begin(), lines.end()));
  const auto required = [&](std::string_view piece) {
    const std::optional<TokenId> id = stages.vocabulary->find(piece);
    if (id) return *id;
    throw Error("tokenizer.piece_missing", {{"file", std::string(file.name)}, {"piece", std::string(piece)}});
  };
  stages.unknownPiece = "[UNK]";
  stages.model = std::make_shared<const WordPieceModel>(stages.vocabulary, required("[UNK]"));
  stages.frame = {{required("[CLS]")}, {required("[SEP]")}};
  stages.added = addedTokensOf(*stages.vocabulary,
                               std::initializer_list<std::string_view>{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"});
  stages.normalizers = {normalizer};
  stages.preTokenizers = {BertSplit{}};
  stages.decoders = {WordPieceDecoder{}};
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
