#include "charts/color_map.h"
