#pragma once
// Vectors with names, wherever they come from: word vectors of a file, or a lesson's own.

#include <cstdint>
#include <string>
#include <vector>

#include "tensor/error.h"
#include "tensor/matrix.h"

namespace headlight {

struct VectorTable {
  /// What else the file says about each row.
  struct Column {
    std::string name;
    std::vector<std::string> values;  ///< [n]
  };
  std::string name;                 ///< of the file, without its folder
  std::vector<std::string> labels;  ///< [n], UTF-8; equal ones are rows of their own
  Matrix<float> rows;               ///< [n, d], finite
  std::vector<Column> columns;
  bool isCut = false;            ///< the file has more rows; they were not read
  std::vector<Message> notices;  ///< how the file was read, where that was a guess
  std::uint64_t rowsInFile = 0;  ///< if the file says so; else 0
  Index duplicates = 0;          ///< rows whose label another row before them has
};

}  // namespace headlight
