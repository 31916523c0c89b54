#pragma once
// Our own icons, drawn as paths in the colour of the palette's text: crisp at every zoom and in both themes.

#include <QIcon>

namespace headlight {

enum class IconShape { Start, Back, Step, Play, Pause, Save, Enlarge, Shrink, Float, Close, Examples };

[[nodiscard]] QIcon makeIcon(IconShape shape);

}  // namespace headlight
