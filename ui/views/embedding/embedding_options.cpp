#include "views/embedding/embedding_options.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimer>

#include "charts/embedding/point_colors.h"
#include "session/session.h"
#include "widgets/plain_label.h"

namespace headlight {
namespace {

constexpr int kTypingMilliseconds = 700;

QSpinBox* spinBox(QWidget* parent, const char* name, int low, int high, int value) {
  auto* box = new QSpinBox(parent);
  box->setObjectName(QLatin1String(name));
  box->setRange(low, high);
  box->setValue(value);
  box->setKeyboardTracking(false);  // a run begins anew with each value
  return box;
}

QDoubleSpinBox* doubleSpinBox(QWidget* parent, const char* name, double low, double high, double step, double value) {
  auto* box = new QDoubleSpinBox(parent);
  box->setObjectName(QLatin1String(name));
  box->setRange(low, high);
  box->setSingleStep(step);
  box->setValue(value);
  box->setKeyboardTracking(false);
  return box;
}

}  // namespace

EmbeddingOptions::EmbeddingOptions(QWidget* parent) : InPanel(parent) {
  setObjectName(QStringLiteral("embeddingOptions"));
  setDocumentMode(true);
  makeProjectionPage();
  makeNeighboursPage();
  makeColorsPage();
  makePicturePage();
  makePromptsPage();
  retranslate();
  follow(ProjectionMethod::Pca, nullptr, nullptr);
}

/// A small panel scrolls its page, so that the picture keeps its room at the size of a presentation.
void EmbeddingOptions::addPage(QWidget* page) {
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setWidget(page);
  page->setAutoFillBackground(false);
  area->viewport()->setAutoFillBackground(false);
  addTab(area, {});
}

void EmbeddingOptions::makeProjectionPage() {
  auto* page = new QWidget(this);
  auto* layout = new QVBoxLayout(page);
  // Texts that wrap stay outside: docs/decisions/wrapping_labels_in_forms.md
  auto* form = new QFormLayout;
  layout->addLayout(form);
  const auto add = [&](ProjectionMethod method, QWidget* field) {
    auto* label = plainLabel(page);
    label->setBuddy(field);
    form->addRow(label, field);
    m_ofMethod.emplace_back(label, method);
    m_ofMethod.emplace_back(field, method);
  };
  m_perplexity = doubleSpinBox(page, "embeddingPerplexity", 2, 200, 5, 30);
  m_neighboursOfUmap = spinBox(page, "embeddingUmapNeighbours", 2, 200, 15);
  m_minimalDistance = doubleSpinBox(page, "embeddingMinimalDistance", 0, 1, 0.05, 0.1);
  m_seed = spinBox(page, "embeddingSeed", 0, 1'000'000, 0);
  add(ProjectionMethod::Tsne, m_perplexity);
  add(ProjectionMethod::Umap, m_neighboursOfUmap);
  add(ProjectionMethod::Umap, m_minimalDistance);
  add(ProjectionMethod::Umap, m_seed);
  connectGuarded(m_perplexity, &QDoubleSpinBox::valueChanged, &EmbeddingOptions::projectionChanged);
  connectGuarded(m_minimalDistance, &QDoubleSpinBox::valueChanged, &EmbeddingOptions::projectionChanged);
  for (QSpinBox* box : {m_neighboursOfUmap, m_seed}) {
    connectGuarded(box, &QSpinBox::valueChanged, &EmbeddingOptions::projectionChanged);
  }
  for (std::size_t axis = 0; axis < 3; ++axis) {
    m_dimensions[axis] = spinBox(page, "embeddingDimension", 1, 1, 1);
    m_words[axis] = new QLineEdit(page);
    m_words[axis]->setObjectName(QStringLiteral("embeddingWords%1").arg(axis + 1));
    connectGuarded(m_dimensions[axis], &QSpinBox::valueChanged, &EmbeddingOptions::projectionChanged);
    connectGuarded(m_words[axis], &QLineEdit::editingFinished, [this] {
      if (isVisible()) emit projectionChanged();  // not while the window closes
    });
  }
  for (QSpinBox* box : m_dimensions) add(ProjectionMethod::Dimensions, box);
  for (QLineEdit* line : m_words) add(ProjectionMethod::Words, line);
  m_problem = plainLabel(page);
  m_problem->setWordWrap(true);
  m_nothing = plainLabel(page);
  m_nothing->setWordWrap(true);
  layout->addWidget(m_problem);
  layout->addWidget(m_nothing);
  layout->addStretch(1);
  addPage(page);
}

void EmbeddingOptions::makeNeighboursPage() {
  auto* page = new QWidget(this);
  auto* form = new QFormLayout(page);
  m_neighbours = spinBox(page, "embeddingNeighbourCount", 1, 100, 10);
  m_metric = new QComboBox(page);
  m_metric->setObjectName(QStringLiteral("embeddingMetric"));
  m_metric->addItems({{}, {}});
  connectGuarded(m_neighbours, &QSpinBox::valueChanged, &EmbeddingOptions::neighboursChanged);
  connectGuarded(m_metric, &QComboBox::currentIndexChanged, &EmbeddingOptions::neighboursChanged);
  form->addRow(plainLabel(page), m_neighbours);
  form->addRow(plainLabel(page), m_metric);
  addPage(page);
}

void EmbeddingOptions::makeColorsPage() {
  auto* page = new QWidget(this);
  auto* form = new QFormLayout(page);
  m_color = new QComboBox(page);
  m_color->setObjectName(QStringLiteral("embeddingColor"));
  m_clusters = spinBox(page, "embeddingClusters", 2, 30, 7);
  connectGuarded(m_color, &QComboBox::currentIndexChanged, [this] {
    m_clusters->setEnabled(colorBy().kind == ColorBy::Kind::Cluster);
    emit colorsChanged();
  });
  connectGuarded(m_clusters, &QSpinBox::valueChanged, &EmbeddingOptions::colorsChanged);
  form->addRow(plainLabel(page), m_color);
  form->addRow(plainLabel(page), m_clusters);
  addPage(page);
}

void EmbeddingOptions::makePicturePage() {
  auto* page = new QWidget(this);
  auto* layout = new QVBoxLayout(page);
  m_flat = new QCheckBox(page);
  m_flat->setObjectName(QStringLiteral("embeddingFlat"));
  m_fog = new QCheckBox(page);
  m_fog->setObjectName(QStringLiteral("embeddingFog"));
  m_fog->setChecked(true);
  m_text = new QCheckBox(page);
  m_text->setObjectName(QStringLiteral("embeddingText"));
  connectGuarded(m_flat, &QCheckBox::toggled, &EmbeddingOptions::projectionChanged);
  connectGuarded(m_fog, &QCheckBox::toggled, &EmbeddingOptions::pictureChanged);
  connectGuarded(m_text, &QCheckBox::toggled, &EmbeddingOptions::pictureChanged);
  for (QCheckBox* box : {m_flat, m_fog, m_text}) layout->addWidget(box);
  layout->addStretch(1);
  addPage(page);
}

void EmbeddingOptions::makePromptsPage() {
  auto* page = new QWidget(this);
  auto* layout = new QVBoxLayout(page);
  m_prompts = new QPlainTextEdit(page);
  m_prompts->setObjectName(QStringLiteral("embeddingPrompts"));
  m_prompts->setTabChangesFocus(true);
  m_promptsHint = plainLabel(page);
  m_promptProblem = plainLabel(page);
  for (QLabel* label : {m_promptsHint, m_promptProblem}) {
    label->setWordWrap(true);
  }
  m_promptTimer = new QTimer(this);
  m_promptTimer->setSingleShot(true);
  m_promptTimer->setInterval(kTypingMilliseconds);
  connectGuarded(m_promptTimer, &QTimer::timeout, &EmbeddingOptions::promptsChanged);
  connectGuarded(m_prompts, &QPlainTextEdit::textChanged, [this] { m_promptTimer->start(); });
  layout->addWidget(m_promptsHint);
  layout->addWidget(m_prompts, 1);
  layout->addWidget(m_promptProblem);
  addPage(page);
}

QStringList EmbeddingOptions::prompts() const {
  QStringList prompts;
  for (const QString& line : m_prompts->toPlainText().split(QLatin1Char('\n'))) {
    if (!line.trimmed().isEmpty()) prompts << line;
  }
  return prompts;
}

void EmbeddingOptions::askForPrompts() {
  setCurrentIndex(count() - 1);
  m_prompts->setFocus();
}

void EmbeddingOptions::setPromptProblem(const std::optional<Message>& problem) {
  m_promptMessage = problem;
  m_promptProblem->setText(problem ? messageText(*problem) : QString());
  m_promptProblem->setVisible(problem.has_value());
}

ProjectionSettings EmbeddingOptions::projection(ProjectionMethod method) const {
  ProjectionSettings settings;
  settings.method = method;
  settings.isFlat = isFlat();
  if (method == ProjectionMethod::Tsne) settings.perplexity = m_perplexity->value();
  if (method == ProjectionMethod::Umap) {
    settings.neighbours = m_neighboursOfUmap->value();
    settings.minimalDistance = m_minimalDistance->value();
    settings.seed = static_cast<std::uint64_t>(m_seed->value());
  }
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (method == ProjectionMethod::Dimensions) settings.dimensions[axis] = m_dimensions[axis]->value() - 1;
    if (method == ProjectionMethod::Words) settings.words[axis] = m_words[axis]->text().trimmed().toStdString();
  }
  return settings;
}

