#include "formats/huggingface/model_card.h"

#include <charconv>
#include <cmath>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kFence = "---";
constexpr int kMostLines = 200;  // of front matter; a card without an end of it must not be searched to its end

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string_view unquoted(std::string_view value) {
  value = trimmed(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
    return value.substr(1, value.size() - 2);
  }
  return value;
}

/// "[en, zh]" and "en" both give "en".
std::string_view firstOf(std::string_view value) {
  value = trimmed(value);
  if (value.starts_with('[') && value.ends_with(']')) value = value.substr(1, value.size() - 2);
  return unquoted(value.substr(0, value.find(',')));
}

std::string_view nextLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

void setFact(ModelCard& card, std::string_view key, std::string_view value) {
  if (key == "language") card.language = firstOf(value);
  if (key == "license") card.license = firstOf(value);
  if (key == "validation_loss") {
    const std::string_view text = unquoted(value);
    double loss = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), loss);
    if (error == std::errc() && end == text.data() + text.size() && std::isfinite(loss)) card.validationLoss = loss;
  }
}

}  // namespace

ModelCard readModelCard(std::string_view markdown) {
  ModelCard card;
  card.text = toValidUtf8(markdown);
  std::string_view rest = card.text;
  if (trimmed(nextLine(rest)) != kFence) return card;
  std::string_view listKey;  // a key whose value follows as "- item" lines
  for (int i = 0; i < kMostLines && !rest.empty(); ++i) {
    const std::string_view line = nextLine(rest);
    if (trimmed(line) == kFence) break;
    if (trimmed(line).starts_with("- ")) {
      if (!listKey.empty()) setFact(card, listKey, trimmed(line).substr(2));
      listKey = {};
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.starts_with(' ')) continue;
    const std::string_view key = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    listKey = value.empty() ? key : std::string_view{};
    if (!value.empty()) setFact(card, key, value);
  }
  return card;
}

}  // namespace headlight
