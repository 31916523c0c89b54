#include "charts/texts/figure_texts.h"

#include <functional>

#include <QCoreApplication>
#include <QTranslator>

#include "charts/texts/word_class_texts.h"

namespace headlight {
namespace {

constexpr const char* kContext = "FigureTexts";

using Lookup = std::function<QString(const char*)>;

void fillTitles(FigureTexts& t, const Lookup& text) {
  t.attention = text(QT_TRANSLATE_NOOP("FigureTexts", "Attention"));
  t.encoderAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Encoder attention"));
  t.decoderAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Decoder attention"));
  t.crossAttention = text(QT_TRANSLATE_NOOP("FigureTexts", "Cross-attention"));
  t.attentionHead = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · head %3"));
  t.attentionMean = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · mean over the heads"));
  t.heads = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · %2 layers × %3 heads"));
  t.prediction = text(QT_TRANSLATE_NOOP("FigureTexts", "Next token · after %1 tokens"));
  t.maskedWord = text(QT_TRANSLATE_NOOP("FigureTexts", "Masked word · position %1"));
  t.tokens = text(QT_TRANSLATE_NOOP("FigureTexts", "Tokens · %1"));
  t.embedding = text(QT_TRANSLATE_NOOP("FigureTexts", "Token embeddings · %1"));
  t.model = text(QT_TRANSLATE_NOOP("FigureTexts", "Model: %1"));
  t.prompt = text(QT_TRANSLATE_NOOP("FigureTexts", "Prompt: “%1”"));
  t.changes = text(QT_TRANSLATE_NOOP("FigureTexts", "Changed in the model: %1"));
}

void fillLabels(FigureTexts& t, const Lookup& text) {
  t.query = text(QT_TRANSLATE_NOOP("FigureTexts", "query"));
  t.key = text(QT_TRANSLATE_NOOP("FigureTexts", "key"));
  t.weight = text(QT_TRANSLATE_NOOP("FigureTexts", "weight"));
  t.masked = text(QT_TRANSLATE_NOOP("FigureTexts", "masked"));
  t.layerLabel = text(QT_TRANSLATE_NOOP("FigureTexts", "L%1"));
  t.headLabel = text(QT_TRANSLATE_NOOP("FigureTexts", "H%1"));
  t.probability = text(QT_TRANSLATE_NOOP("FigureTexts", "probability"));
  t.others = text(QT_TRANSLATE_NOOP("FigureTexts", "all others"));
  t.entropy = text(QT_TRANSLATE_NOOP("FigureTexts", "entropy %1 bits"));
  t.samplingOutline = text(QT_TRANSLATE_NOOP("FigureTexts", "after temperature and cuts"));
  t.unknownNote = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 is never drawn or listed"));
  t.tokenId = text(QT_TRANSLATE_NOOP("FigureTexts", "id %1"));
  t.unknownWord = text(QT_TRANSLATE_NOOP("FigureTexts", "typed: %1"));
  t.typed = text(QT_TRANSLATE_NOOP("FigureTexts", "prompt"));
  t.generated = text(QT_TRANSLATE_NOOP("FigureTexts", "generated"));
  t.sourceText = text(QT_TRANSLATE_NOOP("FigureTexts", "source"));
  t.targetText = text(QT_TRANSLATE_NOOP("FigureTexts", "target"));
  t.embeddingOf = QStringLiteral("%1 · %2");
  t.chosenDimensions = text(QT_TRANSLATE_NOOP("FigureTexts", "chosen dimensions"));
  t.wordAxes = text(QT_TRANSLATE_NOOP("FigureTexts", "axes made from words"));
  t.dimension = text(QT_TRANSLATE_NOOP("FigureTexts", "dimension %1"));
  t.otherGroups = text(QT_TRANSLATE_NOOP("FigureTexts", "others"));
  t.axis = text(QT_TRANSLATE_NOOP("FigureTexts", "PC %1 · %2 %"));
}

void fillCompare(FigureTexts& t, const Lookup& text) {
  t.compare = text(QT_TRANSLATE_NOOP("FigureTexts", "Models side by side · each goes on with its own text"));
  t.compareForced = text(QT_TRANSLATE_NOOP("FigureTexts", "Models side by side · all along one text"));
  t.compareKindDecoder = text(QT_TRANSLATE_NOOP("FigureTexts", "Transformer"));
  t.compareKindRnn = text(QT_TRANSLATE_NOOP("FigureTexts", "plain RNN"));
  t.compareKindLstm = QStringLiteral("LSTM");
  t.compareKindGru = QStringLiteral("GRU");
  t.compareContext = text(QT_TRANSLATE_NOOP("FigureTexts", "stands still: its context is full"));
  t.compareEnded = text(QT_TRANSLATE_NOOP("FigureTexts", "stands still: it ended its text"));
  t.compareAttention = text(
      QT_TRANSLATE_NOOP("FigureTexts", "Attention of the last token · layer %1 · mean of %2 heads · full height 1"));
  t.compareHidden = text(QT_TRANSLATE_NOOP("FigureTexts", "Hidden state · layer %1 · %2 units · blue −1, red +1"));
  t.compareWord = text(QT_TRANSLATE_NOOP("FigureTexts", "word"));
  t.compareP = QStringLiteral("p");
  t.compareBits = text(QT_TRANSLATE_NOOP("FigureTexts", "bits"));
  t.comparePerplexity = text(QT_TRANSLATE_NOOP("FigureTexts", "perplexity"));
  t.compareLikeliest = text(QT_TRANSLATE_NOOP("FigureTexts", "likeliest"));
  t.compareAgree = text(QT_TRANSLATE_NOOP("FigureTexts", "agree"));
  t.compareOf = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 of %2"));
  t.compareEarlier = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 earlier steps are not shown"));
  t.compareDivergence = text(QT_TRANSLATE_NOOP("FigureTexts", "Jensen-Shannon divergence, bits"));
  t.compareNotesFree = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "p: what each model gave, after its own text, to the word that the run in front took · bits: surprise, −log₂ p · "
      "perplexity: of the text that the model wrote itself · agree: models with the same likeliest word"));
  t.compareNotesForced = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "p: what each model gave to the word, of several tokens their product · bits: surprise, −log₂ p · perplexity: of "
      "the text so far, a word at a time · agree: models with the same likeliest token"));
  t.compareNoteNext = text(QT_TRANSLATE_NOOP("FigureTexts", "( ) not taken yet"));
  t.compareNarrow = text(QT_TRANSLATE_NOOP("FigureTexts", "More columns in a wider panel, and in the saved table"));
  t.describeCompare = text(QT_TRANSLATE_NOOP("FigureTexts",
                                             "%1 models on one prompt: what each expects, and a table of "
                                             "%2 steps."));
}

