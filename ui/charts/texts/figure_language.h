#pragma once
// The language of the words in figures. Exports choose it by option, whatever the interface speaks. Each subject has
// its words in a struct of its own beside this file, made once a language: sources of the translation's context
// "FigureTexts".

#include <array>
#include <functional>
#include <optional>

#include <QString>

namespace headlight {

/// Chinese needs the translation in the program's resources (:/i18n/headlight_zh_CN.qm); without it the words are
/// English.
enum class FigureLanguage { English, Chinese };

/// The one that is installed in the application. GUI thread.
[[nodiscard]] FigureLanguage interfaceLanguage();

/// A source in a language.
using TextLookup = std::function<QString(const char*)>;
[[nodiscard]] TextLookup textLookup(FigureLanguage language);

/// Words of one subject, made when they are first asked for in a language. GUI thread.
template <class Texts>
class TextsByLanguage {
 public:
  explicit TextsByLanguage(Texts (*make)(const TextLookup&)) : m_make(make) {}

  const Texts& in(FigureLanguage language) {
    std::optional<Texts>& texts = m_texts.at(static_cast<std::size_t>(language));
    if (!texts) texts.emplace(m_make(textLookup(language)));
    return *texts;
  }

 private:
  Texts (*m_make)(const TextLookup&);
  std::array<std::optional<Texts>, 2> m_texts;
};

}  // namespace headlight
