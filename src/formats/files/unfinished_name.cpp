#include "formats/files/unfinished_name.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <system_error>

#include "formats/files/digest.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

/// The same for all processes that see each other's numbers: one machine, one namespace of processes (containers have
/// their own). Two machines may have the same host name, two containers the same machine-id, so it is made of all.
const std::string& thisMachine() {
  static const std::string tag = [] {
    std::array<char, 256> host{};
    (void)::gethostname(host.data(), host.size() - 1);
    std::string machine;
    std::ifstream("/etc/machine-id") >> machine;
    std::error_code ignored;
    const fs::path processes = fs::read_symlink("/proc/self/ns/pid", ignored);
    return sha256Hex(std::string(host.data()) + '\n' + machine + '\n' + processes.string()).substr(0, 12);
  }();
  return tag;
}

}  // namespace

std::string unfinishedName(const std::string& name) {
  static std::atomic<unsigned> counter = 0;
  std::string unfinished = name;
  unfinished.append(kUnfinishedMark).append(thisMachine());
  for (const unsigned long number : {static_cast<unsigned long>(::getpid()), static_cast<unsigned long>(counter++)})
    unfinished.append("-").append(std::to_string(number));
  return unfinished;
}

bool isAbandoned(const std::string& fileName, const std::string& name) {
  const std::string start = name + std::string(kUnfinishedMark) + thisMachine() + "-";
  if (!fileName.starts_with(start)) return false;
  pid_t owner = 0;
  const char* const digits = fileName.data() + start.size();
  const char* const end = fileName.data() + fileName.size();
  const auto [behind, error] = std::from_chars(digits, end, owner);
  const bool isName = error == std::errc() && behind != end && *behind == '-' && owner > 0;
  return isName && ::kill(owner, 0) != 0 && errno == ESRCH;
}

void removeAbandonedBeside(const fs::path& path, const std::string& name) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (isAbandoned(entry->path().filename().string(), name)) fs::remove_all(entry->path(), ignored);
  }
}

}  // namespace headlight
