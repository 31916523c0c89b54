#pragma once
// Sentences of tables of vectors and calculations. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kAnalysisMessages[] = {
    // tables of vectors
    {"vectors.empty", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} contains no vectors.")},
    {"vectors.columns", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Line {line} of {file} has {found} numbers, but {expected} are expected. Nothing was read.")},
    {"vectors.number", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Line {line} of {file}: “{value}” is not a finite number. Nothing was read.")},
    {"vectors.binary_number", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Vector {row} of {file} contains NaN or infinity. Nothing was read.")},
    {"vectors.ends_early", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} ends within vector {row} of {rows}.")},
    {"vectors.labels", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{labels} names {found} rows, but {file} has {expected}: there must be one line for each row.")},
    {"vectors.too_wide", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has vectors of {found} numbers; Headlight reads up to {limit}.")},
    {"vectors.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has {found} bytes; Headlight reads up to {limit} bytes of a file of this form. Keep "
                       "only its first rows.")},
    {"vectors.long_line", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Line {line} of {file} is longer than {limit} bytes: this is not a table of vectors.")},
    {"vectors.shape", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} contains an array of {found} dimensions; a table has two dimensions, rows and columns.")},
    {"vectors.arrays", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} contains {found} arrays of two dimensions, but a table is one array. Save that array alone.")},
    {"vectors.not_utf8", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "{count} labels of {file} are not valid UTF-8, so parts of them cannot be shown. Save the file as "
         "UTF-8 to see them.")},
    {"vectors.read_without_labels", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has only numbers: Headlight took every column as part of the vector and numbered the "
                       "rows from 1.")},
    {"vectors.read_columns", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "{file} does not name its columns: Headlight took column {label} as the label and {count} columns "
         "of numbers as the vector.")},
    {"vectors.read_names", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The first line of {file} names its columns: Headlight took {label} as the label and {count} "
                       "columns, from \"{first}\" to \"{last}\", as the vector.")},
    {"vectors.cut", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has too many rows: {rows} were read, the rest were left out.")},

    // analysis
    {"analysis.pca_empty", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "There is nothing to project: {rows} rows of {columns} values. At least one row and one value are needed.")},
    {"analysis.not_finite", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Row {row}, column {column} is not a finite number (NaN or infinity), so no projection can be "
                       "computed. Remove that row.")},
    {"analysis.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Row {row} has numbers that are too large for a picture: a coordinate would be beyond 10^37. "
                       "Remove that row.")},
    {"analysis.projection_option", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The projection's {option} cannot be {value}; it must be {range}.")},
    {"analysis.no_such_word", ErrorKind::Usage, HEADLIGHT_MESSAGE("“{word}” is not among these words.")},
    {"analysis.words", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "“{text}” is not valid: write words with + and - between them, with a space on each side of the sign.")},
    {"analysis.word_axis", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("“{text}” is not an axis: write one word, or two words with an arrow between them (man -> "
                       "woman); several words with commas between them mean their average.")},
    {"analysis.no_direction", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("“{text}” gives no direction: both ends have the same vector.")},
};

}  // namespace headlight