void fillSpaces(FigureTexts& t, const Lookup& text) {
  t.spaceInput = text(QT_TRANSLATE_NOOP("FigureTexts", "Token + position"));
  t.spaceLayers = text(QT_TRANSLATE_NOOP("FigureTexts", "Through the layers"));
  t.spaceEncoder = text(QT_TRANSLATE_NOOP("FigureTexts", "Through the encoder's layers"));
  t.spaceDecoder = text(QT_TRANSLATE_NOOP("FigureTexts", "Through the decoder's layers"));
  t.spaceHidden = text(QT_TRANSLATE_NOOP("FigureTexts", "Hidden states"));
  t.spaceHead = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, head %2"));
  t.colorNothing = text(QT_TRANSLATE_NOOP("FigureTexts", "one colour"));
  t.colorCluster = text(QT_TRANSLATE_NOOP("FigureTexts", "cluster (k-means)"));
  t.colorClass = text(QT_TRANSLATE_NOOP("FigureTexts", "part of the grammar"));
  t.colorFrequency = text(QT_TRANSLATE_NOOP("FigureTexts", "frequency (log10)"));
  t.colorSurprise = text(QT_TRANSLATE_NOOP("FigureTexts", "surprise (bits)"));
  t.colorLayer = text(QT_TRANSLATE_NOOP("FigureTexts", "layer"));
  t.colorPrompt = text(QT_TRANSLATE_NOOP("FigureTexts", "prompt"));
  t.clusterGroup = text(QT_TRANSLATE_NOOP("FigureTexts", "cluster %1 (%2)"));
}

/// Classes that are not in the list are shown as they are written.
void fillWordClasses(FigureTexts& t, const Lookup& text) {
  for (const char* name : wordClassNames()) t.wordClasses.insert(QString::fromLatin1(name), text(name));
}

