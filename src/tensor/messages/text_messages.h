#pragma once
// Sentences of tokenizers. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kTextMessages[] = {
    {"text.utf32", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} is a text in UTF-32; save it as UTF-8.")},
    {"text.bad_utf16", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} looks like a text in UTF-16, but the character at byte {position} is not complete; save it "
         "as UTF-8.")},
    {"text.not_utf8", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} is not a text in UTF-8: the byte {byte} at position {position} cannot be there. If it is a "
         "text in an older encoding (Latin-1, Windows-1252, GB 18030), save it as UTF-8.")},
    {"text.not_text", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} is not a text: it has the byte {byte} at position {position}. Give a text file (UTF-8).")},
    // text
    {"text.vocabulary_empty", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary is empty; a tokenizer needs at least one token.")},
    {"text.vocabulary_duplicate", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary contains \"{piece}\" twice, as tokens {first} and {second}; each token must "
                       "occur only once.")},
    {"text.vocabulary_invalid_utf8", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Token {id} of the vocabulary is not valid UTF-8.")},
    {"text.unknown_piece_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary has no token \"{piece}\" for unknown words; add it.")},
    {"text.added_piece_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The added token \"{piece}\" is not in the vocabulary or is empty.")},
    {"text.vocabulary_too_small", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "A vocabulary of {size} tokens is too small: {required} tokens must be in it. Choose a larger size.")},
    {"text.merge_unknown_piece", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Merge {number} of the tokenizer, \"{merge}\", needs the token \"{piece}\", which is not in the "
                       "vocabulary; the merges do not belong to this vocabulary.")},
    {"text.no_unknown_token", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer has no piece for \"{text}\", and its file names no token for what is unknown. "
                       "Leave this out of the text.")},
    {"text.score_not_finite", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary gives the piece \"{piece}\" a score that is not a finite number; fetch the "
                       "tokenizer's file again.")},
    {"text.normalized_too_long", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer's normalizer makes this text more than {times} times longer; its tokenizer.json "
                       "is damaged or malicious. Fetch the file again.")},
    {"text.bad_pattern", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer's pattern \"{pattern}\" cannot be used ({reason}); fetch its file again, or open "
                       "a model with another tokenizer.")},
    {"text.pattern_too_slow", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer's pattern \"{pattern}\" takes too long on this text; its file is damaged or "
                       "malicious. Fetch the file again, or try a shorter text.")},
    {"text.bad_charsmap", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer's precompiled normalizer is damaged: {reason}. Fetch its file again.")},
    {"text.no_text", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("There is no text to learn a vocabulary from; check the files of the recipe.")},
};

}  // namespace headlight