int EmbeddingOptions::neighbours() const {
  return m_neighbours->value();
}

Metric EmbeddingOptions::metric() const {
  return m_metric->currentIndex() == 1 ? Metric::Euclidean : Metric::Cosine;
}

ColorBy EmbeddingOptions::colorBy() const {
  const int index = m_color->currentIndex();
  if (index < 0 || index >= static_cast<int>(m_choices.size())) return {};
  ColorBy choice = m_choices[static_cast<std::size_t>(index)];
  choice.clusters = m_clusters->value();
  return choice;
}

void EmbeddingOptions::clearColor() {
  m_color->setCurrentIndex(0);
}

bool EmbeddingOptions::hasFog() const {
  return m_fog->isChecked();
}

bool EmbeddingOptions::isFlat() const {
  return m_flat->isChecked();
}

bool EmbeddingOptions::showsText() const {
  return m_text->isChecked();
}

void EmbeddingOptions::follow(ProjectionMethod method, const std::shared_ptr<const EmbeddingSpace>& space,
                              const Lexicon* lexicon) {
  for (const auto& [widget, of] : m_ofMethod) widget->setVisible(of == method);
  m_nothing->setVisible(method == ProjectionMethod::Pca);
  m_problem->setVisible(method == ProjectionMethod::Words && !m_problem->text().isEmpty());
  if (!space || space == m_space.lock()) return;
  m_space = space;
  const int most = static_cast<int>(space->dimensions());
  const bool startsAnew = std::any_of(m_dimensions.begin(), m_dimensions.end(), [most](const QSpinBox* box) {
    return box->maximum() == 1 || box->value() > most;  // never set, or set for a wider space
  });
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const QSignalBlocker quiet(m_dimensions[axis]);
    m_dimensions[axis]->setRange(1, most);
    if (startsAnew) m_dimensions[axis]->setValue(std::min(most, static_cast<int>(axis) + 1));
  }
  const ColorBy before = colorBy();
  const auto hasPrompts = [](const ColorBy& choice) { return choice.kind == ColorBy::Kind::Prompt; };
  const bool hadPrompts = std::any_of(m_choices.begin(), m_choices.end(), hasPrompts);
  m_choices = colorChoices(space->points(), lexicon);
  const bool isNew = !hadPrompts && before.kind == ColorBy::Kind::Nothing;  // several prompts are told apart at once
  m_colorNames.clear();
  const FigureLanguage language = interfaceLanguage();
  for (const ColorBy& choice : m_choices) {
    const bool isColumn = choice.kind == ColorBy::Kind::Column;
    const auto column = static_cast<std::size_t>(choice.column);
    m_colorNames << coloringName(choice.kind, isColumn ? space->points().columns[column].name : "", language);
  }
  const QSignalBlocker quiet(m_color);
  m_color->clear();
  m_color->addItems(m_colorNames);
  for (std::size_t i = 0; i < m_choices.size(); ++i) {
    const bool isSame = m_choices[i].kind == before.kind && m_choices[i].column == before.column;
    if (isSame || (isNew && hasPrompts(m_choices[i]))) m_color->setCurrentIndex(static_cast<int>(i));
  }
  m_clusters->setEnabled(colorBy().kind == ColorBy::Kind::Cluster);
}

