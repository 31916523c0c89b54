#include "formats/vectors/vector_table_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "formats/files/atomic_file.h"
#include "formats/files/file_form.h"
#include "formats/files/line_reader.h"
#include "formats/files/npy.h"
#include "formats/files/npz_reading.h"
#include "formats/files/text_encoding.h"
#include "formats/vectors/vector_table_cells.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr std::size_t kLongestWord = 4096;

std::string headOf(ByteSource& source, std::size_t bytes) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), bytes)), '\0');
  source.read(0, head);
  return head;
}

bool isText(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\t' || c == '\n' || c == '\r';
  });
}

/// Bytes one after the other, read in pieces.
class ByteReader {
 public:
  ByteReader(ByteSource& source, ReadProgress& progress, std::uint64_t offset)
      : m_source(source), m_progress(progress), m_offset(offset) {}

  [[nodiscard]] bool take(char* to, std::size_t bytes) {
    while (m_buffer.size() - m_at < bytes) {
      const std::uint64_t left = m_source.size() - m_offset;
      if (left == 0) return false;
      const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(left, kReadPiece));
      m_buffer.erase(0, m_at);
      m_at = 0;
      const std::size_t kept = m_buffer.size();
      m_buffer.resize(kept + piece);
      m_source.read(m_offset, std::span(m_buffer).subspan(kept));
      m_offset += piece;
      m_progress.advance(piece);
    }
    std::memcpy(to, m_buffer.data() + m_at, bytes);
    m_at += bytes;
    return true;
  }

 private:
  ByteSource& m_source;
  ReadProgress& m_progress;
  std::uint64_t m_offset;
  std::string m_buffer;
  std::size_t m_at = 0;
};

/// Up to the space; line ends before it belong to the row before.
bool takeWord(ByteReader& bytes, std::string& word) {
  word.clear();
  for (char c = 0; word.size() <= kLongestWord;) {
    if (!bytes.take(&c, 1)) return false;
    if (c == ' ') return true;
    if (c != '\n' || !word.empty()) word.push_back(c);
  }
  return false;
}

TableLabels labelsOf(const std::filesystem::path& table, const std::filesystem::path& labels, bool sameName,
                     const VectorTableLimits& limits) {
  return labels.empty() ? readTableLabels(table, sameName, limits.rows) : readLabelsFrom(labels, limits.rows);
}

/// Of an archive the only array of two dimensions.
NpyArray tableIn(const std::filesystem::path& file, FileForm form, std::string_view bytes, std::uint64_t mostBytes) {
  const std::string name = shownPath(file);
  if (form == FileForm::Npy) return readNpy(bytes, name);
  std::vector<NpyArray> tables;
  std::uint64_t left = mostBytes;
  for (const NpzEntry& entry : npzEntries(bytes, name)) {
    try {
      NpyArray array = readNpzArray(entry, name, left);
      if (array.shape.size() != 2) continue;
      tables.push_back(std::move(array));
      left -= entry.bytes;
    } catch (const Error& error) {
      if (error.code() != "npy.not_supported") throw;  // words beside the numbers are no table
    }
  }
  if (tables.size() != 1) throw Error("vectors.arrays", {{"file", name}, {"found", std::to_string(tables.size())}});
  return std::move(tables.front());
}

