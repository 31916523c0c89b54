#pragma once
// Sentences of the engine: hooks, models, experiments. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kEngineMessages[] = {
    // general
    {"internal.failure", ErrorKind::Internal, HEADLIGHT_MESSAGE("An error occurred inside Headlight: {what}.")},
    {"internal.unknown_code", ErrorKind::Internal, HEADLIGHT_MESSAGE("Unknown message code {code}.")},
    {"cancelled", ErrorKind::Cancelled, HEADLIGHT_MESSAGE("Cancelled.")},

    // hooks
    {"hooks.no_match", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("No hook point of this model matches \"{glob}\"; `headlight hooks` lists all hook points.")},
    {"hooks.not_recorded", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The value {point} was not recorded. Open the model to compute it.")},
    {"ablation.syntax", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("\"{text}\" does not name a part of a model; write L0H3 (a head), L0 (the attention of a "
                       "layer), mlp0, or L0N12 (a neuron). Add @2 or @2-4 to choose positions. For a translating "
                       "model, put encoder, decoder or cross in front.")},
    {"ablation.out_of_range", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("\"{text}\" names a layer, head or neuron that this model does not have (point {point}).")},

    {"ablation.which_attention", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("\"{text}\" does not say which side of this model is meant; write encoder {text}, decoder "
                       "{text} or cross {text}.")},

    // models
    {"model.config", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model's configuration is not valid: {field} is {value}, but {rule}.")},
    {"model.kind_not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("This version of Headlight cannot run models of the kind \"{kind}\"; choose a decoder.")},
    {"model.compact_weights", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("The weights of this model are in memory with the type that its file uses ({tensor} as {type}). "
                       "The model can run, but it cannot be trained: save it as a folder with float32 weights first.")},
    {"gradient.compact_weights", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "Gradients need float32 weights, but the weights of this model are in memory with the type that its file uses "
         "({tensor} as {type}); save the model as a folder with float32 weights first (headlight convert).")},
    {"influence.ablated", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Parts of the model are switched off in this run. What the next word depends on is measured in "
                       "the whole model: switch the parts on again.")},
    {"gradient.kind", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("This measurement shows how the next word depends on earlier words. It needs a model that "
                       "continues a text (decoder, rnn, lstm, gru); this model is of the kind {kind}.")},
    {"model.context_full", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "The model's context is full: it holds {n_ctx} tokens, {length} are used, and {added} more were requested.")},
    {"model.token_out_of_range", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Token id {id} is outside the model's vocabulary of {d_vocab} entries: the model has no row for "
                       "it. Leave this token out of the text, or use the tokenizer that belongs to the model.")},
    {"model.segments", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "There are {count} segment ids for {tokens} tokens; each token needs one segment id between 0 and {last}.")},

    {"encoder.no_mask", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "This model fills in missing words, but the prompt has none: write {mask} where a word is missing.")},
    {"encoder.no_mask_token", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("This model fills in missing words, but no file of its tokenizer names a mask token. Put the "
                       "tokenizer_config.json that names one (mask_token) into its folder.")},
    {"encoder.no_head", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("This model was saved without the head that predicts masked words, so it predicts none. Use a "
                       "model that was saved as BertForMaskedLM.")},
    {"beam.kind", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("Beam search needs a model that writes a text token by token; a model of the kind {kind} does "
                       "not. Leave out the beam search.")},
    {"beam.settings", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{what} = {value} is not valid for a beam search: it must be {expected}.")},

    {"compare.kind", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{model} is of the kind {kind}, which does not write a text word by word; only decoders and "
                       "recurrent nets can be compared.")},
    {"compare.count", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "A comparison needs {least} to {most} models, but {count} were given; write {option} once for each model.")},
    {"compare.lead_kind", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The open model {model} is of the kind {kind}, which does not write a text word by word: open a "
                       "decoder or a recurrent net to compare models on its text.")},
    // experiments with several models
    {"experiment.kind", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{model} cannot take part: it is a model of the kind {kind}, and this experiment needs models "
                       "that continue a text. Choose decoders and recurrent nets.")},
    {"distance.word", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{model} cannot take part: its vocabulary has no single token for \"{word}\", which the "
                       "sentences of the experiment use. Choose models that know the words of the classroom models.")},
    {"distance.context", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{model} cannot take part: its context holds {n_ctx} tokens, but a sentence with {distance} "
                       "words between needs {tokens}. Choose smaller distances.")},
};

}  // namespace headlight
