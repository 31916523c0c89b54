#include "cli/export/export_plan.h"

#include <algorithm>
#include <charconv>

#include "tensor/error.h"

namespace headlight {

namespace {

[[noreturn]] void badValue(const std::string& option, const std::string& value, const std::string& expected) {
  throw Error("cli.bad_value", {{"option", option}, {"value", value}, {"expected", expected}});
}

std::optional<int> parseNumber(const std::string& word) {
  int number = 0;
  const char* end = word.data() + word.size();
  const auto result = std::from_chars(word.data(), end, number);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return number;
}

void addOnce(std::vector<int>& numbers, int number) {
  if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
}

std::vector<int> parseNumbers(const std::string& option, const std::string& text, int count, bool mean) {
  const std::string expected = "all, " + std::string(mean ? "mean, " : "") + "or a list of numbers from 0 to " +
                               std::to_string(count - 1) + " as in 0,1";
  std::vector<int> numbers;
  for (const std::string& word : splitList(text)) {
    const std::optional<int> number = parseNumber(word);
    if (word == "all") {
      for (int i = 0; i < count; ++i) addOnce(numbers, i);
    } else if (mean && word == "mean") {
      addOnce(numbers, -1);
    } else if (number && *number >= 0 && *number < count) {
      addOnce(numbers, *number);
    } else {
      badValue(option, word, expected);
    }
  }
  if (numbers.empty()) badValue(option, text, expected);
  return numbers;
}

}  // namespace

std::vector<std::string> splitList(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<int> parseLayers(const std::string& text, int layers) {
  return parseNumbers("--layers", text, layers, false);
}

std::vector<int> parseHeads(const std::string& text, int heads, bool mean) {
  return parseNumbers("--heads", text, heads, mean);
}

ExportFormats parseFormats(const std::string& text, const FigureWriter* writer) {
  ExportFormats formats;
  for (const std::string& word : splitList(!text.empty() ? text : writer != nullptr ? "png,svg,csv" : "csv")) {
    if (word == "csv") {
      formats.csv = true;
    } else if (word == "npy") {
      formats.npy = true;
    } else if (word == "png" || word == "svg" || word == "pdf") {
      if (writer == nullptr) throw Error("cli.no_pictures", {{"format", word}});
      const ImageFormat format = word == "png" ? ImageFormat::Png : word == "svg" ? ImageFormat::Svg : ImageFormat::Pdf;
      if (std::find(formats.pictures.begin(), formats.pictures.end(), format) == formats.pictures.end()) {
        formats.pictures.push_back(format);
      }
    } else {
      badValue("--formats", word, "a list of png, svg, pdf, csv and npy");
    }
  }
  if (!formats.csv && !formats.npy && formats.pictures.empty()) {
    badValue("--formats", text, "a list of png, svg, pdf, csv and npy");
  }
  return formats;
}

const char* endingOf(ImageFormat format) {
  switch (format) {
    case ImageFormat::Png:
      return ".png";
    case ImageFormat::Svg:
      return ".svg";
    case ImageFormat::Pdf:
      return ".pdf";
  }
  return "";
}

}  // namespace headlight
