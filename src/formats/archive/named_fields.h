#pragma once
// Fields by name inside our own archives: for what gains a member now and then (a model's configuration). A file with
// fewer fields leaves the others at their defaults; a field that nobody takes is refused by its name.
//
// On the wire: a map from the name to a class of version 0 that writes one byte for the type (0 flag, 1 whole number,
// 2 number, 3 word) and the value (one byte, 64 bits, a double, a string).

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "formats/archive/archive.h"

namespace headlight {

/// A name out of a file as a message may repeat it: letters, digits, '.', '_' and '-', 60 at most; of another name "?".
[[nodiscard]] std::string shownName(std::string_view name);

/// A flag, a whole number, a number or a word.
struct FieldValue {
  std::variant<bool, std::int64_t, double, std::string> value;

  template <class Archive>
  void save(Archive& archive, unsigned /*version*/) const {
    archive& static_cast<std::uint8_t>(value.index());
    std::visit([&archive](const auto& held) { archive& held; }, value);
  }
  template <class Archive>
  void load(Archive& archive, unsigned /*version*/) {
    std::uint8_t type = 0;
    archive& type;
    if (type == 0) return read<bool>(archive);
    if (type == 1) return read<std::int64_t>(archive);
    if (type == 2) return read<double>(archive);
    if (type == 3) return read<std::string>(archive);
    archive.badValue();
  }
  BOOST_SERIALIZATION_SPLIT_MEMBER()

 private:
  template <class T, class Archive>
  void read(Archive& archive) {
    T held{};
    archive& held;
    value = std::move(held);
  }
};

/// Belongs to one thread.
class NamedFields {
 public:
  /// `value` is a flag, a whole number, a number or a word (std::string).
  template <class T>
  void set(const std::string& name, const T& value) {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
      m_fields[name] = {value};
    } else if constexpr (std::is_floating_point_v<T>) {
      m_fields[name] = {static_cast<double>(value)};
    } else {
      m_fields[name] = {static_cast<std::int64_t>(value)};
    }
  }
  /// Takes the field of this name out, if it is there. False where its value is of another type or does not fit; it
  /// then stays, and expectNoneLeft() names it.
  template <class T>
  bool take(const std::string& name, T& value) {
    const auto field = m_fields.find(name);
    if (field == m_fields.end()) return true;
    if (!fits(field->second, value)) return false;
    m_fields.erase(field);
    return true;
  }
  /// The word behind a name; nullptr if there is none.
  [[nodiscard]] const std::string* word(const std::string& name) const {
    const auto field = m_fields.find(name);
    return field == m_fields.end() ? nullptr : std::get_if<std::string>(&field->second.value);
  }
  /// Throws Error "archive.unknown_field" {file, field} for a field that was not taken.
  void expectNoneLeft(const std::string& file) const;

  template <class Archive>
  void serialize(Archive& archive, unsigned /*version*/) {
    archive& m_fields;
  }

 private:
  template <class T>
  static bool fits(const FieldValue& field, T& value) {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
      const T* held = std::get_if<T>(&field.value);
      if (held) value = *held;
      return held != nullptr;
    } else if constexpr (std::is_floating_point_v<T>) {
      const double* held = std::get_if<double>(&field.value);
      if (held) value = static_cast<T>(*held);
      return held != nullptr;
    } else {
      const std::int64_t* held = std::get_if<std::int64_t>(&field.value);
      if (held == nullptr || !std::in_range<T>(*held)) return false;
      value = static_cast<T>(*held);
      return true;
    }
  }

  std::map<std::string, FieldValue> m_fields;
};

}  // namespace headlight

BOOST_CLASS_VERSION(headlight::FieldValue, 0)
BOOST_CLASS_VERSION(headlight::NamedFields, 0)
