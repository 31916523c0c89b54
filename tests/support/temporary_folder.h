#pragma once
// A folder for one test, removed at its end.

#include <filesystem>
#include <string>

namespace headlight::testing {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

/// Whole content of a file; fails the test by throwing std::runtime_error if it cannot be read.
[[nodiscard]] std::string readFile(const std::filesystem::path& file);

/// `../shared/NAME` beside the checkout, where developers and CI have the corpora and reference values; empty if
/// absent.
[[nodiscard]] std::filesystem::path sharedData(const std::string& name);

}  // namespace headlight::testing
