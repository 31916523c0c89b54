#pragma once
// The words in figures of attention.

#include <QString>

#include "analysis/attention/head_label.h"
#include "charts/texts/figure_language.h"
#include "figures/attention/attention_terms.h"

namespace headlight {

/// %1, %2 … are filled in by the builders.
struct AttentionTexts {
  /// "Attention", "Encoder attention", "Decoder attention", "Cross-attention"
  QString attention, encoderAttention, decoderAttention, crossAttention;
  QString attentionHead;  ///< "%1 · layer %2 · head %3"
  QString attentionMean;  ///< "%1 · layer %2 · mean over the heads"
  QString query, key;
  QString weight;  ///< name of the colour bar
  QString masked;
  QString heads;       ///< "%1 · %2 layers × %3 heads"
  QString layerLabel;  ///< "L%1"
  QString headLabel;   ///< "H%1"
  QString partLayer, partHead;
  QString sheet;                                ///< "%1 · all heads"
  QString difference;                           ///< "%1 · difference of two prompts"
  QString valueWeighted, rolledOut, ofTheRest;  ///< names of the colour bar
  QString sinkNote, sinkLineNote;               ///< which key is left out: "“%1” (key 0) is left out …"
  QString leftOut;                              ///< legend of that column
  QString fittedLimits;                         ///< how the colour bar's limits were chosen
  QString rolePrevious, roleSame, roleFirst, roleInduction, rolePunctuation, roleContent, roleBroad, roleNone;
  QString arcsQueries, arcsKeys;           ///< the two rows
  QString arcsDrawn;                       ///< "%1 of %2 lines: weights of %3 and more"
  QString arcsOnly;                        ///< "only the lines of “%1”"
  QString differenceMore, differenceLess;  ///< the ends of the scale
  QString differenceNote, onlyInOne;
  QString probesMark;  ///< under heads whose value is that of the probes
  QString describeAttention, describeRowSums, describeHeads;
  QString describeSheet, describeArcs, describeDifference;
};

/// Made once a language. GUI thread.
[[nodiscard]] const AttentionTexts& attentionTexts(FigureLanguage language);

/// The name of one of a model's attentions.
[[nodiscard]] const QString& attentionName(const AttentionTexts& texts, AttentionSide side);
/// What a head does: "previous token".
[[nodiscard]] const QString& roleName(const AttentionTexts& texts, HeadLabel::Kind role);

}  // namespace headlight
