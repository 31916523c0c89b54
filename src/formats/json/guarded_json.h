#pragma once
// The only way JSON from outside becomes a value: a SAX callback that limits size, depth and the number of values and
// refuses duplicate keys. (nlohmann's own parser accepts 100,000 levels and then overflows the stack when copying.)

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "formats/files/byte_source.h"
#include "tensor/error.h"

namespace headlight::json {

struct Limits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 64;
  std::size_t values = 4'000'000;  ///< objects, arrays and scalars together; bounds the memory asked for
  /// Python's json module writes NaN, Infinity and -Infinity, which JSON does not have. They are read as numbers, for
  /// text in memory only; a reader that uses such a field must refuse it.
  bool pythonNumbers = false;
};

/// Throws Error "json.too_large", "json.syntax" (invalid UTF-8 included), "json.too_deep", "json.duplicate_key",
/// "json.too_many_values"; each names `fileName` and the byte. Any thread.
[[nodiscard]] nlohmann::json parseGuarded(std::string_view bytes, std::string_view fileName, const Limits& limits = {});

/// The same for `length` bytes of `source` from `offset`, which are never held as a whole. `limits.bytes` holds for
/// `length`. Throws Error "file.cannot_read" as well.
[[nodiscard]] nlohmann::json parseGuarded(ByteSource& source, std::uint64_t offset, std::uint64_t length,
                                          const Limits& limits = {});

/// One object of a file and its place, for readers that want clear errors about its fields.
/// Borrowed: the value must outlive it.
class ObjectReader {
 public:
  /// `place` is the path inside the file, e.g. "model.vocab"; empty for the top. Throws Error "json.wrong_type" if
  /// `value` is no object.
  ObjectReader(const nlohmann::json& value, std::string_view fileName, std::string_view place = {});

  [[nodiscard]] const nlohmann::json& json() const { return *m_value; }
  [[nodiscard]] const std::string& file() const { return m_file; }
  /// The path of one of its fields, for messages.
  [[nodiscard]] std::string placeOf(std::string_view field) const;
  /// Present and not null.
  [[nodiscard]] bool has(std::string_view field) const;

  // Each throws Error "json.missing_field" or "json.wrong_type"; the ones with a fallback only the latter.
  [[nodiscard]] const nlohmann::json& at(std::string_view field) const;
  [[nodiscard]] std::string string(std::string_view field) const;
  [[nodiscard]] std::string string(std::string_view field, std::string_view fallback) const;
  [[nodiscard]] std::int64_t integer(std::string_view field) const;
  [[nodiscard]] std::int64_t integer(std::string_view field, std::int64_t fallback) const;
  [[nodiscard]] double number(std::string_view field) const;
  [[nodiscard]] double number(std::string_view field, double fallback) const;
  [[nodiscard]] bool boolean(std::string_view field, bool fallback) const;
  [[nodiscard]] ObjectReader object(std::string_view field) const;

  /// Error "json.wrong_type" about `field`; `expected` is a code word: "object", "array", "string", "integer",
  /// "number", "boolean".
  [[noreturn]] void wrongType(std::string_view field, std::string_view expected) const;

 private:
  const nlohmann::json* m_value;
  std::string m_file;
  std::string m_place;
};

/// What a person calls this type: "object", "array", "string", "integer", "number", "boolean", "null".
[[nodiscard]] std::string_view typeName(const nlohmann::json& value);

}  // namespace headlight::json
