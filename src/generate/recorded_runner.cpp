#include "generate/recorded_runner.h"

#include "tensor/error.h"

namespace headlight {

std::shared_ptr<const Step> RecordedRunner::compute(const NodePath&, std::vector<Token>,
                                                    const ActivationCache::Filter&) {
  throw Error("session.needs_model");
}

std::vector<std::shared_ptr<const ActivationCache>> RecordedRunner::record(const NodePath& path,
                                                                           const std::vector<bool>& missing,
                                                                           const ActivationCache::Filter&) {
  std::vector<std::shared_ptr<const ActivationCache>> caches(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (missing[i]) caches[i] = m_steps.at(static_cast<std::size_t>(path[i]->number)).cache;
  }
  return caches;
}

}  // namespace headlight
