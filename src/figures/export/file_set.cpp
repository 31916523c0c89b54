#include "figures/export/file_set.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "formats/files/atomic_file.h"
#include "tensor/error.h"

namespace headlight {

void prepareFolder(const std::filesystem::path& folder) {
  makeFolder(folder);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw Error("file.cannot_write", {{"file", shownPath(folder)}, {"reason", std::strerror(errno)}});
  }
}

FileSet::~FileSet() {
  std::error_code ignored;
  for (const std::filesystem::path& file : m_written) std::filesystem::remove(file, ignored);
}

void FileSet::write(const std::filesystem::path& file, std::string_view bytes) {
  writeFileAtomically(file, bytes);
  m_written.push_back(file);
}

}  // namespace headlight
