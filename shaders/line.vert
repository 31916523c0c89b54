// One corner of a line drawn as a rectangle; corners come in pixels from the upper left corner. Upside down, see point.vert.
layout(location = 0) in vec2 corner;
layout(location = 1) in vec4 color;
layout(location = 2) in float across;     // pixels from the line's middle, signed
layout(location = 3) in float halfWidth;  // pixels

uniform vec2 viewport;  // pixels

out vec4 lineColor;
out float lineAcross;
out float lineHalfWidth;

void main() {
  vec2 clip = corner / viewport * 2.0 - 1.0;
  gl_Position = vec4(clip, 0.0, 1.0);
  lineColor = color;
  lineAcross = across;
  lineHalfWidth = halfWidth;
}
