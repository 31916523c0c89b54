#include "models/parameters.h"

#include <algorithm>
#include <utility>

#include "tensor/error.h"

namespace headlight {

namespace {

constexpr std::size_t kFloatsPerLine = 16;  // every tensor starts on a 64-byte boundary

const ParameterInfo& named(const ParameterLayout& layout, std::string_view name) {
  const ParameterInfo* info = layout.find(name);
  if (!info) throw Error("internal.failure", {{"what", "no parameter is called " + std::string(name)}});
  return *info;
}

}  // namespace

void ParameterLayout::add(ParameterInfo info) {
  info.offset = m_blockSize;
  const auto size = static_cast<std::size_t>(info.size());
  m_blockSize += (size + kFloatsPerLine - 1) / kFloatsPerLine * kFloatsPerLine;
  m_infos.push_back(std::move(info));
}

void ParameterLayout::addMatrix(std::string name, Index rows, Index columns) {
  add({.name = std::move(name), .rows = rows, .columns = columns});
}

void ParameterLayout::addVector(std::string name, Index size) {
  add({.name = std::move(name), .rows = 1, .columns = size, .isVector = true});
}

const ParameterInfo* ParameterLayout::find(std::string_view name) const {
  const auto found =
      std::find_if(m_infos.begin(), m_infos.end(), [&](const ParameterInfo& info) { return info.name == name; });
  return found == m_infos.end() ? nullptr : &*found;
}

Index ParameterLayout::count() const {
  Index total = 0;
  for (const ParameterInfo& info : m_infos) total += info.size();
  return total;
}

Parameters::Parameters(ParameterLayout layout) : m_layout(std::move(layout)), m_block(m_layout.blockSize()) {}

MatrixMap<float> Parameters::matrix(const ParameterInfo& info) {
  return {m_block.data() + info.offset, info.rows, info.columns};
}

ConstMatrixMap<float> Parameters::matrix(const ParameterInfo& info) const {
  return {m_block.data() + info.offset, info.rows, info.columns};
}

MatrixMap<float> Parameters::matrix(std::string_view name) {
  return matrix(named(m_layout, name));
}

ConstMatrixMap<float> Parameters::matrix(std::string_view name) const {
  return matrix(named(m_layout, name));
}

}  // namespace headlight
