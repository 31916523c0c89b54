#pragma once
// What the parts of ExportDialog share.

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <QCheckBox>
#include <QComboBox>
#include <QSet>
#include <QTimer>

#include "dialogs/export_dialog.h"
#include "dialogs/export_presets.h"
#include "figures/figure_data.h"

class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace headlight {

class Settings;

struct ExportDialog::Private {
  ExportQuestion question;
  Settings* settings = nullptr;
  QComboBox* what = nullptr;
  QComboBox* format = nullptr;
  QComboBox* preset = nullptr;
  QDoubleSpinBox* width = nullptr;
  QComboBox* unit = nullptr;
  QDoubleSpinBox* scale = nullptr;
  QLabel* size = nullptr;
  QCheckBox* title = nullptr;
  QCheckBox* caption = nullptr;
  QCheckBox* colorBar = nullptr;
  QComboBox* theme = nullptr;
  QComboBox* cells = nullptr;
  QComboBox* language = nullptr;
  QLineEdit* folder = nullptr;
  QLabel* name = nullptr;
  QLabel* preview = nullptr;
  QProgressBar* progress = nullptr;
  QLabel* message = nullptr;
  QPushButton* save = nullptr;
  QPushButton* cancel = nullptr;
  QWidget* form = nullptr;
  QTimer later;    // a preview after the last of several changes
  QTimer writing;  // a figure between events
  std::vector<std::optional<std::vector<FigureData>>> made;
  std::size_t next = 0;
  int files = 0;
  QSet<QString> own;  // files that this dialog wrote: it may be stopped and begun again

  const std::vector<FigureData>& figures() {
    const auto at = static_cast<std::size_t>(std::max(0, what->currentIndex()));
    if (!made[at]) made[at] = question.choices[at].make();
    return *made[at];
  }
  /// Each by its object name, with what it is when nothing was chosen before.
  std::vector<std::pair<QComboBox*, int>> lists() const {
    return {{format, 0}, {preset, AsOnScreen}, {unit, 0}, {theme, 0}, {cells, 0}, {language, 0}};
  }
  std::vector<QCheckBox*> boxes() const { return {title, caption, colorBar}; }
};

}  // namespace headlight
