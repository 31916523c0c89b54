#include "formats/families.h"

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <utility>

namespace headlight {
namespace {

constexpr std::string_view kPrefix = "transformer.";
constexpr std::string_view kHead = "lm_head.weight";
constexpr std::string_view kEmbedding = "wte.weight";

std::string_view withoutPrefix(std::string_view name) {
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  return name;
}

/// Causal masks that older versions of Hugging Face stored with the weights.
bool isMaskBuffer(std::string_view name) {
  if (!name.starts_with("h.")) return false;
  return name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias");
}

std::vector<std::uint64_t> shapeOf(const ParameterInfo& info) {
  const auto columns = static_cast<std::uint64_t>(info.columns);
  if (info.isVector) return {columns};
  return {static_cast<std::uint64_t>(info.rows), columns};
}

std::string shapeText(const std::vector<std::uint64_t>& shape) {
  SafetensorsEntry entry;
  entry.shape = shape;
  return entry.shapeText();
}

void checkShape(const SafetensorsFile& file, const SafetensorsEntry& entry,
                const std::vector<std::uint64_t>& expected) {
  if (entry.shape == expected) return;
  throw Error(
      "weights.wrong_shape",
      {{"file", file.name()}, {"tensor", entry.name}, {"found", entry.shapeText()}, {"expected", shapeText(expected)}});
}

/// Where each parameter is found in the file.
struct WeightsPlan {
  std::vector<std::pair<const ParameterInfo*, const SafetensorsEntry*>> reads;
  const SafetensorsEntry* duplicateHead = nullptr;  ///< of a tied model
};

const SafetensorsEntry* findUnderEitherName(const SafetensorsFile& file, const std::string& name) {
  const SafetensorsEntry* bare = file.find(name);
  const SafetensorsEntry* prefixed = file.find(std::string(kPrefix) + name);
  if (bare && prefixed) throw Error("weights.twice", {{"file", file.name()}, {"tensor", name}});
  return bare ? bare : prefixed;
}

void checkUnexpected(const SafetensorsFile& file, const WeightsPlan& plan) {
  std::unordered_set<const SafetensorsEntry*> used = {plan.duplicateHead};
  for (const auto& [info, entry] : plan.reads) used.insert(entry);
  for (const SafetensorsEntry& entry : file.entries()) {
    if (used.contains(&entry) || isMaskBuffer(withoutPrefix(entry.name))) continue;
    throw Error("weights.unexpected", {{"file", file.name()}, {"tensor", entry.name}});
  }
}

WeightsPlan planWeights(const SafetensorsFile& file, const ParameterLayout& layout) {
  WeightsPlan plan;
  for (const ParameterInfo& info : layout.all()) {
    const SafetensorsEntry* entry = findUnderEitherName(file, info.name);
    if (!entry) {
      throw Error("weights.missing",
                  {{"file", file.name()}, {"tensor", hfTensorName(info.name)}, {"shape", shapeText(shapeOf(info))}});
    }
    checkShape(file, *entry, shapeOf(info));
    plan.reads.emplace_back(&info, entry);
  }
  const ParameterInfo* embedding = layout.find(kEmbedding);
  if (!layout.find(kHead) && embedding) {
    plan.duplicateHead = findUnderEitherName(file, std::string(kHead));
    if (plan.duplicateHead) checkShape(file, *plan.duplicateHead, shapeOf(*embedding));
  }
  checkUnexpected(file, plan);
  return plan;
}

/// Reads along the file, so that a disk is not sent to and fro.
void sortByPlace(WeightsPlan& plan) {
  std::sort(plan.reads.begin(), plan.reads.end(),
            [](const auto& a, const auto& b) { return a.second->begin < b.second->begin; });
}

void noteNonFinite(const SafetensorsFile& file, const SafetensorsEntry& entry, const NonFiniteCount& odd,
                   std::vector<Message>& notices) {
  if (odd.count == 0) return;
  std::string place = "[";
  std::uint64_t inner = entry.elements();
  std::uint64_t rest = odd.first;
  for (const std::uint64_t dimension : entry.shape) {
    inner /= dimension;
    place += (place.size() > 1 ? ", " : "") + std::to_string(rest / inner);
    rest %= inner;
  }
  notices.push_back(
      {"safetensors.not_finite",
       {{"file", file.name()}, {"tensor", entry.name}, {"count", std::to_string(odd.count)}, {"place", place + "]"}}});
}

void compareHead(SafetensorsFile& file, const SafetensorsEntry& head, std::span<const float> embedding,
                 std::vector<Message>& notices) {
  std::vector<float> numbers(embedding.size());
  (void)file.readFloats(head, numbers);
  if (std::memcmp(numbers.data(), embedding.data(), embedding.size_bytes()) != 0) {
    notices.push_back({"weights.head_differs", {{"file", file.name()}}});
  }
}

}  // namespace

std::string hfTensorName(std::string_view name) {
  return name == kHead ? std::string(name) : std::string(kPrefix) + std::string(name);
}

Parameters readWeights(SafetensorsFile& file, const ModelConfig& config, const std::function<bool(double)>& progress,
                       std::vector<Message>& notices) {
  const ParameterLayout layout = parameterLayout(config);
  WeightsPlan plan = planWeights(file, layout);
  sortByPlace(plan);

  Parameters parameters(layout);  // no larger than the file allows: every shape was found in it
  const auto total = static_cast<double>(std::max<std::size_t>(layout.blockSize(), 1));
  double done = 0;
  for (const auto& [info, entry] : plan.reads) {
    if (progress && !progress(done / total)) throw Error("cancelled");
    const std::span<float> destination =
        parameters.block().subspan(info->offset, static_cast<std::size_t>(info->size()));
    noteNonFinite(file, *entry, file.readFloats(*entry, destination), notices);
    done += static_cast<double>(info->size());
  }
  if (plan.duplicateHead) {
    const ParameterInfo* embedding = layout.find(kEmbedding);
    compareHead(file, *plan.duplicateHead,
                parameters.block().subspan(embedding->offset, static_cast<std::size_t>(embedding->size())), notices);
  }
  if (progress && !progress(1.0)) throw Error("cancelled");
  return parameters;
}

std::string weightsToSafetensors(const Parameters& parameters) {
  std::vector<SafetensorsTensor> tensors;
  for (const ParameterInfo& info : parameters.layout().all()) {
    tensors.push_back({hfTensorName(info.name), shapeOf(info),
                       parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size()))});
  }
  return safetensorsBytes(tensors);
}

}  // namespace headlight
