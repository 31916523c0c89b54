#include "text/unicode/aligned_text.h"

namespace headlight {

std::size_t AlignedText::originBegin(std::size_t at) const {
  if (!m_isRewritten) return m_offset + at;
  if (at < m_origins.size()) return m_origins[at].begin;
  return m_origins.empty() ? m_offset : m_origins.back().end;
}

ByteRange AlignedText::origin(ByteRange range) const {
  const std::size_t begin = originBegin(range.begin);
  if (range.end <= range.begin) return {begin, begin};
  return {begin, m_isRewritten ? m_origins[range.end - 1].end : m_offset + range.end};
}

AlignedText AlignedText::slice(ByteRange range) const {
  AlignedText part(view().substr(range.begin, range.size()), originBegin(range.begin));
  if (m_isRewritten) {
    part.m_isRewritten = true;
    part.m_owned = std::string(part.m_borrowed);
    part.m_origins.assign(m_origins.begin() + static_cast<std::ptrdiff_t>(range.begin),
                          m_origins.begin() + static_cast<std::ptrdiff_t>(range.end));
  }
  return part;
}

void Rewriter::keep(std::size_t bytes) {
  if (m_changed) {
    m_new += m_text.view().substr(m_place, bytes);
    for (std::size_t i = 0; i < bytes; ++i) m_newOrigins.push_back(m_text.origin({m_place + i, m_place + i + 1}));
  }
  m_place += bytes;
}

void Rewriter::beginChange() {
  if (m_changed) return;
  m_changed = true;
  const std::size_t kept = m_place;
  m_place = 0;
  m_new.reserve(m_text.size() + 16);
  m_newOrigins.reserve(m_text.size() + 16);
  keep(kept);
}

void Rewriter::replace(std::size_t bytes, std::string_view with) {
  beginChange();
  const ByteRange origin = m_text.origin({m_place, m_place + bytes});
  m_new += with;
  m_newOrigins.insert(m_newOrigins.end(), with.size(), origin);
  m_place += bytes;
}

void Rewriter::finish() {
  if (!m_changed) return;
  keepUntil(m_text.size());
  if (m_new.empty()) m_text.m_offset = m_text.originBegin(0);  // an emptied text still has its place
  m_text.m_owned = std::move(m_new);
  m_text.m_origins = std::move(m_newOrigins);
  m_text.m_isRewritten = true;
}

}  // namespace headlight
