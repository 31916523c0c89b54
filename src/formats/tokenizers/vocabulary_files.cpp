#include "formats/tokenizers/vocabulary_files.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "formats/files/naming_file.h"
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

/// Those of `pieces` that the vocabulary has, in id order, each once.
std::vector<AddedToken> addedTokensOf(const Vocabulary& vocabulary, const SpecialPieces& pieces) {
  std::map<TokenId, std::string> found;
  for (const std::string* piece : {&pieces.unknown, &pieces.padding, &pieces.mask, &pieces.classification,
                                   &pieces.separator, &pieces.begin, &pieces.end})
    if (const std::optional<TokenId> id = piece->empty() ? std::nullopt : vocabulary.find(*piece))
      found.emplace(*id, *piece);
  std::vector<AddedToken> added;
  for (const auto& [id, piece] : found) added.push_back({id, piece});
  return added;
}

TokenId requiredId(const Vocabulary& vocabulary, const std::string& piece, NamedBytes file) {
  if (const std::optional<TokenId> id = vocabulary.find(piece)) return *id;
  throw Error("tokenizer.piece_missing", {{"file", std::string(file.name)}, {"piece", piece}});
}

}  // namespace

std::shared_ptr<const PipelineTokenizer> readBpeFiles(NamedBytes vocabJson, NamedBytes mergesTxt,
                                                      const BpeFilesOptions& options) {
  const nlohmann::json value = json::parseGuarded(vocabJson.bytes, vocabJson.name);
  const json::ObjectReader root(value, vocabJson.name);
  TokenizerStages stages;
  stages.vocabulary = namingFile(vocabJson.name, [&] { return tokenizer_json::readVocabulary(root, value, {}).all; });
  const SpecialPieces& pieces = options.pieces;
  stages.added = addedTokensOf(*stages.vocabulary, pieces);
  stages.preTokenizers = {ByteLevelSplit{}};
  stages.model = namingFile(mergesTxt.name,
                            [&] { return std::make_shared<const BpeModel>(stages.vocabulary, readMerges(mergesTxt)); });
  stages.decoders = {ByteLevelDecoder{}};
  if (options.framed) {
    stages.frame = {{requiredId(*stages.vocabulary, pieces.classification, vocabJson)},
                    {requiredId(*stages.vocabulary, pieces.separator, vocabJson)}};
    for (AddedToken& token : stages.added) token.lstrip = token.content == pieces.mask;
  }
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

std::string vocabJsonText(const PipelineTokenizer& tokenizer) {
  return tokenizer_json::vocabularyJson(*tokenizer.stages().vocabulary) + "\n";
}

std::string mergesTxtText(const PipelineTokenizer& tokenizer) {
  const auto& model = dynamic_cast<const BpeModel&>(*tokenizer.stages().model);
  std::string text = "#version: 0.2\n";
  for (const BpeMerge& merge : model.merges())
    text.append(tokenizer.piece(merge.left)).append(" ").append(tokenizer.piece(merge.right)).append("\n");
  return text;
}

std::shared_ptr<const PipelineTokenizer> readVocabTxt(NamedBytes file, const BertNormalizer& normalizer,
                                                      const SpecialPieces& pieces) {
  std::vector<std::string_view> lines = linesOf(file.bytes);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  TokenizerStages stages;
  stages.vocabulary = namingFile(file.name, [&] {
    return std::make_shared<const Vocabulary>(SparsePieces{std::vector<std::string>(lines.begin(), lines.end())});
  });
  const Vocabulary& vocabulary = *stages.vocabulary;
  stages.unknownPiece = pieces.unknown;
  stages.model =
      std::make_shared<const WordPieceModel>(stages.vocabulary, requiredId(vocabulary, pieces.unknown, file));
  stages.frame = {{requiredId(vocabulary, pieces.classification, file)},
                  {requiredId(vocabulary, pieces.separator, file)}};
  stages.added = addedTokensOf(vocabulary, pieces);
  stages.normalizers = {normalizer};
  stages.preTokenizers = {BertSplit{}};
  stages.decoders = {WordPieceDecoder{}};
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
