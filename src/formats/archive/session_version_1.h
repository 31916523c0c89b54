#pragma once
// Sessions of version 1, for reading alone: fields without class versions, and recorded values whose hook points are
// named by their place in the list of that time. Inside formats/. Nothing here ever changes.

#include "formats/archive/archive.h"
#include "formats/archive/session_file.h"

namespace headlight {

/// All but the recording. Throws the Errors of archive.h.
void loadSessionVersion1(InputArchive& archive, SessionData& session);

/// The hook points of a model of this configuration in the order that they had when version 1 was written.
[[nodiscard]] std::vector<std::string> hookNamesOfVersion1(const ModelConfig& config);

}  // namespace headlight
