#pragma once
// Forms of files that are often given where another one is needed, told by their first bytes, so that a message can
// name them and say what helps.

#include <string>
#include <string_view>

#include "formats/files/byte_source.h"
#include "tensor/error.h"

namespace headlight {

enum class FileForm {
  Other,
  Gzip,
  Bzip2,
  Xz,
  Zstd,
  SevenZip,
  Zip,
  Npz,
  Npy,
  TorchZip,
  Pickle,
  KeyedVectors,
  FastText,
  Parquet,
  Arrow,
  Hdf5,
  Sqlite,
  Html,
  Pdf
};

/// How many bytes formOf() looks at.
inline constexpr std::size_t kFormBytes = 512;

/// Of a file that begins with these bytes (kFormBytes of them, or the whole file). Any thread.
[[nodiscard]] FileForm formOf(std::string_view beginning);
[[nodiscard]] FileForm formOf(ByteSource& source);

/// Throws an Error that names the form and what to do, where a text is needed: "form.packed", "form.html",
/// "form.pickle", "form.keyed_vectors", "form.fasttext", "form.binary_table", "form.array", "form.document",
/// "file.git_lfs_pointer". Nothing for FileForm::Other. Any thread.
void refuseOtherForms(std::string_view beginning, const std::string& file);
void refuseOtherForms(ByteSource& source);

}  // namespace headlight
