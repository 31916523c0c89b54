#pragma once
// Whether what a session file says can be. Inside formats/.

#include <string_view>

#include "formats/archive/session_file.h"

namespace headlight {

[[noreturn]] void sessionDamaged(std::string_view file, std::string problem);

/// All but the recording. Throws Error "session.damaged" {file, problem}, "model.config".
void checkSession(const SessionData& session, std::string_view file);

}  // namespace headlight
