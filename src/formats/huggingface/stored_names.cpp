#include "formats/huggingface/stored_names.h"

#include <algorithm>
#include <set>

namespace headlight {
namespace {

/// With today's ending.
std::string withCurrentEnding(const WeightFamily& family, std::string_view name) {
  for (const auto& [old, current] : family.oldEndings) {
    if (name.ends_with(old)) return std::string(name.substr(0, name.size() - old.size())) + std::string(current);
  }
  return std::string(name);
}

/// The places in a name where a word begins.
std::vector<std::size_t> wordBeginnings(std::string_view name) {
  constexpr std::size_t kMostWords = 16;  // names of a hostile file may have thousands
  std::vector<std::size_t> places{0};
  for (std::size_t at = name.find('.'); at != std::string_view::npos && places.size() < kMostWords;
       at = name.find('.', at + 1)) {
    places.push_back(at + 1);
  }
  return places;
}

}  // namespace

StoredNames::StoredNames(std::span<SafetensorsFile> files, const WeightFamily& family, const ParameterLayout& layout)
    : m_family(family) {
  findWords(files, layout);
  for (SafetensorsFile& file : files) {
    for (const SafetensorsEntry& entry : file.entries()) {
      if (m_stored.emplace(plainStored(entry.name), StoredTensor{&file, &entry}).second) continue;
      throw Error("weights.twice", {{"file", file.name()}, {"tensor", entry.name}});
    }
  }
}

void StoredNames::findWords(std::span<SafetensorsFile> files, const ParameterLayout& layout) {
  std::set<std::string, std::less<>> ours;
  for (const ParameterInfo& info : layout.all()) ours.insert(plainOurs(info.name));
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const SafetensorsFile& file : files) {
    for (const SafetensorsEntry& entry : file.entries()) {
      const std::string name = withCurrentEnding(m_family, entry.name);
      for (const std::size_t begin : wordBeginnings(name)) {
        if (!ours.contains(std::string_view(name).substr(begin))) continue;
        ++counts[name.substr(0, begin)];
        ++m_known;
        break;
      }
    }
  }
  std::size_t most = 0;
  for (const auto& [words, count] : counts) {  // of equally frequent ones the shortest
    if (count < most || (count == most && words.size() >= m_words.size())) continue;
    most = count;
    m_words = words;
  }
}

std::string StoredNames::plainOurs(std::string_view name) const {
  if (m_family.prefixInOurNames && name.starts_with(m_family.prefix)) name.remove_prefix(m_family.prefix.size());
  return std::string(name);
}

std::string StoredNames::plainStored(std::string_view name) const {
  // A head stands beside the model and has the outer words alone: "_orig_mod.lm_head.weight".
  for (std::size_t begin = 0; begin < m_words.size();) {
    const std::size_t end = m_words.find('.', begin) + 1;
    const std::string_view word = std::string_view(m_words).substr(begin, end - begin);
    if (name.starts_with(word)) name.remove_prefix(word.size());
    begin = end;
  }
  return withCurrentEnding(m_family, name);
}

StoredTensor StoredNames::find(std::string_view name) const {
  const auto found = m_stored.find(plainOurs(name));
  return found == m_stored.end() ? StoredTensor{} : found->second;
}

std::string StoredNames::wrapper() const {
  std::string_view words = m_words;
  if (words.ends_with(m_family.prefix)) words.remove_suffix(m_family.prefix.size());
  return std::string(words);
}

bool StoredNames::isBesideTheModel(std::string_view storedName) const {
  return !m_words.empty() && !storedName.starts_with(m_words);
}

}  // namespace headlight
