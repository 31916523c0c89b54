#include "charts/texts/token_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

TokenTexts makeTokenTexts(const TextLookup& text) {
  TokenTexts t;
  t.tokens = text(QT_TRANSLATE_NOOP("FigureTexts", "Tokens · %1"));
  t.tokenId = text(QT_TRANSLATE_NOOP("FigureTexts", "id %1"));
  t.unknownWord = text(QT_TRANSLATE_NOOP("FigureTexts", "typed: %1"));
  t.typed = text(QT_TRANSLATE_NOOP("FigureTexts", "prompt"));
  t.generated = text(QT_TRANSLATE_NOOP("FigureTexts", "generated"));
  t.sourceText = text(QT_TRANSLATE_NOOP("FigureTexts", "source"));
  t.targetText = text(QT_TRANSLATE_NOOP("FigureTexts", "target"));
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
  t.describeTokens = text(QT_TRANSLATE_NOOP("FigureTexts", "%1 tokens in order, each with its id."));
  t.describeSplit =
      text(QT_TRANSLATE_NOOP("FigureTexts", "A text of %1 words and the pieces under it after step %2 of splitting."));
  return t;
}

}  // namespace

const TokenTexts& tokenTexts(FigureLanguage language) {
  static TextsByLanguage<TokenTexts> texts(makeTokenTexts);
  return texts.in(language);
}

const QString& splitName(const TokenTexts& texts, SplitFigure::Algorithm algorithm) {
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

}  // namespace headlight
