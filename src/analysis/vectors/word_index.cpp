#include "analysis/vectors/word_index.h"

#include <algorithm>

#include "tensor/error.h"
#include "text/unicode/case_folding.h"

namespace headlight {
namespace {

int placeOf(const std::unordered_map<std::string, int>& words, const std::string& word) {
  const auto found = words.find(word);
  return found == words.end() ? -1 : found->second;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const auto first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

WordIndex::WordIndex(std::vector<std::string> labels) : m_labels(std::move(labels)) {
  m_exact.reserve(m_labels.size());
  m_folded.reserve(m_labels.size());
  for (std::size_t i = 0; i < m_labels.size(); ++i) {
    m_exact.emplace(m_labels[i], static_cast<int>(i));
    m_folded.emplace(foldCase(m_labels[i]), static_cast<int>(i));
  }
}

int WordIndex::find(std::string_view word) const {
  const std::string wanted(trimmed(word));
  if (wanted.empty()) return -1;
  const int exact = placeOf(m_exact, wanted);
  return exact >= 0 ? exact : placeOf(m_folded, foldCase(wanted));
}

int WordIndex::findBeginning(std::string_view text) const {
  const int whole = find(text);
  const std::string wanted = foldCase(trimmed(text));
  if (whole >= 0 || wanted.empty()) return whole;
  for (std::size_t i = 0; i < m_labels.size(); ++i) {
    if (foldCase(m_labels[i]).starts_with(wanted)) return static_cast<int>(i);
  }
  return -1;
}

std::vector<int> WordIndex::findAll(std::string_view words) const {
  std::vector<int> found;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(','), words.size());
    const std::string_view word = trimmed(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
    if (word.empty()) continue;
    const int place = find(word);
    if (place < 0) throw Error("analysis.no_such_word", {{"word", std::string(word)}});
    found.push_back(place);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace headlight
