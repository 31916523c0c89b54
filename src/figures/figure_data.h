#pragma once
// Any figure: what it shows as plain numbers and labels, made from a run by pure functions, drawn by ui/charts (screen,
// PNG, SVG, PDF: one description) and written as CSV and NPY. Nothing here is drawn, nothing drawn is not here.
// The kinds stand in figures/export/figure_table.cpp; each has its own header in its subject's folder.

#include <concepts>
#include <memory>
#include <typeindex>
#include <typeinfo>
#include <utility>

#include "figures/figure_source.h"

namespace headlight {

/// The data of one kind of figure: a value that says where it comes from.
template <class T>
concept FigureType = requires(const T& figure) {
  { figure.source } -> std::same_as<const FigureSource&>;
};

/// A figure of any kind. Never changes; copies share the data. Any thread.
class FigureData {
 public:
  template <FigureType Kind>
  FigureData(Kind figure) : m_type(typeid(Kind)) {  // NOLINT(google-explicit-constructor): a figure is figure data
    auto data = std::make_shared<const Kind>(std::move(figure));
    m_source = &data->source;
    m_data = std::move(data);
  }

  /// Null where it is of another kind.
  template <FigureType Kind>
  [[nodiscard]] const Kind* as() const {
    return is<Kind>() ? static_cast<const Kind*>(m_data.get()) : nullptr;
  }
  /// Throws std::bad_cast where it is of another kind.
  template <FigureType Kind>
  [[nodiscard]] const Kind& get() const {
    if (!is<Kind>()) throw std::bad_cast();
    return *static_cast<const Kind*>(m_data.get());
  }
  template <FigureType Kind>
  [[nodiscard]] bool is() const {
    return m_type == typeid(Kind);
  }

  [[nodiscard]] std::type_index type() const { return m_type; }
  [[nodiscard]] const FigureSource& source() const { return *m_source; }

 private:
  std::type_index m_type;
  std::shared_ptr<const void> m_data;
  const FigureSource* m_source = nullptr;  ///< part of *m_data
};

}  // namespace headlight
