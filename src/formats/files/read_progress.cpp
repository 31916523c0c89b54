#include "formats/files/read_progress.h"

#include <algorithm>

#include "tensor/error.h"

namespace headlight {

void ReadProgress::advance(std::uint64_t bytes) {
  m_done += std::min(bytes, m_total - m_done);
  tell(m_total == 0 ? 1.0 : static_cast<double>(m_done) / static_cast<double>(m_total));
}

void ReadProgress::finish() {
  m_done = m_total;
  tell(1.0);
}

void ReadProgress::tell(double share) const {
  if (m_listener && *m_listener && !(*m_listener)(share)) throw Error("cancelled");
}

}  // namespace headlight
