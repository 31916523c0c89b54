#include "formats/files/file_form.h"

#include <algorithm>
#include <array>

namespace headlight {
namespace {

struct Form {
  std::string_view magic;
  FileForm form;
  std::string_view name;
  const char* code;
};

using std::string_view_literals::operator""sv;

// Zip files, pickles and pages are looked at more closely.
constexpr Form kForms[] = {{"\x1f\x8b"sv, FileForm::Gzip, "gzip", "form.packed"},
                           {"BZh"sv, FileForm::Bzip2, "bzip2", "form.packed"},
                           {"\xfd"
                            "7zXZ\0"sv,
                            FileForm::Xz, "xz", "form.packed"},
                           {"\x28\xb5\x2f\xfd"sv, FileForm::Zstd, "zstd", "form.packed"},
                           {"7z\xbc\xaf\x27\x1c"sv, FileForm::SevenZip, "7z", "form.packed"},
                           {"PK\x03\x04"sv, FileForm::Zip, "zip", "form.packed"},
                           {"\x93NUMPY"sv, FileForm::Npy, "NumPy", "form.array"},
                           {"\xba\x16\x4f\x2f"sv, FileForm::FastText, "fastText", "form.fasttext"},
                           {"PAR1"sv, FileForm::Parquet, "Parquet", "form.binary_table"},
                           {"ARROW1"sv, FileForm::Arrow, "Arrow (Feather)", "form.binary_table"},
                           {"\x89HDF\r\n\x1a\n"sv, FileForm::Hdf5, "HDF5", "form.binary_table"},
                           {"SQLite format 3\0"sv, FileForm::Sqlite, "SQLite", "form.binary_table"},
                           {"%PDF-"sv, FileForm::Pdf, "PDF", "form.document"}};

/// The first file of a zip archive says what the archive is: its name begins at byte 30.
FileForm formOfZip(std::string_view beginning) {
  constexpr std::size_t kLengthAt = 26, kNameAt = 30;
  if (beginning.size() < kNameAt) return FileForm::Zip;
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(beginning[at])); };
  const std::string_view name = beginning.substr(kNameAt, byte(kLengthAt) + 256 * byte(kLengthAt + 1));
  if (name.ends_with(".npy")) return FileForm::Npz;
  return name.ends_with("data.pkl") || name.ends_with(".format_version") ? FileForm::TorchZip : FileForm::Zip;
}

bool isPickle(std::string_view beginning) {
  return beginning.size() > 2 && beginning[0] == '\x80' && beginning[1] >= '\x02' && beginning[1] <= '\x05';
}

bool isPage(std::string_view beginning) {
  const std::size_t start = beginning.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (start == std::string_view::npos) return false;
  std::string word(beginning.substr(start, 14));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return word.starts_with("<!doctype html") || word.starts_with("<html") || word.starts_with("<head");
}

struct Named {
  std::string_view name;
  const char* code;
};

Named nameOf(FileForm form) {
  switch (form) {
    case FileForm::Npz:
      return {"NumPy", "form.array"};
    case FileForm::TorchZip:
    case FileForm::Pickle:
      return {"pickle", "form.pickle"};
    case FileForm::KeyedVectors:
      return {"gensim", "form.keyed_vectors"};
    case FileForm::Html:
      return {"HTML", "form.html"};
    default:
      break;
  }
  const auto* found = std::find_if(std::begin(kForms), std::end(kForms), [&](const Form& f) { return f.form == form; });
  return {found->name, found->code};
}

std::string beginningOf(ByteSource& source) {
  std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kFormBytes)), '\0');
  source.read(0, bytes);
  return bytes;
}

}  // namespace

FileForm formOf(std::string_view beginning) {
  if (isPage(beginning)) return FileForm::Html;
  if (isPickle(beginning)) {
    const bool ofGensim = beginning.find("gensim") != std::string_view::npos;
    return ofGensim ? FileForm::KeyedVectors : FileForm::Pickle;
  }
  for (const Form& form : kForms) {
    if (beginning.starts_with(form.magic)) return form.form == FileForm::Zip ? formOfZip(beginning) : form.form;
  }
  return FileForm::Other;
}

FileForm formOf(ByteSource& source) {
  return formOf(beginningOf(source));
}

void refuseOtherForms(std::string_view beginning, const std::string& file) {
  refuseGitLfsPointer(beginning, file);
  const FileForm form = formOf(beginning);
  if (form == FileForm::Other) return;
  const Named named = nameOf(form);
  throw Error(named.code, {{"file", file}, {"form", std::string(named.name)}});
}

void refuseOtherForms(ByteSource& source) {
  refuseOtherForms(beginningOf(source), source.name());
}

}  // namespace headlight