VectorTable tableOfArray(const std::filesystem::path& file, FileForm form, const VectorTableLimits& limits,
                         const Progress& progress, const std::filesystem::path& labelFile) {
  const std::string name = shownPath(file);
  const std::uint64_t size = openFileSource(file)->size();
  if (size > limits.arrayBytes) {
    throw Error("vectors.too_large",
                {{"file", name}, {"found", std::to_string(size)}, {"limit", std::to_string(limits.arrayBytes)}});
  }
  ReadProgress told(progress, size);
  told.advance(0);
  const NpyArray array = tableIn(file, form, readFileLimited(file, limits.arrayBytes), limits.arrayBytes);
  told.finish();
  if (array.shape.size() != 2) {
    throw Error("vectors.shape", {{"file", name}, {"found", std::to_string(array.shape.size())}});
  }
  TableBuilder table(name, limits);
  table.setColumns(static_cast<Index>(std::min<std::uint64_t>(array.shape[1], std::uint64_t{1} << 62)));
  const std::uint64_t rows = std::min<std::uint64_t>(array.shape[0], static_cast<std::uint64_t>(table.mostRows()));
  TableLabels labels = labelsOf(file, labelFile, true, limits);
  fitLabels(labels, name, rows, rows < array.shape[0]);
  table.setExtras(labels.names);
  std::vector<float> numbers(static_cast<std::size_t>(table.columns()));
  for (std::uint64_t row = 0; row < rows; ++row) {
    std::visit(
        [&](const auto& all) {
          const auto begin = all.begin() + static_cast<std::ptrdiff_t>(row * array.shape[1]);
          std::transform(begin, begin + table.columns(), numbers.begin(), [](auto n) { return static_cast<float>(n); });
        },
        array.numbers);
    if (!std::all_of(numbers.begin(), numbers.end(), [](float n) { return std::isfinite(n); })) {
      throw Error("vectors.binary_number", {{"file", name}, {"row", std::to_string(row + 1)}});
    }
    if (labels.file.empty()) {
      table.add(std::to_string(row + 1), numbers);
    } else {
      const std::vector<std::string>& cells = labels.lines[static_cast<std::size_t>(row)];
      table.add(cells.front(), numbers, {cells.begin() + 1, cells.end()});
    }
  }
  VectorTable read = table.finish(rows < array.shape[0], array.shape[0]);
  read.name = file.filename().string();
  return read;
}

}  // namespace

bool isBinaryTable(ByteSource& source) {
  const std::string head = headOf(source, 4096);
  const std::size_t end = head.find('\n');
  if (end == std::string::npos || !tableSizeOf(std::string_view(head).substr(0, end))) return false;
  const std::size_t space = head.find(' ', end);
  return space != std::string::npos && !isText(std::string_view(head).substr(space, 64));
}

VectorTable readBinaryTable(ByteSource& source, const VectorTableLimits& limits, ReadProgress& progress) {
  const std::string head = headOf(source, 4096);
  const std::size_t end = head.find('\n');
  const TableSize size = *tableSizeOf(std::string_view(head).substr(0, end));
  TableBuilder table(source.name(), limits);
  table.setColumns(size.columns);
  ByteReader bytes(source, progress, end + 1);
  std::vector<float> numbers(static_cast<std::size_t>(size.columns));
  std::string word;
  while (table.rowsSeen() < size.rows && !table.isFull()) {
    if (!takeWord(bytes, word) ||
        !bytes.take(reinterpret_cast<char*>(numbers.data()), numbers.size() * sizeof(float))) {
      throw Error(
          "vectors.ends_early",
          {{"file", table.file()}, {"row", std::to_string(table.rowsSeen() + 1)}, {"rows", std::to_string(size.rows)}});
    }
    if (!std::all_of(numbers.begin(), numbers.end(), [](float n) { return std::isfinite(n); })) {
      throw Error("vectors.binary_number", {{"file", table.file()}, {"row", std::to_string(table.rowsSeen() + 1)}});
    }
    table.add(word, numbers);
  }
  return table.finish(table.rowsSeen() < size.rows, size.rows);
}

VectorTable readVectorTable(ByteSource& source, const VectorTableLimits& limits, const Progress& progress) {
  refuseOtherForms(source);
  ReadProgress told(progress, source.size());
  VectorTable table =
      isBinaryTable(source) ? readBinaryTable(source, limits, told) : readTextTable(source, limits, told);
  told.finish();
  return table;
}

VectorTable readVectorTable(const std::filesystem::path& file, const VectorTableLimits& limits,
                            const Progress& progress, const std::filesystem::path& labels) {
  std::unique_ptr<ByteSource> source = openFileSource(file);
  const FileForm form = formOf(*source);
  if (form == FileForm::Npy || form == FileForm::Npz) return tableOfArray(file, form, limits, progress, labels);
  refuseOtherForms(*source);
  source = textSource(std::move(source));
  ReadProgress told(progress, source->size());
  VectorTable table = isBinaryTable(*source)
                          ? readBinaryTable(*source, limits, told)
                          : readTextTable(*source, limits, told, labelsOf(file, labels, false, limits));
  told.finish();
  table.name = file.filename().string();
  return table;
}

}  // namespace headlight
