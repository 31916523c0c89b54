#pragma once
// The options of `headlight compare`, as its experiments get them.

#include <string>
#include <vector>

#include "cli/compare/compare_distance.h"
#include "cli/compare/compare_gradients.h"
#include "cli/compare/compare_speed.h"
#include "cli/export/figure_files.h"
#include "cli/options/shared_options.h"

namespace CLI {
class Option;
}

namespace headlight {

struct CompareOptions {
  std::vector<std::string> models;  ///< as typed, in order; the same one may stand there twice
  std::string prompt;               ///< empty if not given (only with an experiment)
  int steps = 1;
  CLI::Option* stepsOption = nullptr;  ///< count() says whether it was given
  bool forced = false;
  SamplingOptions sampling;
  int threads = 0;
  int top = 10;
  std::string experiment;  ///< empty: none
  DistanceOptions distance;
  SpeedOptions speed;
  GradientTimeOptions gradients;
  FigureFileOptions files;  ///< files.out is empty where no files are wanted
  bool json = false;
};

}  // namespace headlight
