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

ModelKind kindNamed(const std::string& name) {
  for (int kind = 0; kind <= static_cast<int>(ModelKind::Gru); ++kind) {
    if (modelKindName(static_cast<ModelKind>(kind)) == name) return static_cast<ModelKind>(kind);
  }
  throw std::runtime_error("unknown kind " + name);
}

Activation activationNamed(const std::string& name) {
  if (name == "gelu_new") return Activation::GeluNew;
  if (name == "gelu") return Activation::Gelu;
  if (name == "relu") return Activation::Relu;
  if (name == "swish") return Activation::Swish;
  throw std::runtime_error("unknown activation " + name);
}

void readConfig(std::istringstream& line, ModelConfig& config) {
  std::string word;
  double value = 0;
  line >> word;
  if (word == "kind") {
    line >> word;
    config.kind = kindNamed(word);
    return;
  }
  if (word == "positions") {
    line >> word;
    config.positions = word == "none" ? Positions::None : Positions::Sinusoidal;
    return;
  }
  if (word == "activation") {
    line >> word;
    config.activation = activationNamed(word);
    return;
  }
  line >> value;
  const auto whole = static_cast<Index>(value);
  if (word == "n_layers") config.nLayers = whole;
  if (word == "n_decoder_layers") config.nDecoderLayers = whole;
  if (word == "n_segments") config.nSegments = whole;
  if (word == "scaled_embedding") config.scaledEmbedding = whole != 0;
  if (word == "start_token") config.startToken = static_cast<TokenId>(whole);
  if (word == "end_token") config.endToken = static_cast<TokenId>(whole);
  if (word == "pad_token") config.padToken = static_cast<TokenId>(whole);
  if (word == "n_heads") config.nHeads = whole;
  if (word == "d_model") config.dModel = whole;
  if (word == "d_hidden") config.dHidden = whole;
  if (word == "d_mlp") config.dMlp = whole;
  if (word == "n_ctx") config.nCtx = whole;
  if (word == "d_vocab") config.dVocab = whole;
  if (word == "causal_mask") config.causalMask = whole != 0;
  if (word == "residual") config.residual = whole != 0;
  if (word == "layer_norm") config.norm = whole != 0 ? NormKind::LayerNorm : NormKind::None;
  if (word == "scaled_scores") config.scaledScores = whole != 0;
  if (word == "tied") config.tiedHead = whole != 0;
  if (word == "layer_norm_epsilon") config.layerNormEpsilon = static_cast<float>(value);
}

}  // namespace

GoldenFile GoldenFile::read(const std::string& stem) {
  std::ifstream text(stem + ".txt");
  std::ifstream blob(stem + ".bin", std::ios::binary);
  if (!text || !blob) throw std::runtime_error("cannot read " + stem + ".txt and .bin");
  const std::string bytes{std::istreambuf_iterator<char>(blob), {}};
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
