#pragma once
// Sentences of runs and training. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kRunMessages[] = {
    // generate
    {"prompt.empty", ErrorKind::Usage, HEADLIGHT_MESSAGE("The prompt is empty: type at least one word.")},
    {"sampler.temperature", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The temperature must be a number above 0, not {value}.")},
    {"sampler.top_k", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("Top-k must be 0 (no cut) or a positive whole number, not {value}.")},
    {"sampler.top_p", ErrorKind::Usage, HEADLIGHT_MESSAGE("Top-p must be above 0 and at most 1, not {value}.")},
    {"sampler.not_finite", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model's score for token {token} is not a finite number, so no next token can be chosen: "
                       "the weights are damaged, or an intervention made the values invalid.")},
    {"sampler.no_candidate", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("No token can come next: every token of the model's vocabulary is a special token or has the "
                       "score minus infinity.")},
    {"figure.no_such_head", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The model has no head {head} in layer {layer}: it has {layers} layers with {heads} heads each, "
                       "counted from 0.")},
    {"figure.no_such_layer", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The model has no layer {layer}: it has {layers} layers, counted from 0.")},
    {"figure.no_attention", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("This model has no attention, so there is no attention to show.")},
    {"figure.no_cells", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("This model has no recurrent cells, so there are no gates and states to show. Use an RNN, an "
                       "LSTM or a GRU, such as the sample model classroom-lstm.")},
    {"figure.no_such_unit", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("There is no unit {unit}: each layer of this model has {units} units, counted from 0.")},
    {"figure.no_such_position", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("There is no token at position {position}: the text has {tokens} tokens, counted from 0.")},
    {"figure.no_such_cell", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("There is no cell for query {query} and key {key}: the text has {queries} queries and {keys} "
                       "keys, counted from 0.")},
    {"figure.no_rollout", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("Rollout follows the attention of a text to itself through the layers. Cross-attention looks at "
                       "another text, so it has no rollout. Choose the encoder's or the decoder's attention.")},

    // train
    {"grammar.field", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file}: in the grammar, {field} {what}. Correct the file or use the one that came with Headlight.")},
    {"grammar.slot", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The grammar's template \"{template}\" has a slot {slot}, but the grammar has no class, list or "
                       "table of that name. Correct the template.")},
    {"grammar.no_templates", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The grammar has no templates of the kind {kind}. Add some to its file.")},
    {"grammar.cannot_fill", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("No template of the grammar's kind {kind} has exactly {words} words. Add one to its file.")},
    {"grammar.no_combination", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The grammar finds no combination of subject, verb and modifier that may be used here. Change "
                       "the reserved share in its file.")},
    {"grammar.too_few", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The grammar {name} was asked for {count} different pairs and makes only about {found}. Ask for "
                       "fewer in the recipe, or add words to the grammar's file.")},
    {"grammar.no_such_kind", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The grammar cannot make a single sentence of the kind {kind}; it can make sentences of the "
                       "kinds place, agreement and name.")},
    {"recipe.unknown_field", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file}: the recipe has a field {field} that does not exist. Correct its name or remove it.")},
    {"recipe.out_of_range", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file}: the recipe's field {field} is {value}, but it must be {range}. Correct it.")},
    {"train.corpus_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The corpus {file} ({bytes} bytes) was not found. Get it from {home} and put it into {folder}, or "
         "name another data folder with --data.")},
    {"train.corpus_changed", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The corpus {file} in {folder} is not the one that the recipe names: {what} is {found} instead "
                       "of {expected}. Get the file again from {home} and put it into {folder}.")},
    {"train.no_text", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The source {source} has no text to learn from. Check its file and its separator.")},
    {"train.no_end_of_text", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary has no <|endoftext|>, which must end every document of a training text.")},
    {"train.no_parameter_matches", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("No parameter of the model matches {glob}. Parameters have the names used in model.safetensors "
                       "of the base model; correct the globs of the recipe.")},
    {"train.lora_needs_matrix", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The parameter {parameter} is a vector; only matrices can have low-rank adapters. Correct "
                       "fine_tuning.lora.matrices in the recipe.")},
    {"train.special_token_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary has no {token} token, which a model of the kind {kind} needs. Choose another "
                       "tokenizer in the recipe.")},
    {"train.diverged", ErrorKind::Numerical,
     HEADLIGHT_MESSAGE("The loss is no longer a finite number at step {step}. Use a lower learning rate or a longer "
                       "warm-up; the last checkpoint is kept.")},
    {"train.no_mask_token", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The vocabulary has no [MASK], which an encoder needs for training and for evaluation. Use a "
                       "tokenizer that has it.")},
    {"eval.needs_pairs", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("A model of the kind {kind} translates, so it is evaluated on pairs of sentences and their "
                       "translations, not on a text.")},
    {"eval.needs_text", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("A model of the kind {kind} does not translate, so it is evaluated on a text, not on pairs.")},
    {"eval.nothing_to_predict", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has no text to evaluate the model on. Give a file with at least one word.")},
    {"checkpoint.missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "There is no checkpoint {file} to resume from. Leave out --resume to start from the beginning.")},
    {"checkpoint.in_the_way", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{file} is the checkpoint of an unfinished training. Continue the training with --resume, or "
                       "remove the file to start from the beginning.")},
    {"checkpoint.damaged", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The checkpoint {file} is damaged: {problem}. Start again without it, or use an older copy.")},
    {"checkpoint.not_finite", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} was not written: the tensor {tensor} has numbers that are NaN or infinite, and no "
                       "training can continue from them. Convert the model to a folder, a .gguf or a .npz file.")},
    {"eval.not_finite", ErrorKind::Numerical,
     HEADLIGHT_MESSAGE("The loss of {model} on {file} is not a finite number, so nothing was measured: the weights of "
                       "the model are NaN, infinite or far too large.")},
    {"checkpoint.other_recipe", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The checkpoint {file} belongs to another recipe or other data, so it cannot be resumed with this "
         "one. Start again in another folder.")},
};

}  // namespace headlight
