#include "formats/huggingface/weight_names.h"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_set>
#include <utility>

#include "formats/files/memory_estimate.h"
#include "formats/huggingface/weight_family.h"
#include "hooks/hook_point.h"

namespace headlight {
namespace {

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool matchesAny(const std::vector<std::string_view>& globs, std::string_view name) {
  return std::any_of(globs.begin(), globs.end(), [&](std::string_view glob) { return globMatches(glob, name); });
}

bool isTransposed(const WeightFamily& family, const ParameterInfo& info) {
  return !info.isVector && family.transposed && family.transposed(info);
}

std::string shapeText(const std::vector<std::uint64_t>& shape) {
  SafetensorsEntry entry;
  entry.shape = shape;
  return entry.shapeText();
}

/// A tensor and the file that it lies in.
struct Stored {
  SafetensorsFile* file = nullptr;
  const SafetensorsEntry* entry = nullptr;

  explicit operator bool() const { return entry != nullptr; }
};

void checkShape(const Stored& stored, const std::vector<std::uint64_t>& expected) {
  if (stored.entry->shape == expected) return;
  throw Error("weights.wrong_shape", {{"file", stored.file->name()},
                                      {"tensor", stored.entry->name},
                                      {"found", stored.entry->shapeText()},
                                      {"expected", shapeText(expected)}});
}

/// A name of a file or of ours in the form in which the two are compared: without prefix, with today's ending.
std::string plainName(const WeightFamily& family, std::string_view name) {
  if (name.starts_with(family.prefix)) name.remove_prefix(family.prefix.size());
  for (const auto& [old, current] : family.oldEndings) {
    if (name.ends_with(old)) return std::string(name.substr(0, name.size() - old.size())) + std::string(current);
  }
  return std::string(name);
}

using StoredByName = std::map<std::string, Stored, std::less<>>;

StoredByName storedByPlainName(std::span<SafetensorsFile> files, const WeightFamily& family) {
  StoredByName stored;
  for (SafetensorsFile& file : files) {
    for (const SafetensorsEntry& entry : file.entries()) {
      if (stored.emplace(plainName(family, entry.name), Stored{&file, &entry}).second) continue;
      throw Error("weights.twice", {{"file", file.name()}, {"tensor", entry.name}});
    }
  }
  return stored;
}

struct Read {
  const ParameterInfo* info;
  Stored stored;
  bool transposed;
};

/// Where each parameter is found in the files.
struct WeightsPlan {
  std::vector<Read> reads;
  std::vector<Read> duplicates;  ///< of parameters that are read from elsewhere; only compared

  [[nodiscard]] std::uint64_t bytes() const {
    std::uint64_t total = 0;
    for (const auto* list : {&reads, &duplicates}) {
      for (const Read& read : *list) total += read.stored.entry->end - read.stored.entry->begin;
    }
    return total;
  }
};

class Planner {
 public:
  Planner(const std::string& name, std::span<SafetensorsFile> files, const ModelConfig& config,
          const ParameterLayout& layout)
      : m_name(name),
        m_family(weightFamily(config.kind)),
        m_kind(config.kind),
        m_layout(layout),
        m_stored(storedByPlainName(files, m_family)) {}

  WeightsPlan plan(std::vector<Message>& notices) {
    for (const ParameterInfo& info : m_layout.all()) planRead(info);
    for (const SharedTensor& tensor : m_family.shared) planDuplicate(tensor);
    checkUnexpected(notices);
    // along the files, so that a disk is not sent to and fro
    std::sort(m_plan.reads.begin(), m_plan.reads.end(), [](const Read& a, const Read& b) {
      if (a.stored.file != b.stored.file) return std::less<>()(a.stored.file, b.stored.file);
      return a.stored.entry->begin < b.stored.entry->begin;
    });
    return std::move(m_plan);
  }

 private:
  Stored find(std::string_view name) const {
    const auto found = m_stored.find(plainName(m_family, name));
    return found == m_stored.end() ? Stored{} : found->second;
  }

  /// A tensor of a name that is a parameter of its own in this model (an untied head) shares nothing.
  bool isShared(const SharedTensor& tensor, const ParameterInfo& info) const {
    return tensor.with == info.name && !m_layout.find(tensor.name);
  }

  Read readOf(const ParameterInfo& info, const Stored& stored) {
    checkShape(stored, fileTensorShape(m_kind, info));
    m_used.insert(stored.entry);
    return {&info, stored, isTransposed(m_family, info)};
  }

