#include "views/experiments/distance_view.h"

#include <QComboBox>
#include <QSignalBlocker>

#include "analysis/text/share_text.h"
#include "charts/experiments/experiment_builders.h"
#include "charts/figure/shown_text.h"

namespace headlight {
namespace {

constexpr int kFewest = 20;

QString percent(double share) {
  return QString::fromStdString(percentText(share));
}

struct Place {
  std::size_t kind, distance, model;
};

Place placeOf(const DistanceFigure& figure, int index) {
  const auto at = static_cast<std::size_t>(index);
  const std::size_t row = at / figure.models.size();
  return {row / figure.distances.size(), row % figure.distances.size(), at % figure.models.size()};
}

}  // namespace

DistanceView::DistanceView(Session* session, QWidget* parent)
    : ExperimentView(session, QStringLiteral("distance"), parent),
      m_kind(new QComboBox(this)),
      m_sentences(new QComboBox(this)) {
  m_kind->setObjectName(QStringLiteral("distanceKind"));
  m_sentences->setObjectName(QStringLiteral("distanceSentences"));
  addControl(m_kind);
  addControl(m_sentences);
  for (const int sentences : {kFewest, 100, 300, 1000}) m_sentences->addItem({}, sentences);
  m_sentences->setCurrentIndex(2);
  for (int kind = -1; kind < DistanceFigure::kKinds; ++kind) m_kind->addItem({}, kind);
  connectGuarded(m_kind, &QComboBox::currentIndexChanged, [this] { choosePoint(-1); });
  retranslate();
}

QString DistanceView::kindName(DistanceFigure::Kind kind) const {
  switch (kind) {
    case DistanceFigure::Kind::Place:
      return tr("Place");
    case DistanceFigure::Kind::Agreement:
      return tr("Agreement");
    case DistanceFigure::Kind::Name:
      return tr("Name");
  }
  return {};
}

void DistanceView::retranslate() {
  const QSignalBlocker blocker(m_kind);
  for (int row = 0; row < m_kind->count(); ++row) {
    const int kind = m_kind->itemData(row).toInt();
    m_kind->setItemText(row, kind < 0 ? tr("All three kinds") : kindName(static_cast<DistanceFigure::Kind>(kind)));
  }
  for (int row = 0; row < m_sentences->count(); ++row)
    m_sentences->setItemText(row, tr("%1 sentences").arg(m_sentences->itemData(row).toInt()));
  m_kind->setAccessibleName(tr("Kind of sentence"));
  m_kind->setToolTip(tr(
      "Place: “The cat … is on the mat.” Agreement: “The cats … are”, not “is”. Name: “We call the farmer Tom. … So we "
      "call the farmer Tom.” Each with up to 40 words between."));
  m_sentences->setAccessibleName(tr("Sentences at each distance"));
  m_sentences->setToolTip(
      tr("Number of sentences for each model at each distance: more sentences give narrower intervals."));
  ExperimentView::retranslate();
}

ExperimentSettings DistanceView::settings() const {
  DistanceSettings settings;
  settings.sentences = m_sentences->currentData().toInt();
  return settings;
}

QString DistanceView::purpose() const {
  return tr(
      "Start asks each model for a word that an earlier word decides, with 0 to 40 words between them, in sentences "
      "that no model was trained on. The chart shows how often each model is right, with an interval for each result.");
}

FigureData DistanceView::shown(const FigureData& figure) const {
  const int kind = m_kind->currentData().toInt();
  const auto& all = figure.get<DistanceFigure>();
  return kind < 0 ? FigureData(all) : FigureData(ofOneKind(all, static_cast<DistanceFigure::Kind>(kind)));
}

std::optional<FigureData> DistanceView::secondFigure() const {
  if (!state().figure || m_kind->currentData().toInt() < 0) return std::nullopt;
  return *state().figure;
}

int DistanceView::points(const FigureData& figure) const {
  return static_cast<int>(figure.get<DistanceFigure>().points.size());
}

PanelPage DistanceView::page(const FigureData& figure, FigureLanguage language) const {
  return distancePage(figure.get<DistanceFigure>(), language);
}

QString DistanceView::pointText(const FigureData& all, int index) const {
  const auto& figure = all.get<DistanceFigure>();
  const Place place = placeOf(figure, index);
  const DistanceFigure::Point& point = figure.point(place.kind, place.distance, place.model);
  if (point.sentences == 0) return {};
  return tr("%1, %2 words between, %3: %4 right")
      .arg(kindName(figure.kinds[place.kind]))
      .arg(figure.distances[place.distance])
      .arg(QString::fromStdString(figure.models[place.model]), percent(point.share()));
}

QString DistanceView::pointDetails(const FigureData& all, int index) const {
  const auto& figure = all.get<DistanceFigure>();
  const Place place = placeOf(figure, index);
  const DistanceFigure::Point& point = figure.point(place.kind, place.distance, place.model);
  const ShareInterval interval = point.interval();
  const QString numbers =
      tr("%1 of %2 right: %3, 95 % interval %4 to %5. The right word has probability %6 on average.")
          .arg(point.right)
          .arg(point.sentences)
          .arg(percent(point.share()), percent(interval.low), percent(interval.high), formatNumber(point.probability));
  const DistanceFigure::Example& example = figure.examples[place.kind * figure.distances.size() + place.distance];
  if (place.model >= example.said.size()) return numbers;
  const DistanceFigure::Example::Said& said = example.said[place.model];
  const QString prompt = QString::fromStdString(example.prompt);
  const QString right = QString::fromStdString(example.right);
  const QString asked = example.wrong.empty()
                            ? tr("One of the sentences: “%1” – the right word is “%2”.").arg(prompt, right)
                            : tr("One of the sentences: “%1” – the right word is “%2”, not “%3”.")
                                  .arg(prompt, right, QString::fromStdString(example.wrong));
  const QString answered = tr("This model gives it probability %1; its likeliest word is “%2”.")
                               .arg(formatNumber(said.probability), QString::fromStdString(said.word));
  return numbers + QLatin1Char('\n') + asked + QLatin1Char(' ') + answered;
}

}  // namespace headlight
