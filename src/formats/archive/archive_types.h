#pragma once
// How each kind of value goes through OutputArchive and InputArchive. Included by archive.h; not on its own.

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "formats/archive/archive.h"

namespace headlight::archive_detail {

template <class T>
struct IsNvp : std::false_type {};
template <class T>
struct IsNvp<boost::serialization::nvp<T>> : std::true_type {};

template <class T>
concept Number = std::is_arithmetic_v<T>;
template <class T>
concept Enum = std::is_enum_v<T>;
template <class T>
concept Nvp = IsNvp<std::remove_cv_t<T>>::value;
template <class T>
concept Class = std::is_class_v<T> && !Nvp<T>;

}  // namespace headlight::archive_detail

namespace headlight {

// Declared first, so that containers of containers find each other.
template <archive_detail::Number T>
void save(OutputArchive& archive, const T& value);
template <archive_detail::Enum T>
void save(OutputArchive& archive, const T& value);
template <archive_detail::Nvp T>
void save(OutputArchive& archive, const T& value);
template <archive_detail::Class T>
void save(OutputArchive& archive, const T& value);
inline void save(OutputArchive& archive, const std::string& value);
template <class T>
void save(OutputArchive& archive, const std::vector<T>& values);
template <class T, std::size_t N>
void save(OutputArchive& archive, const std::array<T, N>& values);
template <class A, class B>
void save(OutputArchive& archive, const std::pair<A, B>& value);
template <class T>
void save(OutputArchive& archive, const std::optional<T>& value);
template <class K, class V>
void save(OutputArchive& archive, const std::map<K, V>& values);

template <archive_detail::Number T>
void load(InputArchive& archive, T& value);
template <archive_detail::Enum T>
void load(InputArchive& archive, T& value);
template <archive_detail::Nvp T>
void load(InputArchive& archive, const T& value);
template <archive_detail::Class T>
void load(InputArchive& archive, T& value);
inline void load(InputArchive& archive, std::string& value);
template <class T>
void load(InputArchive& archive, std::vector<T>& values);
template <class T, std::size_t N>
void load(InputArchive& archive, std::array<T, N>& values);
template <class A, class B>
void load(InputArchive& archive, std::pair<A, B>& value);
template <class T>
void load(InputArchive& archive, std::optional<T>& value);
template <class K, class V>
void load(InputArchive& archive, std::map<K, V>& values);

// ---- numbers and enums

template <archive_detail::Number T>
void save(OutputArchive& archive, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    const std::uint8_t byte = value ? 1 : 0;
    archive.raw(&byte, 1);
  } else if constexpr (std::is_floating_point_v<T>) {
    static_assert(sizeof(T) <= 8, "long double has no fixed width");
    archive.raw(&value, sizeof value);
  } else {
    const auto wire = static_cast<WireInteger<T>>(value);
    archive.raw(&wire, sizeof wire);
  }
}

template <archive_detail::Number T>
void load(InputArchive& archive, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    std::uint8_t byte = 0;
    archive.raw(&byte, 1);
    if (byte > 1) archive.badValue();
    value = byte == 1;
  } else if constexpr (std::is_floating_point_v<T>) {
    static_assert(sizeof(T) <= 8, "long double has no fixed width");
    archive.raw(&value, sizeof value);
  } else {
    WireInteger<T> wire = 0;
    archive.raw(&wire, sizeof wire);
    if (!std::in_range<T>(wire)) archive.badValue();
    value = static_cast<T>(wire);
  }
}

template <archive_detail::Enum T>
void save(OutputArchive& archive, const T& value) {
  save(archive, static_cast<std::underlying_type_t<T>>(value));
}

/// Whether the number names a value of the enum is for the class to check: only it knows the last one.
template <archive_detail::Enum T>
void load(InputArchive& archive, T& value) {
  std::underlying_type_t<T> number{};
  load(archive, number);
  value = static_cast<T>(number);
}

// ---- classes with serialize()

template <archive_detail::Nvp T>
void save(OutputArchive& archive, const T& value) {
  archive& value.const_value();
}

template <archive_detail::Nvp T>
void load(InputArchive& archive, const T& value) {
  archive& value.value();
}

template <archive_detail::Class T>
void save(OutputArchive& archive, const T& value) {
  const std::uint32_t version = boost::serialization::version<T>::value;
  archive& version;
  // serialize() is one template for both directions and so takes a reference that is not const
  boost::serialization::serialize_adl(archive, const_cast<T&>(value), version);
}

template <archive_detail::Class T>
void load(InputArchive& archive, T& value) {
  const InputArchive::Nesting nesting(archive);
  std::uint32_t version = 0;
  archive& version;
  archive.checkClassVersion(version, boost::serialization::version<T>::value);
  boost::serialization::serialize_adl(archive, value, version);
}

// ---- strings and containers

inline void save(OutputArchive& archive, const std::string& value) {
  archive& static_cast<std::uint64_t>(value.size());
  archive.raw(value.data(), value.size());
}

inline void load(InputArchive& archive, std::string& value) {
  value.assign(archive.readCount(1), '\0');
  archive.raw(value.data(), value.size());
}

template <class T>
void save(OutputArchive& archive, const std::vector<T>& values) {
  if constexpr (kRawOnWire<T>) {
    archive.block(std::span<const T>(values));
  } else {
    archive& static_cast<std::uint64_t>(values.size());
    for (const T& value : values) save(archive, value);
  }
}

template <class T>
void load(InputArchive& archive, std::vector<T>& values) {
  values.clear();
  if constexpr (kRawOnWire<T>) {
    values.resize(archive.readCount(sizeof(T)));
    archive.raw(values.data(), values.size() * sizeof(T));
  } else {
    // grown one by one: an element takes a byte at least, so a false count runs out of bytes before memory
    const std::uint64_t count = archive.readCount(1);
    for (std::uint64_t i = 0; i < count; ++i) {
      T value{};
      load(archive, value);
      values.push_back(std::move(value));
    }
  }
}

template <class T, std::size_t N>
void save(OutputArchive& archive, const std::array<T, N>& values) {
  for (const T& value : values) save(archive, value);
}

template <class T, std::size_t N>
void load(InputArchive& archive, std::array<T, N>& values) {
  for (T& value : values) load(archive, value);
}

template <class A, class B>
void save(OutputArchive& archive, const std::pair<A, B>& value) {
  save(archive, value.first);
  save(archive, value.second);
}

template <class A, class B>
void load(InputArchive& archive, std::pair<A, B>& value) {
  load(archive, value.first);
  load(archive, value.second);
}

template <class T>
void save(OutputArchive& archive, const std::optional<T>& value) {
  save(archive, value.has_value());
  if (value) save(archive, *value);
}

template <class T>
void load(InputArchive& archive, std::optional<T>& value) {
  bool present = false;
  load(archive, present);
  value.reset();
  if (present) load(archive, value.emplace());
}

template <class K, class V>
void save(OutputArchive& archive, const std::map<K, V>& values) {
  archive& static_cast<std::uint64_t>(values.size());
  for (const auto& [key, value] : values) {
    save(archive, key);
    save(archive, value);
  }
}

template <class K, class V>
void load(InputArchive& archive, std::map<K, V>& values) {
  values.clear();
  const std::uint64_t count = archive.readCount(1);
  for (std::uint64_t i = 0; i < count; ++i) {
    K key{};
    load(archive, key);
    V value{};
    load(archive, value);
    if (!values.emplace(std::move(key), std::move(value)).second) archive.badValue();
  }
}

}  // namespace headlight