void EmbeddingOptions::setPointCounts(int projected, int listed) {
  m_projected = projected;
  m_listed = listed;
  sayUsed();
}

/// Behind the number that was set: the number that is used, where the points are too few for it.
void EmbeddingOptions::sayUsed() {
  const auto say = [](auto* box, const QString& used, bool isLess) {
    const QString suffix = isLess ? tr(" (%1 used)").arg(used) : QString();
    if (box->suffix() != suffix) box->setSuffix(suffix);
  };
  const double perplexity = tsnePerplexity(m_perplexity->value(), m_projected);
  say(m_perplexity, locale().toString(perplexity, 'g', 3), m_projected > 0 && perplexity < m_perplexity->value());
  const Index neighbours = umapNeighbours(m_neighboursOfUmap->value(), m_projected);
  say(m_neighboursOfUmap, QString::number(neighbours), m_projected > 0 && neighbours < m_neighboursOfUmap->value());
  const int listed = std::max(m_listed - 1, 0);
  say(m_neighbours, QString::number(listed), m_listed > 0 && listed < m_neighbours->value());
}

void EmbeddingOptions::setAxisProblem(const std::optional<Message>& problem) {
  m_axisMessage = problem;
  m_problem->setText(problem ? messageText(*problem) : QString());
  m_problem->setVisible(problem.has_value());
}

