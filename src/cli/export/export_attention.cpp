#include "cli/export/export_attention.h"

#include "cli/options/second_prompt.h"
#include "figures/attention/arcs_figure.h"
#include "figures/attention/attention_variants.h"
#include "figures/attention/head_labels.h"
#include "figures/attention/prompt_difference.h"
#include "figures/attention/steps_figure.h"

namespace headlight {

namespace {

ActivationCache::Filter keepPatterns(AttentionMeasure measure) {
  const bool values = measure == AttentionMeasure::ValueWeighted;
  return [values](const HookPoint& point) {
    return point.name.ends_with("hook_pattern") || (values && point.name.ends_with("attn.hook_v"));
  };
}

/// Layer by layer; `mean`: -1 among the heads stands for the mean.
std::vector<HeadPlace> chosenPlaces(const AttentionExport& options, int layers, int heads, bool mean) {
  std::vector<HeadPlace> places;
  for (const int layer : parseLayers(options.layers, layers)) {
    for (const int head : parseHeads(options.heads, heads, mean)) places.push_back({layer, head});
  }
  return places;
}

class AttentionFigures {
 public:
  AttentionFigures(const FigureRun& run, AttentionSide side, const AttentionExport& options, const FigureSource& source,
                   std::vector<FigureData>& figures)
      : m_run(run), m_side(side), m_options(options), m_source(source), m_figures(figures) {
    m_all = options.measure == AttentionMeasure::ValueWeighted ? valueWeightedHeads(run, side, source)
                                                               : headsFigure(run, side, source);
    m_all.sinkHidden = options.sinkHidden;
    m_all.limits = options.limits.value_or(m_all.limits);
  }

  /// What every head does, and in which order they stand.
  void describeHeads(const ProbeMeasures& probes) {
    const std::vector<HeadMeasures> measured = promptMeasures(m_run, m_side);
    if (m_options.labels) m_all.labels = headLabels(measured, probes.of(m_side));
    if (m_options.sort) m_all.order = sortedHeads(measured, probes.of(m_side), *m_options.sort);
  }

  void add(const AttentionChoice& what) {
    if (what.attention && m_options.style == "arcs") {
      addArcs();
    } else if (what.attention && m_options.style == "steps") {
      addSteps();
    } else if (what.attention && m_options.style == "sheet") {
      addSheet();
    } else if (what.attention) {
      addHeatmaps();
    }
    if (what.heads) m_figures.emplace_back(std::move(m_all));
  }

 private:
  void addHeatmaps() {
    if (m_options.measure == AttentionMeasure::Rollout) return addRollouts();
    for (const HeadPlace& place : chosenPlaces(m_options, m_all.layers, m_all.heads, true)) {
      const HeadChoice choice{m_side, place.layer, place.head};
      AttentionFigure figure = m_options.measure == AttentionMeasure::ValueWeighted
                                   ? valueWeightedAttention(m_run, choice, m_source)
                                   : attentionFigure(m_run, choice, m_source);
      figure.sinkHidden = m_options.sinkHidden;
      figure.limits = m_options.limits.value_or(figure.limits);
      m_figures.emplace_back(std::move(figure));
    }
  }

  /// One a layer: all heads take part. Cross-attention has none.
  void addRollouts() {
    if (m_side == AttentionSide::Cross) return;
    for (const int layer : parseLayers(m_options.layers, m_all.layers)) {
      AttentionFigure figure = rolloutAttention(m_run, m_side, layer, m_source);
      figure.sinkHidden = m_options.sinkHidden;
      figure.limits = m_options.limits.value_or(figure.limits);
      m_figures.emplace_back(std::move(figure));
    }
  }

