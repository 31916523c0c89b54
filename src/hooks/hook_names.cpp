#include "hooks/hook_names.h"

namespace headlight::hook_names {

std::string block(int layer, const char* part, Stack stack) {
  const char* const prefix = stack == Stack::Encoder ? "encoder." : stack == Stack::Decoder ? "decoder." : "blocks.";
  return prefix + std::to_string(layer) + "." + part;
}

std::string cell(int layer, const char* part) {
  return "cells." + std::to_string(layer) + "." + part;
}

}  // namespace headlight::hook_names
