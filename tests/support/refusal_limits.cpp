#include "support/refusal_limits.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>
#include <new>

#include "formats/error_code.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEADLIGHT_LIMITS_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEADLIGHT_LIMITS_MEMORY 0
#endif
#endif
#ifndef HEADLIGHT_LIMITS_MEMORY
#define HEADLIGHT_LIMITS_MEMORY 1
#endif

namespace headlight::testing {

namespace {

constexpr rlim_t kMostBytes = 64U << 20U;
constexpr double kMostSeconds = 0.1;
constexpr int kTries = 3;
constexpr const char* kTooLong = "took too long";
constexpr const char* kTooMuch = "took too much memory";

rlim_t addressSpaceNow() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

double processorSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// In the child: the code, or what it took too much of.
std::string limitedCode(const std::function<void()>& act) {
  const rlim_t most = addressSpaceNow() + kMostBytes;
  const rlimit limit = {most, most};
  ::setrlimit(RLIMIT_AS, &limit);
  std::string code;
  const double begin = processorSeconds();
  try {
    code = errorCode(act);
  } catch (const std::bad_alloc&) {
    return kTooMuch;
  } catch (const std::exception& error) {
    return std::string("threw ") + error.what();
  }
  return processorSeconds() - begin > kMostSeconds ? kTooLong : code;
}

std::string codeOfAChild(const std::function<void()>& act) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string code = limitedCode(act);
    const bool written = ::write(ends[1], code.data(), code.size()) == static_cast<ssize_t>(code.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(ends[1]);
  std::string code;
  std::array<char, 256> part{};
  for (ssize_t got = 0; (got = ::read(ends[0], part.data(), part.size())) > 0;) {
    code.append(part.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? code : "died";
}

}  // namespace

bool limitsAreMeasured() {
  return HEADLIGHT_LIMITS_MEMORY != 0;
}

std::string errorCodeWithinLimits(const std::function<void()>& act) {
  if (!limitsAreMeasured()) return errorCode(act);
  std::string code;
  for (int i = 0; i < kTries; ++i) {
    code = codeOfAChild(act);
    if (code != kTooLong) break;
  }
  return code;
}

}  // namespace headlight::testing
