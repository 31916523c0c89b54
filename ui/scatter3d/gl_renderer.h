#pragma once
// Draws a scene with OpenGL 3.3 core or OpenGL ES 3 into a framebuffer object and reads the picture back. Owns its
// context and an offscreen surface; needs no window and no widget. GUI thread only (the surface is a platform window).

#include <memory>

#include <QImage>

#include "scatter3d/projection.h"

namespace headlight::scatter3d {

class GlRenderer {
 public:
  /// Null where no context can be made (no OpenGL, the offscreen platform without a display, too old a version) or a
  /// shader is refused; then the painter draws. Never throws, never crashes.
  [[nodiscard]] static std::unique_ptr<GlRenderer> create();
  ~GlRenderer();
  GlRenderer(const GlRenderer&) = delete;
  GlRenderer& operator=(const GlRenderer&) = delete;

  /// Uploads the points. To be called when the scene has changed, not when the camera has.
  void setPoints(const Scene& scene);
  /// Points and lines without labels on the background colour; `projected` is projectScene() of the same scene and
  /// camera and gives the drawing order. The image has projected.size · pixelRatio pixels and that ratio. Null if the
  /// context was lost or no framebuffer of this size can be had.
  [[nodiscard]] QImage render(const Scene& scene, const Camera& camera, const ProjectedScene& projected,
                              qreal pixelRatio);
  /// Vendor, renderer and version, for diagnostics.
  [[nodiscard]] QString description() const;

 private:
  GlRenderer();
  struct Private;
  std::unique_ptr<Private> d;
};

}  // namespace headlight::scatter3d
