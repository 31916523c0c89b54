#include "views/embedding/space_controls.h"

#include <cmath>

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include "charts/embedding/point_colors.h"
#include "figures/embedding/prompt_points.h"
#include "figures/experiments/distance_figure.h"
#include "widgets/plain_label.h"
#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

using Kind = SpaceRequest::Kind;

constexpr int kPartsOfALayer = 10;  // steps of the slider from one layer to the next
constexpr int kPlayMilliseconds = 60;

/// The lesson's own vectors, beside the sample models; empty where they are not installed.
QString lessonTable() {
  for (const std::filesystem::path& folder : sampleModelFolders()) {
    const std::filesystem::path file = folder / "vectors" / "lesson.tsv";
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) return QString::fromStdString(file.string());
  }
  return {};
}

/// Hidden states are what the way through the layers is in a recurrent net.
Kind ofOneKind(Kind kind) {
  return kind == Kind::Hidden ? Kind::Layers : kind;
}

}  // namespace

SpaceControls::SpaceControls(Session* session, QWidget* parent) : InPanel(parent), m_session(session) {
  createSpaceRow();
  createHookRow();
  createLayerRow();
  layOut();
  followModel();
  retranslate();
}

void SpaceControls::createSpaceRow() {
  m_space = new QComboBox(this);
  m_space->setObjectName(QStringLiteral("embeddingSpace"));
  m_space->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_space->setMinimumContentsLength(9);
  connectGuarded(m_space, &QComboBox::activated, &SpaceControls::choose);
  m_prompts = new QToolButton(this);
  m_prompts->setObjectName(QStringLiteral("embeddingMorePrompts"));
  connectGuarded(m_prompts, &QToolButton::clicked, &SpaceControls::promptsAsked);
}

void SpaceControls::createHookRow() {
  m_hookRow = new QWidget(this);
  m_hook = new QComboBox(m_hookRow);
  m_hook->setObjectName(QStringLiteral("embeddingHook"));
  m_hook->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_hook->setMinimumContentsLength(9);
  m_head = new QSpinBox(m_hookRow);
  m_head->setObjectName(QStringLiteral("embeddingHead"));
  connectGuarded(m_hook, &QComboBox::currentIndexChanged, [this] {
    followHook();
    emit requestChanged();
  });
  connectGuarded(m_head, &QSpinBox::valueChanged, &SpaceControls::requestChanged);
}

void SpaceControls::createLayerRow() {
  m_layerRow = new QWidget(this);
  m_layer = plainLabel(m_layerRow);
  m_layer->setObjectName(QStringLiteral("embeddingLayerName"));
  m_slider = new QSlider(Qt::Horizontal, m_layerRow);
  m_slider->setObjectName(QStringLiteral("embeddingLayer"));
  m_slider->setPageStep(kPartsOfALayer);
  m_slider->setSingleStep(kPartsOfALayer);
  m_play = new QToolButton(m_layerRow);
  m_play->setObjectName(QStringLiteral("embeddingPlay"));
  m_play->setCheckable(true);
  m_timer = new QTimer(this);
  m_timer->setInterval(kPlayMilliseconds);
  connectGuarded(m_timer, &QTimer::timeout, &SpaceControls::advance);
  connectGuarded(m_slider, &QSlider::valueChanged, [this] {
    showStation();
    emit stationChanged();
  });
  connectGuarded(m_play, &QToolButton::toggled, [this](bool on) {
    if (on && m_slider->value() == m_slider->maximum()) m_slider->setValue(0);
    on ? m_timer->start() : m_timer->stop();
    retranslate();
  });
}

void SpaceControls::layOut() {
  m_hook->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* hooks = new WrapLayout(m_hookRow);
  hooks->setContentsMargins(0, 0, 0, 0);
  hooks->addWidget(m_hook);
  hooks->addWidget(m_head);
  auto* layers = new WrapLayout(m_layerRow);
  layers->setContentsMargins(0, 0, 0, 0);
  layers->addWidget(m_layer);
  layers->addWidget(m_slider);
  layers->addWidget(m_play);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  m_spaces = new QHBoxLayout;
  m_spaces->addWidget(m_space, 1);
  m_spaces->addWidget(m_prompts);
  layout->addLayout(m_spaces);
  layout->addWidget(m_hookRow);
  layout->addWidget(m_layerRow);
  m_hookRow->hide();
  m_layerRow->hide();
}

