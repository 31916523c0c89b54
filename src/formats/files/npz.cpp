#include "formats/files/npz.h"

#include <zlib.h>

#include <limits>

namespace headlight {
namespace {

constexpr std::uint64_t kMostBytes = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMostMembers = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint16_t kVersion = 20;  // of ZIP: plain members
constexpr std::uint16_t kNamesAreUtf8 = 1U << 11U;
constexpr std::uint32_t kFirstDay = 33U << 16U;  // 1980-01-01, 00:00

template <class Number>
void put(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// ZIP's checksum (CRC-32, ISO 3309).
std::uint32_t checksumOf(std::string_view bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

/// What a member's own header and the table of contents both say of it.
void putMember(std::string& bytes, std::uint32_t checksum, std::uint32_t size, std::size_t nameSize) {
  put(bytes, kVersion);
  put(bytes, kNamesAreUtf8);
  put(bytes, std::uint16_t{0});  // stored as it is
  put(bytes, kFirstDay);
  put(bytes, checksum);
  put(bytes, size);
  put(bytes, size);
  put(bytes, static_cast<std::uint16_t>(nameSize));
  put(bytes, std::uint16_t{0});  // no extra field
}

}  // namespace

void NpzWriter::write(std::string_view bytes) {
  m_sink(bytes);
  m_written += bytes.size();
}

void NpzWriter::addFile(std::string_view name, std::string_view bytes) {
  constexpr std::uint64_t kRoom = std::uint64_t{32} << 20U;  // for the table of contents
  const std::string fileName = std::string(name) + ".npy";
  if (m_written + bytes.size() + kRoom > kMostBytes || m_members.size() == kMostMembers ||
      fileName.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw Error("npz.too_large", {{"array", std::string(name.substr(0, 80))}});
  }
  const Member member{fileName, checksumOf(bytes), static_cast<std::uint32_t>(bytes.size()),
                      static_cast<std::uint32_t>(m_written)};
  std::string header = "PK\x03\x04";
  putMember(header, member.checksum, member.size, fileName.size());
  write(header + fileName);
  write(bytes);
  m_members.push_back(member);
}

void NpzWriter::add(std::string_view name, const NpyShape& shape, std::span<const float> numbers) {
  addFile(name, npyBytes(shape, numbers));
}

void NpzWriter::add(std::string_view name, const NpyShape& shape, std::span<const std::int64_t> numbers) {
  addFile(name, npyBytes(shape, numbers));
}

void NpzWriter::finish() {
  std::string table;
  for (const Member& member : m_members) {
    table += "PK\x01\x02";
    put(table, kVersion);  // made by
    putMember(table, member.checksum, member.size, member.name.size());
    put(table, std::uint16_t{0});  // no comment
    put(table, std::uint16_t{0});  // disk
    put(table, std::uint16_t{0});  // not text
    put(table, std::uint32_t{0});  // attributes
    put(table, member.offset);
    table += member.name;
  }
  const auto begin = static_cast<std::uint32_t>(m_written);
  const auto count = static_cast<std::uint16_t>(m_members.size());
  write(table);
  std::string end = "PK\x05\x06";
  put(end, std::uint32_t{0});  // one disk
  put(end, count);
  put(end, count);
  put(end, static_cast<std::uint32_t>(table.size()));
  put(end, begin);
  put(end, std::uint16_t{0});  // no comment
  write(end);
}

}  // namespace headlight
