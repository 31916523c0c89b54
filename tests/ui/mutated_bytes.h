#pragma once
// Bytes of a stored text (JSON, an ini file) as a damaged disk or a hostile hand would leave them.

#include <iterator>
#include <random>

#include <QByteArray>

namespace headlight::testing {

/// One to four changes at random places: a byte, a piece that is gone or doubled, an edge of a range of numbers.
inline QByteArray mutated(QByteArray bytes, std::mt19937& random) {
  static const QByteArray kHostile[] = {"1e999", "-1",   "0",  "NaN", "1e-300", "99999999999999999999", "null",
                                        "[[[[",  "\"\"", "{}", "]",   "\xff",   "\"embeddingDock\"",    "true"};
  for (unsigned i = 0; i < 1 + random() % 4; ++i) {
    if (bytes.isEmpty()) bytes = "{";
    const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
    switch (random() % 4) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        bytes.remove(at, random() % 20);
        break;
      case 2:
        bytes.insert(at, bytes.mid(at, random() % 60));
        break;
      default:
        bytes.replace(at, random() % 6, kHostile[random() % std::size(kHostile)]);
        break;
    }
  }
  return bytes;
}

}  // namespace headlight::testing
