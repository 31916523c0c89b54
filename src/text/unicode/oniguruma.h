#pragma once
// Regular expressions as tokenizers' files have them. Hugging Face's library matches them with Oniguruma; this program
// has ICU. Both know nearly the same syntax, but some of it means something else:
//
//   .        every character but \n               (ICU: no line end at all)
//   ^ $      at every line                        (ICU: at the text's ends)
//   \w \W    Alphabetic, Mark, Nd, Pc             (ICU: also U+200C and U+200D); \b and \B follow from it
//   \h \H    a hexadecimal digit                  (ICU: horizontal white space)
//   \s \S    White_Space                          (ICU lacks U+000B and U+0085)
//   \v       U+000B                               (ICU: any vertical white space)
//   (?m)     . takes \n too                       (ICU: ^ and $ at every line)
//   \N \O    not \n; any character                (ICU: a character's name; nothing)
//   {2}+     repeated once more                   (ICU: possessive)
//   {,2}     {0,2}                                (ICU: refused); a { that begins no count is a letter
//   \p{^L}   \P{L}                                (ICU: refused)

#include <string>
#include <string_view>

namespace headlight {

/// The expression in ICU's syntax with the meaning that Oniguruma gives it; to be compiled with UREGEX_UNIX_LINES and
/// UREGEX_MULTILINE. What ICU cannot express (\K, \y, absence operators) is passed on, and ICU refuses it. Any valid
/// UTF-8, any thread.
[[nodiscard]] std::string icuExpression(std::string_view oniguruma);

}  // namespace headlight
