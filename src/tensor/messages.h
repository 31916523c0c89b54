#pragma once
// Every sentence that the engine can say: a code, the kind of trouble, and the English wording with {named} values.
// The sentences are in messages/, a file a subject.
//
// The engine throws or returns a code with values; it is worded where it is shown. ui/session words codes in the
// interface's language from the translations of these tables (context "messages"; ui/translations/update_texts
// copies them for lupdate), and a test finds codes without a Chinese entry. Only error.cpp includes this header, so a
// changed sentence compiles one unit.

#include <array>
#include <span>

#include "tensor/messages/analysis_messages.h"
#include "tensor/messages/engine_messages.h"
#include "tensor/messages/formats_messages.h"
#include "tensor/messages/interface_messages.h"
#include "tensor/messages/run_messages.h"
#include "tensor/messages/text_messages.h"

namespace headlight {

inline constexpr std::array<std::span<const MessageTemplate>, 6> kMessageTables{
    kEngineMessages, kTextMessages, kFormatsMessages, kRunMessages, kAnalysisMessages, kInterfaceMessages};

}  // namespace headlight
