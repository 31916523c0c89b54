#include "charts/attention/head_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analysis/text/share_text.h"
#include "charts/texts/attention_texts.h"
#include "charts/texts/badge_texts.h"

namespace headlight {
namespace {

using Kind = HeadsFigure::Label::Kind;

constexpr std::array kKinds{Kind::PreviousToken, Kind::SameToken,   Kind::FirstToken, Kind::Induction,
                            Kind::Punctuation,   Kind::ContentWord, Kind::Broad,      Kind::None};

const QChar kProbesMark(0x2217);  // an asterisk: the value is not of the prompt

}  // namespace

std::vector<int> shownHeads(const HeadsFigure& data) {
  const auto count = static_cast<int>(data.patterns.size());
  std::vector<int> shown;
  for (const int index : data.order) {
    if (index >= 0 && index < count) shown.push_back(index);
  }
  if (!data.order.empty()) return shown;
  shown.resize(static_cast<std::size_t>(count));
  std::iota(shown.begin(), shown.end(), 0);
  return shown;
}

QString headName(const HeadPlace& place, FigureLanguage language) {
  const QString head = place.head < 0 ? QString(QChar(0x2300)) : attentionTexts(language).headLabel.arg(place.head);
  return attentionTexts(language).layerLabel.arg(place.layer) + QLatin1Char(' ') + head;
}

QString headTitle(const QString& name, const HeadPlace& place, FigureLanguage language) {
  const AttentionTexts& texts = attentionTexts(language);
  return place.head < 0 ? texts.attentionMean.arg(name).arg(place.layer)
                        : texts.attentionHead.arg(name).arg(place.layer).arg(place.head);
}

QStringList measureParts(AttentionMeasure measure, FigureLanguage language) {
  if (measure == AttentionMeasure::ValueWeighted) return {badgeTexts(language).badgeValueWeighted};
  if (measure == AttentionMeasure::Rollout) return {badgeTexts(language).badgeRollout};
  return {};
}

QString roleLetter(Kind kind) {
  switch (kind) {
    case Kind::PreviousToken:
      return QStringLiteral("P");
    case Kind::SameToken:
      return QStringLiteral("S");
    case Kind::FirstToken:
      return QStringLiteral("F");
    case Kind::Induction:
      return QStringLiteral("I");
    case Kind::Punctuation:
      return QStringLiteral("M");  // marks
    case Kind::ContentWord:
      return QStringLiteral("C");
    case Kind::Broad:
      return QStringLiteral("B");
    case Kind::None:
      break;
  }
  return QString(QChar(0x2013));
}

QString labelText(const HeadsFigure::Label& label, LabelForm form, FigureLanguage language) {
  const bool value = label.kind != Kind::None;
  QString number = value ? QLatin1Char(' ') + QString::fromStdString(shortShareText(label.value)) : QString();
  if (value && label.isOfProbes) number += kProbesMark;
  switch (form) {
    case LabelForm::Letter:
      return roleLetter(label.kind);
    case LabelForm::LetterAndValue:
      return roleLetter(label.kind) + number;
    case LabelForm::Full:
      return value ? roleName(attentionTexts(language), label.kind) + number : roleLetter(label.kind);
    case LabelForm::None:
      break;
  }
  return {};
}

LabelForm labelForm(const std::vector<HeadsFigure::Label>& labels, double width, const FigureStyle& style) {
  if (labels.empty()) return LabelForm::None;
  const TextStyle small = FigureMetrics(style.fontSize).small;
  for (const LabelForm form : {LabelForm::Full, LabelForm::LetterAndValue, LabelForm::Letter}) {
    const bool fits = std::all_of(labels.begin(), labels.end(), [&](const HeadsFigure::Label& label) {
      return textWidth(labelText(label, form, style.language), small) <= width;
    });
    if (fits) return form;
  }
  return LabelForm::None;
}

QStringList roleLegend(const std::vector<HeadsFigure::Label>& labels, LabelForm form, double width,
                       const FigureStyle& style) {
  const bool hasLetters = form == LabelForm::Letter || form == LabelForm::LetterAndValue;
  QStringList parts;
  for (const Kind kind : kKinds) {
    if (!hasLetters) break;
    const bool used = std::any_of(labels.begin(), labels.end(),
                                  [kind](const HeadsFigure::Label& label) { return label.kind == kind; });
    // A letter and its word stay together.
    if (used)
      parts << roleLetter(kind) + QChar(0xA0) +
                   QString(roleName(attentionTexts(style.language), kind)).replace(u' ', QChar(0xA0));
  }
  const bool ofProbes =
      std::any_of(labels.begin(), labels.end(), [](const HeadsFigure::Label& label) { return label.isOfProbes; });
  if (ofProbes && form != LabelForm::None) parts << attentionTexts(style.language).probesMark.arg(kProbesMark);
  if (parts.isEmpty()) return {};
  return wrappedLines(parts.join(QStringLiteral("   ")), width, FigureMetrics(style.fontSize).small);
}

}  // namespace headlight
