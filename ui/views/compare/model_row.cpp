#include "views/compare/model_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVariant>

#include "charts/compare/compare_layout.h"
#include "formats/model_folder.h"
#include "session/plain_text.h"
#include "widgets/icons.h"
#include "widgets/wrap_layout.h"

namespace headlight {

ModelRow::ModelRow(QWidget* parent) : InPanel(parent), m_add(new QToolButton(this)), m_forced(new QCheckBox(this)) {
  auto* row = new WrapLayout;
  setLayout(row);
  row->setContentsMargins(8, 4, 8, 4);
  for (int column = 0; column < kMostColumns; ++column) {
    const Place place = createPlace(column);
    m_places[static_cast<std::size_t>(column)] = place;
    row->addWidget(place.whole);
  }
  m_add->setObjectName(QStringLiteral("compareAdd"));
  m_add->setText(QStringLiteral("+"));
  m_forced->setObjectName(QStringLiteral("compareForced"));
  row->addWidget(m_add);
  row->addWidget(m_forced);
  connectGuarded(m_add, &QToolButton::clicked, &ModelRow::addSampleModel);
  connectGuarded(m_forced, &QCheckBox::clicked, &ModelRow::forcedChosen);
}

ModelRow::Place ModelRow::createPlace(int column) {
  Place place;
  place.whole = new QWidget(this);  // box and cross stay beside each other
  auto* pair = new QHBoxLayout(place.whole);
  pair->setContentsMargins(0, 0, 0, 0);
  pair->setSpacing(4);
  place.box = new QComboBox(place.whole);
  place.box->setObjectName(QStringLiteral("compareModel%1").arg(column));
  place.box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  place.box->setMinimumContentsLength(6);
  place.remove = new QToolButton(place.whole);
  place.remove->setObjectName(QStringLiteral("compareRemove%1").arg(column));
  place.remove->setIcon(makeIcon(IconShape::Close));
  place.remove->setAutoRaise(true);
  pair->addWidget(place.box, 1);
  pair->addWidget(place.remove);
  connectGuarded(place.box, &QComboBox::activated, [this, column](int index) { choose(column, index); });
  connectGuarded(place.remove, &QToolButton::clicked, [this, column] {
    QStringList models = m_models;
    models.removeAt(column);
    emit modelsChosen(models);
  });
  return place;
}

void ModelRow::addSampleModel() {
  const QStringList names = sampleNames();
  QString wanted = names.isEmpty() ? QString() : names.front();
  for (const QString& name : names) {
    if (!m_models.contains(name) && name.startsWith(QStringLiteral("classroom-"))) {
      wanted = name;
      break;
    }
  }
  if (wanted.isEmpty()) return emit otherModelWanted(static_cast<int>(m_models.size()), false);
  emit modelsChosen(m_models + QStringList{wanted});
}

QStringList ModelRow::sampleNames() {
  QStringList names;
  for (const auto& folder : listSampleModels()) names.append(QString::fromStdString(folder.filename().string()));
  return names;
}

void ModelRow::choose(int column, int index) {
  const QVariant wanted = m_places[static_cast<std::size_t>(column)].box->itemData(index);
  fill();  // what was chosen shows once the session has it
  if (wanted.typeId() == QMetaType::Bool) return emit otherModelWanted(column, wanted.toBool());
  const QString chosen = wanted.toString();
  QStringList models = m_models;
  models[column] = chosen;
  emit modelsChosen(models);
}

void ModelRow::setModels(const QStringList& models) {
  if (models == m_models && m_places[0].box->count() > 0) return;
  m_models = models;
  fill();
}

void ModelRow::setForced(bool forced) {
  m_forced->setChecked(forced);
}

void ModelRow::fill() {
  const QStringList samples = sampleNames();
  for (int column = 0; column < kMostColumns; ++column) {
    const Place& place = m_places[static_cast<std::size_t>(column)];
    const bool isThere = column < m_models.size();
    place.whole->setVisible(isThere);
    place.remove->setVisible(isThere && m_models.size() > 1);
    if (!isThere) continue;
    const QSignalBlocker quiet(place.box);
    place.box->clear();
    const QString mark = columnLetter(static_cast<std::size_t>(column)) + QStringLiteral("  ");
    for (const QString& name : samples) place.box->addItem(mark + name, name);
    for (const QString& model : m_models) {
      if (place.box->findData(model) < 0) place.box->addItem(mark + QFileInfo(model).fileName(), model);
    }
    place.box->insertSeparator(place.box->count());
    place.box->addItem(tr("Another folder…"), false);
    place.box->addItem(tr("A file (GGUF, checkpoint)…"), true);
    place.box->setCurrentIndex(place.box->findData(m_models[column]));
    place.box->setToolTip(plainTip(m_models[column]));
  }
  m_add->setVisible(m_models.size() < kMostColumns);
}

void ModelRow::retranslate() {
  for (std::size_t column = 0; column < m_places.size(); ++column) {
    m_places[column].box->setAccessibleName(tr("Model of column %1").arg(columnLetter(column)));
    m_places[column].remove->setAccessibleName(tr("Remove column %1").arg(columnLetter(column)));
    m_places[column].remove->setToolTip(tr("Remove column %1").arg(columnLetter(column)));
  }
  m_add->setToolTip(tr("Add a column"));
  m_add->setAccessibleName(tr("Add a column"));
  m_forced->setText(tr("One text for all"));
  m_forced->setToolTip(
      tr("On: every model reads the text of the open model and predicts the same word. Off: each model continues with "
         "the words that it chooses itself, as many as the open model has taken."));
  fill();
}

}  // namespace headlight
