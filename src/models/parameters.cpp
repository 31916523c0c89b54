#include "models/parameters.h"

#include <algorithm>
#include <new>
#include <utility>

#include "tensor/error.h"

namespace headlight {

namespace {

constexpr std::size_t kBytesPerLine = 64;  // every tensor starts on such a boundary
constexpr std::size_t kFloatsPerLine = kBytesPerLine / sizeof(float);

std::size_t roundedUp(std::size_t size, std::size_t unit) {
  return (size + unit - 1) / unit * unit;
}

const ParameterInfo& named(const ParameterLayout& layout, std::string_view name) {
  const ParameterInfo* info = layout.find(name);
  if (!info) throw Error("internal.failure", {{"what", "no parameter is called " + std::string(name)}});
  return *info;
}

void mustBe(const ParameterInfo& info, bool compact) {
  if (info.isCompact() == compact) return;
  throw Error("internal.failure", {{"what", info.name + (compact ? " is no compact matrix" : " is a compact matrix")}});
}

}  // namespace

void ParameterLayout::add(ParameterInfo info) {
  if (info.isCompact()) {
    info.offset = m_compactSize;
    m_compactSize += roundedUp(info.compactBytes(), kBytesPerLine);
  } else {
    info.offset = m_blockSize;
    m_blockSize += roundedUp(static_cast<std::size_t>(info.size()), kFloatsPerLine);
  }
  m_infos.push_back(std::move(info));
}

void ParameterLayout::addMatrix(std::string name, Index rows, Index columns, MatrixUse use) {
  add({.name = std::move(name), .rows = rows, .columns = columns, .use = use});
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

ParameterLayout ParameterLayout::withTypes(const std::function<NumberType(const ParameterInfo&)>& typeOf) const {
  ParameterLayout layout;
  for (ParameterInfo info : m_infos) {
    const NumberType type = info.use == MatrixUse::Table ? NumberType::Float32 : typeOf(info);
    info.type = fitsRows(type, info.inputs()) ? type : NumberType::Float32;
    layout.add(std::move(info));
  }
  return layout;
}

Parameters::Parameters(ParameterLayout layout)
    : m_layout(std::move(layout)), m_block(m_layout.blockSize()), m_compact(m_layout.compactSize()) {}

MatrixMap<float> Parameters::matrix(const ParameterInfo& info) {
  mustBe(info, false);
  return {m_block.data() + info.offset, info.rows, info.columns};
}

ConstMatrixMap<float> Parameters::matrix(const ParameterInfo& info) const {
  mustBe(info, false);
  return {m_block.data() + info.offset, info.rows, info.columns};
}

MatrixMap<float> Parameters::matrix(std::string_view name) {
  return matrix(named(m_layout, name));
}

ConstMatrixMap<float> Parameters::matrix(std::string_view name) const {
  return matrix(named(m_layout, name));
}

std::span<std::byte> Parameters::compactBytes(const ParameterInfo& info) {
  mustBe(info, true);
  return m_compact.span().subspan(info.offset, info.compactBytes());
}

CompactView Parameters::compact(const ParameterInfo& info) const {
  mustBe(info, true);
  return {info.type, m_compact.data() + info.offset, info.outputs(), info.inputs(), rowBytes(info.type, info.inputs())};
}

Matrix<float> Parameters::floats(const ParameterInfo& info) const {
  if (!info.isCompact()) return matrix(info);
  const CompactView from = compact(info);
  Matrix<float> byOutputs(from.rows, from.columns);
  for (Index row = 0; row < from.rows; ++row) expandRow(from, row, byOutputs.row(row).data());
  if (info.use == MatrixUse::Linear) return byOutputs.transpose();
  return byOutputs;
}

Parameters Parameters::toFloat32() const {
  return withTypes([](const ParameterInfo&) { return NumberType::Float32; });
}

Parameters Parameters::withTypes(const std::function<NumberType(const ParameterInfo&)>& typeOf) const {
  Parameters copy(m_layout.withTypes(typeOf));
  for (std::size_t i = 0; i < m_layout.all().size(); ++i) {
    const ParameterInfo& to = copy.m_layout.all()[i];
    const Matrix<float> numbers = floats(m_layout.all()[i]);
    if (!to.isCompact()) {
      copy.matrix(to) = numbers;
      continue;
    }
    const std::size_t size = rowBytes(to.type, to.inputs());
    std::byte* out = copy.compactBytes(to).data();
    for (Index row = 0; row < to.outputs(); ++row, out += size) {
      const RowVector<float> inputs = to.use == MatrixUse::Linear ? RowVector<float>(numbers.col(row).transpose())
                                                                  : RowVector<float>(numbers.row(row));
      compressRow(to.type, {inputs.data(), static_cast<std::size_t>(inputs.size())}, out);
    }
  }
  return copy;
}

WeightView viewWeight(Parameters& parameters, std::string_view name) {
  const ParameterInfo& info = named(parameters.layout(), name);
  WeightView view;
  if (info.isCompact())
    view.compact = parameters.compact(info);
  else
    new (&view.floats) MatrixMap<float>(parameters.matrix(info));
  return view;
}

}  // namespace headlight
