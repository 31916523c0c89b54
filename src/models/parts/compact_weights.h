#pragma once
// Which weights of a model that comes from a file stay in the file's number type.

#include <memory>

#include "models/model_config.h"
#include "models/parameters.h"
#include "models/trainable_model.h"

namespace headlight {

/// Smallest size in float32, in bytes, of a model whose matrices stay compact: smaller ones stand in the caches, where
/// they are fast anyway, and floats serve every purpose (docs/decisions/weights_in_the_files_type.md).
inline constexpr std::size_t kWorthCompact = std::size_t{32} << 20U;

/// parameterLayout(config) for weights that a file holds as `typeInFile` (Float32 for any type that is not one of
/// NumberType's). In a model of `worth` bytes or more as float32 the matrices keep those types; today those of a
/// decoder. A reader then fills, for every info of the layout, `compactBytes(info)` with the file's rows of outputs
/// where info.isCompact(), and `matrix(info)` with floats elsewhere. Layouts are cheap; Parameters(layout) asks for
/// layout.bytes().
/// (Blocks of smaller whole numbers under one scale, such as Q4_0, can be held as Q8_0 without loss.)
[[nodiscard]] ParameterLayout layoutForFile(const ModelConfig& config,
                                            const std::function<NumberType(const ParameterInfo&)>& typeInFile,
                                            std::size_t worth = kWorthCompact);

/// The same model for work that needs floats (training, evaluation): `model` itself if nothing in it is compact, else
/// one on Parameters::toFloat32().
[[nodiscard]] std::shared_ptr<const TrainableModel> withFloats(std::shared_ptr<const TrainableModel> model);

/// Throws Error "model.compact_weights" if anything is compact.
void mustBeFloats(const ParameterLayout& layout);

/// Throws Error "gradient.compact_weights" if anything is compact.
void mustBeDifferentiable(const ParameterLayout& layout);

}  // namespace headlight
