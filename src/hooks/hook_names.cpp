#include "hooks/hook_names.h"

namespace headlight::hook_names {

std::string block(int layer, const char* part) {
  return "blocks." + std::to_string(layer) + "." + part;
}

}  // namespace headlight::hook_names
