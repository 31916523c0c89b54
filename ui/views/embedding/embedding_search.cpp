// Finding words in the embedding view, calculating with them, and the list of what is nearest.

#include <algorithm>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QToolButton>

#include "analysis/text/share_text.h"
#include "charts/figure/figure.h"
#include "charts/figure/shown_text.h"
#include "scatter3d/scatter_widget.h"
#include "session/plain_text.h"
#include "views/embedding/embedding_view_private.h"

namespace headlight {

/// Parts of characters stand under theirs in the picture.
QString EmbeddingView::Private::shownLabel(int point) const {
  const auto at = static_cast<std::size_t>(point);
  const std::vector<QString>& drawn = scatter->scene().labels;
  return drawn.size() == space->labels().size() && !drawn[at].isEmpty() ? drawn[at] : space->labels()[at];
}

QString EmbeddingView::captionText() const {
  const QString before = d->problem.isEmpty() ? QString() : d->problem + QLatin1Char(' ');
  if (!d->space) return d->problem;
  if (d->chosenCount->isChecked()) return tr("Chosen:");
  const Index dimensions = d->space->dimensions();
  if (!d->calculated.isEmpty()) {
    return before + tr("Nearest to %1 by cosine, in all %2 dimensions:").arg(d->calculated).arg(dimensions);
  }
  if (d->focus < 0) {
    const VectorTable* table = d->space->table();
    if (table == nullptr || !d->problem.isEmpty()) return d->problem;
    const QString counts = tr("%1 vectors of %2 numbers.").arg(d->space->size()).arg(dimensions);
    const QString cut = !table->isCut ? QString()
                        : table->rowsInFile > 0
                            ? tr(" The file has %1: the others were not read.").arg(table->rowsInFile)
                            : tr(" The file has more: they were not read.");
    const QString twice =
        table->duplicates > 0 ? tr(" %1 have a word that an earlier row has.").arg(table->duplicates) : QString();
    QString readAs;
    for (const Message& notice : table->notices) readAs += QLatin1Char(' ') + messageText(notice);
    return counts + cut + twice + readAs;
  }
  const QString word = d->shownLabel(d->focus);
  return before + (d->options->metric() == Metric::Cosine
                       ? tr("Nearest to “%1” by cosine, in all %2 dimensions:").arg(word).arg(dimensions)
                       : tr("Nearest to “%1” by distance, in all %2 dimensions:").arg(word).arg(dimensions));
}

void EmbeddingView::showNeighbours() {
  d->neighbours->clear();
  d->caption->setText(captionText());
  if (!d->space) return;
  if (d->chosenCount->isChecked()) return listChosen();
  if (d->nearestJobs.isBusy()) d->neighbours->addItem(tr("Finding neighbours…"));
  const bool isCosine = d->options->metric() == Metric::Cosine || !d->calculated.isEmpty();
  for (const Neighbour& neighbour : d->nearest) {
    const QString word = d->shownLabel(static_cast<int>(neighbour.row));
    const QString value =
        isCosine ? QString::fromStdString(cosineText(neighbour.value)) : QString::number(neighbour.value, 'f', 2);
    auto* item = new QListWidgetItem(word + QStringLiteral("\u2002") + value, d->neighbours);
    item->setData(Qt::UserRole, static_cast<int>(neighbour.row));
    const QString exact = formatNumber(neighbour.value, 6);
    item->setToolTip(plainTip((isCosine ? tr("%1: cosine %2") : tr("%1: distance %2")).arg(word, exact)));
  }
}

void EmbeddingView::search(const QString& text) {
  renew();
  const QString wanted = text.trimmed();
  d->calculated.clear();
  d->problem.clear();
  d->found.clear();
  if (wanted.size() > 2 && wanted.startsWith(QLatin1Char('/')) && wanted.endsWith(QLatin1Char('/'))) {
    highlight(wanted.mid(1, wanted.size() - 2));
    return;
  }
  const int point = d->space ? d->space->findBeginning(wanted) : -1;
  if (point < 0 && d->space && wanted.contains(QRegularExpression(QStringLiteral("\\s[-+−]\\s")))) {
    calculate(wanted);
    return;
  }
  if (point < 0) {
    d->problem = wanted.isEmpty() ? QString() : tr("“%1” is not in the vocabulary.").arg(wanted);
    d->makeNearest();
    showNeighbours();
    showScene();
    return;
  }
  select(point);
  showNeighbours();
  lookAt(d->focus >= 0 ? d->focus : point);  // of a run the point at the layer that is shown
}

void EmbeddingView::lookAt(int point) {
  if (d->scatter->pointPosition(point) || point >= static_cast<int>(d->scatter->scene().points.size())) return;
  scatter3d::Camera camera = d->scatter->camera();  // outside the picture: look at it
  camera.lookAt(d->scatter->scene().points[static_cast<std::size_t>(point)].position);
  d->scatter->setCamera(camera);
}

void EmbeddingView::calculate(const QString& text) {
  d->calculated = text;
  d->makeNearest();
  showNeighbours();
  showScene();
}

void EmbeddingView::highlight(const QString& pattern) {
  const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption);
  int count = 0;
  if (!expression.isValid()) {
    d->problem = tr("/%1/ is not a regular expression: %2.").arg(pattern, expression.errorString());
  } else if (d->space) {
    d->found.resize(static_cast<std::size_t>(d->space->size()));
    for (std::size_t i = 0; i < d->found.size(); ++i) {
      d->found[i] = expression.match(d->space->labels()[i]).hasMatch();
      count += d->found[i] ? 1 : 0;
    }
    d->problem = tr("Words found: %1.").arg(count);
  }
  d->makeNearest();
  showNeighbours();
  showScene();
}

void EmbeddingView::select(int point) {
  d->calculated.clear();
  d->problem.clear();
  d->furtherFocus = -1;
  d->chosenCount->setChecked(false);
  if (d->isOfTable()) {
    d->tableFocus = point;
    d->isPicked = true;
    markStale();
    return;
  }
  const auto snapshot = d->session->snapshot();
  if (!snapshot || !d->space) return;
  Selection selection = d->session->selection();
  if (d->space->request().isOfRun()) {
    const int position = d->space->positionInWhole(point);
    if (d->space->points().promptOfPoint(point) > 0) {  // the session knows the present prompt alone
      d->furtherFocus = position;
      d->isPicked = true;
      markStale();
      return;
    }
    (d->space->isOnSource() ? selection.sourcePosition : selection.position) = position;
    if (selection == d->session->selection()) markStale();
    d->session->setSelection(selection);
    return;
  }
  const TokenId id = d->space->tokenOf(point);
  selection.vocabularyId = id;
  const auto& tokens = snapshot->tokens;
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(), [id](const Token& token) { return token.id == id; });
  if (last != tokens.rend()) selection.position = tokens.rend() - last - 1;
  if (!d->followsPosition || selection != d->session->selection()) {
    d->session->setSelection(selection);
    return;
  }
  d->followsPosition = false;  // the same word again: the session has nothing to tell
  d->isPicked = true;
  markStale();
}

}  // namespace headlight
