#include "formats/files/line_reader.h"

#include <algorithm>
#include <span>

#include "tensor/error.h"

namespace headlight {

bool LineReader::fill() {
  const std::uint64_t left = m_source->size() - std::min(m_source->size(), m_offset);
  if (left == 0) return false;
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(left, kLongestLine));
  m_buffer.erase(0, m_at);
  m_at = 0;
  const std::size_t kept = m_buffer.size();
  m_buffer.resize(kept + bytes);
  m_source->read(m_offset, std::span(m_buffer).subspan(kept));
  m_offset += bytes;
  m_progress->advance(bytes);
  return true;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t end = m_buffer.find('\n', m_at + searched);
    const bool found = end != std::string::npos;
    searched = (found ? end : m_buffer.size()) - m_at;
    if (searched > kLongestLine) {
      throw Error("vectors.long_line", {{"file", m_source->name()},
                                        {"line", std::to_string(m_number + 1)},
                                        {"limit", std::to_string(kLongestLine)}});
    }
    if (!found && fill()) continue;
    if (!found && searched == 0) return false;
    line = std::string_view(m_buffer).substr(m_at, searched);
    m_at += searched + (found ? 1 : 0);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++m_number;
    return true;
  }
}

}  // namespace headlight
