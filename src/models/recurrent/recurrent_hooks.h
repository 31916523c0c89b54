#pragma once
// The hook points of the recurrent language models, declared once.

#include <vector>

#include "models/parts/hook_declaration.h"

namespace headlight {

namespace hook_rows {

constexpr bool isLstm(const PointPlace& place) {
  return place.config.kind == ModelKind::Lstm;
}
constexpr bool isGru(const PointPlace& place) {
  return place.config.kind == ModelKind::Gru;
}
constexpr bool isRnn(const PointPlace& place) {
  return place.config.kind == ModelKind::Rnn;
}

inline constexpr auto kRecurrentEmbedding = std::to_array<PointRow>({
    {"hook_embed", {Pos, DModel}},
});

/// Of a layer, under "cells.{layer}.".
inline constexpr auto kCell = std::to_array<PointRow>({
    {"hook_in", {Pos, DIn}},
    {"hook_gate_i", {Pos, DHidden}, isLstm},
    {"hook_gate_f", {Pos, DHidden}, isLstm},
    {"hook_gate_g", {Pos, DHidden}, isLstm},
    {"hook_gate_o", {Pos, DHidden}, isLstm},
    {"hook_c", {Pos, DHidden}, isLstm},
    {"hook_gate_r", {Pos, DHidden}, isGru},
    {"hook_gate_z", {Pos, DHidden}, isGru},
    {"hook_candidate", {Pos, DHidden}, isGru},
    {"hook_pre", {Pos, DHidden}, isRnn},
    {"hook_h", {Pos, DHidden}},
});

inline constexpr auto kRecurrentUnembed = std::to_array<PointRow>({
    {"unembed.hook_in", {Pos, DHidden}},
    {"unembed.hook_out", {Pos, DVocabOut}},
});

}  // namespace hook_rows

using CellPoint = PointName<hook_rows::kCell>;

struct RecurrentPoints {
  Points<hook_rows::kRecurrentEmbedding> embedding;
  std::vector<Points<hook_rows::kCell>> cells;  ///< one a layer
  Points<hook_rows::kRecurrentUnembed> unembed;
};

/// Fills `points` with the places in the table.
[[nodiscard]] HookTable recurrentHookTable(const ModelConfig& config, RecurrentPoints& points);

}  // namespace headlight
