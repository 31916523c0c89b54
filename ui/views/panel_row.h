#pragma once
// One row of the table of panels: everything that the window has to know of a panel before it is made. A row is
// written beside its view (PanelRow <name>Panel() in views/<subject>/*.cpp), the list of them is views/panels.cpp.

#include <QString>

class QWidget;

namespace headlight {

struct OpenedModel;
class Session;
class SnapshotView;

/// The command line that makes the panel's picture: "headlight", `command`, what `of` says, `words`,
/// SnapshotView::commandArguments(), "--out out".
struct PanelCommand {
  enum class Of {
    Run,    ///< model, prompt, steps and sampling, up to the distribution that is on the screen
    Text,   ///< the same up to the text, without a distribution of what comes next
    Models  ///< no run; the view names the models
  };
  Of of = Of::Run;
  const char* command = "export";
  const char* words = "";
};

struct PanelRow {
  /// Where it stands in the arrangement of a new user.
  enum class Place {
    Left,
    BelowLeft,
    Middle,
    Right,
    BehindMiddle,  ///< a tab behind the middle one
    Comparing      ///< the same, but hidden until compare mode or the menu shows it
  };

  const char* name;  ///< unique; the dock's object name is this and "Dock"
  Place place;
  const char* title;                    ///< English; its Chinese stands in the context "Panels"
  const char* titleOfFilled = nullptr;  ///< instead of it, where the model fills in missing words
  const char* help;                     ///< the page of docs/user that explains it
  PanelCommand command;
  const char* keptPage = nullptr;  ///< under which settings and sessions keep SnapshotView::pageNumber(); null: nowhere
  SnapshotView* (*make)(Session* session, QWidget* parent);
};

/// In the interface's language; `model` may be null. GUI thread.
[[nodiscard]] QString panelTitle(const PanelRow& row, const OpenedModel* model);

}  // namespace headlight
