#pragma once
// Runs of random models of every kind that has attention.

#include <cmath>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "figures/figure_run.h"
#include "generate/generation.h"
#include "hooks/intervention.h"
#include "unit/cli/kind_folders.h"

namespace headlight::testing {

/// `changed`: a hook point whose values are doubled, plus 1.
class KindRun {
 public:
  explicit KindRun(ModelKind kind, const char* changed = nullptr) {
    const auto folder = std::filesystem::path(::testing::TempDir()) / "kind_runs";
    m_model = openModel(writeKindModel(folder, std::to_string(static_cast<int>(kind)), kind));
    const std::string text = kind == ModelKind::Encoder ? "The cat is [MASK] the mat" : "The cat is on the mat";
    std::vector<Intervention> interventions;
    if (changed != nullptr) {
      Intervention change;
      change.point = changed;
      change.edit = [](float old) { return std::isinf(old) ? old : 2 * old + 1; };
      interventions.push_back(change);
    }
    m_run = std::make_unique<Generation>(*m_model->model, *m_model->tokenizer,
                                         preparePrompt(text, *m_model->tokenizer, m_model->model->config().nCtx),
                                         nullptr, std::move(interventions));
    for (int step = 0; step < 4; ++step) m_run->step();
  }
  [[nodiscard]] FigureRun run() const { return {*m_model->model, m_run->path(), m_run->tokens(), m_run->source()}; }

 private:
  std::shared_ptr<const OpenedModel> m_model;
  std::unique_ptr<Generation> m_run;
};

}  // namespace headlight::testing