void fillBadges(FigureTexts& t, const Lookup& text) {
  t.badgeExact = text(QT_TRANSLATE_NOOP("FigureTexts", "exact"));
  t.badgeMean = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of %1 heads"));
  t.badgeProjected = text(QT_TRANSLATE_NOOP("FigureTexts", "PCA %1 %"));
  t.badgeNeighboursKept = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, neighbours kept %2"));
  t.badgeNeighboursKeptTip = text(
      QT_TRANSLATE_NOOP("FigureTexts",
                        "%1 puts near each other what is near in the model's space: of each word's 15 nearest there, "
                        "by distance, a share of %2 is "
                        "among its 15 nearest here. The axes have no meaning, nor have the distances between groups."));
  t.badgeChosenAxes = text(QT_TRANSLATE_NOOP("FigureTexts", "chosen axes %1 %"));
  t.badgeChosenAxesTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                "The three axes were chosen, not fitted: every coordinate is a number "
                                                "of the vector, or its part along a direction. "
                                                "Together they keep %1 % of the variance."));
  t.badgeUnderWay = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, under way"));
  t.badgeUnderWayTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "The points are still moving: what share of the neighbours %1 keeps is counted when it is done."));
  t.badgeExactTip = text(QT_TRANSLATE_NOOP("FigureTexts", "Every value is what the model computed for this prompt."));
  t.badgeMeanTip = text(
      QT_TRANSLATE_NOOP("FigureTexts", "Each value is the mean over %1 heads; a single head may differ much from it."));
  t.badgeProjectedTip = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "The vectors are projected onto three directions that keep %1 % of their variance; distances are approximate."));
}

void fillDescriptions(FigureTexts& t, const Lookup& text) {
  t.describeAttention = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Heatmap of attention weights: %1 query tokens down, %2 key tokens across, each row sums to 1."));
  t.describeHeads = text(
      QT_TRANSLATE_NOOP("FigureTexts", "Small attention heatmaps of every head: %1 layers down, %2 heads across."));
  t.describePrediction = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Bars of the likeliest next tokens; the likeliest is “%1” with probability %2."));
  t.describeTokens = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 tokens in order, each with its id."));
  t.describeSheet = text(QT_TRANSLATE_NOOP("FigureTexts", "Attention heatmaps of %1 heads with their tokens."));
  t.describeArcs = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "Lines from %1 query tokens to %2 key tokens for %3 heads; wider lines are larger weights."));
  t.describeDifference =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Differences of the attention weights of %1 heads between two prompts, aligned by token: "
                             "red where the first is larger, blue where the second is."));
  t.describeEmbedding =
      text(QT_TRANSLATE_NOOP("FigureTexts", "Scatter of %1 vectors as points, %2 of them highlighted."));
}

void fillSplit(FigureTexts& t, const Lookup& text) {
  t.split = text(QT_TRANSLATE_NOOP("FigureTexts", "How the text was split · %1"));
  t.splitWords = text(QT_TRANSLATE_NOOP("FigureTexts", "whole words"));
  t.splitBpe = text(QT_TRANSLATE_NOOP("FigureTexts", "byte pair encoding"));
  t.splitUnigram = text(QT_TRANSLATE_NOOP("FigureTexts", "unigram model"));
  t.splitWordPiece = text(QT_TRANSLATE_NOOP("FigureTexts", "WordPiece"));
  t.splitStep = text(QT_TRANSLATE_NOOP("FigureTexts", "step %1 of %2"));
  t.splitStart = text(QT_TRANSLATE_NOOP("FigureTexts", "nothing is joined or looked up yet"));
  t.splitMerge = text(QT_TRANSLATE_NOOP("FigureTexts", "merge no. %1: “%2” + “%3” = “%4”"));
  t.splitReach = text(QT_TRANSLATE_NOOP("FigureTexts", "the best way to the end of “%1” has log probability %2"));
  t.splitBest = text(QT_TRANSLATE_NOOP("FigureTexts", "the best path through the word: log probability %1"));
  t.splitNotThere = text(QT_TRANSLATE_NOOP("FigureTexts", "“%1” is not in the vocabulary: one letter less"));
  t.splitMatch = text(QT_TRANSLATE_NOOP("FigureTexts", "“%1” is in the vocabulary: the longest match"));
  t.splitUnknown = text(QT_TRANSLATE_NOOP("FigureTexts", "the vocabulary has nothing for “%1”: it becomes %2"));
  t.splitLookUp = text(QT_TRANSLATE_NOOP("FigureTexts", "“%1” is in the vocabulary"));
  t.splitCut = text(QT_TRANSLATE_NOOP("FigureTexts", "Only the first %1 bytes of the text are shown."));
  t.describeSplit =
      text(QT_TRANSLATE_NOOP("FigureTexts", "A text of %1 words and the pieces under it after step %2 of splitting."));
}

