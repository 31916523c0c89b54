#include "formats/files/memory_estimate.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <optional>

#include "models/trainable_model.h"
#include "tensor/error.h"

namespace headlight {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

/// The first number behind `label` in a file of the system's; nothing if it does not say.
std::optional<std::uint64_t> numberIn(const char* file, std::string_view label) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line)) {
    if (!std::string_view(line).starts_with(label)) continue;
    const std::size_t digits = line.find_first_of("0123456789", label.size());
    if (digits == std::string::npos) return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(line.data() + digits, line.data() + line.size(), number);
    if (error == std::errc()) return number;
  }
  return std::nullopt;
}

std::uint64_t difference(std::uint64_t limit, std::uint64_t used) {
  return limit > used ? limit - used : 0;
}

std::uint64_t systemMemory() {
  const auto kibibytes = numberIn("/proc/meminfo", "MemAvailable:");
  return kibibytes ? *kibibytes << 10U : kNoLimit;
}

/// Of the control group that the process sees as its own (containers); version 2, then version 1. Files in the cache
/// count as used there, but give way.
std::uint64_t groupMemory() {
  if (const auto most = numberIn("/sys/fs/cgroup/memory.max", "")) {
    const std::uint64_t used = numberIn("/sys/fs/cgroup/memory.current", "").value_or(0);
    const std::uint64_t cache = numberIn("/sys/fs/cgroup/memory.stat", "inactive_file").value_or(0);
    return difference(*most, difference(used, cache));
  }
  const auto most = numberIn("/sys/fs/cgroup/memory/memory.limit_in_bytes", "");
  if (!most) return kNoLimit;
  const std::uint64_t used = numberIn("/sys/fs/cgroup/memory/memory.usage_in_bytes", "").value_or(0);
  const std::uint64_t cache = numberIn("/sys/fs/cgroup/memory/memory.stat", "total_inactive_file").value_or(0);
  return difference(*most, difference(used, cache));
}

/// What `ulimit -v` leaves.
std::uint64_t processMemory() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kNoLimit;
  const std::uint64_t pages = numberIn("/proc/self/statm", "").value_or(0);
  return difference(limit.rlim_cur, pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
}

std::uint64_t count(Index number) {
  return static_cast<std::uint64_t>(std::max<Index>(number, 0));
}

}  // namespace

std::uint64_t memoryNeededFor(const ModelConfig& config, std::uint64_t weightBytes) {
  const std::uint64_t weights =
      weightBytes > 0 ? weightBytes : std::uint64_t{parameterLayout(config).blockSize()} * sizeof(float);
  const std::uint64_t layers = count(config.nLayers) + count(config.nDecoderLayers);
  const std::uint64_t width = std::max(count(config.dModel), count(config.dHidden));
  const std::uint64_t position = config.isRecurrent() ? 0 : layers * 2 * width;  // a key and a value a layer
  const std::uint64_t row = count(config.dVocab) + 8 * width + 2 * count(config.dMlp);
  return weights + sizeof(float) * (count(config.nCtx) * position + row);
}

std::uint64_t availableMemory() {
  return std::min({systemMemory(), groupMemory(), processMemory()});
}

void requireMemory(std::string_view file, std::uint64_t needed, std::uint64_t available) {
  if (needed <= available) return;
  throw Error("model.too_large_for_memory",
              {{"file", std::string(file)}, {"needed", byteText(needed)}, {"available", byteText(available)}});
}

std::string byteText(std::uint64_t bytes) {
  static constexpr std::array<const char*, 6> kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1);
  return std::string(text.data(), end.ptr) + " " + kUnits[unit];
}

}  // namespace headlight
