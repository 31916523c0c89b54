#pragma once
// A hash table from 64-bit keys for the innermost loops of tokenizers: open addressing, no allocation in a look-up.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headlight {

template <class Value>
class FlatTable {
 public:
  /// Room for so many keys without growing.
  explicit FlatTable(std::size_t expected = 0) { resize(expected); }

  /// The value of the key, made by Value{} if it was not there. Valid until the next insertion.
  Value& operator[](std::uint64_t key) {
    if ((m_size + 1) * 2 > m_slots.size()) resize(m_size + 1);
    Slot& slot = m_slots[place(key)];
    if (!slot.isUsed) {
      slot = {key, Value{}, true};
      ++m_size;
    }
    return slot.value;
  }

  /// nullptr if it is not there.
  [[nodiscard]] const Value* find(std::uint64_t key) const {
    const Slot& slot = m_slots[place(key)];
    return slot.isUsed ? &slot.value : nullptr;
  }

  [[nodiscard]] std::size_t size() const { return m_size; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Value value{};
    bool isUsed = false;
  };

  /// The finalizer of MurmurHash3: neighbouring ids are put far apart.
  static std::uint64_t mix(std::uint64_t key) {
    key ^= key >> 33U;
    key *= 0xFF51AFD7ED558CCDULL;
    key ^= key >> 33U;
    key *= 0xC4CEB9FE1A85EC53ULL;
    return key ^ (key >> 33U);
  }

  [[nodiscard]] std::size_t place(std::uint64_t key) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = static_cast<std::size_t>(mix(key)) & mask;
    while (m_slots[at].isUsed && m_slots[at].key != key) at = (at + 1) & mask;
    return at;
  }

  /// At most half of the slots are used.
  void resize(std::size_t keys) {
    std::size_t slots = 16;
    while (slots < keys * 4) slots *= 2;
    std::vector<Slot> old(slots);
    old.swap(m_slots);
    for (Slot& slot : old)
      if (slot.isUsed) m_slots[place(slot.key)] = slot;
  }

  std::vector<Slot> m_slots;
  std::size_t m_size = 0;
};

}  // namespace headlight
