// A line with rims one pixel soft.
in vec4 lineColor;
in float lineAcross;
in float lineHalfWidth;
out vec4 fragment;

void main() {
  float coverage = clamp(lineHalfWidth + 0.5 - abs(lineAcross), 0.0, 1.0);
  fragment = vec4(lineColor.rgb, lineColor.a * coverage);
}
