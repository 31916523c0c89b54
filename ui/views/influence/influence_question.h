#pragma once
// What is asked about influence in the session's present moment.

#include "figures/figure_source.h"
#include "session/jobs/influence_run.h"
#include "session/session.h"

namespace headlight {

/// Of the models that are compared, or of the open one. There must be a snapshot.
[[nodiscard]] InfluenceQuestion influenceQuestion(const Session& session, FigureSource source);

/// Whether both are about the same texts of the same models, whatever is measured of them.
[[nodiscard]] bool asksTheSame(const InfluenceQuestion& a, const InfluenceQuestion& b);

}  // namespace headlight
