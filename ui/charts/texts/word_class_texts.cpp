#include "charts/texts/word_class_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

constexpr const char* kClasses[] = {
    QT_TRANSLATE_NOOP("FigureTexts", "adjective"),
    QT_TRANSLATE_NOOP("FigureTexts", "adverb"),
    QT_TRANSLATE_NOOP("FigureTexts", "amount"),
    QT_TRANSLATE_NOOP("FigureTexts", "animal"),
    QT_TRANSLATE_NOOP("FigureTexts", "boy's name"),
    QT_TRANSLATE_NOOP("FigureTexts", "clothing"),
    QT_TRANSLATE_NOOP("FigureTexts", "color"),
    QT_TRANSLATE_NOOP("FigureTexts", "conjunction"),
    QT_TRANSLATE_NOOP("FigureTexts", "determiner"),
    QT_TRANSLATE_NOOP("FigureTexts", "event"),
    QT_TRANSLATE_NOOP("FigureTexts", "feeling"),
    QT_TRANSLATE_NOOP("FigureTexts", "food"),
    QT_TRANSLATE_NOOP("FigureTexts", "furniture"),
    QT_TRANSLATE_NOOP("FigureTexts", "game or sport"),
    QT_TRANSLATE_NOOP("FigureTexts", "girl's name"),
    QT_TRANSLATE_NOOP("FigureTexts", "idea"),
    QT_TRANSLATE_NOOP("FigureTexts", "illness"),
    QT_TRANSLATE_NOOP("FigureTexts", "interjection"),
    QT_TRANSLATE_NOOP("FigureTexts", "language"),
    QT_TRANSLATE_NOOP("FigureTexts", "material"),
    QT_TRANSLATE_NOOP("FigureTexts", "money"),
    QT_TRANSLATE_NOOP("FigureTexts", "name"),
    QT_TRANSLATE_NOOP("FigureTexts", "nature"),
    QT_TRANSLATE_NOOP("FigureTexts", "number"),
    QT_TRANSLATE_NOOP("FigureTexts", "other"),
    QT_TRANSLATE_NOOP("FigureTexts", "part of a contraction"),
    QT_TRANSLATE_NOOP("FigureTexts", "part of the body"),
    QT_TRANSLATE_NOOP("FigureTexts", "person"),
    QT_TRANSLATE_NOOP("FigureTexts", "place"),
    QT_TRANSLATE_NOOP("FigureTexts", "plant"),
    QT_TRANSLATE_NOOP("FigureTexts", "position"),
    QT_TRANSLATE_NOOP("FigureTexts", "preposition"),
    QT_TRANSLATE_NOOP("FigureTexts", "pronoun"),
    QT_TRANSLATE_NOOP("FigureTexts", "punctuation"),
    QT_TRANSLATE_NOOP("FigureTexts", "question word"),
    QT_TRANSLATE_NOOP("FigureTexts", "shape"),
    QT_TRANSLATE_NOOP("FigureTexts", "sound"),
    QT_TRANSLATE_NOOP("FigureTexts", "thing"),
    QT_TRANSLATE_NOOP("FigureTexts", "time"),
    QT_TRANSLATE_NOOP("FigureTexts", "vehicle"),
    QT_TRANSLATE_NOOP("FigureTexts", "verb"),
    QT_TRANSLATE_NOOP("FigureTexts", "words"),
    QT_TRANSLATE_NOOP("FigureTexts", "work"),
};

}  // namespace

std::span<const char* const> wordClassNames() {
  return kClasses;
}

}  // namespace headlight
