#include "formats/huggingface/weight_names.h"

#include <algorithm>
#include <map>
#include <utility>

#include "formats/files/memory_estimate.h"
#include "formats/huggingface/weight_plan.h"

namespace headlight {
namespace {

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Warns of NaNs and infinities; a file full of them does not fill the screen.
class NonFiniteNotes {
 public:
  explicit NonFiniteNotes(std::vector<Message>& notices) : m_notices(notices) {}

  void note(const StoredTensor& stored, const NonFiniteCount& odd) {
    if (odd.count == 0) return;
    if (++m_tensors > kMostNamed) return;
    m_notices.push_back({"safetensors.not_finite",
                         {{"file", stored.file->name()},
                          {"tensor", stored.entry->name},
                          {"count", std::to_string(odd.count)},
                          {"place", placeIn(*stored.entry, odd.first)}}});
  }

  void finish(const std::string& name) {
    if (m_tensors <= kMostNamed) return;
    m_notices.push_back(
        {"weights.more_not_finite", {{"file", name}, {"count", std::to_string(m_tensors - kMostNamed)}}});
  }

 private:
  static constexpr std::size_t kMostNamed = 5;

  /// "[3, 17]"
  static std::string placeIn(const SafetensorsEntry& entry, std::uint64_t index) {
    std::string place = "[";
    std::uint64_t inner = entry.elements();
    for (const std::uint64_t dimension : entry.shape) {
      inner /= dimension;
      place += (place.size() > 1 ? ", " : "") + std::to_string(index / inner);
      index %= inner;
    }
    return place + "]";
  }

  std::vector<Message>& m_notices;
  std::size_t m_tensors = 0;
};

NonFiniteCount readInto(const WeightRead& read, std::span<float> destination, ReadProgress& progress) {
  SafetensorsFile& file = *read.stored.file;
  return read.transposed ? file.readFloatsTransposed(*read.stored.entry, destination, &progress)
                         : file.readFloats(*read.stored.entry, destination, &progress);
}

std::span<float> placeOf(Parameters& parameters, const ParameterInfo& info) {
  return parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size()));
}

void compareDuplicate(const WeightRead& read, Parameters& parameters, ModelKind kind, ReadProgress& progress,
                      std::vector<Message>& notices) {
  SafetensorsFile& file = *read.stored.file;
  const std::span<const float> ours = placeOf(parameters, *read.info);
  if (file.hasNumbers(*read.stored.entry, ours, read.transposed, &progress)) return;
  notices.push_back(
      {"weights.duplicate_differs",
       {{"file", file.name()}, {"tensor", read.stored.entry->name}, {"other", fileTensorName(kind, read.info->name)}}});
}

Parameters readAll(const std::string& name, std::span<SafetensorsFile> files, const ModelConfig& config,
                   const Progress& progress, std::vector<Message>& notices) {
  const ParameterLayout layout = parameterLayout(config);
  const WeightsPlan plan = planWeights(name, files, config, layout, notices);
  requireMemory(name, memoryNeededFor(config));

  Parameters parameters(layout);  // no larger than the files allow: the shape of every matrix was found in them
  ReadProgress done(progress, plan.bytes());
  done.advance(0);
  NonFiniteNotes notFinite(notices);
  for (const WeightRead& read : plan.reads) {
    notFinite.note(read.stored, readInto(read, placeOf(parameters, *read.info), done));
  }
  notFinite.finish(name);
  for (const WeightRead& read : plan.duplicates) compareDuplicate(read, parameters, config.kind, done, notices);
  done.finish();
  return parameters;
}

}  // namespace

std::string fileTensorName(ModelKind kind, std::string_view name) {
  const WeightFamily& family = weightFamily(kind);
  const bool asItIs = family.prefixInOurNames || contains(family.notPrefixed, name);
  return asItIs ? std::string(name) : std::string(family.prefix) + std::string(name);
}

bool isStoredTransposed(ModelKind kind, const ParameterInfo& info) {
  const WeightFamily& family = weightFamily(kind);
  return !info.isVector && family.transposed && family.transposed(info);
}

std::vector<std::uint64_t> fileTensorShape(ModelKind kind, const ParameterInfo& info) {
  const WeightFamily& family = weightFamily(kind);
  const auto rows = static_cast<std::uint64_t>(info.rows);
  const auto columns = static_cast<std::uint64_t>(info.columns);
  if (info.isVector) return contains(family.oneRow, info.name) ? std::vector{rows, columns} : std::vector{columns};
  return isStoredTransposed(kind, info) ? std::vector{columns, rows} : std::vector{rows, columns};
}

Parameters readWeights(WeightFiles& files, const ModelConfig& config, const Progress& progress,
                       std::vector<Message>& notices) {
  return readAll(files.name, files.files, config, progress, notices);
}

Parameters readWeights(SafetensorsFile& file, const ModelConfig& config, const Progress& progress,
                       std::vector<Message>& notices) {
  return readAll(file.name(), std::span(&file, 1), config, progress, notices);
}

std::vector<std::string> tensorNames(const WeightFiles& files) {
  std::vector<std::string> names;
  for (const SafetensorsFile& file : files.files) {
    for (const SafetensorsEntry& entry : file.entries()) names.push_back(entry.name);
  }
  return names;
}

bool hasMaskedWordHead(const WeightFiles& files) {
  const std::vector<std::string> names = tensorNames(files);
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.find("cls.predictions.") != std::string::npos; });
}

std::string storedTypes(const WeightFiles& files) {
  std::map<std::string, std::uint64_t> numbers;
  for (const SafetensorsFile& file : files.files) {
    for (const SafetensorsEntry& entry : file.entries()) {
      if (isFloatType(entry.dtype)) numbers[entry.dtype] += entry.elements();
    }
  }
  std::vector<std::pair<std::string, std::uint64_t>> types(numbers.begin(), numbers.end());
  std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [type, count] : types) text += (text.empty() ? "" : ", ") + type;
  return text;
}

void writeWeights(ModelKind kind, const Parameters& parameters, WeightType type, const ByteSink& sink) {
  if (parameters.layout().anyCompact()) return writeWeights(kind, parameters.toFloat32(), type, sink);
  std::vector<SafetensorsTensor> tensors;
  for (const ParameterInfo& info : parameters.layout().all()) {
    tensors.push_back({fileTensorName(kind, info.name), fileTensorShape(kind, info),
                       parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size())),
                       isStoredTransposed(kind, info)});
  }
  writeSafetensors(tensors, {{"format", "pt"}}, type, sink);
}

std::string weightsToSafetensors(ModelKind kind, const Parameters& parameters, WeightType type) {
  std::string bytes;
  writeWeights(kind, parameters, type, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace headlight
