#pragma once
// Tables of vectors as others write them: word2vec (text and binary), GloVe, tab-separated values, NumPy arrays with
// labels beside them.

#include <cstdint>
#include <filesystem>

#include "analysis/vectors/vector_table.h"
#include "formats/files/byte_source.h"
#include "formats/files/read_progress.h"

namespace headlight {

struct VectorTableLimits {
  Index rows = 200'000;                            ///< further ones are not read (VectorTable::isCut)
  Index columns = 16'384;                          ///< of one vector
  std::uint64_t numbers = std::uint64_t{1} << 28;  ///< of all rows read: a gigabyte; fewer rows are read where needed
  std::uint64_t arrayBytes = std::uint64_t{2} << 30;  ///< of a .npy or .npz file, which is read as a whole
};

/// The content decides the format; a byte-order mark is taken off and UTF-16 is converted:
/// - word2vec binary: "rows columns\n", then for each row its word, a space and little-endian float32;
/// - word2vec text: the same first line, then as GloVe;
/// - GloVe: a line a row, the word and its numbers with spaces between them (a word may hold spaces, or be white
/// space);
///   numbers alone where every line has nothing else;
/// - columns with tabs, commas or semicolons between them: the first one that holds words is the label, those of
/// numbers
///   the vector, the others VectorTable::columns; without one of words, a first column that counts the rows is the
///   label. A first line of names is known by a word over numbers, or by running numbers as pandas writes them; then
///   columns whose name ends in a digit ("d0", "7"), if there are any, are the vector;
/// - numbers alone have their labels in "metadata.tsv" or in NAME.labels.txt beside them where there is such a file;
/// - a NumPy array of two dimensions, or an archive (.npz) with one such array, compressed or not, with labels as
/// above,
///   or from NAME.tsv; without labels rows are numbered from 1. A file of labels has one a line; with tabs its first
///   column is the label, and where it has one line more than there are rows, the first line names its columns.
/// Every row is kept, those with equal labels too; bytes of a label that are no UTF-8 become U+FFFD. What was guessed
/// is said in VectorTable::notices. Throws Error "vectors.…", "file.not_found", "file.cannot_read", "npy.…", "npz.…",
/// "text.…", "form.…" (a file of another form, by its name), "cancelled"; then nothing was read. Any thread. `labels`:
/// where they are, instead of beside the file; of a table that has words of its own it is not read.
[[nodiscard]] VectorTable readVectorTable(const std::filesystem::path& file, const VectorTableLimits& limits = {},
                                          const Progress& progress = {}, const std::filesystem::path& labels = {});

/// The same of bytes that are no array; without labels beside them.
[[nodiscard]] VectorTable readVectorTable(ByteSource& source, const VectorTableLimits& limits,
                                          const Progress& progress = {});

}  // namespace headlight
