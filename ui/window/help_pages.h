#pragma once
// The pages of the Help menu, as markdown.

#include <QList>
#include <QString>

#include "formats/model_folder.h"

class QAction;

namespace headlight {

/// Facts of the model, then its card without the front matter.
[[nodiscard]] QString modelCardPage(const OpenedModel& model);
/// What Headlight is, its licence, the libraries and theirs, and the facts of `headlight --version`.
[[nodiscard]] QString aboutPage();
/// A table of the actions that have keys, and the keys of the token strip.
[[nodiscard]] QString keysPage(const QList<QAction*>& actions);

}  // namespace headlight
