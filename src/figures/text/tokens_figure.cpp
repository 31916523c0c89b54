#include "figures/text/tokens_figure.h"

#include <algorithm>

#include "analysis/text/token_label.h"
#include "figures/badge.h"
#include "figures/export/figure_word.h"
#include "figures/text/token_origins.h"
#include "formats/files/csv.h"
#include "generate/generation.h"

namespace headlight {

TokenOrigins originsOf(const Generation& run, const Tokenizer& tokenizer, const ModelConfig& config) {
  TokenOrigins origins;
  origins.ofSource = run.source();
  if (config.role() == Role::Fills) {
    const auto sentence = static_cast<Index>(run.prompt().tokens.size());
    origins.promptLength = sentence;
    origins.mask = tokenizer.special().mask;
    const auto filled = run.current()->length() - sentence;
    origins.filled.assign(run.masks().begin(), run.masks().begin() + filled);
  } else {
    // An encoder-decoder's target begins with the start token.
    origins.promptLength = config.hasSource() ? 1 : static_cast<Index>(run.prompt().tokens.size());
  }
  return origins;
}

TokensFigure tokensFigure(const std::vector<Token>& tokens, const TokenOrigins& origins, FigureSource source) {
  TokensFigure figure;
  figure.source = std::move(source);
  const auto chipOf = [](const Token& token) {
    TokensFigure::Chip chip;
    chip.id = token.id;
    chip.text = token.text;
    chip.piece = token.piece;
    chip.source = token.source;
    chip.bytes = hexBytes(tokenBytes(token));
    return chip;
  };
  const std::vector<CharacterPart> ofSource = characterParts(origins.ofSource);
  for (std::size_t i = 0; i < ofSource.size(); ++i) {
    figure.chips.push_back(chipOf(origins.ofSource[i]));
    figure.chips.back().character = ofSource[i].characters;
    figure.chips.back().ofSource = true;
  }
  const std::vector<CharacterPart> parts = characterParts(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    TokensFigure::Chip chip = chipOf(tokens[i]);
    chip.character = parts[i].characters;
    const auto position = static_cast<Index>(i);
    const bool filled = std::find(origins.filled.begin(), origins.filled.end(), position) != origins.filled.end();
    chip.generated = position >= origins.promptLength || filled;
    chip.mask = !filled && tokens[i].id == origins.mask;
    figure.chips.push_back(std::move(chip));
  }
  return figure;
}

FigureWord tokensWord() {
  return {.word = "tokens",
          .help = "The tokens",
          .make = [](const WordRun& of) -> std::vector<FigureData> {
            return {tokensFigure(of.run.tokens, of.origins, of.source)};
          },
          .turn = 1};
}

std::string fileNameOf(const TokensFigure&) {
  return "tokens";
}

/// With a source there is a column more: which of the two sentences a token belongs to.
std::string csvOf(const TokensFigure& figure) {
  CsvWriter csv;
  const bool twoSentences = !figure.chips.empty() && figure.chips.front().ofSource;
  for (const char* column : {"position", "id", "text", "source", "bytes", "generated"}) csv.text(column);
  if (twoSentences) csv.text("sentence");
  csv.endRow();
  std::int64_t position = 0;
  bool ofSource = twoSentences;
  for (const TokensFigure::Chip& chip : figure.chips) {
    if (ofSource && !chip.ofSource) position = 0;
    ofSource = chip.ofSource;
    csv.integer(position++).integer(chip.id).text(chip.text).text(chip.source).text(chip.bytes);
    csv.integer(chip.generated ? 1 : 0);
    if (twoSentences) csv.text(chip.ofSource ? "source" : "target");
    csv.endRow();
  }
  return csv.bytes();
}

NamedFiles npyFiles(const TokensFigure& figure, const std::string& name) {
  return {{name + ".npy", npyOfIds(figure.chips)}};
}

std::vector<FigureToken> tokensOf(const TokensFigure& figure) {
  std::vector<FigureToken> tokens;
  for (const TokensFigure::Chip& chip : figure.chips) {
    tokens.push_back({chip.id, chip.text, chip.text.empty() ? chip.bytes : std::string(), chip.source, chip.generated,
                      chip.ofSource ? "source" : ""});
  }
  return tokens;
}

Badge badgeOf(const TokensFigure&) {
  return {};
}

}  // namespace headlight
