#include "formats/files/npz_reading.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "tensor/error.h"

namespace headlight {
namespace {

constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::string_view kEntryMark = "PK\x01\x02";
constexpr std::string_view kMemberMark = "PK\x03\x04";
constexpr std::size_t kEndSize = 22, kEntrySize = 46, kMemberSize = 30;
constexpr std::size_t kMostComment = 0xFFFF;
constexpr std::uint16_t kEncrypted = 1;
constexpr std::uint16_t kAsItIs = 0, kDeflated = 8;

/// Little-endian numbers at places of a ZIP header.
class ZipHeader {
 public:
  ZipHeader(std::string_view bytes, std::string_view file) : m_bytes(bytes), m_file(file) {}

  [[nodiscard]] std::uint16_t two(std::size_t at) const { return number<std::uint16_t>(at); }
  [[nodiscard]] std::uint32_t four(std::size_t at) const { return number<std::uint32_t>(at); }
  [[nodiscard]] std::string_view part(std::uint64_t at, std::uint64_t size) const {
    if (at > m_bytes.size() || size > m_bytes.size() - at) refuse();
    return m_bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(size));
  }
  [[noreturn]] void refuse() const { throw Error("npz.not_npz", {{"file", std::string(m_file)}}); }

 private:
  template <class Number>
  [[nodiscard]] Number number(std::size_t at) const {
    Number value = 0;
    std::memcpy(&value, part(at, sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view m_bytes;
  std::string_view m_file;
};

/// Where the end of the table of contents begins: behind everything, but for a comment.
std::size_t endOf(std::string_view bytes, const ZipHeader& zip) {
  const std::size_t reach = std::min(bytes.size(), kEndSize + kMostComment);
  const std::string_view tail = bytes.substr(bytes.size() - reach);
  const std::size_t found = tail.rfind(kEndMark);
  if (found == std::string_view::npos || tail.size() - found < kEndSize) zip.refuse();
  return bytes.size() - reach + found;
}

/// The bytes of a member. Its own header may have other sizes than the table of contents (NumPy leaves room for large
/// ones), so only the lengths of its name and its extra field are taken from it.
std::string_view memberBytes(const ZipHeader& zip, std::uint32_t offset, std::uint32_t size) {
  if (zip.part(offset, kMemberSize).substr(0, 4) != kMemberMark) zip.refuse();
  const std::uint64_t begin = std::uint64_t{offset} + kMemberSize + zip.two(offset + 26) + zip.two(offset + 28);
  return zip.part(begin, size);
}

/// Deflate without zlib's own header, into exactly as many bytes as were claimed.
bool inflateWhole(std::string_view from, std::string& to) {
  z_stream stream = {};
  if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));
  stream.avail_in = static_cast<uInt>(from.size());  // of archives below 4 GiB
  stream.next_out = reinterpret_cast<Bytef*>(to.data());
  stream.avail_out = static_cast<uInt>(to.size());
  const int result = ::inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.avail_out == 0;
  ::inflateEnd(&stream);
  return whole;
}

}  // namespace

std::vector<NpzEntry> npzEntries(std::string_view bytes, std::string_view fileName) {
  const ZipHeader zip(bytes, fileName);
  const std::size_t end = endOf(bytes, zip);
  const std::uint16_t count = zip.two(end + 10);
  const bool isOnePart = zip.two(end + 4) == 0 && zip.two(end + 6) == 0 && zip.two(end + 8) == count;
  if (!isOnePart) zip.refuse();
  std::uint64_t at = zip.four(end + 16);
  std::vector<NpzEntry> entries;
  for (std::uint16_t i = 0; i < count; ++i) {
    if (zip.part(at, kEntrySize).substr(0, 4) != kEntryMark) zip.refuse();
    const auto here = static_cast<std::size_t>(at);
    const std::uint16_t method = zip.two(here + 10);
    const std::uint32_t stored = zip.four(here + 20), whole = zip.four(here + 24);
    const std::uint16_t nameSize = zip.two(here + 28);
    const std::string_view name = zip.part(at + kEntrySize, nameSize);
    at += kEntrySize + nameSize + zip.two(here + 30) + zip.two(here + 32);
    if (!name.ends_with(".npy")) continue;
    const bool isReadable = (zip.two(here + 8) & kEncrypted) == 0 && (method == kAsItIs || method == kDeflated);
    if (!isReadable || (method == kAsItIs && stored != whole)) zip.refuse();
    entries.push_back({std::string(name.substr(0, name.size() - 4)), whole,
                       memberBytes(zip, zip.four(here + 42), stored), method == kDeflated, zip.four(here + 16)});
  }
  return entries;
}

NpyArray readNpzArray(const NpzEntry& entry, std::string_view fileName, std::uint64_t mostBytes) {
  const std::string file(fileName);
  const Error damaged("npz.damaged", {{"file", file}, {"array", entry.name.substr(0, 80)}});
  if (entry.bytes > mostBytes) throw Error("file.too_large", {{"file", file}, {"limit", std::to_string(mostBytes)}});
  // Deflate makes no more than 1,032 bytes of one: a larger claim is refused before memory is asked for.
  if (entry.isCompressed && entry.bytes / 1032 > entry.stored.size()) throw damaged;
  std::string inflated;
  if (entry.isCompressed) {
    inflated.resize(static_cast<std::size_t>(entry.bytes));
    if (!inflateWhole(entry.stored, inflated)) throw damaged;
  }
  const std::string_view bytes = entry.isCompressed ? std::string_view(inflated) : entry.stored;
  if (::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != entry.checksum) throw damaged;
  return readNpy(bytes, fileName);
}

}  // namespace headlight
