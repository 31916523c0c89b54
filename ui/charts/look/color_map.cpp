#include "charts/look/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headlight {
namespace {

struct Triple {
  double a, b, c;
};

double toLinear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double fromLinear(double channel) {
  channel = std::clamp(channel, 0.0, 1.0);
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

Triple linearRgb(const QColor& color) {
  return {toLinear(color.redF()), toLinear(color.greenF()), toLinear(color.blueF())};
}

QColor fromLinearRgb(const Triple& rgb) {
  const auto byte = [](double channel) { return static_cast<int>(std::lround(fromLinear(channel) * 255)); };
  return {byte(rgb.a), byte(rgb.b), byte(rgb.c)};
}

double labForward(double t) {
  return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

double labBackward(double f) {
  const double cube = f * f * f;
  return cube > 216.0 / 24389 ? cube : (116 * f - 16) * 27 / 24389;
}

constexpr Triple kWhite{0.95047, 1.0, 1.08883};  // D65

/// CIE L*a*b* of sRGB (IEC 61966-2-1).
Triple toLab(const QColor& color) {
  const auto [r, g, b] = linearRgb(color);
  const double x = labForward((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / kWhite.a);
  const double y = labForward((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / kWhite.b);
  const double z = labForward((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / kWhite.c);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

QColor fromLab(const Triple& lab) {
  const double fy = (lab.a + 16) / 116;
  const double x = labBackward(fy + lab.b / 500) * kWhite.a;
  const double y = labBackward(fy) * kWhite.b;
  const double z = labBackward(fy - lab.c / 200) * kWhite.c;
  return fromLinearRgb({3.2404542 * x - 1.5371385 * y - 0.4985314 * z, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
                        0.0556434 * x - 0.2040259 * y + 1.0572252 * z});
}

Triple mix(const Triple& from, const Triple& to, double share) {
  return {std::lerp(from.a, to.a, share), std::lerp(from.b, to.b, share), std::lerp(from.c, to.c, share)};
}

using Anchors = std::array<QRgb, 11>;
using Table = std::array<QColor, 256>;

// Ten equally spaced colours of each map, dark to light, and an eleventh that carries the scale on to the ground it
// stands on: most weights are near 0, and a page of saturated yellow would hide the few that are not. On a dark ground
// the map begins at a tenth of its length, so that low weights are told from 0 and 0 from the ground. Between the
// anchors we mix in L*a*b*, which keeps lightness monotone.
constexpr QRgb kPaper = 0xfffffdf0;
constexpr QRgb kNight = 0xff0f1f3d;
constexpr Anchors kCividisLight{0xff00204d, 0xff00336f, 0xff39486b, 0xff575c6d, 0xff707173, 0xff8a8779,
                                0xffa69d75, 0xffc4b56c, 0xffe4cf5b, 0xfffde96a, kPaper};
constexpr Anchors kCividisDark{kNight,     0xff00316c, 0xff2e446c, 0xff4e566c, 0xff666971, 0xff7d7c76,
                               0xff959077, 0xffafa472, 0xffcaba69, 0xffe7d259, 0xffffea46};
constexpr Anchors kViridisLight{0xff440154, 0xff482878, 0xff3e4a89, 0xff31688e, 0xff26828e, 0xff1f9e89,
                                0xff35b779, 0xff6dcd59, 0xffb4de2c, 0xfffbeb55, kPaper};
constexpr Anchors kViridisDark{kNight,     0xff482474, 0xff404386, 0xff355f8c, 0xff2b788e, 0xff23908c,
                               0xff28a883, 0xff46be6f, 0xff7bd050, 0xffbbdf2b, 0xfffde725};

Table makeTable(const Anchors& anchors) {
  Table table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double place = static_cast<double>(i) / 255 * double(anchors.size() - 1);
    const auto left = std::min(static_cast<std::size_t>(place), anchors.size() - 2);
    table[i] = fromLab(mix(toLab(QColor(anchors[left])), toLab(QColor(anchors[left + 1])), place - double(left)));
  }
  return table;
}

const Table& tableOf(SequentialMap map, bool dark) {
  static const Table cividisLight = makeTable(kCividisLight);
  static const Table cividisDark = makeTable(kCividisDark);
  static const Table viridisLight = makeTable(kViridisLight);
  static const Table viridisDark = makeTable(kViridisDark);
  if (map == SequentialMap::Cividis) return dark ? cividisDark : cividisLight;
  return dark ? viridisDark : viridisLight;
}

}  // namespace

QColor sequentialColor(double value, bool dark, SequentialMap map) {
  if (std::isnan(value)) return Qt::transparent;
  const double share = std::clamp(dark ? value : 1 - value, 0.0, 1.0);
  return tableOf(map, dark)[static_cast<std::size_t>(std::lround(share * 255))];
}

QColor divergingColor(double value, bool dark) {
  if (std::isnan(value)) return Qt::transparent;
  value = std::clamp(value, -1.0, 1.0);
  const QColor middle = dark ? QColor(0x24, 0x28, 0x2d) : QColor(0xf7, 0xf7, 0xf7);
  const QColor blue = dark ? QColor(0x6c, 0xb4, 0xee) : QColor(0x21, 0x5f, 0xa6);
  const QColor red = dark ? QColor(0xff, 0x8a, 0x70) : QColor(0xb2, 0x1f, 0x2d);
  return fromLab(mix(toLab(middle), toLab(value < 0 ? blue : red), std::abs(value)));
}

QColor categoryColor(int index, bool dark) {
  constexpr std::array<QRgb, 8> kOkabeIto{0xff0072b2, 0xffe69f00, 0xff009e73, 0xffcc79a7,
                                          0xff56b4e9, 0xffd55e00, 0xfff0e442, 0xff000000};
  const auto slot = static_cast<std::size_t>(((index % 8) + 8) % 8);
  if (dark && slot == 7) return {0xf2, 0xf2, 0xf2};
  return QColor(kOkabeIto[slot]);
}

QImage sequentialImage(const Matrix<float>& weights, double low, double high, bool dark, bool causal,
                       SequentialMap map) {
  std::array<QRgb, 256> colors{};
  for (std::size_t i = 0; i < colors.size(); ++i) colors[i] = sequentialColor(double(i) / 255, dark, map).rgba();
  const Index firstQuery = weights.cols() - weights.rows();
  QImage image(static_cast<int>(weights.cols()), static_cast<int>(weights.rows()), QImage::Format_ARGB32);
  const double scale = high > low ? 255 / (high - low) : 0;
  for (Index row = 0; row < weights.rows(); ++row) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(row)));
    for (Index column = 0; column < weights.cols(); ++column) {
      const double value = weights(row, column);
      if (std::isnan(value) || (causal && column > row + firstQuery)) {
        line[column] = 0;
      } else {
        line[column] = colors[static_cast<std::size_t>(std::lround(std::clamp((value - low) * scale, 0.0, 255.0)))];
      }
    }
  }
  return image;
}

QColor simulateDeuteranopia(const QColor& color) {
  const auto [r, g, b] = linearRgb(color);
  return fromLinearRgb({0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b,
                        -0.011820 * r + 0.042940 * g + 0.968881 * b});
}

double lightness(const QColor& color) {
  return toLab(color).a;
}

double colorDifference(const QColor& a, const QColor& b) {
  const Triple x = toLab(a);
  const Triple y = toLab(b);
  return std::sqrt((x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b) + (x.c - y.c) * (x.c - y.c));
}

}  // namespace headlight
