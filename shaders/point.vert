// A round point of the 3D view: position in scene units, size by perspective, fog by depth.
// The same formulas stand in ui/scatter3d/projection.cpp (sizeFactor, fogAt); a render test compares the two.
layout(location = 0) in vec3 position;
layout(location = 1) in vec4 color;
layout(location = 2) in float diameter;  // logical pixels at the target's distance
layout(location = 3) in float fogShare;  // 1, less for highlighted points, 0 without fog

uniform mat4 view;
uniform mat4 projection;
uniform float distanceToTarget;
uniform float closeness;
uniform float pixelRatio;
uniform float mostFog;
uniform vec3 background;

out vec4 pointColor;
out float pointSize;  // of the sprite: one pixel wider than the disc, for its soft rim

void main() {
  vec4 inCamera = view * vec4(position, 1.0);
  float depth = max(-inCamera.z, 0.02);
  float factor = clamp(distanceToTarget / depth * closeness, 0.5, 2.5);
  float fog = clamp((depth - distanceToTarget + 1.0) / 2.0, 0.0, 1.0) * mostFog * fogShare;
  gl_Position = projection * inCamera;
  gl_Position.y = -gl_Position.y;  // upside down: the rows are then read back from top to bottom
  gl_PointSize = diameter * factor * pixelRatio + 1.0;
  pointSize = gl_PointSize;
  pointColor = vec4(mix(color.rgb, background, fog), color.a);
}
