#pragma once
// The tensors of a model's file in memory, to be changed as another program could have written them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "formats/error_code.h"  // tests/formats
#include "formats/huggingface/weight_names.h"
#include "models/family.h"

namespace headlight::testing {

struct OwnedTensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  std::vector<float> numbers;
};

class FamilyFile {
 public:
  explicit FamilyFile(const ModelConfig& config) : m_config(config), m_original(initialParameters(config, 1)) {
    const std::string bytes = weightsToSafetensors(config.kind, m_original);
    SafetensorsFile file(memorySource(bytes, "written"));
    for (const SafetensorsEntry& entry : file.entries()) {
      OwnedTensor tensor{entry.name, entry.shape, std::vector<float>(entry.elements())};
      (void)file.readFloats(entry, tensor.numbers);
      tensors.push_back(std::move(tensor));
    }
  }

  OwnedTensor& operator[](const std::string& name) {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const OwnedTensor& tensor) { return tensor.name == name; });
    if (found == tensors.end()) throw std::runtime_error("no tensor " + name);
    return *found;
  }

  void add(const std::string& name, std::vector<std::uint64_t> shape, float value = 0.5F) {
    std::size_t size = 1;
    for (const std::uint64_t extent : shape) size *= extent;
    tensors.push_back({name, std::move(shape), std::vector<float>(size, value)});
  }

  void copy(const std::string& from, const std::string& to) {
    OwnedTensor tensor = (*this)[from];
    tensor.name = to;
    tensors.push_back(std::move(tensor));
  }

  void remove(const std::string& name) {
    std::erase_if(tensors, [&](const auto& tensor) { return tensor.name == name; });
  }

  Parameters read(std::vector<Message>& notices) const {
    std::vector<SafetensorsTensor> views;
    for (const OwnedTensor& tensor : tensors) views.push_back({tensor.name, tensor.shape, tensor.numbers});
    const std::string bytes = safetensorsBytes(views);
    SafetensorsFile file(memorySource(bytes, "changed"));
    return readWeights(file, m_config, {}, notices);
  }

  /// The codes of the notices, "" if there is none; the weights must be the original ones.
  std::string noticesOf() const {
    std::vector<Message> notices;
    const Parameters parameters = read(notices);
    EXPECT_EQ(std::memcmp(parameters.block().data(), m_original.block().data(), m_original.block().size_bytes()), 0);
    std::string codes;
    for (const Message& notice : notices) codes += (codes.empty() ? "" : ", ") + notice.code;
    return codes;
  }

  std::string error() const {
    return errorCode([&] {
      std::vector<Message> notices;
      (void)read(notices);
    });
  }

  const Parameters& original() const { return m_original; }
  std::vector<OwnedTensor> tensors;

 private:
  ModelConfig m_config;
  Parameters m_original;
};

}  // namespace headlight::testing
