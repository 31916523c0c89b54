#include "formats/safetensors/safetensors_index.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <set>

#include "formats/json/guarded_json.h"

namespace headlight {
namespace {

constexpr std::size_t kMostFiles = 1000;
constexpr std::size_t kMostValues = 400'000;
constexpr std::string_view kEnding = ".safetensors";

bool isPlainName(std::string_view name) {
  return name.size() > kEnding.size() && name.size() <= 255 && name.ends_with(kEnding) && !name.starts_with('.') &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

[[noreturn]] void badName(std::string_view fileName, const std::string& shard) {
  throw Error("weights.index_path", {{"file", std::string(fileName)}, {"shard", shard.substr(0, 80)}});
}

/// Five digits at the end of `text`, taken off; -1 if there are none.
int takeNumber(std::string_view& text) {
  constexpr std::size_t kDigits = 5;
  if (text.size() < kDigits) return -1;
  const std::string_view digits = text.substr(text.size() - kDigits);
  int number = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + kDigits, number);
  if (error != std::errc() || end != digits.data() + kDigits || digits.front() == '-') return -1;
  text.remove_suffix(kDigits);
  return number;
}

}  // namespace

SafetensorsIndex readSafetensorsIndex(std::string_view bytes, std::string_view fileName) {
  json::Limits limits;
  limits.values = kMostValues;
  const nlohmann::json root = json::parseGuarded(bytes, fileName, limits);
  const json::ObjectReader map = json::ObjectReader(root, fileName).object("weight_map");
  SafetensorsIndex index;
  std::set<std::string> files;
  for (const auto& [tensor, value] : map.json().items()) {
    std::string file = map.string(tensor);
    if (!isPlainName(file)) badName(fileName, file);
    files.insert(file);
    if (files.size() > kMostFiles) {
      throw Error("json.too_many_values",
                  {{"file", std::string(fileName)}, {"limit", std::to_string(kMostFiles)}, {"position", "0"}});
    }
    index.fileOfTensor.emplace(tensor, std::move(file));
  }
  if (files.empty()) throw Error("weights.no_tensors", {{"file", std::string(fileName)}});
  index.files.assign(files.begin(), files.end());
  return index;
}

std::vector<std::string> partsOfSameModel(const std::string& fileName) {
  std::string_view stem = fileName;
  if (!stem.ends_with(kEnding)) return {};
  stem.remove_suffix(kEnding.size());
  const int count = takeNumber(stem);
  constexpr std::string_view kOf = "-of-";
  if (count < 1 || static_cast<std::size_t>(count) > kMostFiles || !stem.ends_with(kOf)) return {};
  stem.remove_suffix(kOf.size());
  const int number = takeNumber(stem);
  if (number < 1 || number > count) return {};
  std::vector<std::string> names;
  for (int i = 1; i <= count; ++i) {
    std::array<char, 32> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "%05d-of-%05d", i, count);
    names.push_back(std::string(stem) + numbers.data() + std::string(kEnding));
  }
  return names;
}

}  // namespace headlight
