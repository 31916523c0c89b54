#pragma once
// Which models stand side by side: a box for each, one to add another, and whether all go along one text.
// Object names: compareModel0 … compareModel3, compareRemove0 …, compareAdd, compareForced.

#include <array>

#include <QStringList>
#include <QWidget>

#include "charts/figure/panel_edge.h"

class QCheckBox;
class QComboBox;
class QToolButton;

namespace headlight {

class ModelRow : public InPanel<QWidget> {
  Q_OBJECT

 public:
  static constexpr int kMostColumns = 4;

  explicit ModelRow(QWidget* parent = nullptr);

  /// Names or paths, as the session has them.
  void setModels(const QStringList& models);
  [[nodiscard]] const QStringList& models() const { return m_models; }
  void setForced(bool forced);
  void retranslate();

 signals:
  void modelsChosen(const QStringList& models);
  void forcedChosen(bool forced);
  /// Something that is no sample model is wanted in that column (at the end: a further one), a folder or a file.
  void otherModelWanted(int column, bool isFile);

 private:
  struct Place {
    QWidget* whole = nullptr;
    QComboBox* box = nullptr;
    QToolButton* remove = nullptr;
  };
  [[nodiscard]] Place createPlace(int column);
  /// One of the classroom that is not there yet; a person chooses where no sample model is known.
  void addSampleModel();
  void choose(int column, int index);
  void fill();
  [[nodiscard]] static QStringList sampleNames();

  std::array<Place, kMostColumns> m_places;
  QToolButton* m_add;
  QCheckBox* m_forced;
  QStringList m_models;
};

}  // namespace headlight
