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

/// When what was requested before is done: the model that is open by then is not opened twice.
void Session::Private::requestComparison() {
  begin();
  runQueue.add([](JobControl&) {},
               [this](const JobOutcome<std::monostate>&) {
                 std::vector<std::string> models;
                 if (!comparisonViewers.empty()) {
                   for (const QString& name : comparedModels) models.push_back(name.toStdString());
                 }
                 giveComparison(std::move(models));
               });
}

/// After the run became another.
void Session::Private::followWithComparison() {
  if (!comparisonViewers.empty() && !comparedModels.isEmpty()) giveComparison(std::nullopt);
}

/// `models`: those that are compared become these. Where another request came meanwhile, only that one is followed.
void Session::Private::giveComparison(std::optional<std::vector<std::string>> models) {
  begin();
  const quint64 ticket = ++*newestComparison;
  using Found = std::optional<std::shared_ptr<const Comparison>>;
  comparisonQueue.add(
      [runs = comparedRuns, newest = newestComparison, ticket, models = std::move(models), forced = comparisonForced,
       lead = snapshot, present = model, threads = pool](JobControl& job) -> Found {
        if (models) runs->setModels(*models, forced, present, job.progress());
        if (ticket != newest->load()) return std::nullopt;
        runs->follow(lead, threads);
        return runs->comparison();
      },
      [this](const JobOutcome<Found>& outcome) {
        const bool isNew = outcome.value && *outcome.value && **outcome.value != comparison;
        if (isNew) comparison = **outcome.value;
        settle(isNew ? ComparisonChanged : Changes(), outcome.value ? nullptr : &outcome.failure);
      },
      [this](double share) { emit q->progressed(share); });
}

}  // namespace headlight
