#include "window/header_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>

#include "session/plain_text.h"
#include "session/settings.h"
#include "widgets/icons.h"
#include "widgets/plain_label.h"
#include "window/example_prompts.h"

namespace headlight {

namespace {

/// "greedy", "T 0.8 · k 40 · p 0.9": only what is in force.
QString samplingSummary(const SamplerSettings& settings) {
  if (settings.greedy) return HeaderBar::tr("greedy");
  const QLocale c = QLocale::c();
  QStringList parts{QStringLiteral("T ") + c.toString(settings.temperature, 'g', 3)};
  if (settings.topK > 0) parts.append(QStringLiteral("k ") + QString::number(settings.topK));
  if (settings.topP < 1) parts.append(QStringLiteral("p ") + c.toString(settings.topP, 'g', 3));
  return parts.join(QStringLiteral(" · "));
}

}  // namespace

HeaderBar::HeaderBar(Session* session, Player* player, Settings* settings, const StepActions& actions, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_settings(settings),
      m_models(new QComboBox(this)),
      m_prompt(new PromptField(this)),
      m_modelLabel(plainLabel(this)),
      m_promptLabel(plainLabel(this)),
      m_recorded(plainLabel(this)),
      m_sampling(new QPushButton(this)),
      m_strip(new TokenStrip(session, this)),
      m_messages(new MessageBar(parent)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 6, 8, 2);
  column->setSpacing(4);
  column->addWidget(makeTopRow(player, actions));
  column->addWidget(m_strip);
  m_messages->standBelow(this);
  makeExamplesMenu();
  makeSamplingMenu();

  connect(m_models, &QComboBox::activated, this, &HeaderBar::modelActivated);
  connect(m_prompt, &PromptField::promptEdited, this, [this](const QString& text, bool continues) {
    m_session->setPrompt(text, continues ? PromptEdit::Typing : PromptEdit::Whole);
  });
  connect(m_prompt, &PromptField::finished, m_strip, [this] { m_strip->setFocus(Qt::ShortcutFocusReason); });
  connect(m_strip, &TokenStrip::stepRequested, session, &Session::step);
  connect(session, &Session::changed, this, &HeaderBar::sessionChanged);
  retranslate();
}

QWidget* HeaderBar::makeTopRow(Player* player, const StepActions& actions) {
  auto* host = new QWidget(this);
  auto* row = new QHBoxLayout(host);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  m_models->setObjectName(QStringLiteral("modelBox"));
  m_models->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_models->setFocusPolicy(Qt::TabFocus);
  m_modelLabel->setBuddy(m_models);
  m_promptLabel->setBuddy(m_prompt);
  m_sampling->setObjectName(QStringLiteral("samplingButton"));
  m_sampling->setFlat(true);
  m_sampling->setFocusPolicy(Qt::TabFocus);
  row->addWidget(m_modelLabel);
  row->addWidget(m_models);
  m_recorded->setObjectName(QStringLiteral("recordedLabel"));
  m_recorded->setFrameShape(QFrame::Box);
  m_recorded->setMargin(3);
  m_recorded->hide();
  row->addWidget(m_recorded);
  row->addWidget(m_promptLabel);
  row->addWidget(m_prompt, 1);
  row->addWidget(new StepControls(m_session, player, actions, host));
  row->addWidget(m_sampling);
  return host;
}

void HeaderBar::makeExamplesMenu() {
  m_examples = m_prompt->addAction(makeIcon(IconShape::Examples), QLineEdit::TrailingPosition);
  m_examples->setObjectName(QStringLiteral("examplesAction"));
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("examplesMenu"));
  m_examplesMenu = menu;
  connect(m_examples, &QAction::triggered, menu, [this, menu] {
    menu->popup(m_prompt->mapToGlobal(QPoint(m_prompt->width() - menu->sizeHint().width(), m_prompt->height())));
  });
}

void HeaderBar::chooseExample(const QString& example) {
  m_prompt->setText(example);
  m_session->setPrompt(example);
}

void HeaderBar::refreshPrompt() {
  const auto model = m_session->model();
  m_examplesMenu->clear();
  for (const QString& example : examplePrompts(model.get())) {
    connect(m_examplesMenu->addAction(example), &QAction::triggered, this, [this, example] { chooseExample(example); });
  }
  const Role role = model ? model->model->config().role() : Role::Continues;
  m_prompt->setPlaceholderText(role == Role::Fills        ? tr("Type a sentence with [MASK] where a word is missing")
                               : role == Role::Translates ? tr("Type a sentence to translate")
                                                          : tr("Type the beginning of a sentence"));
}

