#include "support/temporary_folder.h"

#include <stdlib.h>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace headlight::testing {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "headlight-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
}

std::string readFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

std::filesystem::path sharedData(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(HEADLIGHT_SOURCE_DIR) / ".." / "shared" / name;
  return std::filesystem::exists(path) ? path : std::filesystem::path();
}

}  // namespace headlight::testing
