#pragma once
// Our own archive for Boost.Serialization's `serialize(Archive&, T&, version)` templates: little-endian, fixed widths,
// no Boost archive header, every count checked against the bytes that are left before memory is asked for.
//
// Wire format: integers of up to 32 bits as wide as they are, all others (long, size_t) 64 bits; bool one byte, 0 or 1;
// float and double as IEEE 754; enums as their underlying integer; strings and vectors a 64-bit count and then the
// elements, numbers as one raw block; optional a bool and the value; a class its version (32 bits, BOOST_CLASS_VERSION)
// and what its serialize() writes.

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/mpl/bool.hpp>
#include <boost/serialization/nvp.hpp>
#include <boost/serialization/serialization.hpp>
#include <boost/serialization/split_member.hpp>
#include <boost/serialization/version.hpp>

#include "tensor/error.h"

namespace headlight {

static_assert(std::endian::native == std::endian::little, "raw blocks are written as they lie in memory");

/// The width on the wire: `long` and `size_t` differ between machines, so everything above 32 bits is 64.
template <class Integer>
using WireInteger =
    std::conditional_t<sizeof(Integer) <= 4 && !std::is_same_v<Integer, long> &&
                           !std::is_same_v<Integer, unsigned long>,
                       Integer, std::conditional_t<std::is_signed_v<Integer>, std::int64_t, std::uint64_t>>;

/// Numbers whose memory is their wire format, so that a vector of them is one block.
template <class Number>
inline constexpr bool kRawOnWire = std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool> &&
                                   (std::is_floating_point_v<Number> || sizeof(WireInteger<Number>) == sizeof(Number));

/// Writes into a growing string of bytes. Belongs to one thread.
class OutputArchive {
 public:
  using is_saving = boost::mpl::bool_<true>;
  using is_loading = boost::mpl::bool_<false>;

  template <class T>
  OutputArchive& operator&(const T& value) {
    save(*this, value);
    return *this;
  }
  template <class T>
  OutputArchive& operator<<(const T& value) {
    return *this & value;
  }

  void raw(const void* bytes, std::size_t size) { m_bytes.append(static_cast<const char*>(bytes), size); }
  /// A block of known length: its count and its bytes. Read with InputArchive::block into a span of the same length.
  template <class Number>
  void block(std::span<const Number> numbers) {
    static_assert(kRawOnWire<Number>);
    const std::uint64_t count = numbers.size();
    raw(&count, sizeof count);
    raw(numbers.data(), numbers.size_bytes());
  }

  /// For much that is to come.
  void reserve(std::size_t bytes) { m_bytes.reserve(m_bytes.size() + bytes); }
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }
  [[nodiscard]] std::string take() { return std::move(m_bytes); }

 private:
  std::string m_bytes;
};

/// Reads bytes that somebody else keeps. Belongs to one thread. After an Error the values read into are incomplete:
/// read into fresh objects and swap them in at the end.
class InputArchive {
 public:
  using is_saving = boost::mpl::bool_<false>;
  using is_loading = boost::mpl::bool_<true>;

  /// `fileName` is for messages.
  InputArchive(std::string_view bytes, std::string_view fileName) : m_bytes(bytes), m_file(fileName) {}

  /// Throws Error "archive.truncated", "archive.bad_value", "archive.newer_version".
  template <class T>
  InputArchive& operator&(T&& value) {
    load(*this, value);
    return *this;
  }
  template <class T>
  InputArchive& operator>>(T&& value) {
    return *this & value;
  }

  void raw(void* bytes, std::size_t size) {
    need(size);
    if (size > 0) std::memcpy(bytes, m_bytes.data() + m_position, size);
    m_position += size;
  }
  /// Throws Error "archive.count_mismatch" if the file has another number of them.
  template <class Number>
  void block(std::span<Number> numbers) {
    static_assert(kRawOnWire<Number>);
    const std::size_t place = m_position;
    const std::uint64_t count = readCount(sizeof(Number));
    if (count != numbers.size()) countMismatch(place, count, numbers.size());
    raw(numbers.data(), numbers.size_bytes());
  }
  /// A count of elements that take at least `smallest` bytes each; checked against the bytes left.
  [[nodiscard]] std::uint64_t readCount(std::size_t smallest) {
    std::uint64_t count = 0;
    raw(&count, sizeof count);
    if (smallest > 0 && count > left() / smallest) truncated(count > left() ? count : count * smallest);
    return count;
  }

  [[nodiscard]] std::size_t position() const { return m_position; }
  [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_position; }
  [[nodiscard]] const std::string& file() const { return m_file; }
  /// Error "archive.bad_value" at the present place, for a serialize() that reads something impossible.
  [[noreturn]] void badValue() const;
  /// Error "archive.trailing_bytes" unless everything was read.
  void expectEnd() const;

  /// Objects inside objects: a hostile file must not exhaust the stack.
  class Nesting {
   public:
    explicit Nesting(InputArchive& archive) : m_archive(archive) {
      constexpr int kDeepest = 64;
      if (++m_archive.m_depth > kDeepest) m_archive.badValue();
    }
    ~Nesting() { --m_archive.m_depth; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    InputArchive& m_archive;
  };
  /// Error "archive.newer_version" for a class version that this program does not know.
  void checkClassVersion(std::uint32_t found, std::uint32_t known) const;

 private:
  void need(std::size_t size) const {
    if (size > left()) truncated(size);
  }
  [[noreturn]] void truncated(std::uint64_t needed) const;
  [[noreturn]] void countMismatch(std::size_t place, std::uint64_t found, std::size_t expected) const;

  std::string_view m_bytes;
  std::string m_file;
  std::size_t m_position = 0;
  int m_depth = 0;
};

}  // namespace headlight

#include "formats/archive/archive_types.h"  // how each kind of value is saved and loaded
