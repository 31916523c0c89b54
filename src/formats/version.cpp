#include "formats/version.h"

#include <openssl/crypto.h>
#include <unicode/uversion.h>

#include <CLI/Version.hpp>
#include <Eigen/Core>
#include <array>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

namespace headlight {

namespace {

const char* compilerVersion() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string icuVersion() {
  UVersionInfo version;
  u_getVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

}  // namespace

std::string versionText(bool withWindow) {
  std::ostringstream text;
  text << "headlight " HEADLIGHT_VERSION "\n"
       << "compiler: " << compilerVersion() << "\n"
       << "build: " HEADLIGHT_BUILD_TYPE ", " HEADLIGHT_BUILD_FLAGS "\n"
       << "vector instructions: " << Eigen::SimdInstructionSetsInUse() << "\n"
       << "window (Qt): " << (withWindow ? "yes" : "no") << "\n"
       << "Eigen: " << EIGEN_WORLD_VERSION << '.' << EIGEN_MAJOR_VERSION << '.' << EIGEN_MINOR_VERSION << "\n"
       << "Boost: " << BOOST_VERSION / 100000 << '.' << BOOST_VERSION / 100 % 1000 << '.' << BOOST_VERSION % 100 << "\n"
       << "CLI11: " CLI11_VERSION "\n"
       << "nlohmann/json: " << NLOHMANN_JSON_VERSION_MAJOR << '.' << NLOHMANN_JSON_VERSION_MINOR << '.'
       << NLOHMANN_JSON_VERSION_PATCH << "\n"
       << "OpenSSL: " << OpenSSL_version(OPENSSL_VERSION) << "\n"
       << "ICU: " << icuVersion() << "\n"
       << "threads: " << std::thread::hardware_concurrency();
  return text.str();
}

}  // namespace headlight