  void planRead(const ParameterInfo& info) {
    Stored stored = find(info.name);
    for (const SharedTensor& tensor : m_family.shared) {
      if (!stored && isShared(tensor, info)) stored = find(tensor.name);
    }
    if (!stored) {
      const bool headOnly = matchesAny(m_family.head, info.name);
      throw Error(headOnly ? "weights.head_missing" : "weights.missing",
                  {{"file", m_name},
                   {"tensor", fileTensorName(m_kind, info.name)},
                   {"shape", shapeText(fileTensorShape(m_kind, info))}});
    }
    m_plan.reads.push_back(readOf(info, stored));
  }

  void planDuplicate(const SharedTensor& tensor) {
    const ParameterInfo* info = m_layout.find(tensor.with);
    const Stored stored = find(tensor.name);
    if (!info || !stored || m_used.contains(stored.entry) || !isShared(tensor, *info)) return;
    m_plan.duplicates.push_back(readOf(*info, stored));
  }

  void checkUnexpected(std::vector<Message>& notices) const {
    std::size_t count = 0;
    std::string first;
    for (const auto& [name, stored] : m_stored) {
      if (m_used.contains(stored.entry) || matchesAny(m_family.buffers, name)) continue;
      if (!matchesAny(m_family.unused, name)) {
        throw Error("weights.unexpected", {{"file", stored.file->name()}, {"tensor", stored.entry->name}});
      }
      if (count++ == 0) first = stored.entry->name;
    }
    if (count == 0) return;
    notices.push_back({"weights.skipped", {{"file", m_name}, {"count", std::to_string(count)}, {"tensor", first}}});
  }

  const std::string& m_name;
  const WeightFamily& m_family;
  ModelKind m_kind;
  const ParameterLayout& m_layout;
  StoredByName m_stored;
  std::unordered_set<const SafetensorsEntry*> m_used;
  WeightsPlan m_plan;
};

/// Warns of NaNs and infinities; a file full of them does not fill the screen.
class NonFiniteNotes {
 public:
  explicit NonFiniteNotes(std::vector<Message>& notices) : m_notices(notices) {}

  void note(const Stored& stored, const NonFiniteCount& odd) {
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

NonFiniteCount readInto(const Read& read, std::span<float> destination, ReadProgress& progress) {
  SafetensorsFile& file = *read.stored.file;
  return read.transposed ? file.readFloatsTransposed(*read.stored.entry, destination, &progress)
                         : file.readFloats(*read.stored.entry, destination, &progress);
}

std::span<float> placeOf(Parameters& parameters, const ParameterInfo& info) {
  return parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size()));
}

void compareDuplicate(const Read& read, Parameters& parameters, ModelKind kind, ReadProgress& progress,
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
  const WeightsPlan plan = Planner(name, files, config, layout).plan(notices);
  requireMemory(name, memoryNeededFor(config));

  Parameters parameters(layout);  // no larger than the files allow: every shape was found in them
  ReadProgress done(progress, plan.bytes());
  done.advance(0);
  NonFiniteNotes notFinite(notices);
  for (const Read& read : plan.reads) {
    notFinite.note(read.stored, readInto(read, placeOf(parameters, *read.info), done));
  }
  notFinite.finish(name);
  for (const Read& read : plan.duplicates) compareDuplicate(read, parameters, config.kind, done, notices);
  done.finish();
  return parameters;
}

}  // namespace

std::string fileTensorName(ModelKind kind, std::string_view name) {
  const WeightFamily& family = weightFamily(kind);
  const bool asItIs = family.prefixInOurNames || contains(family.notPrefixed, name);
  return asItIs ? std::string(name) : std::string(family.prefix) + std::string(name);
}

std::vector<std::uint64_t> fileTensorShape(ModelKind kind, const ParameterInfo& info) {
  const WeightFamily& family = weightFamily(kind);
  const auto rows = static_cast<std::uint64_t>(info.rows);
  const auto columns = static_cast<std::uint64_t>(info.columns);
  if (info.isVector) return contains(family.oneRow, info.name) ? std::vector{rows, columns} : std::vector{columns};
  return isTransposed(family, info) ? std::vector{columns, rows} : std::vector{rows, columns};
}

Parameters readWeights(WeightFiles& files, const ModelConfig& config, const Progress& progress,
                       std::vector<Message>& notices) {
  return readAll(files.name, files.files, config, progress, notices);
}

Parameters readWeights(SafetensorsFile& file, const ModelConfig& config, const Progress& progress,
                       std::vector<Message>& notices) {
  return readAll(file.name(), std::span(&file, 1), config, progress, notices);
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
                       isTransposed(weightFamily(kind), info)});
  }
  writeSafetensors(tensors, {{"format", "pt"}}, type, sink);
}

std::string weightsToSafetensors(ModelKind kind, const Parameters& parameters, WeightType type) {
  std::string bytes;
  writeWeights(kind, parameters, type, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace headlight
