#include "formats/archive/archive.h"

namespace headlight {

void InputArchive::badValue() const {
  throw Error("archive.bad_value", {{"file", m_file}, {"position", std::to_string(m_position)}});
}

void InputArchive::expectEnd() const {
  if (left() == 0) return;
  throw Error("archive.trailing_bytes",
              {{"file", m_file}, {"extra", std::to_string(left())}, {"position", std::to_string(m_position)}});
}

void InputArchive::checkClassVersion(std::uint32_t found, std::uint32_t known) const {
  if (found <= known) return;
  throw Error("archive.newer_version",
              {{"file", m_file}, {"found", std::to_string(found)}, {"known", std::to_string(known)}});
}

void InputArchive::truncated(std::uint64_t needed) const {
  throw Error("archive.truncated", {{"file", m_file},
                                    {"position", std::to_string(m_position)},
                                    {"needed", std::to_string(needed)},
                                    {"left", std::to_string(left())}});
}

void InputArchive::countMismatch(std::size_t place, std::uint64_t found, std::size_t expected) const {
  throw Error("archive.count_mismatch", {{"file", m_file},
                                         {"position", std::to_string(place)},
                                         {"found", std::to_string(found)},
                                         {"expected", std::to_string(expected)}});
}

}  // namespace headlight
