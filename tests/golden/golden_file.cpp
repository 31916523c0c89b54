#include "golden/golden_file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace headlight::test {

namespace {

template <class Stored>
std::vector<double> decode(const std::string& bytes, std::size_t offset, Index count) {
  std::vector<double> values;
  for (Index i = 0; i < count; ++i) {
    Stored value{};
    std::memcpy(&value, bytes.data() + offset + static_cast<std::size_t>(i) * sizeof(Stored), sizeof(Stored));
    values.push_back(static_cast<double>(value));
  }
  return values;
}

template <class Member>
void setField(Member& member, const std::string& text) {
  if constexpr (kHasWords<Member>) {
    for (const auto& known : wordsOf(member)) {
      if (known.word != text) continue;
      member = known.value;
      return;
    }
    throw std::runtime_error("unknown word " + text);
  } else {
    member = static_cast<Member>(std::stod(text));
  }
}

void readConfig(std::istringstream& line, ModelConfig& config) {
  std::string field;
  std::string text;
  line >> field >> text;
  bool found = false;
  visitFields(config, [&](std::string_view name, auto& member) {
    if (name != field) return;
    setField(member, text);
    found = true;
  });
  if (!found) throw std::runtime_error("unknown field " + field);
}

}  // namespace

GoldenFile GoldenFile::read(const std::string& stem) {
  std::ifstream stream(stem + ".golden", std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t end = all.find("\n\n");
  if (end == std::string::npos) throw std::runtime_error("cannot read " + stem + ".golden");
  std::istringstream text(all.substr(0, end));
  const std::string bytes = all.substr(end + 2);
  GoldenFile file;
  for (std::string line; std::getline(text, line);) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "config") {
      readConfig(words, file.config);
      continue;
    }
    std::string name;
    std::string type;
    std::size_t offset = 0;
    words >> name >> type >> offset;
    GoldenTensor tensor;
    Index count = 1;
    for (Index extent = 0; words >> extent;) {
      tensor.extents.push_back(extent);
      count *= extent;
    }
    if (type == "f4") tensor.values = decode<float>(bytes, offset, count);
    if (type == "f8") tensor.values = decode<double>(bytes, offset, count);
    if (type == "i8") tensor.values = decode<std::int64_t>(bytes, offset, count);
    file.tensors[name] = tensor;
  }
  return file;
}

Parameters GoldenFile::weights() const {
  Parameters parameters(parameterLayout(config));
  for (const ParameterInfo& info : parameters.layout().all()) {
    const std::vector<double>& values = tensors.at("weight." + info.name).values;
    if (static_cast<Index>(values.size()) != info.size()) throw std::runtime_error("shape of " + info.name);
    std::transform(values.begin(), values.end(), parameters.matrix(info).data(),
                   [](double value) { return static_cast<float>(value); });
  }
  return parameters;
}

std::vector<TokenId> GoldenFile::ids(const std::string& name) const {
  const std::vector<double>& ids = tensors.at(name).values;
  std::vector<TokenId> tokens;
  std::transform(ids.begin(), ids.end(), std::back_inserter(tokens),
                 [](double id) { return static_cast<TokenId>(id); });
  return tokens;
}

std::map<std::string, GoldenTensor> GoldenFile::gradients() const {
  std::map<std::string, GoldenTensor> found;
  for (const auto& [name, tensor] : tensors) {
    if (name.starts_with("grad.")) found[name.substr(5)] = tensor;
  }
  return found;
}

std::map<std::string, GoldenTensor> GoldenFile::hookValues() const {
  std::map<std::string, GoldenTensor> found;
  for (const auto& [name, tensor] : tensors) {
    if (name.find("hook_") != std::string::npos) found[name] = tensor;
  }
  return found;
}

double relativeError(const std::vector<double>& values, const std::vector<double>& expected) {
  if (values.size() != expected.size()) return std::numeric_limits<double>::infinity();
  double error = 0;
  double largest = 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(expected[i])) largest = std::max(largest, std::abs(expected[i]));
    if (values[i] == expected[i]) continue;
    const double difference = std::abs(values[i] - expected[i]);
    error = std::isnan(difference) ? std::numeric_limits<double>::infinity() : std::max(error, difference);
  }
  return error / largest;
}

std::string committed(const std::string& name) {
  return HEADLIGHT_SOURCE_DIR "/tests/golden/data/" + name;
}

}  // namespace headlight::test
