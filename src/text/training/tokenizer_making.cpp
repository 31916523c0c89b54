#include "text/training/tokenizer_making.h"

#include "text/models/bpe_model.h"

namespace headlight {

std::optional<std::pair<std::string, std::string>> readMergeLine(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0 || space + 1 == line.size()) return std::nullopt;
  if (line.find(' ', space + 1) != std::string_view::npos) return std::nullopt;
  return std::pair{std::string(line.substr(0, space)), std::string(line.substr(space + 1))};
}

std::shared_ptr<const PipelineTokenizer> makeByteLevelTokenizer(ByteLevelParts parts) {
  TokenizerStages stages;
  stages.vocabulary = std::make_shared<const Vocabulary>(std::move(parts.tokens));
  stages.added = std::move(parts.added);
  if (!parts.splitPattern.empty()) {
    stages.preTokenizers.emplace_back(
        PatternSplit{TextPattern::expression(std::move(parts.splitPattern)), Delimiter::Isolated, false});
  }
  const bool usesScanner = stages.preTokenizers.empty();
  stages.preTokenizers.emplace_back(ByteLevelSplit{parts.addPrefixSpace, usesScanner});
  stages.model = std::make_shared<const BpeModel>(stages.vocabulary, parts.merges);
  stages.frame = {std::move(parts.before), std::move(parts.after)};
  stages.decoders = {ByteLevelDecoder{}};
  return std::make_shared<const PipelineTokenizer>(std::move(stages));
}

}  // namespace headlight
