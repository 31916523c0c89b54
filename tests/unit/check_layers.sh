#!/usr/bin/env bash
# check_layers.sh ROOT: fails, and says which line, if an include goes against the arrows, a slot of a panel is outside
# its edge, or a test waits for a time.
set -uo pipefail
cd "$1" || exit 1
failed=0

# forbid WHERE PATTERN WHY: no file under WHERE may have an #include that matches PATTERN.
forbid() {
  local rows
  rows=$(grep -rnE --include='*.h' --include='*.cpp' "^ *#include [<\"]($2)" $1 || true)
  [[ -z $rows ]] && return
  printf '%s:\n%s\n\n' "$3" "$rows"
  failed=1
}

# The rooms of src/ from the bottom to the top: a room may include itself, the tensor room and the named ones.
layers='tensor nn hooks text models reference analysis train generate formats figures experiments cli'
allow() {
  local layer=$1 other
  shift
  for other in $layers; do
    [[ " $layer tensor $* " == *" $other "* ]] || forbid "src/$layer" "$other/" "src/$layer must not use src/$other"
  done
}

forbid src '(Q[A-Z]|qcustomplot)' 'src/ includes Qt'
allow tensor
allow nn
allow hooks
allow text
allow models nn hooks text
allow reference models hooks
allow analysis models text hooks
allow train models text hooks
allow generate models text hooks analysis reference
allow formats models text hooks analysis train generate
allow figures models text hooks analysis train generate formats
allow experiments models text hooks analysis train generate formats figures
allow cli models text hooks analysis train generate formats figures experiments reference
for folder in $(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n'); do
  [[ " $layers " == *" $folder "* ]] || { echo "src/$folder is no room that this script knows"; failed=1; }
done

# A room of src/ includes nothing of ui/, and no window but the program itself includes the command line.
forbid src '(session|charts|scatter3d|widgets|views|dialogs|window)/' 'src/ includes ui/'
forbid "$(find ui -mindepth 1 -maxdepth 1 -type d ! -name app)" 'cli/' 'ui/ includes src/cli'

ui_others=$(find ui -mindepth 1 -maxdepth 1 -type d ! -name charts)
forbid "$ui_others" 'qcustomplot' 'QCustomPlot outside ui/charts'
ui_others=$(find ui -mindepth 1 -maxdepth 1 -type d ! -name scatter3d)
forbid "$ui_others" 'QOpenGL' 'OpenGL outside ui/scatter3d'
forbid ui/session '(QWidget|QPainter|QApplication|charts/|widgets/|views/|window/|dialogs/)' 'ui/session is Qt Core alone'
forbid 'ui/charts ui/scatter3d ui/widgets' '(views/|window/|dialogs/)' 'a lower layer of ui/ uses a higher one'
forbid ui/views '(window/|dialogs/)' 'a view uses the window'

made_up=$(grep -rnE --include='*.h' --include='*.cpp' 'QRandomGenerator|std::mt19937|\brand\(\)|std::random_device' ui)
[[ -n $made_up ]] && { printf 'Random numbers in ui/ (no drawn number may be made up):\n%s\n' "$made_up"; failed=1; }

# A slot that throws outside the panel's edge ends the program (ui/charts/figure/panel_edge.h).
unguarded=$(grep -rnE --include='*.h' --include='*.cpp' '(^|[^A-Za-z>.])(QObject::)?connect\(|addAction\([^;]*, this,' ui/views |
  grep -v '^ui/views/snapshot_view.cpp:')
[[ -n $unguarded ]] && { printf 'A slot of a panel outside its edge (use connectGuarded):\n%s\n' "$unguarded"; failed=1; }

# A label takes a text with "<" for HTML and loads the images that it names (ui/widgets/plain_label.h).
marked=$(grep -rnE --include='*.h' --include='*.cpp' 'new QLabel\b|QToolTip::showText\([^;]*, [^;]*(toolTip|labels)\b' ui |
  grep -vE 'plainTip|^ui/widgets/plain_label.h:|^ui/charts/plot/line_chart.cpp:')
[[ -n $marked ]] && { printf 'A text that may be taken for HTML (use plainLabel, plainTip):\n%s\n' "$marked"; failed=1; }

timed=$(grep -rnE --include='*.h' --include='*.cpp' 'qWait\(|qSleep\(' tests)
[[ -n $timed ]] && { printf 'A test that waits for a time, not for a condition (QTRY_..., QSignalSpy, ui/due_events.h):\n%s\n' "$timed"; failed=1; }
exit $failed
