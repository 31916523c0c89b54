#pragma once
// Every sentence that the engine can say: a code, the kind of trouble, and the English wording with {named} values.
//
// The engine throws or returns a code with values; it is worded where it is shown. ui/session words codes in the
// interface's language from the translations of this very table (context "messages"; ui/translations/update_texts
// copies it for lupdate), and a test finds codes without a Chinese entry.

#include "tensor/message_template.h"

#define HEADLIGHT_MESSAGE(text) text

namespace headlight {

inline constexpr MessageTemplate kMessages[] = {
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
     HEADLIGHT_MESSAGE("Token id {id} is outside the model's vocabulary of {d_vocab} entries; the tokenizer does not "
                       "belong to the model.")},
    {"model.segments", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "There are {count} segment ids for {tokens} tokens; each token needs one segment id between 0 and {last}.")},

    {"encoder.no_mask", ErrorKind::Usage,
     HEADLIGHT_MESSAGE(
         "This model fills in missing words, but the prompt has none: write {mask} where a word is missing.")},
    {"encoder.no_mask_token", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("This model fills in missing words, but its tokenizer has no mask token; open a folder whose "
                       "tokenizer.json names one.")},
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
    {"text.chinese_prompt", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("This text is Chinese, but the model reads another language ({language}): it would not know "
                       "most of the words. Choose a Chinese model or write in the model's language.")},

    // formats
    {"file.not_found", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The file {file} does not exist; check its name and folder.")},
    {"file.cannot_read", ErrorKind::BadInput, HEADLIGHT_MESSAGE("Cannot read {file}: {reason}.")},
    {"file.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is larger than {limit} bytes, the limit for this type of file.")},
    {"file.cannot_write", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Cannot write {file}: {reason}. Nothing was changed; choose another place or free some space.")},
    {"file.cannot_make_folder", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Cannot create the folder {folder}: {reason}. Choose another place.")},
    {"json.syntax", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not valid JSON, at byte {position}: {reason}. Correct the file or fetch it again.")},
    {"json.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The JSON of {file} is larger than {limit} bytes, the limit of Headlight.")},
    {"json.too_deep", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The JSON of {file} is nested deeper than {limit} levels at byte {position}; no valid file of "
                       "this type needs that.")},
    {"json.too_many_values", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The JSON of {file} has more than {limit} values (at byte {position}), the limit of Headlight.")},
    {"json.duplicate_key", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The JSON of {file} has the key \"{key}\" twice in one object, at byte {position}; remove one of them.")},
    {"json.missing_field", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} lacks \"{field}\"; add it or fetch the file again.")},
    {"json.wrong_type", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, \"{field}\" must be of type {expected}, but it is of type {found}.")},
    {"safetensors.too_short", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has {size} bytes, too few for a safetensors file; fetch it again.")},
    {"safetensors.header_length", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} says at byte 0 that its header has {length} bytes, but only {left} bytes follow (the "
                       "limit is 100000000); the file is truncated, or it is not a safetensors file.")},
    {"safetensors.header_start", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The header of {file} does not begin with a curly bracket at byte 8; this is not a safetensors file.")},
    {"safetensors.unknown_dtype", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, the tensor {tensor} has the number type \"{dtype}\", which does not exist in this format.")},
    {"safetensors.dtype_not_numbers", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has the type {dtype}; weights must be F32, F16, BF16 or F64. "
                       "Convert the file.")},
    {"safetensors.bad_numbers", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, \"{field}\" must be a list of whole numbers that are not negative (data_offsets: two numbers).")},
    {"safetensors.shape_overflow", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has the shape {shape}, which is too large for any memory.")},
    {"safetensors.size_mismatch", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} of shape {shape} and type {dtype} needs {needed} bytes, but "
                       "{found} bytes are reserved for it.")},
    {"safetensors.outside_file", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} is said to be at bytes {begin} to {end} of the data, but the "
                       "data has {size} bytes; the file is truncated or damaged. Fetch it again.")},
    {"safetensors.overlap", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, the tensor {tensor} begins at byte {from}, inside another tensor that ends at byte {to}.")},
    {"safetensors.hole", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, bytes {from} to {to}, before the tensor {tensor}, belong to no tensor.")},
    {"safetensors.trailing_bytes", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, bytes {from} to {to} at the end belong to no tensor.")},
    {"safetensors.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The weight {value} of the tensor {tensor} is too large for {dtype}; save the model as float32 or bfloat16.")},
    {"safetensors.not_finite", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has {count} numbers that are NaN or infinite, the first at "
                       "{place}; all results that depend on them will be wrong.")},
    {"npy.not_npy", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} is not a NumPy array file (.npy).")},
    {"npy.version", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a NumPy array file of version {found}; Headlight reads version 1.0.")},
    {"npy.header", ErrorKind::BadInput, HEADLIGHT_MESSAGE("The header of {file} is damaged at byte {position}.")},
    {"npy.not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} uses {what}; Headlight reads float32, float64 and int64 in C order.")},
    {"npy.size", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The shape of {file} needs {needed} bytes of numbers, but the file has {found}.")},
    {"npz.not_npz", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not a NumPy archive (.npz) that Headlight can read: it must be one file below 4 GiB "
                       "without a password.")},
    {"npz.damaged", ErrorKind::BadInput, HEADLIGHT_MESSAGE("The array {array} in {file} is damaged.")},
    {"npz.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("With the array {array}, the NPZ archive would exceed the limit of 4 GiB or 65535 arrays; write "
                       "a model folder instead.")},
    {"config.not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, \"{field}\" is \"{value}\", which is not supported yet; supported: {known}.")},
    {"config.out_of_range", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, \"{field}\" is {value}; it must be {rule}.")},
    {"config.limits", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The configuration in {file} is not valid: {field} is {value}, but {rule}.")},
    {"config.contradiction", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} contradicts itself: \"{field}\" is {value}, but \"{other}\" is {otherValue}.")},
    {"weights.missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} lacks the tensor {tensor} of shape {shape} that config.json requires; fetch the file "
                       "again or use the config.json that belongs to it.")},
    {"weights.unexpected", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has a tensor {tensor}, but a model with this configuration does not have it; use the "
                       "config.json that belongs to the file.")},
    {"weights.twice", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} has the tensor {tensor} twice, under two names.")},
    {"weights.wrong_shape", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has the shape {found}, but config.json requires {expected}.")},
    {"weights.duplicate_differs", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("config.json says that {tensor} is the same as {other}, but {file} has a different one; "
                       "Headlight ignored it, as Hugging Face does.")},
    {"weights.skipped", ErrorKind::Notice,
     HEADLIGHT_MESSAGE(
         "{file} has {count} tensors that Headlight does not use (the first is {tensor}); they were left out.")},
    {"config.not_expressible", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("A config.json of the type {type} cannot express {field} = {value}; it must be {rule}. Change "
                       "the model's configuration.")},
    {"tokenizer.not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} describes a tokenizer whose {part} is \"{value}\", which is not supported yet; supported: {known}.")},
    {"tokenizer.bad_id", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, the token \"{piece}\" has the id {id}; the {size} ids must be 0 to {last}, each used once.")},
    {"tokenizer.duplicate_id", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tokens \"{first}\" and \"{second}\" have the same id {id}.")},
    {"tokenizer.added_token_conflict", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the added token \"{piece}\" has the id {id}, but the vocabulary gives it {other}.")},
    {"tokenizer.piece_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has no token \"{piece}\", which a tokenizer of this kind needs; fetch the file again.")},
    {"tokenizer.bad_merge", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, entry {number} of {place} is not a merge; it must be two tokens with one space "
                       "between them, or a list of two tokens.")},
    {"sentencepiece.damaged", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} is not a complete SentencePiece model: at byte {offset}, {reason}. Fetch the file again.")},
    {"sentencepiece.no_pieces", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not a SentencePiece model: it has no pieces. Fetch the file again.")},
    {"tokenizer.vocabulary_size", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has {found} tokens, but config.json says {expected}; the two files do not belong together.")},
    {"model.unused_ids", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model has {rows} rows for tokens, but {file} has {found} tokens: the last {unused} ids are "
                       "not used and are never predicted.")},
    {"model.not_found", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "No model has the name \"{name}\". Sample models: {known}. You can also give the path of a model folder.")},
    {"model.not_a_folder", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{path} is not a model folder: it must be a folder with config.json, model.safetensors and tokenizer.json.")},
    {"model.name_invalid", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("A model is required: give the name of a sample model or the path of a model folder. Sample "
                       "models: {known}.")},
    {"model.card_unreadable", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("Cannot read the model card {file}; the model was opened without it.")},
    {"model.file_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model folder {folder} lacks {name}; fetch the folder again.")},
    {"model.too_large_for_memory", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} needs about {needed} of memory, but only {available} are free on this computer. Close "
                       "other programs, or use a smaller model, or a GGUF file with a smaller number type.")},
    {"file.git_lfs_pointer", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is only a pointer of Git LFS to a file of {size}, not the file itself. Fetch the file "
                       "with \"git lfs pull\" in its folder, or download it from the model's page.")},
    {"model.architecture", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} describes a model of the architecture \"{found}\", which Headlight cannot run; it runs "
                       "GPT-2, BERT and Marian models and its own kinds ({known}).")},
    {"model.no_weights", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model folder {folder} has no weights: put the model.safetensors that belongs to its "
                       "config.json into it.")},
    {"model.pickled_weights", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a pickled PyTorch file. Such a file can run any program when it is read, so "
                       "Headlight does not read it. Download model.safetensors from the model's page. If you trust the "
                       "file, you can convert it yourself: load the model with Hugging Face transformers and save it "
                       "with save_pretrained(folder, safe_serialization=True).")},
    {"model.other_framework", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} holds weights for {framework}, which Headlight does not read. Download "
                       "model.safetensors from the model's page, or save the model as safetensors.")},
    {"model.shards_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The weights of {folder} are in {count} files, and these are missing: {names}. Fetch them too.")},
    {"model.weights_ambiguous", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model folder {folder} has several weight files and no model.safetensors: {names}. Open the "
                       "file that you want.")},
    {"model.weights_alone", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} contains only weights; a model also needs config.json and the files of its tokenizer. "
                       "Put them into one folder and open that folder.")},
    {"model.tokenizer_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The model folder {folder} has no tokenizer. Fetch tokenizer.json, or {files}.")},
    {"model.part_alone", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is one file of a model, but its folder has no config.json; open a folder that has all "
                       "files of the model.")},
    {"model.unknown_file", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not a model file that Headlight knows: it begins with {beginning}. Open a model "
                       "folder (with config.json), a .gguf file or a training checkpoint.")},
    {"weights.index", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} says that the tensor {tensor} is in \"{shard}\", which {problem}. Fetch the index and "
                       "the files that belong to it again.")},
    {"weights.head_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has no {tensor}: this BERT model was saved without the head that predicts masked words, "
                       "so it cannot predict any. Use a model that was saved as BertForMaskedLM.")},
    {"weights.more_not_finite", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("In {file}, {count} more tensors have numbers that are NaN or infinite.")},
    {"weights.index_path", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} names \"{shard}\" as a weight file; it must be the name, without a path, of a "
                       ".safetensors file in the same folder.")},
    {"weights.no_tensors", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} lists no tensors in its \"weight_map\"; fetch it again.")},
    {"gguf.not_gguf", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not a GGUF file: it does not begin with the letters GGUF. Fetch the file again.")},
    {"gguf.big_endian", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a GGUF file for big-endian computers; fetch the usual little-endian file.")},
    {"gguf.version", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a GGUF file of version {found}; Headlight reads versions 2 and 3. Convert it again "
                       "with a current tool.")},
    {"gguf.truncated", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} ends too early: at byte {position}, {needed} more bytes are needed and {left} are left. "
                       "Fetch the file again.")},
    {"gguf.header_too_long", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The header of {file} is longer than {limit} bytes (at byte {position}), the limit of Headlight.")},
    {"gguf.count", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} says at byte {position} that it has {count} {what}, but at most {most} are possible; "
                       "the file is damaged. Fetch it again.")},
    {"gguf.bad_name", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has a {what} at byte {position} that is {problem}; it must be {rule}. The file is damaged.")},
    {"gguf.unknown_value_type", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has a value of the type {type} at byte {position}, which does not exist in this format; "
                       "the file is damaged.")},
    {"gguf.nested", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} nests lists deeper than {limit} levels at byte {position}; no valid file needs that.")},
    {"gguf.bad_boolean", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has a true/false value at byte {position} that is neither 0 nor 1; the file is damaged.")},
    {"gguf.duplicate_key", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has the key {key} twice, so it is not clear which value is valid.")},
    {"gguf.alignment", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} says that its tensors begin at multiples of {found} bytes; general.alignment must be a "
                       "multiple of 8 up to 1048576.")},
    {"gguf.dimensions", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has {found} dimensions; at most {most} are possible.")},
    {"gguf.bad_shape", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, the tensor {tensor} has the shape {shape}: it has no numbers, or more than 64 bits can count.")},
    {"gguf.tensor_type", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} is stored as {type}; Headlight reads F32, F16, BF16, Q8_0 and "
                       "Q4_0. Fetch the model in one of these types.")},
    {"gguf.blocks", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} of shape {shape} cannot be stored as {type}: the length of its "
                       "rows must be a multiple of {block}.")},
    {"gguf.unaligned", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} begins at {offset}, which is not a multiple of the alignment "
                       "{alignment}; the file is damaged.")},
    {"gguf.outside_file", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} of {bytes} bytes begins at {begin}, but there are only {size} "
                       "bytes; the file is truncated. Fetch it again.")},
    {"gguf.duplicate_tensor", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has the tensor {tensor} twice, so it is not clear which one is valid.")},
    {"gguf.overlap", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "In {file}, the tensors {tensor} and {other} share the bytes from {from} to {to}; the file is damaged.")},
    {"gguf.missing_key", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} lacks the key {key}, which a model of this architecture needs; convert the model again.")},
    {"gguf.value_type", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the key {key} is of the type {found}, but it must be {expected}.")},
    {"gguf.value_range", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the value of {key} is not valid; it must be {rule}.")},
    {"gguf.not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, {key} is {value}, which is not supported; supported: {known}.")},
    {"gguf.architecture", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} contains a model of the architecture \"{found}\"; Headlight runs only GGUF files of the "
                       "architecture \"gpt2\".")},
    {"gguf.split_file", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is one part of a model that was split into several files; join them first, or fetch the "
                       "model as one file.")},
    {"gguf.vocabulary_only", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} contains only a vocabulary and no weights, so there is no model to run; fetch the file "
                       "with the weights.")},
    {"gguf.missing_tensor", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} lacks the tensor {tensor} of shape {shape} that its metadata requires; fetch the file again.")},
    {"gguf.unexpected_tensor", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has a tensor {tensor}, but a model with this metadata does not have it; convert the model again.")},
    {"gguf.wrong_shape", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has the shape {found}, but the metadata requires {expected}.")},
    {"gguf.vocabulary_size", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The tokenizer in {file} has {found} tokens, but the embedding has {expected} rows; the file is "
                       "damaged or was made from two different models.")},
    {"gguf.bad_tokenizer", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, {key} does not fit the vocabulary: {problem}. Convert the model again.")},
    {"gguf.merges_skipped", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{count} merges of the tokenizer in {file} need tokens that its vocabulary does not have; they "
                       "were left out.")},
    {"gguf.not_expressible", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("This model cannot be written as GGUF: its {field} is {value}, but the architecture gpt2 of "
                       "this format means {rule}. Write a model folder instead.")},
    {"archive.not_ours", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is not a Headlight file, or its beginning is damaged.")},
    {"archive.wrong_kind", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a Headlight {found}, but a {expected} is needed here.")},
    {"archive.newer_version", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} was written by a newer version of Headlight (file version {found}, this program reads "
                       "up to {known}); open it with the newer version.")},
    {"archive.unknown_field", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} was written by a newer Headlight: its model has the option {field}, which this one does "
                       "not know. Open it with the newer one.")},
    {"archive.truncated", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} ends too early: at byte {position}, {needed} more bytes are needed and {left} are left. "
                       "Copy it again.")},
    {"archive.trailing_bytes", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has {extra} bytes too many after byte {position}; it is damaged.")},
    {"archive.checksum", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The checksum of {file} is wrong: the file is damaged. Use another copy.")},
    {"archive.bad_value", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has a value at byte {position} that is not valid; the file is damaged.")},
    {"archive.count_mismatch", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has {found} numbers at byte {position}, but {expected} are needed; it belongs to "
                       "another model or is damaged.")},

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
    {"checkpoint.other_recipe", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "The checkpoint {file} belongs to another recipe or other data, so it cannot be resumed with this "
         "one. Start again in another folder.")},

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

    // cli
    {"cli.invalid_utf8", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("{what} is not valid UTF-8: type it again, or set the terminal to UTF-8.")},
    {"cli.input_too_long", ErrorKind::Usage,
     HEADLIGHT_MESSAGE("Standard input is longer than {limit} bytes; no model here can read such a long prompt.")},
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
     HEADLIGHT_MESSAGE("The check failed: {count} hook points differ from the double-precision reference by more than "
                       "the tolerance.")},
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
     HEADLIGHT_MESSAGE("Checked: {values} numbers at {points} hook points were compared with a double-precision "
                       "reference. The largest difference is {error}, at {point}.")},
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
