#include "charts/texts/compare_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

CompareTexts makeCompareTexts(const TextLookup& text) {
  CompareTexts t;
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
  return t;
}

}  // namespace

const CompareTexts& compareTexts(FigureLanguage language) {
  static TextsByLanguage<CompareTexts> texts(makeCompareTexts);
  return texts.in(language);
}

QString comparedKindName(const CompareTexts& texts, const std::string& kind) {
  if (kind == "decoder") return texts.compareKindDecoder;
  if (kind == "rnn") return texts.compareKindRnn;
  if (kind == "lstm") return texts.compareKindLstm;
  if (kind == "gru") return texts.compareKindGru;
  return QString::fromStdString(kind);
}

}  // namespace headlight
