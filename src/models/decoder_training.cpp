#include "models/decoder.h"
#include "tensor/error.h"

namespace headlight {

std::unique_ptr<TrainingWorkspace> Decoder::newWorkspace(Index, Index) const {
  return std::make_unique<TrainingWorkspace>();
}

double Decoder::lossAndGradients(const TrainingBatch&, TrainingWorkspace&, const Dropout&, ThreadPool*,
                                 Parameters*) const {
  throw Error("internal.failure", {{"what", "training is being written"}});
}

}  // namespace headlight
