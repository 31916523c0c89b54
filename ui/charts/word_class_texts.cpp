#include "charts/word_class_texts.h"

#include <QtGlobal>

namespace headlight {
namespace {

constexpr const char* kClasses[] = {
    QT_TRANSLATE_NOOP("FigureTexts", "adjective"),
    QT_TRANSLATE_NOOP("FigureTexts", "adverb"),
    QT_TRANSLATE_NOOP("FigureTexts", "amount"),
    QT_TRANSLATE_NOOP("FigureTexts", "animal"),
    QT_TRANSLATE_NOOP("FigureTexts", "bird"),
    QT_TRANSLATE_NOOP("FigureTexts", "boy's name"),
    QT_TRANSLATE_NOOP("FigureTexts", "building"),
    QT_TRANSLATE_NOOP("FigureTexts", "city or country"),
    QT_TRANSLATE_NOOP("FigureTexts", "clothing"),
    QT_TRANSLATE_NOOP("FigureTexts", "color"),
    QT_TRANSLATE_NOOP("FigureTexts", "conjunction"),
    QT_TRANSLATE_NOOP("FigureTexts", "day of the week"),
    QT_TRANSLATE_NOOP("FigureTexts", "determiner"),
    QT_TRANSLATE_NOOP("FigureTexts", "dish"),
    QT_TRANSLATE_NOOP("FigureTexts", "drink"),
    QT_TRANSLATE_NOOP("FigureTexts", "event"),
    QT_TRANSLATE_NOOP("FigureTexts", "fairy-tale being"),
    QT_TRANSLATE_NOOP("FigureTexts", "feeling"),
    QT_TRANSLATE_NOOP("FigureTexts", "fruit"),
    QT_TRANSLATE_NOOP("FigureTexts", "furniture"),
    QT_TRANSLATE_NOOP("FigureTexts", "game or sport"),
    QT_TRANSLATE_NOOP("FigureTexts", "gift"),
    QT_TRANSLATE_NOOP("FigureTexts", "girl's name"),
    QT_TRANSLATE_NOOP("FigureTexts", "group of people"),
    QT_TRANSLATE_NOOP("FigureTexts", "household thing"),
    QT_TRANSLATE_NOOP("FigureTexts", "idea"),
    QT_TRANSLATE_NOOP("FigureTexts", "illness"),
    QT_TRANSLATE_NOOP("FigureTexts", "insect"),
    QT_TRANSLATE_NOOP("FigureTexts", "instrument"),
    QT_TRANSLATE_NOOP("FigureTexts", "interjection"),
    QT_TRANSLATE_NOOP("FigureTexts", "language"),
    QT_TRANSLATE_NOOP("FigureTexts", "man"),
    QT_TRANSLATE_NOOP("FigureTexts", "material"),
    QT_TRANSLATE_NOOP("FigureTexts", "money"),
    QT_TRANSLATE_NOOP("FigureTexts", "name"),
    QT_TRANSLATE_NOOP("FigureTexts", "nature"),
    QT_TRANSLATE_NOOP("FigureTexts", "number"),
    QT_TRANSLATE_NOOP("FigureTexts", "other"),
    QT_TRANSLATE_NOOP("FigureTexts", "outdoor place"),
    QT_TRANSLATE_NOOP("FigureTexts", "part of a contraction"),
    QT_TRANSLATE_NOOP("FigureTexts", "part of a house"),
    QT_TRANSLATE_NOOP("FigureTexts", "part of the body"),
    QT_TRANSLATE_NOOP("FigureTexts", "person"),
    QT_TRANSLATE_NOOP("FigureTexts", "plant"),
    QT_TRANSLATE_NOOP("FigureTexts", "position"),
    QT_TRANSLATE_NOOP("FigureTexts", "preposition"),
    QT_TRANSLATE_NOOP("FigureTexts", "pronoun"),
    QT_TRANSLATE_NOOP("FigureTexts", "punctuation"),
    QT_TRANSLATE_NOOP("FigureTexts", "question word"),
    QT_TRANSLATE_NOOP("FigureTexts", "room"),
    QT_TRANSLATE_NOOP("FigureTexts", "sea animal"),
    QT_TRANSLATE_NOOP("FigureTexts", "season"),
    QT_TRANSLATE_NOOP("FigureTexts", "shape"),
    QT_TRANSLATE_NOOP("FigureTexts", "sky thing"),
    QT_TRANSLATE_NOOP("FigureTexts", "small place"),
    QT_TRANSLATE_NOOP("FigureTexts", "sound"),
    QT_TRANSLATE_NOOP("FigureTexts", "tableware"),
    QT_TRANSLATE_NOOP("FigureTexts", "thing"),
    QT_TRANSLATE_NOOP("FigureTexts", "time"),
    QT_TRANSLATE_NOOP("FigureTexts", "time of day"),
    QT_TRANSLATE_NOOP("FigureTexts", "title"),
    QT_TRANSLATE_NOOP("FigureTexts", "tool"),
    QT_TRANSLATE_NOOP("FigureTexts", "toy"),
    QT_TRANSLATE_NOOP("FigureTexts", "vegetable"),
    QT_TRANSLATE_NOOP("FigureTexts", "vehicle"),
    QT_TRANSLATE_NOOP("FigureTexts", "verb"),
    QT_TRANSLATE_NOOP("FigureTexts", "water"),
    QT_TRANSLATE_NOOP("FigureTexts", "woman"),
    QT_TRANSLATE_NOOP("FigureTexts", "words"),
    QT_TRANSLATE_NOOP("FigureTexts", "work"),
};

}  // namespace

std::span<const char* const> wordClassNames() {
  return kClasses;
}

}  // namespace headlight