  /// The chosen heads of a layer together.
  void addArcs() {
    for (const int layer : parseLayers(m_options.layers, m_all.layers)) {
      std::vector<HeadPlace> places;
      for (const int head : parseHeads(m_options.heads, m_all.heads, true)) places.push_back({layer, head});
      ArcsFigure figure = arcsFigure(m_run, m_side, places, m_source);
      figure.sinkHidden = m_options.sinkHidden;
      figure.threshold = m_options.threshold;
      figure.layout = m_options.upright ? ArcsFigure::Layout::LeftRight : ArcsFigure::Layout::AboveBelow;
      m_figures.emplace_back(std::move(figure));
    }
  }

  void addSteps() {
    const auto last = static_cast<int>(queryTokens(m_run, m_side).size()) - 1;
    for (const HeadPlace& place : chosenPlaces(m_options, m_all.layers, m_all.heads, false)) {
      m_figures.emplace_back(
          stepsFigure(m_run, {m_side, place.layer, place.head}, m_options.query.value_or(last), m_source));
    }
  }

  void addSheet() {
    SheetFigure sheet{m_all};
    const std::vector<HeadPlace> places = chosenPlaces(m_options, m_all.layers, m_all.heads, false);
    if (places.size() != m_all.patterns.size()) {
      sheet.order.clear();
      for (const HeadPlace& place : places) sheet.order.push_back(place.layer * m_all.heads + place.head);
    }
    m_figures.emplace_back(std::move(sheet));
  }

  const FigureRun& m_run;
  AttentionSide m_side;
  const AttentionExport& m_options;
  const FigureSource& m_source;
  std::vector<FigureData>& m_figures;
  HeadsFigure m_all;
};

void addDifferences(const FigureRun& first, const FigureRun& second, AttentionSide side, const AttentionExport& options,
                    const AttentionChoice& what, const FigureSource& source, std::vector<FigureData>& figures) {
  FigureSource secondSource = source;
  secondSource.prompt = *options.against;
  AttentionDifferenceFigure all = attentionDifference(first, second, side, source, std::move(secondSource));
  all.limits = options.limits.value_or(all.limits);
  const std::vector<HeadPlace> places = chosenPlaces(options, all.layers, all.headsPerLayer, true);
  AttentionDifferenceFigure chosen = chosenHeads(all, places);
  const bool single = what.attention && options.style == "heatmap" && places.size() > 1;
  figures.emplace_back(chosen);
  for (const AttentionDifferenceFigure::Head& head : chosen.heads) {
    if (single) figures.emplace_back(chosenHeads(all, {head.place}));
  }
}

}  // namespace

ActivationCache::Filter keepFor(const AttentionExport& options) {
  if (options.style != "steps") return keepPatterns(options.measure);
  return [](const HookPoint& point) {
    return point.name.find("attn") != std::string::npos || point.name.find("hook_resid") != std::string::npos;
  };
}

void addAttentionFigures(TextRun& run, const AttentionExport& options, const AttentionChoice& what,
                         CommandContext& context, const FigureSource& source, std::vector<FigureData>& figures) {
  const std::vector<AttentionSide> sides = attentionSides(run.model().config());
  if (sides.empty() && !what.everything) throw Error("figure.no_attention");
  if (sides.empty()) return;
  const FigureRun attention = run.attention();
  if (!options.against) {
    const bool described = options.labels || options.sort;
    const ProbeMeasures probes = described ? probeMeasures(run.model(), run.tokenizer(), run.pool()) : ProbeMeasures{};
    for (const AttentionSide side : sides) {
      AttentionFigures ofSide(attention, side, options, source, figures);
      if (described) ofSide.describeHeads(probes);
      ofSide.add(what);
    }
    return;
  }
  if (options.style == "arcs" || options.style == "steps") {
    throw Error("cli.bad_value",
                {{"option", "--style"}, {"value", options.style}, {"expected", "heatmap or sheet, with --against"}});
  }
  SecondPrompt other(run, {*options.against, options.steps, keepPatterns(AttentionMeasure::Weights)}, context);
  const FigureRun second = other.attention();
  for (const AttentionSide side : sides) {
    addDifferences(attention, second, side, options, what, source, figures);
  }
}

}  // namespace headlight
