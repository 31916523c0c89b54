#include "charts/texts/attention_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

void fillAttentionPart1(AttentionTexts& t, const TextLookup& text) {
  t.attention = text(QT_TRANSLATE_NOOP("FigureTexts", "Attention"));
  t.encoderAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Encoder attention"));
  t.decoderAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Decoder attention"));
  t.crossAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Cross-attention"));
  t.attentionHead = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · head %3"));
  t.attentionMean = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · mean over the heads"));
  t.query = text(QT_TRANSLATE_NOOP("FigureTexts", "query"));
  t.key = text(QT_TRANSLATE_NOOP("FigureTexts", "key"));
  t.weight = text(QT_TRANSLATE_NOOP("FigureTexts", "weight"));
  t.masked = text(QT_TRANSLATE_NOOP("FigureTexts", "masked"));
  t.heads = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · %2 layers × %3 heads"));
  t.layerLabel = text(QT_TRANSLATE_NOOP("FigureTexts", "L%1"));
  t.headLabel = text(QT_TRANSLATE_NOOP("FigureTexts", "H%1"));
  t.partLayer = text(QT_TRANSLATE_NOOP("FigureTexts", "layer %1"));
  t.partHead = text(QT_TRANSLATE_NOOP("FigureTexts", "head %1"));
  t.sheet = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · all heads"));
  t.difference = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · difference of two prompts"));
  t.valueWeighted = text(QT_TRANSLATE_NOOP("FigureTexts", "weight × value"));
  t.rolledOut = text(QT_TRANSLATE_NOOP("FigureTexts", "rolled-out weight"));
  t.ofTheRest = text(QT_TRANSLATE_NOOP("FigureTexts", "of the rest"));
  t.sinkNote = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "“%1” (key 0) is left out of the scale; weights are shares of the rest of their row."));
  t.sinkLineNote = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Lines to “%1” (key 0) are left out; widths are shares of the rest of the row."));
  t.leftOut = text(QT_TRANSLATE_NOOP("FigureTexts", "left out"));
  t.fittedLimits = text(QT_TRANSLATE_NOOP("FigureTexts", "scale fitted to the largest value"));
  t.rolePrevious = text(QT_TRANSLATE_NOOP("FigureTexts", "previous token"));
  t.roleSame = text(QT_TRANSLATE_NOOP("FigureTexts", "same token"));
  t.roleFirst = text(QT_TRANSLATE_NOOP("FigureTexts", "first token"));
  t.roleInduction = text(QT_TRANSLATE_NOOP("FigureTexts", "induction"));
  t.rolePunctuation = text(QT_TRANSLATE_NOOP("FigureTexts", "punctuation"));
  t.roleContent = text(QT_TRANSLATE_NOOP("FigureTexts", "content word"));
  t.roleBroad = text(QT_TRANSLATE_NOOP("FigureTexts", "broad"));
  t.roleNone = text(QT_TRANSLATE_NOOP("FigureTexts", "none of these"));
  t.arcsQueries = text(QT_TRANSLATE_NOOP("FigureTexts", "query: looks"));
  t.arcsKeys = text(QT_TRANSLATE_NOOP("FigureTexts", "key: is looked at"));
  t.arcsDrawn = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 of %2 lines: weights of %3 and more"));
  t.arcsOnly = text(QT_TRANSLATE_NOOP("FigureTexts", "only the lines of “%1”"));
  t.differenceMore = text(QT_TRANSLATE_NOOP("FigureTexts", "A more"));
  t.differenceLess = text(QT_TRANSLATE_NOOP("FigureTexts", "B more"));
  t.differenceNote = text(
      QT_TRANSLATE_NOOP("FigureTexts", "A − B; ⌀ is the mean of |A − B| over the cells that both have; largest first"));
  t.onlyInOne = text(QT_TRANSLATE_NOOP("FigureTexts", "in one prompt only"));
  t.probesMark = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "%1 measured on repeated random words, with nothing switched off (this prompt cannot tell)"));
  t.describeAttention =
      text(QT_TRANSLATE_NOOP("FigureTexts", "Heatmap of attention: %1 query tokens down, %2 key tokens across."));
  t.describeRowSums = text(QT_TRANSLATE_NOOP("FigureTexts", "Each row sums to 1."));
  t.describeHeads = text(
      QT_TRANSLATE_NOOP("FigureTexts", "Small attention heatmaps of every head: %1 layers down, %2 heads across."));
  t.describeSheet = text(QT_TRANSLATE_NOOP("FigureTexts", "Attention heatmaps of %1 heads with their tokens."));
}

void fillAttentionPart2(AttentionTexts& t, const TextLookup& text) {
  t.describeArcs = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Lines from %1 query tokens to %2 key tokens for %3 heads; wider lines are larger weights."));
  t.describeDifference =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Differences of the attention weights of %1 heads between two prompts, aligned by token: "
                             "red where the first is larger, blue where the second is."));
}

AttentionTexts makeAttentionTexts(const TextLookup& text) {
  AttentionTexts t;
  fillAttentionPart1(t, text);
  fillAttentionPart2(t, text);
  return t;
}

}  // namespace

const AttentionTexts& attentionTexts(FigureLanguage language) {
  static TextsByLanguage<AttentionTexts> texts(makeAttentionTexts);
  return texts.in(language);
}

const QString& attentionName(const AttentionTexts& texts, AttentionSide side) {
  switch (side) {
    case AttentionSide::Encoder:
      return texts.encoderAttention;
    case AttentionSide::Decoder:
      return texts.decoderAttention;
    case AttentionSide::Cross:
      return texts.crossAttention;
    case AttentionSide::Own:
      break;
  }
  return texts.attention;
}

const QString& roleName(const AttentionTexts& texts, HeadLabel::Kind role) {
  using Kind = HeadLabel::Kind;
  switch (role) {
    case Kind::PreviousToken:
      return texts.rolePrevious;
    case Kind::SameToken:
      return texts.roleSame;
    case Kind::FirstToken:
      return texts.roleFirst;
    case Kind::Induction:
      return texts.roleInduction;
    case Kind::Punctuation:
      return texts.rolePunctuation;
    case Kind::ContentWord:
      return texts.roleContent;
    case Kind::Broad:
      return texts.roleBroad;
    case Kind::None:
      break;
  }
  return texts.roleNone;
}

}  // namespace headlight