void HeaderBar::makeSamplingMenu() {
  auto* menu = new QMenu(m_sampling);
  menu->setObjectName(QStringLiteral("samplingMenu"));
  const auto refill = [this, menu] {
    menu->clear();
    const auto offer = [&](const QString& text, const SamplerSettings& wanted) {
      connect(menu->addAction(text), &QAction::triggered, m_session, [this, wanted] {
        SamplerSettings settings = wanted;
        if (const auto snapshot = m_session->snapshot()) settings.seed = snapshot->settings.seed;
        m_session->setSampling(settings);
      });
    };
    offer(tr("Greedy: always the likeliest token"), SamplerSettings{});
    offer(tr("Draw as the model says (temperature 1)"), SamplerSettings{false, 1.0, 0, 1.0, 0});
    offer(tr("Draw more carefully (temperature 0.7, top-p 0.9)"), SamplerSettings{false, 0.7, 0, 0.9, 0});
    offer(tr("Draw wildly (temperature 1.5)"), SamplerSettings{false, 1.5, 0, 1.0, 0});
    menu->addSeparator();
    connect(menu->addAction(tr("All controls…")), &QAction::triggered, this, &HeaderBar::samplingControlsRequested);
  };
  connect(menu, &QMenu::aboutToShow, menu, refill);
  refill();
  m_sampling->setMenu(menu);
}

void HeaderBar::retranslate() {
  m_modelLabel->setText(tr("&Model"));
  m_promptLabel->setText(tr("&Prompt"));
  m_models->setToolTip(tr("The model that is shown"));
  m_models->setAccessibleName(tr("Model"));
  m_recorded->setText(tr("recorded"));
  m_recorded->setToolTip(
      tr("The model is not open: everything shown was recorded in the session's file. Steps, forks and sampling work "
         "only within the recording."));
  refreshPrompt();
  m_prompt->setAccessibleName(tr("Prompt"));
  m_examples->setToolTip(tr("Example prompts"));
  m_sampling->setToolTip(tr("How the next token is chosen"));
  refreshModels();
  refreshSampling();
}

void HeaderBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

void HeaderBar::refreshSampling() {
  const auto snapshot = m_session->snapshot();
  m_sampling->setText(tr("Sampling: %1").arg(samplingSummary(snapshot ? snapshot->settings : SamplerSettings{})));
}

void HeaderBar::refreshModels() {
  const QSignalBlocker quiet(m_models);
  m_models->clear();
  QStringList seen;
  for (const auto& folder : listSampleModels()) {
    const QString name = QString::fromStdString(folder.filename().string());
    m_models->addItem(name, name);
    seen.append(name);
  }
  for (const QString& recent : m_settings->recentModels()) {
    if (seen.contains(recent) || !QFileInfo::exists(recent)) continue;
    m_models->addItem(QFileInfo(recent).fileName(), recent);
    m_models->setItemData(m_models->count() - 1, plainTip(recent), Qt::ToolTipRole);
  }
  if (m_models->count() > 0) m_models->insertSeparator(m_models->count());
  m_models->addItem(tr("Open folder…"));
  const auto model = m_session->model();
  int open = -1;
  if (model) {
    open = m_models->findData(QString::fromStdString(model->name));
    if (open < 0) open = m_models->findData(QString::fromStdString(model->path.string()));
    if (open < 0) open = m_models->findData(QString::fromStdString(model->folder.string()));
  }
  m_models->setCurrentIndex(open);
  if (open < 0) m_models->setPlaceholderText(model ? QString::fromStdString(model->name) : tr("none"));
}

void HeaderBar::modelActivated(int index) {
  const QString chosen = m_models->itemData(index).toString();
  if (chosen.isEmpty()) {
    refreshModels();
    emit openFolderRequested();
  } else {
    m_session->openModel(chosen);
  }
}

void HeaderBar::sessionChanged(Session::Changes changes) {
  m_recorded->setVisible(m_session->isRecorded());
  if ((changes & Session::ModelChanged) && m_session->model()) {
    refreshModels();
    refreshPrompt();
    // An example that nobody changed is not what this kind of model takes: another one is.
    const QStringList examples = examplePrompts(m_session->model().get());
    const QString text = m_session->promptText();
    if (isExamplePrompt(text) && !examples.contains(text)) chooseExample(examples.front());
  }
  if (changes & (Session::RunChanged | Session::SamplingChanged)) refreshSampling();
  if (changes & Session::HistoryChanged && m_prompt->text() != m_session->promptText()) {
    m_prompt->setText(m_session->promptText());
    m_prompt->endEdit();
  }
}

}  // namespace headlight