void SpaceControls::addBeside(QWidget* widget) {
  m_spaces->addWidget(widget);
}

void SpaceControls::followModel() {
  if (m_model == m_session->model() && !m_choices.empty()) return;
  m_model = m_session->model();
  const QSignalBlocker quiet(m_hook);
  const QString before = m_hook->currentText();
  m_hook->clear();
  if (m_model) {
    for (const std::string& hook : vectorHooks(*m_model->model)) m_hook->addItem(QString::fromStdString(hook));
  }
  m_hook->setCurrentIndex(std::max(0, m_hook->findText(before)));
  followHook();
  fillChoices();
}

void SpaceControls::fillChoices() {
  const Choice before = m_choices.empty() ? Choice{Kind::Vocabulary} : m_choices[static_cast<std::size_t>(m_chosen)];
  m_choices.clear();
  const QSignalBlocker quiet(m_space);
  m_space->clear();
  const auto add = [this](const QString& name, Choice choice) {
    m_space->addItem(name);
    m_choices.push_back(std::move(choice));
  };
  add(tr("Token embeddings"), {Kind::Vocabulary});
  if (m_model) {
    const LanguageModel& model = *m_model->model;
    if (!inputStations(model).hooks.empty()) add(spaceName(inputSpace(model), interfaceLanguage()), {Kind::Input});
    if (model.config().hasSource()) {
      add(tr("Through the encoder's layers"), {Kind::EncoderLayers});
      add(tr("Through the decoder's layers"), {Kind::DecoderLayers});
    } else if (model.config().isRecurrent()) {
      add(tr("Hidden states"), {Kind::Hidden});
    } else {
      add(tr("Through the layers"), {Kind::Layers});
    }
    if (m_hook->count() > 0) add(tr("A hook point"), {Kind::Hook});
  }
  if (const QString lesson = lessonTable(); !lesson.isEmpty()) {
    add(tr("The lesson's table"), {Kind::Table, lesson});
  }
  if (!m_table.isEmpty()) add(QFileInfo(m_table).fileName(), {Kind::Table, m_table});
  add(tr("Open a table of vectors…"), {Kind::Table});
  m_chosen = 0;
  for (std::size_t i = 0; i < m_choices.size(); ++i) {
    const Choice& choice = m_choices[i];
    if (ofOneKind(choice.kind) == ofOneKind(before.kind) && choice.file == before.file) {
      m_chosen = static_cast<int>(i);
    }
  }
  m_space->setCurrentIndex(m_chosen);
  showRows();
}

void SpaceControls::showRows() {
  SpaceRequest request;
  request.space.kind = m_choices[static_cast<std::size_t>(m_chosen)].kind;
  m_hookRow->setVisible(request.kind() == Kind::Hook);
  m_prompts->setVisible(request.isOfRun());
}

void SpaceControls::choose(int index) {
  const Choice& choice = m_choices[static_cast<std::size_t>(index)];
  if (choice.kind == Kind::Table && choice.file.isEmpty()) {
    m_space->setCurrentIndex(m_chosen);
    chooseTable();
    return;
  }
  if (choice.kind == Kind::Table && index == m_chosen) emit tableAskedAgain();
  m_chosen = index;
  showRows();
  stopPlaying();
  emit requestChanged();
}

void SpaceControls::chooseTable() {
  const QString file =
      QFileDialog::getOpenFileName(this, tr("Open a table of vectors"), QFileInfo(m_table).path(),
                                   tr("Tables of vectors (*.txt *.vec *.bin *.tsv *.npy *.npz *.glove)") +
                                       QStringLiteral(";;") + tr("All files (*)"));
  if (!file.isEmpty()) openTable(file);
}

