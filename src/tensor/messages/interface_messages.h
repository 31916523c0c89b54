#pragma once
// Sentences of the command line and the window. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kInterfaceMessages[] = {
    // cli
    {"cli.invalid_utf8", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{what} is not valid UTF-8: type it again, or set the terminal to UTF-8.")},
    {"cli.input_too_long", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("Standard input is longer than {limit} bytes; no model here can read such a long prompt.")},
    {"cli.input_is_folder", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "Standard input is a folder, not a text: give a file after <, or write the prompt after --prompt.")},
    {"cli.greedy_and_sampling", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "--greedy always takes the likeliest token and cannot be combined with {option}: leave out one of them.")},
    {"cli.beams_and_sampling", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "--beams looks for the likeliest text and cannot be combined with {option}: leave out one of them.")},
    {"cli.option_needs", ErrorKind::Usage, HEADLIGHT_MESSAGE("{option} needs {other} as well.")},
    {"cli.exactly_one", ErrorKind::Usage, HEADLIGHT_MESSAGE("Give exactly one of {options}.")},
    {"cli.bad_value", ErrorKind::Usage, HEADLIGHT_MESSAGE("{option} cannot be \"{value}\"; expected: {expected}.")},
    {"cli.not_yet", ErrorKind::Usage, HEADLIGHT_MESSAGE("{what} is not available in this version; {instead}.")},
    {"cli.no_pictures", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "This build has no window and cannot draw {format}: choose csv or npy, or build with -DHEADLIGHT_UI=ON.")},
    {"cli.no_window", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("This build has no window: give a subcommand. \"headlight --help\" lists them.")},
    {"cli.texts_not_strings", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} must contain a JSON array of strings; element {element} is not a string.")},
    {"cli.texts_not_array", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} must contain a JSON array of strings.")},
    {"cli.output_failed", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "Cannot write to standard output: the disk is full, or the program that reads it has closed it.")},
    {"cli.out_of_memory", ErrorKind::Internal,
     HEADLIGHT_MESSAGE("There is not enough memory; choose fewer hook points, or a shorter prompt.")},
    {"cli.check_failed", ErrorKind::Numerical,
     HEADLIGHT_MESSAGE("The check failed: {count} points (hook points, or the probabilities) differ from the "
                       "double-precision reference by more than the tolerance.")},
    {"cli.prompt_cut", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The prompt is longer than the model's context of {context} tokens: the last {kept} tokens are "
                       "kept; the model does not see the {dropped} tokens before them.")},

    // session
    {"session.context_full", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The context is full: this model sees at most {limit} tokens. Choose \"Slide the window\" to "
                       "drop the oldest tokens and continue.")},
    {"session.end_of_text", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model ended the text here. Step back and take another token to continue differently.")},
    {"session.all_filled", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Every mask of this sentence is filled. Step back to fill a mask with another word, or write "
                       "another sentence.")},
    {"session.translation_full", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The translation has reached the greatest length that this model can write: {limit} tokens.")},
    {"session.prompt_cut", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The prompt is longer than this model's context of {limit} tokens: the last {limit} tokens are "
                       "kept, the {dropped} tokens before them are dropped.")},
    {"session.prompt_too_long", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The prompt field holds at most {limit} characters; the rest was left out.")},
    {"session.no_models", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("No sample model was found. Choose File, Open model folder, or train one with: headlight train "
                       "--recipe sample_models/recipes/classroom-en.json --out FOLDER.")},
    {"session.nothing_to_export", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("There is nothing to save in this view yet: type a prompt first.")},
    {"session.check_passed", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "Checked: {values} numbers of this run, at {points} hook points and in the probabilities of every "
         "position, were compared with a double-precision reference. The largest difference is {error}, "
         "at {point}. Gradients, projections, means, compared models and other prompts were not checked.")},
    {"session.check_passed_points", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Checked: {values} numbers of this run, at {points} hook points, were compared with a "
                       "double-precision reference. The largest difference is {error}, at {point}. The model gives no "
                       "probabilities. Gradients, projections, means, compared models and other prompts were not "
                       "checked.")},
    {"session.check_failed", ErrorKind::Numerical,
     HEADLIGHT_MESSAGE("The check failed at {point}: the largest difference from the double-precision reference is "
                       "{error}. Please report this with the model and the prompt.")},
    {"session.check_ablated", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Parts of the model are switched off in this run, but the reference computes the whole model: "
                       "switch the parts on again to check.")},
    {"session.needs_model", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("This session was opened without its model, so it shows only what was recorded. Other values "
                       "cannot be computed: choose File, Find the session's model first.")},
    {"session.model_not_found", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model {model} was not found, so the session shows its recording. To add new tokens, choose "
                       "File, Find the session's model.")},
    {"session.other_model", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "The model {model} is not the one with which this session was saved (its digest begins with {found} instead "
         "of {expected}). The session was opened with it; the numbers may differ from the earlier ones.")},
    {"session.other_vocabulary", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model {model} does not have the tokens of this session. The prompt was run again with this "
                       "model, and the session's steps and forks were left out.")},
    {"session.steps_left_out", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model {model} cannot take {count} of the session's steps (its context is shorter or its "
                       "vocabulary smaller); they were left out.")},
    {"session.ablations_left_out", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model {model} does not have the parts that this session switched off ({specs}); nothing is "
                       "switched off now.")},
    {"session.recovered", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "This is the session as it was when the program ended unexpectedly. Save the session to keep it.")},
    {"session.recovery_taken", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The recovery file {file} is open in another window, or it no longer exists.")},
    {"session.recovery_not_written", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Cannot write the recovery file ({reason}), so a crash would lose all changes since the session "
                       "was last saved. Free some space on the disk, or save the session in another place.")},
    {"session.nothing_to_save", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("There is nothing to save yet: open a model and type a prompt first.")},
    {"session.unknown_words", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model does not know {unknown} of the {words} words of this text: it reads an unknown token "
                       "for each, and the panels show what it computes from them. None of the sample models knows all "
                       "of the words.")},
    {"session.unknown_words_readers", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model does not know {unknown} of the {words} words of this text: it reads an unknown token "
                       "for each, and the panels show what it computes from them. These models can read the text: "
                       "{models}.")},
    {"session.file_changed", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The file {file} was changed by another program while this session was being saved. It was not "
                       "replaced. Save the session under another name.")},
    {"session.damaged", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The session {file} is damaged: {problem}. Use an older copy of it.")},
    {"session.points_unknown", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "The recording was written by a newer Headlight: {count} hook points that this one does not know "
         "were left out ({points}).")},
    {"session.points_missing", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The recording does not hold {count} of the model's hook points ({points}). Panels that show "
                       "them need the model: choose File, Find the session's model.")},
    {"session.empty_recording", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The recording in {file} holds no activations, and the model {model} was not found. Open the "
                       "session where its model is.")},
    {"session.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("With its activations this session needs {megabytes} MB, but a session file may have at most "
                       "{limit} MB. Save it without activations, or with a shorter text or fewer forks.")},
    {"session.unknown_argument", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "\"{argument}\" is neither a subcommand nor a model folder. \"headlight --help\" lists the subcommands.")},
    {"session.no_display", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("There is no display, so the window cannot open. Use a subcommand instead, for example: "
                       "headlight run --model classroom-en --prompt \"The cat is on the\" --steps 2")},
    {"session.export_format", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The name {file} does not end in a known format: use .png, .svg, .pdf, .csv or .npy.")},
    {"session.drop_unrelated", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "The {count} dropped items do not belong together. Drop one model, one session, or the files of one model.")},
    {"session.drop_no_file", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "The dropped item is not a file on this computer. Save it first, then drop a model or a session.")},
    {"session.exported", ErrorKind::Notice, HEADLIGHT_MESSAGE("Saved {file}.")},
    {"session.exported_all", ErrorKind::Notice, HEADLIGHT_MESSAGE("Saved {count} files in {folder}.")},
    {"session.copied", ErrorKind::Notice, HEADLIGHT_MESSAGE("Copied: {text}")},
    {"session.threads", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "{threads} is not a valid number of threads: choose 0 (as many as the machine has cores) up to {limit}.")},
};

}  // namespace headlight