void EmbeddingOptions::retranslate() {
  const QStringList titles{tr("Projection"), tr("Neighbours"), tr("Colours"), tr("Picture"), tr("Prompts")};
  for (int i = 0; i < titles.size(); ++i) setTabText(i, titles[i]);
  const auto label = [](QWidget* field, const QString& text, const QString& tip) {
    auto* layout = field->parentWidget()->layout();
    auto* form = qobject_cast<QFormLayout*>(layout);
    if (form == nullptr) form = qobject_cast<QFormLayout*>(layout->itemAt(0)->layout());
    auto* of = qobject_cast<QLabel*>(form->labelForField(field));
    of->setText(text);
    of->setBuddy(field);
    field->setToolTip(tip);
    field->setAccessibleName(text);
  };
  label(m_perplexity, tr("Perplexity"), tr("About how many neighbours count for each point"));
  label(m_neighboursOfUmap, tr("Neighbours"), tr("Number of neighbours of each point, including the point itself"));
  label(m_minimalDistance, tr("Minimal distance"), tr("How close points may lie in the picture"));
  label(m_seed, tr("Seed"), tr("The same seed gives the same picture"));
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const QString name = tr("Axis %1").arg(axis + 1);
    label(m_dimensions[axis], name, tr("Which number of each vector, counted from 1"));
    label(m_words[axis], name,
          tr("One word, or two words with an arrow between them; several words with commas between them mean their "
             "average"));
  }
  const QStringList examples{QStringLiteral("man -> woman"), QStringLiteral("cat -> ship"), QStringLiteral("the, a")};
  for (std::size_t axis = 0; axis < 3; ++axis) m_words[axis]->setPlaceholderText(examples[static_cast<int>(axis)]);
  m_nothing->setText(tr("PCA has no settings: it is exact."));
  label(m_neighbours, tr("How many"), tr("How many neighbours are listed and joined by lines"));
  label(m_metric, tr("Measure"), tr("Always in the original space, never in the picture"));
  m_metric->setItemText(0, tr("cosine"));
  m_metric->setItemText(1, tr("Euclidean distance"));
  label(m_color, tr("Colour by"), tr("What the colours of the points mean"));
  label(m_clusters, tr("Clusters"), tr("How many groups k-means looks for"));
  m_promptsHint->setText(tr("Further prompts, one per line: their tokens appear in the same picture, marked ₂, ₃ …"));
  m_prompts->setAccessibleName(tr("Further prompts, one per line"));
  m_flat->setText(tr("Two dimensions"));
  m_fog->setText(tr("Far points fade"));
  m_fog->setToolTip(tr("Switch this off for print"));
  m_text->setText(tr("Join the tokens in the order of the text"));
  m_text->setToolTip(tr("A line through all tokens of the text, in their order, at the layer that is shown"));
}

void EmbeddingOptions::changeEvent(QEvent* event) {
  QTabWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    sayUsed();
    setAxisProblem(m_axisMessage);
    setPromptProblem(m_promptMessage);
    m_space.reset();  // the names of the colours follow with the next picture
  }
}

}  // namespace headlight
