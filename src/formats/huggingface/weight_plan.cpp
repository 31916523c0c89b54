#include "formats/huggingface/weight_plan.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "formats/huggingface/weight_names.h"
#include "hooks/hook_point.h"

namespace headlight {
namespace {

bool matchesAny(const std::vector<std::string_view>& globs, std::string_view name) {
  return std::any_of(globs.begin(), globs.end(), [&](std::string_view glob) { return globMatches(glob, name); });
}

/// What further heads are called in files whose names have no words before them that would tell.
const std::vector<std::string_view>& furtherHeads() {
  static const std::vector<std::string_view> kHeads = {"*head*",      "classifier.*", "score.*", "pooler.*",
                                                       "qa_outputs*", "summary.*",    "value*",  "cls.*"};
  return kHeads;
}

/// "h.*.ln_1.bias" for "h.3.ln_1.bias": the same part of every layer.
std::string withoutNumbers(std::string_view name) {
  std::string general;
  for (const char c : name) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit) general += c;
    if (digit && !general.ends_with('*')) general += '*';
  }
  return general;
}

std::string shapeText(const std::vector<std::uint64_t>& shape) {
  SafetensorsEntry entry;
  entry.shape = shape;
  return entry.shapeText();
}

void checkShape(const StoredTensor& stored, const std::vector<std::uint64_t>& expected) {
  if (stored.entry->shape == expected) return;
  throw Error("weights.wrong_shape", {{"file", stored.file->name()},
                                      {"tensor", stored.entry->name},
                                      {"found", stored.entry->shapeText()},
                                      {"expected", shapeText(expected)}});
}

class Planner {
 public:
  Planner(const std::string& name, std::span<SafetensorsFile> files, const ModelConfig& config,
          const ParameterLayout& layout, std::vector<Message>& notices)
      : m_name(name),
        m_family(weightFamily(config.kind)),
        m_kind(config.kind),
        m_layout(layout),
        m_stored(files, m_family, layout),
        m_notices(notices) {}

  WeightsPlan plan() {
    refuseOtherModel();
    findLinearLayout();
    for (const ParameterInfo& info : m_layout.all()) planRead(info);
    for (const SharedTensor& tensor : m_family.shared) planDuplicate(tensor);
    checkAbsent();
    checkUnexpected();
    if (const std::string wrapper = m_stored.wrapper(); !wrapper.empty()) {
      m_notices.push_back({"weights.wrapped", {{"file", m_name}, {"words", wrapper.substr(0, 80)}}});
    }
    // along the files, so that a disk is not sent to and fro
    std::sort(m_plan.reads.begin(), m_plan.reads.end(), [](const WeightRead& a, const WeightRead& b) {
      if (a.stored.file != b.stored.file) return std::less<>()(a.stored.file, b.stored.file);
      return a.stored.entry->begin < b.stored.entry->begin;
    });
    return std::move(m_plan);
  }

 private:
  /// Not one name of the family: the configuration is another model's.
  void refuseOtherModel() const {
    if (m_stored.known() > 0 || m_stored.all().empty()) return;
    const SafetensorsEntry* first = nullptr;
    for (const auto& [name, stored] : m_stored.all()) {
      refuseAdapter(stored);
      if (first == nullptr) first = stored.entry;
    }
    throw Error(
        "weights.other_model",
        {{"file", m_name}, {"tensor", first->name}, {"expected", fileTensorName(m_kind, m_layout.all().front().name)}});
  }

  static void refuseAdapter(const StoredTensor& stored) {
    if (stored.entry->name.find("lora_") == std::string::npos) return;
    throw Error("weights.adapter", {{"file", stored.file->name()}, {"tensor", stored.entry->name}});
  }

  /// Whether linear maps lie across, as torch.nn.Linear stores them: told by one that is not square.
  void findLinearLayout() {
    for (const ParameterInfo& info : m_layout.all()) {
      if (info.use != MatrixUse::Linear || info.rows == info.columns || !m_family.mayBeLinear) continue;
      const StoredTensor stored = m_stored.find(info.name);
      if (!stored) return;
      std::vector<std::uint64_t> across = fileTensorShape(m_kind, info);
      std::reverse(across.begin(), across.end());
      m_across = stored.entry->shape == across;
      if (m_across) m_notices.push_back({"weights.linear_layout", {{"file", m_name}, {"tensor", stored.entry->name}}});
      return;
    }
  }

  /// A tensor of a name that is a parameter of its own in this model (an untied head) shares nothing.
  [[nodiscard]] bool isShared(const SharedTensor& tensor, const ParameterInfo& info) const {
    return tensor.with == info.name && !m_layout.find(tensor.name);
  }

