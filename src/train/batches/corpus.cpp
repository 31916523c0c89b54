#include "train/batches/corpus.h"

#include <algorithm>

#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n\f\v";
constexpr Index kDocumentsPerChunk = 256;

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

/// Without the frame ([CLS], [SEP], an end) that the tokenizer itself put around the text.
void removeFrame(std::vector<Token>& tokens, const SpecialTokens& special) {
  const auto isAdded = [](const Token& token) { return token.begin == token.end; };
  const auto closes = [&](const Token& token) {
    return isAdded(token) && (token.id == special.separator || token.id == special.endOfText);
  };
  while (!tokens.empty() && closes(tokens.back())) tokens.pop_back();
  if (!tokens.empty() && isAdded(tokens.front()) && tokens.front().id == special.classification)
    tokens.erase(tokens.begin());
}

/// Appends one document and counts it.
void append(TokenizedText& into, const std::string& document, const std::vector<Token>& tokens,
            const SpellingCost* spelling, const SpecialTokens& special) {
  into.documents.push_back(into.tokens.size());
  for (const Token& token : tokens) into.tokens.push_back(token.id);
  into.tokens.push_back(*special.endOfText);
  if (tokens.empty()) return;
  into.words += tokens.size() - 1;
  into.characters += countCodePoints(std::string_view(document).substr(tokens.front().end)) + 1;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i].id != special.unknown) continue;
    ++into.unknown;
    if (spelling != nullptr) into.spellingNats += spelling->nats(tokens[i].source);
  }
}

void append(TokenizedText& into, const TokenizedText& part) {
  const std::size_t offset = into.tokens.size();
  for (const std::size_t begin : part.documents) into.documents.push_back(begin + offset);
  into.tokens.insert(into.tokens.end(), part.tokens.begin(), part.tokens.end());
  into.words += part.words;
  into.unknown += part.unknown;
  into.characters += part.characters;
  into.spellingNats += part.spellingNats;
}

}  // namespace

std::vector<std::string> splitDocuments(std::string_view text, std::string_view separator, std::size_t maxDocuments) {
  std::vector<std::string> documents;
  for (std::size_t begin = 0; begin <= text.size();) {
    if (maxDocuments > 0 && documents.size() == maxDocuments) break;
    const std::size_t found = separator.empty() ? std::string_view::npos : text.find(separator, begin);
    const std::size_t end = std::min(found, text.size());
    const std::string_view document = trimmed(text.substr(begin, end - begin));
    if (!document.empty()) documents.emplace_back(document);
    begin = found == std::string_view::npos ? text.size() + 1 : found + separator.size();
  }
  return documents;
}

TokenizedText tokenizeDocuments(const Tokenizer& tokenizer, const std::vector<std::string>& documents,
                                const SpellingCost* spelling, ThreadPool* pool) {
  const SpecialTokens& special = tokenizer.special();
  if (!special.endOfText) throw Error("train.no_end_of_text");
  const auto count = static_cast<Index>(documents.size());
  std::vector<TokenizedText> parts(static_cast<std::size_t>((count + kDocumentsPerChunk - 1) / kDocumentsPerChunk));
  parallelFor(pool, count, kDocumentsPerChunk, [&](Index begin, Index end) {
    TokenizedText& part = parts[static_cast<std::size_t>(begin / kDocumentsPerChunk)];
    for (Index i = begin; i < end; ++i) {
      const std::string& document = documents[static_cast<std::size_t>(i)];
      std::vector<Token> tokens = tokenizer.encode(document);
      removeFrame(tokens, special);
      append(part, document, tokens, spelling, special);
    }
  });
  TokenizedText text;
  for (const TokenizedText& part : parts) append(text, part);
  return text;
}

std::vector<std::size_t> passageStarts(const TokenizedText& text, std::size_t length,
                                       const std::vector<TokenId>& sentenceEnds) {
  const auto endsSentence = [&](std::size_t i) {
    return std::find(sentenceEnds.begin(), sentenceEnds.end(), text.tokens[i]) != sentenceEnds.end();
  };
  std::vector<std::size_t> starts;
  for (std::size_t d = 0; d < text.documents.size(); ++d) {
    const std::size_t end = d + 1 < text.documents.size() ? text.documents[d + 1] : text.tokens.size();
    std::size_t start = text.documents[d];
    starts.push_back(start);
    while (end - start > length + 1) {  // a row of `length` inputs has length + 1 tokens with its last target
      std::size_t next = start + length;
      while (next > start + 1 && !endsSentence(next - 1)) --next;
      if (next == start + 1) next = start + length;  // one sentence longer than a row
      starts.push_back(next);
      start = next;
    }
  }
  return starts;
}

std::vector<TokenId> sentenceEndTokens(const Tokenizer& tokenizer) {
  std::vector<TokenId> ids;
  for (const std::string_view piece : {".", "!", "?", "。", "！", "？"})
    if (const auto id = tokenizer.find(piece)) ids.push_back(*id);
  return ids;
}

}  // namespace headlight