void SpaceControls::openTable(const QString& file) {
  m_table = file;
  fillChoices();
  for (std::size_t i = 0; i < m_choices.size(); ++i) {
    if (m_choices[i].kind != Kind::Table || m_choices[i].file != file) continue;
    m_space->setCurrentIndex(static_cast<int>(i));
    choose(static_cast<int>(i));
    return;
  }
}

SpaceRequest SpaceControls::request() const {
  const Choice& choice = m_choices[static_cast<std::size_t>(m_chosen)];
  SpaceRequest request;
  request.space.kind = choice.kind;
  if (choice.kind == Kind::Table) {
    request.table = choice.file.toStdString();
    return request;
  }
  const auto run = m_session->snapshot();
  if (!request.isOfRun()) {
    request.model = run ? run->model : nullptr;
    return request;
  }
  request.run = run;
  if (choice.kind == Kind::Input && run) request.space = inputSpace(*run->model->model);
  if (choice.kind == Kind::Hook) {
    request.space.name = m_hook->currentText().toStdString();
    request.space.head = m_head->isVisibleTo(m_hookRow) ? m_head->value() : -1;
  }
  return request;
}

void SpaceControls::followHook() {
  const QSignalBlocker quiet(m_head);
  const int heads = m_model && m_hook->count() > 0 ? headsOf(*m_model->model, m_hook->currentText().toStdString()) : 0;
  m_head->setVisible(heads > 0);
  m_head->setRange(0, std::max(0, heads - 1));
}

void SpaceControls::setStations(int stations, bool areHiddenStates) {
  m_areHiddenStates = areHiddenStates;
  m_layerRow->setVisible(stations > 1);
  if (stations <= 1) stopPlaying();
  if (stations != m_stations) {
    const QSignalBlocker quiet(m_slider);
    m_stations = stations;
    m_slider->setRange(0, (stations - 1) * kPartsOfALayer);
    m_slider->setValue(m_slider->maximum());
  }
  showStation();
}

double SpaceControls::station() const {
  return m_stations > 1 ? static_cast<double>(m_slider->value()) / kPartsOfALayer : 0;
}

void SpaceControls::showStation() {
  const int station = static_cast<int>(std::lround(this->station()));
  const bool isInput = station == 0 && !m_areHiddenStates;
  const bool isBetween = m_slider->value() % kPartsOfALayer != 0;
  const QString at =
      isInput ? tr("before layer 0") : tr("after layer %1").arg(m_areHiddenStates ? station : station - 1);
  m_layer->setText(isBetween ? tr("near: %1").arg(at) : at);  // between stations no model computes anything
  const QString widest = tr("near: %1").arg(tr("before layer 0")) + QStringLiteral("00");
  m_layer->setMinimumWidth(m_layer->fontMetrics().horizontalAdvance(widest));
}

void SpaceControls::advance() {
  m_slider->setValue(m_slider->value() + 1);
  if (m_slider->value() == m_slider->maximum() || !isVisible()) stopPlaying();
}

void SpaceControls::stopPlaying() {
  m_play->setChecked(false);
}

void SpaceControls::retranslate() {
  m_space->setAccessibleName(tr("Which vectors"));
  m_space->setToolTip(
      tr("Which vectors are shown: those of the vocabulary, those of the prompt's tokens at one place in the model, or "
         "a table from a file"));
  m_prompts->setText(QStringLiteral("+"));
  m_prompts->setAccessibleName(tr("Further prompts"));
  m_prompts->setToolTip(tr("Further prompts, whose tokens are shown in the same picture"));
  m_hook->setAccessibleName(tr("Hook point"));
  m_head->setAccessibleName(tr("Head"));
  m_head->setPrefix(tr("head "));
  m_slider->setAccessibleName(tr("Layer"));
  m_slider->setToolTip(tr("Moves the tokens along their way through the layers"));
  m_play->setText(m_play->isChecked() ? tr("Pause") : tr("Play"));
  m_play->setToolTip(tr("Moves through the layers automatically"));
}

void SpaceControls::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  fillChoices();
  showStation();
}

}  // namespace headlight