  WeightRead readOf(const ParameterInfo& info, const StoredTensor& stored) {
    std::vector<std::uint64_t> shape = fileTensorShape(m_kind, info);
    const bool across = m_across && info.use == MatrixUse::Linear;
    if (across) std::reverse(shape.begin(), shape.end());
    checkShape(stored, shape);
    m_used.insert(stored.entry);
    return {&info, stored, isStoredTransposed(m_kind, info) != across};
  }

  void planRead(const ParameterInfo& info) {
    StoredTensor stored = m_stored.find(info.name);
    for (const SharedTensor& tensor : m_family.shared) {
      if (!stored && isShared(tensor, info)) stored = m_stored.find(tensor.name);
    }
    if (stored) {
      m_plan.reads.push_back(readOf(info, stored));
      m_there.insert(withoutNumbers(info.name));
    } else {
      m_absent.push_back(&info);
    }
  }

  void planDuplicate(const SharedTensor& tensor) {
    const ParameterInfo* info = m_layout.find(tensor.with);
    const StoredTensor stored = m_stored.find(tensor.name);
    if (!info || !stored || m_used.contains(stored.entry) || !isShared(tensor, *info)) return;
    m_plan.duplicates.push_back(readOf(*info, stored));
  }

  /// A model trained without biases has none of a part in any layer; a file that lacks some of them, or only one that
  /// is there once, is not whole.
  void checkAbsent() {
    const ParameterInfo* first = nullptr;
    for (const ParameterInfo* info : m_absent) {
      const std::string general = withoutNumbers(info->name);
      const bool isBias = info->isVector && general.find("bias") != std::string::npos;
      if (!isBias || m_there.contains(general)) refuseMissing(*info);
      if (first == nullptr && general.find('*') != std::string::npos) first = info;
    }
    if (m_absent.empty()) return;
    if (first == nullptr) refuseMissing(*m_absent.front());
    m_notices.push_back({"weights.no_biases",
                         {{"file", m_name},
                          {"count", std::to_string(m_absent.size())},
                          {"tensor", fileTensorName(m_kind, first->name)}}});
  }

  [[noreturn]] void refuseMissing(const ParameterInfo& info) const {
    const bool headOnly = matchesAny(m_family.head, info.name);
    throw Error(headOnly ? "weights.head_missing" : "weights.missing",
                {{"file", m_name},
                 {"tensor", fileTensorName(m_kind, info.name)},
                 {"shape", shapeText(fileTensorShape(m_kind, info))}});
  }

  /// What belongs to another head, or has no numbers, changes nothing that is computed here; all else would.
  [[nodiscard]] bool mayBeLeftOut(std::string_view name, const StoredTensor& stored) const {
    if (stored.entry->elements() == 0 || matchesAny(m_family.unused, name)) return true;
    if (matchesAny(m_family.essential, name)) return false;
    return m_stored.isBesideTheModel(stored.entry->name) || matchesAny(furtherHeads(), name);
  }

  void checkUnexpected() const {
    std::size_t count = 0;
    std::string first;
    for (const auto& [name, stored] : m_stored.all()) {
      if (m_used.contains(stored.entry) || matchesAny(m_family.buffers, name)) continue;
      refuseAdapter(stored);
      if (!mayBeLeftOut(name, stored)) {
        throw Error("weights.unexpected", {{"file", stored.file->name()}, {"tensor", stored.entry->name}});
      }
      if (count++ == 0) first = stored.entry->name;
    }
    if (count == 0) return;
    m_notices.push_back({"weights.skipped", {{"file", m_name}, {"count", std::to_string(count)}, {"tensor", first}}});
  }

  const std::string& m_name;
  const WeightFamily& m_family;
  ModelKind m_kind;
  const ParameterLayout& m_layout;
  StoredNames m_stored;
  std::vector<Message>& m_notices;
  std::unordered_set<const SafetensorsEntry*> m_used;
  std::set<std::string> m_there;  ///< names without the numbers of layers
  std::vector<const ParameterInfo*> m_absent;
  bool m_across = false;
  WeightsPlan m_plan;
};

}  // namespace

std::uint64_t WeightsPlan::bytes() const {
  std::uint64_t total = 0;
  for (const auto* list : {&reads, &duplicates}) {
    for (const WeightRead& read : *list) total += read.stored.entry->end - read.stored.entry->begin;
  }
  return total;
}

WeightsPlan planWeights(const std::string& name, std::span<SafetensorsFile> files, const ModelConfig& config,
                        const ParameterLayout& layout, std::vector<Message>& notices) {
  return Planner(name, files, config, layout, notices).plan();
}

}  // namespace headlight
