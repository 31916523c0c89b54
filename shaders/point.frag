// A disc with a rim one pixel soft.
in vec4 pointColor;
in float pointSize;
out vec4 fragment;

void main() {
  float radius = length(gl_PointCoord - vec2(0.5)) * pointSize;
  float coverage = clamp(pointSize / 2.0 - radius, 0.0, 1.0);
  if (coverage <= 0.0) discard;
  fragment = vec4(pointColor.rgb, pointColor.a * coverage);
}
