#include "charts/texts/embedding_texts.h"

#include <QtGlobal>

#include "charts/texts/word_class_texts.h"

namespace headlight {
namespace {

EmbeddingTexts makeEmbeddingTexts(const TextLookup& text) {
  EmbeddingTexts t;
  t.embedding = text(QT_TRANSLATE_NOOP("FigureTexts", "Token embeddings · %1"));
  t.embeddingOf = QStringLiteral("%1 · %2");
  t.chosenDimensions = text(QT_TRANSLATE_NOOP("FigureTexts", "chosen dimensions"));
  t.wordAxes = text(QT_TRANSLATE_NOOP("FigureTexts", "axes made from words"));
  t.withPerplexity = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, perplexity %2"));
  t.withNeighbours = text(QT_TRANSLATE_NOOP("FigureTexts", "%1, %2 neighbours"));
  t.dimension = text(QT_TRANSLATE_NOOP("FigureTexts", "dimension %1"));
  t.otherGroups = text(QT_TRANSLATE_NOOP("FigureTexts", "others"));
  t.spaceInput = text(QT_TRANSLATE_NOOP("FigureTexts", "Token + position"));
  t.spaceInputToken = text(QT_TRANSLATE_NOOP("FigureTexts", "Token, without a position"));
  t.spaceInputSegment = text(QT_TRANSLATE_NOOP("FigureTexts", "Token + position + segment, normalized"));
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
  // Classes that are not in the list are shown as they are written.
  for (const char* name : wordClassNames()) t.wordClasses.insert(QString::fromLatin1(name), text(name));
  t.axis = text(QT_TRANSLATE_NOOP("FigureTexts", "PC %1 · %2"));
  t.describeEmbedding =
      text(QT_TRANSLATE_NOOP("FigureTexts", "Scatter of %1 vectors as points, %2 of them highlighted."));
  return t;
}

}  // namespace

const EmbeddingTexts& embeddingTexts(FigureLanguage language) {
  static TextsByLanguage<EmbeddingTexts> texts(makeEmbeddingTexts);
  return texts.in(language);
}

}  // namespace headlight
