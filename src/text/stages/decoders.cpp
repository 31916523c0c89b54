#include "text/stages/decoders.h"

#include <array>
#include <optional>
#include <utility>

#include "text/stages/byte_alphabet.h"
#include "text/stages/joining.h"

namespace headlight {
namespace {

std::string replaceAll(std::string_view text, std::string_view pattern, std::string_view content) {
  if (pattern.empty()) return std::string(text);
  std::string result;
  std::size_t at = 0;
  for (std::size_t found = text.find(pattern); found != std::string_view::npos; found = text.find(pattern, at)) {
    result.append(text, at, found - at).append(content);
    at = found + pattern.size();
  }
  return result.append(text, at);
}

/// What Hugging Face's WordPiece decoder does to each piece. (Its rule for "do not" never applies to one piece.)
std::string withoutTokenizationSpaces(std::string text) {
  using Rule = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Rule, 10> kRules{Rule{" .", "."},     Rule{" ?", "?"},     Rule{" !", "!"},   Rule{" ,", ","},
                                        Rule{" ' ", "'"},    Rule{" n't", "n't"}, Rule{" 'm", "'m"}, Rule{" 's", "'s"},
                                        Rule{" 've", "'ve"}, Rule{" 're", "'re"}};
  for (const auto& [pattern, content] : kRules) text = replaceAll(text, pattern, content);
  return text;
}

std::optional<char> byteOfFallback(std::string_view piece) {
  if (piece.size() != 6 || !piece.starts_with("<0x") || piece[5] != '>') return std::nullopt;
  unsigned value = 0;
  for (const char digit : piece.substr(3, 2)) {
    const bool isDigit = digit >= '0' && digit <= '9';
    const bool isLetter = (digit >= 'A' && digit <= 'F') || (digit >= 'a' && digit <= 'f');
    if (!isDigit && !isLetter) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(isDigit ? digit - '0' : (digit | 0x20) - 'a' + 10);
  }
  return static_cast<char>(value);
}

}  // namespace

void ByteLevelDecoder::join(std::vector<std::string>& pieces) const {
  for (std::string& piece : pieces) piece = alone(std::move(piece));
}

std::string ByteLevelDecoder::alone(std::string piece) const {
  std::optional<std::string> bytes = bytesOfSpelling(piece);
  return bytes ? std::move(*bytes) : piece;
}

void MetaspaceDecoder::join(std::vector<std::string>& pieces) const {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == 0 && dropFirst && pieces[0].starts_with(replacement)) pieces[0].erase(0, replacement.size());
    pieces[i] = alone(std::move(pieces[i]));
  }
}

std::string MetaspaceDecoder::alone(std::string piece) const {
  return replaceAll(piece, replacement, " ");
}

void WordPieceDecoder::join(std::vector<std::string>& pieces) const {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0)
      pieces[i] = !prefix.empty() && pieces[i].starts_with(prefix) ? pieces[i].substr(prefix.size()) : " " + pieces[i];
    if (cleanup) pieces[i] = withoutTokenizationSpaces(std::move(pieces[i]));
  }
}

std::string WordPieceDecoder::alone(std::string piece) const {
  return !prefix.empty() && piece.starts_with(prefix) ? piece.substr(prefix.size()) : piece;
}

void ByteFallbackDecoder::join(std::vector<std::string>& pieces) const {
  for (std::string& piece : pieces) piece = alone(std::move(piece));
}

std::string ByteFallbackDecoder::alone(std::string piece) const {
  const std::optional<char> byte = byteOfFallback(piece);
  return byte ? std::string(1, *byte) : piece;
}

void ReplaceDecoder::join(std::vector<std::string>& pieces) const {
  for (std::string& piece : pieces) piece = alone(std::move(piece));
}

std::string ReplaceDecoder::alone(std::string piece) const {
  return replaceAll(piece, pattern, content);
}

void FuseDecoder::join(std::vector<std::string>& pieces) const {
  std::string all;
  for (const std::string& piece : pieces) all += piece;
  pieces.assign(1, std::move(all));
}

void StripDecoder::join(std::vector<std::string>& pieces) const {
  if (content.empty()) return;
  for (std::string& piece : pieces) {
    for (std::size_t i = 0; i < start && piece.starts_with(content); ++i) piece.erase(0, content.size());
    for (std::size_t i = 0; i < stop && piece.ends_with(content); ++i) piece.erase(piece.size() - content.size());
  }
}

void WordEndDecoder::join(std::vector<std::string>& pieces) const {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    pieces[i] = replaceAll(pieces[i], suffix, i + 1 == pieces.size() ? "" : " ");
}

std::string WordEndDecoder::alone(std::string piece) const {
  return replaceAll(piece, suffix, " ");
}

void ReadableWordsDecoder::join(std::vector<std::string>& pieces) const {
  const std::vector<std::string_view> views(pieces.begin(), pieces.end());
  std::string all = joinPieces(views);
  pieces.assign(1, std::move(all));
}

std::string decodePieces(std::vector<std::string> pieces, const std::vector<Decoder>& decoders) {
  for (const Decoder& decoder : decoders) std::visit([&](const auto& step) { step.join(pieces); }, decoder);
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (decoders.empty() && i > 0) text += ' ';  // as Hugging Face does without a decoder
    text += pieces[i];
  }
  return text;
}

std::string decodeAlone(std::string piece, const std::vector<Decoder>& decoders) {
  for (const Decoder& decoder : decoders)
    piece = std::visit([&](const auto& step) { return step.alone(std::move(piece)); }, decoder);
  return piece;
}

}  // namespace headlight
