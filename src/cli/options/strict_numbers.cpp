#include "cli/options/strict_numbers.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <string>

namespace headlight {
namespace {

bool isTooLarge(const std::string& text, auto number) {
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc::result_out_of_range;
}

/// Empty: nothing is wrong. What is no number at all is left to the option library, whose sentence is as good.
std::string wholeNumberProblem(const std::string& text) {
  if (text.empty()) return "a whole number is needed, but nothing was given";
  if (isTooLarge(text, std::int64_t{}) && isTooLarge(text, std::uint64_t{})) {
    return "the number " + text + " is too large: it does not fit into 64 bits";
  }
  return {};
}

std::string realNumberProblem(const std::string& text) {
  if (text.empty()) return "a number is needed, but nothing was given";
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool isWhole = error == std::errc() && end == text.data() + text.size();
  if (error == std::errc::result_out_of_range || (isWhole && !std::isfinite(number))) {
    return text + " is not a finite number";
  }
  return {};
}

}  // namespace

void requireRealNumbers(CLI::App& command) {
  for (CLI::Option* option : command.get_options()) {
    const std::string type = option->get_type_name();
    const auto check = [option](std::string (*problem)(const std::string&)) {
      option->check(CLI::Validator([problem](std::string& text) { return problem(text); }, ""));
    };
    if (type.starts_with("FLOAT")) check(realNumberProblem);
    if (type.starts_with("INT") || type.starts_with("UINT")) check(wholeNumberProblem);
  }
}

}  // namespace headlight