void fillSteps(FigureTexts& t, const Lookup& text) {
  t.steps = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 · layer %2 · head %3 · step by step for “%4”"));
  const char* const names[] = {QT_TRANSLATE_NOOP("FigureTexts", "1 Query and keys"),
                               QT_TRANSLATE_NOOP("FigureTexts", "2 Scores"),
                               QT_TRANSLATE_NOOP("FigureTexts", "3 Scaling"),
                               QT_TRANSLATE_NOOP("FigureTexts", "4 Mask"),
                               QT_TRANSLATE_NOOP("FigureTexts", "5 Softmax"),
                               QT_TRANSLATE_NOOP("FigureTexts", "6 Mixing the values"),
                               QT_TRANSLATE_NOOP("FigureTexts", "7 Into the residual stream")};
  for (int stage = 0; stage < StepsFigure::kStages; ++stage) t.stageNames[stage] = text(names[stage]);
  t.stepsKeys =
      text(QT_TRANSLATE_NOOP("FigureTexts", "the query q of “%1” and the key k of every token: %2 numbers each"));
  t.stepsProduct = text(QT_TRANSLATE_NOOP("FigureTexts", "q · k of “%1” = %2"));
  t.stepsNoScale = text(QT_TRANSLATE_NOOP("FigureTexts", "this model does not scale its scores"));
  t.stepsMask = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 keys come after the query: score −∞"));
  t.stepsNoMask = text(QT_TRANSLATE_NOOP("FigureTexts", "no key is masked: this query sees them all"));
  t.stepsSoftmax = text(QT_TRANSLATE_NOOP("FigureTexts", "“%1”: e^(%2 − %3) / %4 = %5"));
  t.stepsMix = text(QT_TRANSLATE_NOOP("FigureTexts", "z = the sum of weight × v: %1"));
  t.stepsAdd = text(QT_TRANSLATE_NOOP(
      "FigureTexts", "stream + all heads = stream; this head's z · W_O has length %1, all heads %2, the stream %3"));
  t.stepsMoreKeys = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 more keys, with %2 of the weight"));
  t.stepsHead = text(QT_TRANSLATE_NOOP("FigureTexts", "this head"));
  t.stepsAllHeads = text(QT_TRANSLATE_NOOP("FigureTexts", "all heads"));
  t.stepsBefore = text(QT_TRANSLATE_NOOP("FigureTexts", "stream before"));
  t.stepsAfter = text(QT_TRANSLATE_NOOP("FigureTexts", "stream after"));
  t.stepsColors = text(
      QT_TRANSLATE_NOOP("FigureTexts", "red above 0, blue below · q, k up to %1 · v, z up to %2 · stream up to %3"));
  t.stepsChanged = text(
      QT_TRANSLATE_NOOP("FigureTexts", "An intervention reached in: the numbers are the model's and do not follow."));
  t.describeSteps = text(QT_TRANSLATE_NOOP(
      "FigureTexts",
      "How one attention head turns the query of a token into weights over %1 keys and into its output."));
}

void fillAttention(FigureTexts& t, const Lookup& text) {
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
  t.arcsQueries = text(QT_TRANSLATE_NOOP("FigureTexts", "query: looks"));
  t.arcsKeys = text(QT_TRANSLATE_NOOP("FigureTexts", "key: is looked at"));
  t.arcsDrawn = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 of %2 lines: weights of %3 and more"));
  t.arcsOnly = text(QT_TRANSLATE_NOOP("FigureTexts", "only the lines of “%1”"));
  t.differenceMore = text(QT_TRANSLATE_NOOP("FigureTexts", "A more"));
  t.differenceLess = text(QT_TRANSLATE_NOOP("FigureTexts", "B more"));
  t.differenceNote = text(
      QT_TRANSLATE_NOOP("FigureTexts", "A − B; ⌀ is the mean of |A − B| over the cells that both have; largest first"));
  fillSteps(t, text);
  t.onlyInOne = text(QT_TRANSLATE_NOOP("FigureTexts", "in one prompt only"));
}

void fillRoles(FigureTexts& t, const Lookup& text) {
  t.rolePrevious = text(QT_TRANSLATE_NOOP("FigureTexts", "previous token"));
  t.roleSame = text(QT_TRANSLATE_NOOP("FigureTexts", "same token"));
  t.roleFirst = text(QT_TRANSLATE_NOOP("FigureTexts", "first token"));
  t.roleInduction = text(QT_TRANSLATE_NOOP("FigureTexts", "induction"));
  t.rolePunctuation = text(QT_TRANSLATE_NOOP("FigureTexts", "punctuation"));
  t.roleBroad = text(QT_TRANSLATE_NOOP("FigureTexts", "broad"));
  t.roleNone = text(QT_TRANSLATE_NOOP("FigureTexts", "none of these"));
}

