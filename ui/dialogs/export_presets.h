#pragma once
// The widths that the export dialog offers.

namespace headlight {

inline constexpr double kPixelsPerMillimetre = 96 / 25.4;
inline constexpr double kNarrowest = 100, kWidest = 4000;  // logical pixels

/// In the order of the list.
enum Preset { AsOnScreen, OneColumn, OneAndAHalf, TwoColumns, Slide, Worksheet, Custom };

/// The width on paper; 0 where the preset is none of paper.
inline double presetMillimetres(int preset) {
  switch (preset) {
    case OneColumn:
      return 85;
    case OneAndAHalf:
      return 120;
    case TwoColumns:
      return 178;
    case Worksheet:
      return 170;
    default:
      return 0;
  }
}

inline constexpr double kSlidePixels = 1920;

}  // namespace headlight
