#pragma once
// Errors of parts that do not know which file they read.

#include <string>
#include <string_view>
#include <vector>

#include "tensor/error.h"

namespace headlight {

/// What `read` returns. An Error without a file in its values gets `file`, so that its sentence names it (fillMessage).
template <class Read>
auto namingFile(std::string_view file, const Read& read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.message().value("file") != nullptr) throw;
    std::vector<MessageValue> values = error.message().values;
    values.push_back({"file", std::string(file)});
    throw Error(error.code(), std::move(values));
  }
}

}  // namespace headlight
