#include "formats/families.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "formats/weight_family.h"
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

void checkShape(const SafetensorsFile& file, const SafetensorsEntry& entry,
                const std::vector<std::uint64_t>& expected) {
  if (entry.shape == expected) return;
  throw Error(
      "weights.wrong_shape",
      {{"file", file.name()}, {"tensor", entry.name}, {"found", entry.shapeText()}, {"expected", shapeText(expected)}});
}

/// A name of a file or of ours in the form in which the two are compared: without prefix, with today's ending.
std::string plainName(const WeightFamily& family, std::string_view name) {
  if (name.starts_with(family.prefix)) name.remove_prefix(family.prefix.size());
  for (const auto& [old, current] : family.oldEndings) {
    if (name.ends_with(old)) return std::string(name.substr(0, name.size() - old.size())) + std::string(current);
  }
  return std::string(name);
}

using EntriesByName = std::map<std::string, const SafetensorsEntry*, std::less<>>;

EntriesByName entriesByPlainName(const SafetensorsFile& file, const WeightFamily& family) {
  EntriesByName entries;
  for (const SafetensorsEntry& entry : file.entries()) {
    if (entries.emplace(plainName(family, entry.name), &entry).second) continue;
    throw Error("weights.twice", {{"file", file.name()}, {"tensor", entry.name}});
  }
  return entries;
}

struct Read {
  const ParameterInfo* info;
  const SafetensorsEntry* entry;
  bool transposed;
};

/// Where each parameter is found in the file.
struct WeightsPlan {
  std::vector<Read> reads;
  std::vector<Read> duplicates;  ///< of parameters that are read from elsewhere; only compared
};

class Planner {
 public:
  Planner(const SafetensorsFile& file, const ModelConfig& config, const ParameterLayout& layout)
      : m_file(file),
        m_family(weightFamily(config.kind)),
        m_kind(config.kind),
        m_layout(layout),
        m_entries(entriesByPlainName(file, m_family)) {}

  WeightsPlan plan(std::vector<Message>& notices) {
    for (const ParameterInfo& info : m_layout.all()) planRead(info);
    for (const SharedTensor& tensor : m_family.shared) planDuplicate(tensor);
    checkUnexpected(notices);
    // along the file, so that a disk is not sent to and fro
    std::sort(m_plan.reads.begin(), m_plan.reads.end(),
              [](const Read& a, const Read& b) { return a.entry->begin < b.entry->begin; });
    return std::move(m_plan);
  }

 private:
  const SafetensorsEntry* find(std::string_view name) const {
    const auto found = m_entries.find(plainName(m_family, name));
    return found == m_entries.end() ? nullptr : found->second;
  }

  /// A tensor of a name that is a parameter of its own in this model (an untied head) shares nothing.
  bool isShared(const SharedTensor& tensor, const ParameterInfo& info) const {
    return tensor.with == info.name && !m_layout.find(tensor.name);
  }

  Read readOf(const ParameterInfo& info, const SafetensorsEntry& entry) {
    checkShape(m_file, entry, fileTensorShape(m_kind, info));
    m_used.insert(&entry);
    return {&info, &entry, isTransposed(m_family, info)};
  }

  void planRead(const ParameterInfo& info) {
    const SafetensorsEntry* entry = find(info.name);
    for (const SharedTensor& tensor : m_family.shared) {
      if (!entry && isShared(tensor, info)) entry = find(tensor.name);
    }
    if (!entry) {
      throw Error("weights.missing", {{"file", m_file.name()},
                                      {"tensor", fileTensorName(m_kind, info.name)},
                                      {"shape", shapeText(fileTensorShape(m_kind, info))}});
    }
    m_plan.reads.push_back(readOf(info, *entry));
  }

  void planDuplicate(const SharedTensor& tensor) {
    const ParameterInfo* info = m_layout.find(tensor.with);
    const SafetensorsEntry* entry = find(tensor.name);
    if (!info || !entry || m_used.contains(entry) || !isShared(tensor, *info)) return;
    m_plan.duplicates.push_back(readOf(*info, *entry));
  }

  void checkUnexpected(std::vector<Message>& notices) const {
    std::size_t count = 0;
    std::string first;
    for (const auto& [name, entry] : m_entries) {
      if (m_used.contains(entry) || matchesAny(m_family.buffers, name)) continue;
      if (!matchesAny(m_family.unused, name)) {
        throw Error("weights.unexpected", {{"file", m_file.name()}, {"tensor", entry->name}});
      }
      if (count++ == 0) first = entry->name;
    }
    if (count == 0) return;
    notices.push_back(
        {"weights.skipped", {{"file", m_file.name()}, {"count", std::to_string(count)}, {"tensor", first}}});
  }

  const SafetensorsFile& m_file;
  const WeightFamily& m_family;
  ModelKind m_kind;
  const ParameterLayout& m_layout;
  EntriesByName m_entries;
  std::unordered_set<const SafetensorsEntry*> m_used;
  WeightsPlan m_plan;
};

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

NonFiniteCount readInto(SafetensorsFile& file, const Read& read, std::span<float> destination) {
  return read.transposed ? file.readFloatsTransposed(*read.entry, destination)
                         : file.readFloats(*read.entry, destination);
}

std::span<float> placeOf(Parameters& parameters, const ParameterInfo& info) {
  return parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size()));
}

void compareDuplicate(SafetensorsFile& file, const Read& read, Parameters& parameters, ModelKind kind,
                      std::vector<Message>& notices) {
  const std::span<const float> ours = placeOf(parameters, *read.info);
  std::vector<float> numbers(ours.size());
  (void)readInto(file, read, numbers);
  if (std::equal(numbers.begin(), numbers.end(), ours.begin())) return;
  notices.push_back(
      {"weights.duplicate_differs",
       {{"file", file.name()}, {"tensor", read.entry->name}, {"other", fileTensorName(kind, read.info->name)}}});
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

Parameters readWeights(SafetensorsFile& file, const ModelConfig& config, const std::function<bool(double)>& progress,
                       std::vector<Message>& notices) {
  const ParameterLayout layout = parameterLayout(config);
  const WeightsPlan plan = Planner(file, config, layout).plan(notices);

  Parameters parameters(layout);  // no larger than the file allows: every shape was found in it
  const auto total = static_cast<double>(std::max<std::size_t>(layout.blockSize(), 1));
  double done = 0;
  for (const Read& read : plan.reads) {
    if (progress && !progress(done / total)) throw Error("cancelled");
    noteNonFinite(file, *read.entry, readInto(file, read, placeOf(parameters, *read.info)), notices);
    done += static_cast<double>(read.info->size());
  }
  for (const Read& read : plan.duplicates) compareDuplicate(file, read, parameters, config.kind, notices);
  if (progress && !progress(1.0)) throw Error("cancelled");
  return parameters;
}

std::string weightsToSafetensors(ModelKind kind, const Parameters& parameters, WeightType type) {
  std::vector<SafetensorsTensor> tensors;
  for (const ParameterInfo& info : parameters.layout().all()) {
    tensors.push_back({fileTensorName(kind, info.name), fileTensorShape(kind, info),
                       parameters.block().subspan(info.offset, static_cast<std::size_t>(info.size())),
                       isTransposed(weightFamily(kind), info)});
  }
  return safetensorsBytes(tensors, {{"format", "pt"}}, type);
}

}  // namespace headlight
