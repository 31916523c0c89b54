#include "views/attention/attention_controls.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "widgets/wrap_layout.h"

namespace headlight {
namespace {

using Together = AttentionChoices::Together;

/// Entries of the head's box that are no head: -1 is the mean over the layer, others count down from -2.
constexpr int entryOf(Together together) {
  return -1 - static_cast<int>(together);
}

QComboBox* newChoice(const char* name, QWidget* parent) {
  auto* choice = new QComboBox(parent);
  choice->setObjectName(QString::fromLatin1(name));
  choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return choice;
}

}  // namespace

AttentionControls::AttentionControls(QWidget* parent)
    : InPanel(parent),
      m_side(newChoice("attentionSideChoice", this)),
      m_layer(newChoice("attentionLayerChoice", this)),
      m_head(newChoice("attentionHeadChoice", this)),
      m_fitted(new QCheckBox(this)),
      m_options(new QToolButton(this)),
      m_menu(new QMenu(this)) {
  m_fitted->setObjectName(QStringLiteral("attentionFitted"));
  m_options->setObjectName(QStringLiteral("attentionOptions"));
  m_options->setPopupMode(QToolButton::InstantPopup);
  m_options->setFocusPolicy(Qt::StrongFocus);
  m_options->setMenu(m_menu);
  createMenu();
  auto* row = new WrapLayout(this);
  row->setContentsMargins(8, 4, 8, 4);
  // Its longest entry names several heads together: it would have a row of its own.
  m_head->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_head->setMinimumContentsLength(7);
  m_head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  for (QComboBox* choice : {m_side, m_layer, m_head}) row->addWidget(choice);
  row->addWidget(m_fitted);
  row->addWidget(m_options);
  connectGuarded(m_side, &QComboBox::activated,
                 [this](int index) { emit sideChosen(static_cast<AttentionSide>(m_side->itemData(index).toInt())); });
  connectGuarded(m_layer, &QComboBox::activated, &AttentionControls::layerChosen);
  connectGuarded(m_head, &QComboBox::activated, &AttentionControls::chooseHead);
  connectGuarded(m_fitted, &QCheckBox::toggled, [this](bool fitted) {
    AttentionChoices choices = m_choices;
    choices.fitted = fitted;
    show(choices);
  });
}

void AttentionControls::createMenu() {
  m_measureMenu = m_menu->addMenu(QString());
  m_measures = new QActionGroup(this);
  m_lockMenu = m_menu->addMenu(QString());
  m_locks = new QActionGroup(this);
  for (QActionGroup* group : {m_measures, m_locks}) {
    for (int i = 0; i < 3; ++i) {
      QAction* action = (group == m_measures ? m_measureMenu : m_lockMenu)->addAction(QString());
      action->setCheckable(true);
      action->setData(i);
      group->addAction(action);
    }
  }
  m_sink = m_menu->addAction(QString());
  m_sink->setObjectName(QStringLiteral("attentionHideFirstKey"));
  m_sink->setCheckable(true);
  m_menu->addSeparator();
  m_allCells = m_menu->addAction(QString());
  m_allCells->setObjectName(QStringLiteral("attentionAllCells"));
  connectGuarded(m_measures, &QActionGroup::triggered, [this](QAction* action) {
    AttentionChoices choices = m_choices;
    choices.measure = static_cast<AttentionMeasure>(action->data().toInt());
    show(choices);
  });
  connectGuarded(m_locks, &QActionGroup::triggered, [this](QAction* action) {
    AttentionChoices choices = m_choices;
    choices.lock = static_cast<AttentionChoices::Lock>(action->data().toInt());
    show(choices);
  });
  connectGuarded(m_sink, &QAction::toggled, [this](bool hidden) {
    AttentionChoices choices = m_choices;
    choices.sinkHidden = hidden;
    show(choices);
  });
  connectGuarded(m_allCells, &QAction::triggered, &AttentionControls::allCellsRequested);
}

void AttentionControls::retranslate() {
  m_side->setAccessibleName(tr("Which attention"));
  m_side->setToolTip(
      tr("The encoder looks at the source, the decoder at the target so far; cross-attention "
         "looks from the target at the source."));
  m_layer->setAccessibleName(tr("Layer"));
  m_head->setAccessibleName(tr("Head, or several together"));
  m_head->setToolTip(tr("One head, or several together: hold Ctrl and click thumbnails to choose them."));
  m_fitted->setText(tr("Fit colours"));
  m_fitted->setToolTip(tr("The colour scale ends at the largest value shown instead of at 1."));
  m_options->setText(tr("Options"));
  m_options->setToolTip(tr("What the cells show, what is left out of the colours, and what the pointer is locked to."));
  m_measureMenu->setTitle(tr("Cells show"));
  const QStringList measures{tr("Weights: the result of the softmax"),
                             tr("Weight × value: how much each key really adds"),
                             tr("Rollout: weights multiplied through the layers (an estimate)")};
  const QStringList notes{
      tr("Shows where a head looks. It does not show how much of the information there is used."),
      tr("The weight times the length of the vector that the key's value adds to the head's output. It does not show "
         "the direction, or how later layers use it."),
      tr("The mean over the heads, mixed half and half with the token itself, multiplied from the first layer to this "
         "one. It ignores values, MLPs and norms: it is an estimate of what reaches a position, not a measurement.")};
  const QStringList locks{tr("Nothing"), tr("The selected row (query)"), tr("The selected column (key)")};
  for (int i = 0; i < 3; ++i) {
    m_measures->actions()[i]->setText(measures[i]);
    m_measures->actions()[i]->setToolTip(notes[i]);
    m_locks->actions()[i]->setText(locks[i]);
  }
  m_measureMenu->setToolTipsVisible(true);
  m_lockMenu->setTitle(tr("Lock the pointer to"));
  m_sink->setText(tr("Leave the first key out of the colours"));
  m_sink->setToolTip(
      tr("A head that finds nothing else looks at the first token. Without that token, each row shows the other "
         "weights as shares of their sum."));
  m_menu->setToolTipsVisible(true);
  m_allCells->setText(tr("Show all cells\t0"));
  for (QComboBox* choice : {m_side, m_layer, m_head}) choice->clear();
  fill();
}

void AttentionControls::offer(const Offer& offer) {
  m_offer = offer;
  fill();
}

void AttentionControls::setChoices(const AttentionChoices& choices) {
  show(choices);
}

void AttentionControls::show(const AttentionChoices& choices) {
  const bool changed = !(choices == m_choices);
  m_choices = choices;
  fill();
  if (changed) emit choicesChanged();
}

void AttentionControls::chooseHead(int index) {
  const int entry = m_head->itemData(index).toInt();
  AttentionChoices choices = m_choices;
  choices.together = entry >= -1 ? Together::One : static_cast<Together>(-1 - entry);
  if (entry >= -1) emit headChosen(entry);
  show(choices);
}

void AttentionControls::fill() {
  const QSignalBlocker side(m_side), layer(m_layer), head(m_head), fitted(m_fitted), sink(m_sink);
  const bool several = m_offer.sides.size() > 1;
  m_side->setVisible(several);
  m_side->clear();
  const auto add = [this](const QString& name, AttentionSide which) { m_side->addItem(name, static_cast<int>(which)); };
  if (several) {
    add(tr("Encoder"), AttentionSide::Encoder);
    add(tr("Decoder"), AttentionSide::Decoder);
    add(tr("Cross"), AttentionSide::Cross);
    m_side->setCurrentIndex(m_side->findData(static_cast<int>(m_offer.side)));
  }
  if (m_layer->count() != m_offer.layers) {
    m_layer->clear();
    for (int i = 0; i < m_offer.layers; ++i) m_layer->addItem(tr("Layer %1").arg(i));
  }
  m_layer->setCurrentIndex(m_offer.layer);
  m_head->clear();
  for (int i = 0; i < m_offer.heads; ++i) m_head->addItem(tr("Head %1").arg(i), i);
  if (m_offer.heads > 0) {
    m_head->addItem(tr("Mean over the heads"), -1);
    m_head->addItem(tr("Maximum over the heads"), entryOf(Together::MaximumOfLayer));
    m_head->addItem(tr("Mean over all layers"), entryOf(Together::MeanOfLayers));
    m_head->addItem(tr("Maximum over all layers"), entryOf(Together::MaximumOfLayers));
  }
  const auto chosen = static_cast<int>(m_offer.chosenHeads);
  if (chosen > 1) {
    m_head->addItem(tr("Mean of the %1 chosen heads").arg(chosen), entryOf(Together::MeanOfChosen));
    m_head->addItem(tr("Maximum of the %1 chosen heads").arg(chosen), entryOf(Together::MaximumOfChosen));
  }
  const bool isCross = m_offer.side == AttentionSide::Cross;
  const bool isRollout = m_choices.measure == AttentionMeasure::Rollout && !isCross;
  m_measures->actions()[static_cast<int>(AttentionMeasure::Rollout)]->setEnabled(!isCross);
  m_measures->actions()[static_cast<int>(AttentionMeasure::ValueWeighted)]->setEnabled(m_offer.hasWeights);
  m_head->setEnabled(!isRollout);  // all heads take part
  const int entry = m_choices.together == Together::One ? m_offer.head : entryOf(m_choices.together);
  m_head->setCurrentIndex(m_head->findData(entry));
  m_fitted->setChecked(m_choices.fitted);
  m_sink->setChecked(m_choices.sinkHidden);
  m_measures->actions()[static_cast<int>(m_choices.measure)]->setChecked(true);
  m_locks->actions()[static_cast<int>(m_choices.lock)]->setChecked(true);
  m_allCells->setEnabled(m_offer.isZoomed);
  for (QWidget* part : std::initializer_list<QWidget*>{m_layer, m_head, m_fitted, m_options}) {
    part->setVisible(m_offer.layers > 0);
  }
}

}  // namespace headlight
