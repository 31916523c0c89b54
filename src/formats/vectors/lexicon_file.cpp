#include "formats/vectors/lexicon_file.h"

#include <charconv>

#include "formats/files/line_reader.h"
#include "formats/files/text_encoding.h"
#include "formats/vectors/vector_table_cells.h"
#include "tensor/error.h"
#include "text/unicode/utf8.h"

namespace headlight {
namespace {

constexpr std::uint64_t kLimit = std::uint64_t{64} << 20;

}  // namespace

std::optional<Lexicon> readLexicon(const std::filesystem::path& folder) {
  try {
    const std::unique_ptr<ByteSource> source = openTextSource(folder / "lexicon.tsv");
    if (source->size() > kLimit) return std::nullopt;
    ReadProgress nobody;
    LineReader lines(*source, nobody);
    std::string_view line;
    if (!lines.next(line) || line != "word\tclass\tfrequency") return std::nullopt;
    Lexicon lexicon;
    while (lines.next(line)) {
      const auto cells = cellsOf(line, '\t');
      LexiconEntry entry;
      if (cells.size() != 3) continue;
      const auto [end, error] = std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), entry.frequency);
      const bool isFrequency = error == std::errc() && end == cells[2].data() + cells[2].size();
      if (!isFrequency || !isValidUtf8(line)) continue;
      entry.wordClass = cells[1];
      lexicon.emplace(cells[0], std::move(entry));
    }
    return lexicon;
  } catch (const Error&) {
    return std::nullopt;  // it only adds colours
  }
}

}  // namespace headlight
