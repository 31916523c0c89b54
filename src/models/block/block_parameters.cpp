#include "models/block/block_parameters.h"

#include <cmath>
#include <utility>

#include "tensor/random.h"

namespace headlight {

namespace {

void addAttention(ParameterLayout& layout, NormKind norm, const AttentionNames& names, Index C) {
  for (const std::string* name : {&names.q, &names.k, &names.v, &names.out}) addLinear(layout, *name, C, C);
  addNorm(layout, norm, names.norm, C);
}

AttentionViews viewAttention(Parameters& parameters, NormKind norm, const AttentionNames& names) {
  return {.qkv = viewLinear(parameters, names.qkv),
          .q = viewLinear(parameters, names.q),
          .k = viewLinear(parameters, names.k),
          .v = viewLinear(parameters, names.v),
          .out = viewLinear(parameters, names.out),
          .norm = viewNorm(parameters, norm, names.norm)};
}

}  // namespace

void addLinear(ParameterLayout& layout, const std::string& name, Index in, Index out) {
  layout.addMatrix(name + ".weight", in, out);
  layout.addVector(name + ".bias", out);
}

void addPostNormBlock(ParameterLayout& layout, const BlockNames& names, Index C, Index M) {
  addAttention(layout, names.norm, names.self, C);
  if (names.cross) addAttention(layout, names.norm, *names.cross, C);
  addLinear(layout, names.mlpIn, C, M);
  addLinear(layout, names.mlpOut, M, C);
  addNorm(layout, names.norm, names.mlpNorm, C);
}

std::span<float> viewVector(Parameters& parameters, const std::string& name) {
  MatrixMap<float> map = parameters.matrix(name);
  return {map.data(), static_cast<std::size_t>(map.size())};
}

LinearViews viewLinear(Parameters& parameters, const std::string& name) {
  if (name.empty()) return {};
  return {viewWeight(parameters, name + ".weight"), viewVector(parameters, name + ".bias")};
}

BlockViews viewBlock(Parameters& parameters, const BlockNames& names) {
  std::optional<AttentionViews> cross;
  if (names.cross) cross.emplace(viewAttention(parameters, names.norm, *names.cross));
  return {viewAttention(parameters, names.norm, names.self), std::move(cross), viewLinear(parameters, names.mlpIn),
          viewLinear(parameters, names.mlpOut), viewNorm(parameters, names.norm, names.mlpNorm)};
}

namespace {

bool isEmbedding(const ParameterInfo& info) {
  return info.name.find("embedding") != std::string::npos || info.name == "model.shared.weight";
}

}  // namespace

Parameters normalParameters(ParameterLayout layout, std::uint64_t seed, bool (*isNormWeight)(std::string_view name)) {
  Parameters parameters(std::move(layout));
  std::uint64_t stream = 0;  // a tensor's numbers do not depend on the sizes of those before it
  for (const ParameterInfo& info : parameters.layout().all()) {
    Random random(seed, stream++);
    MatrixMap<float> values = parameters.matrix(info);
    if (info.isVector) {
      if (isNormWeight(info.name)) values.setOnes();
      continue;
    }
    const double deviation = isEmbedding(info) ? 0.02 : 0.554 / std::sqrt(static_cast<double>(info.rows));
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = static_cast<float>(deviation * random.normal());
  }
  return parameters;
}

}  // namespace headlight
