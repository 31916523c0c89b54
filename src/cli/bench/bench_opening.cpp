#include "cli/bench/bench_opening.h"

#include <fstream>
#include <optional>

#include "cli/bench/bench_support.h"

namespace headlight {

namespace {

/// VmHWM of Linux's /proc/self/status, in megabytes of 10⁶ bytes.
std::optional<double> peakMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kibibytes = 0;
    if (word == "VmHWM:" && status >> kibibytes) return kibibytes * 1024 * 1e-6;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Measurement> measureOpening(const std::string& model, CommandContext& context) {
  constexpr int kOpenings = 5;
  std::vector<double> milliseconds;
  std::optional<double> peak;
  for (int i = 0; i < kOpenings; ++i) {
    std::shared_ptr<const OpenedModel> opened;
    milliseconds.push_back(1e3 * bench::secondsOf([&] { opened = openModelFor(model, context); }));
    if (i == 0) peak = peakMegabytes();
  }
  std::vector<Measurement> found{{"open_ms", bench::median(milliseconds), "ms"}};
  if (peak) found.push_back({"open_peak_megabytes", *peak, "MB"});
  return found;
}

}  // namespace headlight
