// Every sample model offers the hook points that it declares, and the reference has the same.

#include <gtest/gtest.h>

#include "formats/model_folder.h"
#include "support/hook_coverage.h"

namespace headlight::test {
namespace {

TEST(SampleModels, OfferThePointsThatTheyDeclareAndTheReferenceHasThem) {
  const auto models = listSampleModels();
  ASSERT_GE(models.size(), 7U);
  for (const auto& path : models) {
    SCOPED_TRACE(path.string());
    const auto opened = openModel(path.string());
    std::vector<TokenId> prompt;
    for (TokenId token = 5; token < 9; ++token) prompt.push_back(token);
    expectEveryPoint(*opened->model, prompt);
  }
}

}  // namespace
}  // namespace headlight::test
