#pragma once
// Where to save a session, whether with the activations, and about how large the file will be.
// Object names: saveSessionDialog, sessionFileField, browseButton, includeActivationsCheck, sessionSizeLabel,
// saveSessionButton. Asks before another file than the session's own is replaced (ask::forReplacing).

#include <cstdint>

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace headlight {

class SaveSessionDialog : public QDialog {
  Q_OBJECT

 public:
  struct Question {
    QString file;     ///< suggested
    QString ownFile;  ///< the session's own, which is replaced without a question; any other one is asked about
    bool includeActivations = false;
    bool mustInclude = false;  ///< a recorded session has nothing else to show
    std::uint64_t bytes = 0;   ///< of the file without activations
    std::uint64_t bytesWithActivations = 0;
  };
  /// Deletes itself when closed.
  SaveSessionDialog(const Question& question, QWidget* parent);

 signals:
  void saveRequested(const QString& file, bool includeActivations);

 private:
  void browse();
  void refresh();
  [[nodiscard]] bool replacesOther(const QString& file) const;
  void finish();
  void save(const QString& file);

  Question m_question;
  QLineEdit* m_file;
  QCheckBox* m_include;
  QLabel* m_size;
  QPushButton* m_save = nullptr;
};

}  // namespace headlight
