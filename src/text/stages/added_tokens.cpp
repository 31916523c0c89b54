#include "text/stages/added_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "text/unicode/utf8.h"

namespace headlight {
namespace {

/// Begin of the last character of `text`, which is not empty. Inside invalid bytes the last byte counts alone.
std::size_t lastCharacterBegin(std::string_view text) {
  for (std::size_t back = 1; back <= 4 && back <= text.size(); ++back) {
    const std::size_t at = text.size() - back;
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    return codePointAt(text, at).size == back ? at : text.size() - 1;
  }
  return text.size() - 1;
}

bool endsWithWordCharacter(std::string_view text) {
  return !text.empty() && isWordCharacter(codePointAt(text, lastCharacterBegin(text)).value);
}

bool beginsWithWordCharacter(std::string_view text) {
  return !text.empty() && isWordCharacter(codePointAt(text, 0).value);
}

/// \s, what lstrip and rstrip take: no other control characters.
bool isStripped(char32_t character) {
  return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

/// Where the white space at the end of `text` begins, not before `least`.
std::size_t trailingSpaceBegin(std::string_view text, std::size_t least) {
  std::size_t end = text.size();
  while (end > least) {
    const std::size_t at = lastCharacterBegin(text.substr(0, end));
    if (at < least || !isStripped(codePointAt(text, at).value)) break;
    end = at;
  }
  return end;
}

std::size_t leadingSpaceEnd(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = codePointAt(text, at);
    if (!isStripped(point.value)) break;
    at += point.size;
  }
  return at;
}

}  // namespace

AddedTokenMatcher::AddedTokenMatcher(const std::vector<AddedToken>& tokens) : m_tokens(tokens) {
  m_nodes.emplace_back();
  for (std::size_t i = 0; i < m_tokens.size(); ++i) insert(m_tokens[i].content, static_cast<std::int32_t>(i));
}

std::int32_t AddedTokenMatcher::child(std::int32_t node, char byte) const {
  std::int32_t next = m_nodes[static_cast<std::size_t>(node)].firstChild;
  while (next >= 0 && m_nodes[static_cast<std::size_t>(next)].byte != byte)
    next = m_nodes[static_cast<std::size_t>(next)].nextSibling;
  return next;
}

void AddedTokenMatcher::insert(std::string_view content, std::int32_t token) {
  if (m_firstBytes.find(content.front()) == std::string::npos) m_firstBytes += content.front();
  std::int32_t node = 0;
  for (const char byte : content) {
    std::int32_t next = child(node, byte);
    if (next < 0) {
      next = static_cast<std::int32_t>(m_nodes.size());
      Node& parent = m_nodes[static_cast<std::size_t>(node)];
      const std::int32_t sibling = parent.firstChild;
      parent.firstChild = next;
      m_nodes.push_back({-1, -1, sibling, byte});
    }
    node = next;
  }
  std::int32_t& place = m_nodes[static_cast<std::size_t>(node)].token;
  if (place < 0) place = token;
}

const AddedToken* AddedTokenMatcher::longestAt(std::string_view text, std::size_t at) const {
  std::int32_t longest = -1;
  std::int32_t node = 0;
  for (; at < text.size(); ++at) {
    node = child(node, text[at]);
    if (node < 0) break;
    if (const std::int32_t token = m_nodes[static_cast<std::size_t>(node)].token; token >= 0) longest = token;
  }
  return longest < 0 ? nullptr : &m_tokens[static_cast<std::size_t>(longest)];
}

std::vector<AddedTokenMatcher::Part> AddedTokenMatcher::split(std::string_view text) const {
  std::vector<Part> parts;
  std::size_t plainBegin = 0;
  for (std::size_t at = 0; at < text.size() && !m_firstBytes.empty();) {
    at = text.find_first_of(m_firstBytes, at);
    if (at == std::string_view::npos) break;
    const AddedToken* token = longestAt(text, at);
    if (token == nullptr) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    std::size_t end = at + token->content.size();
    at = end;
    if (token->singleWord &&
        (endsWithWordCharacter(text.substr(0, begin)) || beginsWithWordCharacter(text.substr(end))))
      continue;
    if (token->lstrip) begin = trailingSpaceBegin(text.substr(0, begin), plainBegin);
    if (token->rstrip) at = end = leadingSpaceEnd(text, end);
    if (plainBegin < begin) parts.push_back({{plainBegin, begin}, nullptr});
    parts.push_back({{begin, end}, token});
    plainBegin = end;
  }
  if (plainBegin < text.size()) parts.push_back({{plainBegin, text.size()}, nullptr});
  return parts;
}

}  // namespace headlight
