#pragma once
// What to take out of the program, as what, how large and how it looks, with the picture as it will be. Files are named
// as `headlight export` names them. Many figures are written one at a time between events: the window stays alive and
// the work can be cancelled.
// Object names: exportDialog, exportWhat, exportFormat, exportPreset, exportWidth, exportUnit, exportScale, exportSize,
// exportTitle, exportCaption, exportColorBar, exportTheme, exportCells, exportLanguage, exportFolder,
// exportBrowseButton, exportName, exportPreview, exportProgress, exportMessage, exportButton, exportCancelButton; the
// question before files are replaced: replaceQuestion, with replaceChoice and otherNameChoice.

#include <functional>
#include <memory>
#include <vector>

#include <QDialog>
#include <QStringList>

#include "figures/export/figure_writer.h"
#include "figures/figure_data.h"

namespace headlight {

class Settings;

/// One or many figures that belong together: "This view", "All heads, one file each".
struct ExportChoice {
  QString label;
  std::function<std::vector<FigureData>()> make;  ///< called once, when the choice is first shown
};

struct ExportQuestion {
  std::vector<ExportChoice> choices;  ///< at least one
  int first = 0;                      ///< the choice that is shown at first
  bool everyFormat = false;           ///< every format is chosen at first, not the one of the last time
  QString folder;
  int screenWidth = 0;  ///< logical pixels of the view; 0: what the figure needs
  bool interfaceChinese = false;
  /// Writes one figure as "png", "svg", "pdf", "csv", "npy" or "all" into the folder; how many files. May throw.
  std::function<int(const FigureData&, const QString& folder, const QString& format, const FigureOptions&)> write;
  /// The files that `write` would write.
  std::function<QStringList(const FigureData&, const QString& folder, const QString& format)> files;
};

class ExportDialog : public QDialog {
  Q_OBJECT

 public:
  /// Deletes itself when closed. `settings` outlives it and keeps what was chosen.
  ExportDialog(ExportQuestion question, Settings& settings, QWidget* parent);
  ~ExportDialog() override;

  [[nodiscard]] FigureOptions options() const;
  [[nodiscard]] QString format() const;

 public slots:
  void reject() override;  ///< while files are written: stops that, and the dialog stays

 signals:
  void exported(int files, const QString& folder);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Private;

  void restoreChoices();
  void rememberChoices();
  void refresh();
  bool attempt(const std::function<void()>& work);
  void showPreview();
  void paintPreview();
  void start();
  [[nodiscard]] QStringList otherFiles() const;  ///< that are there, are not this dialog's, and would be replaced
  void startWriting();
  void writeNext();
  void stop(const QString& message);

  std::unique_ptr<Private> d;
};

}  // namespace headlight
