#pragma once
// Tokens that are matched literally, before the text is normalized and split: [MASK], <|endoftext|>.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tensor/token_id.h"
#include "text/unicode/aligned_text.h"

namespace headlight {

struct AddedToken {
  TokenId id = 0;
  std::string content;
  bool singleWord = false;  ///< only where no word character is beside it
  bool lstrip = false;      ///< takes the white space before it
  bool rstrip = false;      ///< takes the white space behind it
  bool normalized = false;  ///< is looked for in the normalized text instead of the typed one
  bool special = true;
  friend bool operator==(const AddedToken&, const AddedToken&) = default;
};

/// Finds added tokens in a text; the longest at the leftmost place wins. Immutable; any thread.
class AddedTokenMatcher {
 public:
  AddedTokenMatcher() = default;
  /// Contents must not be empty; of two with the same content the first counts.
  explicit AddedTokenMatcher(const std::vector<AddedToken>& tokens);

  [[nodiscard]] bool empty() const { return m_tokens.empty(); }

  /// A part of a text: an added token, or plain text between two (`token` null, never empty).
  struct Part {
    ByteRange range;
    const AddedToken* token = nullptr;
  };
  /// The whole text in order. Time: bytes of the text × bytes of the longest token.
  [[nodiscard]] std::vector<Part> split(std::string_view text) const;

 private:
  struct Node {
    std::int32_t token = -1;  ///< index of the one that ends here
    std::int32_t firstChild = -1;
    std::int32_t nextSibling = -1;
    char byte = 0;
  };
  [[nodiscard]] std::int32_t child(std::int32_t node, char byte) const;
  void insert(std::string_view content, std::int32_t token);
  [[nodiscard]] const AddedToken* longestAt(std::string_view text, std::size_t at) const;

  std::vector<AddedToken> m_tokens;
  std::vector<Node> m_nodes;  ///< a trie over bytes; node 0 is its root
  std::string m_firstBytes;
};

}  // namespace headlight
