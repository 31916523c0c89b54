// The part of Session about comparing models.

#include <algorithm>

#include "session/session_private.h"

namespace headlight {

namespace {
constexpr int kMostCompared = 4;
}  // namespace

std::shared_ptr<const Comparison> Session::comparison() const {
  return d->comparison;
}
QStringList Session::comparedModels() const {
  return d->comparedModels;
}
bool Session::isComparisonForced() const {
  return d->comparisonForced;
}

void Session::setComparedModels(const QStringList& namesOrPaths) {
  const QStringList models = namesOrPaths.mid(0, kMostCompared);
  if (models == d->comparedModels) return;
  d->comparedModels = models;
  d->requestComparison();
  emit changed(ComparisonChanged);
}

void Session::setComparisonForced(bool forced) {
  if (forced == d->comparisonForced) return;
  d->comparisonForced = forced;
  d->requestComparison();
  emit changed(ComparisonChanged);
}

void Session::watchComparison(const QObject* viewer, bool watches) {
  auto& viewers = d->comparisonViewers;
  const auto found = std::find(viewers.begin(), viewers.end(), viewer);
  if (watches == (found != viewers.end())) return;
  if (watches) {
    viewers.push_back(viewer);
    connect(viewer, &QObject::destroyed, this, [this, viewer] { watchComparison(viewer, false); });
  } else {
    viewers.erase(found);
    disconnect(viewer, &QObject::destroyed, this, nullptr);
  }
  if (viewers.size() == (watches ? 1U : 0U)) d->requestComparison();
}

/// The worker has what is wanted when it comes to it, however often that changed before.
void Session::Private::requestComparison() {
  std::vector<std::string> models;
  if (!comparisonViewers.empty()) {
    for (const QString& name : comparedModels) models.push_back(name.toStdString());
  }
  control->cancelled = false;
  request([models, forced = comparisonForced](Worker& target, JobResult& result) {
    target.compare(models, forced, result);
  });
}

}  // namespace headlight
