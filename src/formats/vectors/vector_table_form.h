#pragma once
// How the lines of a table of vectors are to be read: guessed from as many lines as fit into some megabytes, checked on
// every line by the reader. Inside formats/.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/vectors/vector_table_cells.h"

namespace headlight {

struct TextForm {
  /// Space: any run of white space. TabAndSpaces: a label and numbers with spaces between them, on two sides of a tab.
  enum class Separator { Space, Tab, Comma, Semicolon, TabAndSpaces } separator = Separator::Space;
  std::optional<TableSize> size;  ///< a first line that says so
  bool hasNames = false;          ///< a first line that names the columns
  bool dropsLast = false;         ///< every line ends with a separator
  std::size_t cells = 0;          ///< of a line; of Space what most lines have
  std::optional<std::size_t>
      label;  ///< its cell; none: rows have no labels. Of Space: whether the line begins with one
  std::vector<std::size_t> numbers;  ///< cells of the vector; not of Space
  std::vector<std::size_t> extras;   ///< further cells; not of Space
  std::vector<std::string> names;    ///< of all cells, where there are names
  bool isGuess = false;              ///< the columns were told apart by what stands in them

  [[nodiscard]] bool isSpaced() const { return separator == Separator::Space; }
  /// The cells of a line. With quotation marks around a cell, separators may stand in it.
  [[nodiscard]] std::vector<std::string_view> split(std::string_view line) const;
};

/// Throws Error "vectors.long_line".
[[nodiscard]] TextForm guessTextForm(ByteSource& source);

/// A cell without the quotation marks around it; two in a row mean one.
[[nodiscard]] std::string unquoted(std::string_view cell);

/// What was guessed, in one sentence; nothing for a form that leaves no choice.
[[nodiscard]] std::optional<Message> guessSentence(const TextForm& form, const std::string& file);

}  // namespace headlight