void fillCombinations(FigureTexts& t, const Lookup& text) {
  t.badgeMeanWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of heads %1"));
  t.badgeMaximum = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of %1 heads"));
  t.badgeMaximumWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of heads %1"));
  t.badgeMeanLayers = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of %1 layers"));
  t.badgeMeanLayersWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "mean of layers %1"));
  t.badgeMaximumLayers = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of %1 layers"));
  t.badgeMaximumLayersWhich = text(QT_TRANSLATE_NOOP("FigureTexts", "maximum of layers %1"));
  t.badgeValueWeighted = text(QT_TRANSLATE_NOOP("FigureTexts", "value-weighted"));
  t.badgeRollout = text(QT_TRANSLATE_NOOP("FigureTexts", "rolled out (an estimate)"));
  t.badgeMaximumTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                             "Each value is the largest of %1 heads; rows do not sum to 1, and "
                                             "neighbouring cells may come from different heads."));
  t.badgeMeanLayersTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                "Each value is the mean over %1 layers; layers work one after the "
                                                "other, so the mean is nothing that the model computes."));
  t.badgeMaximumLayersTip = text(QT_TRANSLATE_NOOP("FigureTexts",
                                                   "Each value is the largest of %1 layers; rows do not sum to 1, and "
                                                   "neighbouring cells may come from different layers."));
  t.badgeValueWeightedTip =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Each value is the weight times the length of what it adds to the output: how much is "
                             "moved. It does not tell in which direction, nor whether two contributions cancel."));
  t.badgeRolloutTip =
      text(QT_TRANSLATE_NOOP("FigureTexts",
                             "Weights are averaged over the heads, mixed half and half with the residual stream, and "
                             "multiplied through the layers: an estimate of where information comes from. It does not "
                             "tell what values and feed-forward layers do with it, nor which head carried it."));
}

FigureTexts makeTexts(const Lookup& text) {
  FigureTexts texts;
  fillTitles(texts, text);
  fillLabels(texts, text);
  fillSpaces(texts, text);
  fillWordClasses(texts, text);
  fillSplit(texts, text);
  fillCompare(texts, text);
  fillBadges(texts, text);
  fillAttention(texts, text);
  fillRoles(texts, text);
  fillCombinations(texts, text);
  fillDescriptions(texts, text);
  texts.experiments = experimentTexts(text);
  fillRecurrent(texts.recurrent, text);
  texts.influence = influenceTexts(text);
  return texts;
}

}  // namespace

const QString& attentionName(const FigureTexts& texts, AttentionSide side) {
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

const QString& roleName(const FigureTexts& texts, HeadsFigure::Label::Kind kind) {
  using Kind = HeadsFigure::Label::Kind;
  switch (kind) {
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
    case Kind::Broad:
      return texts.roleBroad;
    case Kind::None:
      break;
  }
  return texts.roleNone;
}

QString comparedKindName(const FigureTexts& texts, const std::string& kind) {
  if (kind == "decoder") return texts.compareKindDecoder;
  if (kind == "rnn") return texts.compareKindRnn;
  if (kind == "lstm") return texts.compareKindLstm;
  if (kind == "gru") return texts.compareKindGru;
  return QString::fromStdString(kind);
}

const QString& splitName(const FigureTexts& texts, SplitFigure::Algorithm algorithm) {
  switch (algorithm) {
    case SplitFigure::Algorithm::Bpe:
      return texts.splitBpe;
    case SplitFigure::Algorithm::Unigram:
      return texts.splitUnigram;
    case SplitFigure::Algorithm::WordPiece:
      return texts.splitWordPiece;
    case SplitFigure::Algorithm::Words:
      break;
  }
  return texts.splitWords;
}

FigureTexts interfaceTexts() {
  return makeTexts([](const char* source) { return QCoreApplication::translate(kContext, source); });
}

FigureTexts figureTexts(bool chinese) {
  if (!chinese) return makeTexts([](const char* source) { return QString::fromUtf8(source); });
  QTranslator translator;
  const bool loaded = translator.load(QStringLiteral(":/i18n/headlight_zh_CN.qm"));
  return makeTexts([&](const char* source) {
    const QString found = loaded ? translator.translate(kContext, source) : QString();
    return found.isEmpty() ? QString::fromUtf8(source) : found;
  });
}

}  // namespace headlight
