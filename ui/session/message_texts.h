#pragma once
// The sentences of src/tensor/messages.h as Qt Linguist sees them (context "messages").

#include <span>

namespace headlight {

/// Equal to the English wordings of kMessageTables, each once; a test holds that.
[[nodiscard]] std::span<const char* const> messageTexts();

}  // namespace headlight
