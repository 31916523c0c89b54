#pragma once
// Sentences of files. Included by messages.h alone.

#include "tensor/message_template.h"

namespace headlight {

inline constexpr MessageTemplate kFormatsMessages[] = {
    {"file.not_found", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("The file {file} does not exist; check its name and folder.")},
    {"file.cannot_read", ErrorKind::BadInput, HEADLIGHT_MESSAGE("Cannot read {file}: {reason}.")},
    {"file.too_large", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is larger than {limit} bytes, the limit for this type of file.")},
    {"file.cannot_write", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Cannot write {file}: {reason}. Nothing was changed; choose another place or free some space.")},
    {"file.cannot_make_folder", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("Cannot create the folder {folder}: {reason}. Choose another place.")},
    {"form.packed", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a packed file ({form}). Unpack it first, then use the file that was in it.")},
    {"form.html", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a web page (HTML), not the file itself. Download the file again with the download "
                       "link of the page, not the page.")},
    {"form.pickle", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a Python pickle. Such a file can run any program when it is read, so Headlight does "
                       "not read it. Save its numbers with numpy.save, or as text.")},
    {"form.keyed_vectors", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a model that gensim has saved for itself. Save its vectors in Python with "
                       "save_word2vec_format(\"vectors.txt\"); Headlight reads that.")},
    {"form.fasttext", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a fastText model (.bin). Use the file with the ending .vec that belongs to it.")},
    {"form.binary_table", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} is a {form} file, which Headlight does not read. Save the table as CSV, as text with tabs, "
         "or as a NumPy array (.npy).")},
    {"form.array", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} holds {form} arrays (.npy or .npz), but another kind of file is needed here.")},
    {"form.document", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} is a {form} document. Save its text as a plain text file (UTF-8).")},
    {"form.array_archive", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} is an archive of NumPy arrays (.npz). Headlight writes such archives for other programs, "
         "but does not open them as models: open the model folder or the file that it was made from.")},
    {"file.interrupted_set", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("A program ended while it saved several files in {folder}, and the old files cannot be put "
                       "back: {reason}. Make the folder writable and try again; or remove its file {name}, and the "
                       "files stay as they are.")},
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
     HEADLIGHT_MESSAGE("{file} is a NumPy array file of version {found}; Headlight reads versions 1 to 3.")},
    {"npy.header", ErrorKind::BadInput, HEADLIGHT_MESSAGE("The header of {file} is damaged at byte {position}.")},
    {"npy.not_supported", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} uses {what}; Headlight reads arrays of floats (16 to 64 bits), integers and truth values.")},
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
    {"config.contradiction", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} contradicts itself: \"{field}\" is {value}, but \"{other}\" is {otherValue}.")},
    {"config.other_context", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("In {file}, \"n_ctx\" is {value}, but \"n_positions\" is {used}; Headlight uses "
                       "\"n_positions\", as Hugging Face does.")},
    {"config.type_inferred", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has no \"model_type\"; from the names of the tensors, Headlight took the model for "
                       "\"{type}\".")},
    {"config.no_type", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has no \"model_type\", and the names of the tensors do not show which model it is. Add "
                       "the line \"model_type\" with one of: {known}.")},
    {"weights.missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has no tensor {tensor} of shape {shape}, which config.json requires. Use the config.json "
         "that belongs to the file, or save the model again as a whole.")},
    {"weights.other_model", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "No tensor of {file} has a name that belongs to the model of config.json: the first is {tensor}, "
         "but names like {expected} are expected. Use the config.json that belongs to the file.")},
    {"weights.unexpected", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} has a tensor {tensor}, but a model with this configuration does not have it; use the "
                       "config.json that belongs to the file.")},
    {"weights.adapter", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} holds low-rank additions (LoRA) that are not yet part of the weights, for example "
                       "{tensor}. Merge them first (in PEFT: merge_and_unload), then save the model.")},
    {"weights.wrapped", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("In {file}, \"{words}\" comes before the names of the tensors, as training programs write it; "
                       "Headlight read the names without it.")},
    {"weights.no_biases", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has no {tensor}: the model was trained without {count} of the biases. Headlight uses "
                       "zeros for them.")},
    {"weights.linear_layout", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("In {file}, {tensor} and the other linear maps have their outputs as rows, as nanoGPT stores "
                       "them; Headlight read them transposed.")},
    {"weights.twice", ErrorKind::BadInput, HEADLIGHT_MESSAGE("{file} has the tensor {tensor} twice, under two names.")},
    {"weights.wrong_shape", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} has the shape {found}, but config.json requires {expected}. Use "
                       "the config.json that belongs to the file.")},
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
     HEADLIGHT_MESSAGE("In {file}, the token \"{piece}\" has the id {id}; the ids of this file can be 0 to {last}.")},
    {"tokenizer.duplicate_id", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("In {file}, the tokens \"{first}\" and \"{second}\" have the same id {id}.")},
    {"tokenizer.class", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE("{file} says that {class} splits the texts of this model. Headlight cannot make that tokenizer "
                       "from {files}; from these it can make {known}. If the model's page has a tokenizer.json, put it "
                       "into the folder; otherwise choose another model.")},
    {"tokenizer.class_never", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} says that {class} splits the texts of this model. It cuts words by a program or by rules "
         "that are not in the model's files, so Headlight cannot split a text as the model was trained. "
         "Choose another model.")},
    {"tokenizer.piece_missing", ErrorKind::BadInput,
     HEADLIGHT_MESSAGE(
         "{file} has no token \"{piece}\", which a tokenizer of this kind needs. If this tokenizer calls it "
         "otherwise, put the tokenizer_config.json or special_tokens_map.json that says so into the "
         "folder; if not, fetch the file again.")},
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
    {"model.tokens_without_rows", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has {count} added tokens for which the model has no row (the first is \"{piece}\"; the "
                       "model has {rows} rows). A text with one of them cannot be read by the model.")},
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
    {"model.card_outside", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("The model card {file} is a symbolic link to a file outside the model's folder; the model was "
                       "opened without it, so that a copy of the model does not contain that file.")},
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
    {"model.no_head", ErrorKind::Notice,
     HEADLIGHT_MESSAGE("{file} has no head that predicts masked words. Attention, hidden states and embeddings can be "
                       "shown, but no word can be predicted.")},
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
     HEADLIGHT_MESSAGE("In {file}, the tensor {tensor} is stored as {type}, which Headlight does not read. It reads "
                       "{known}. Fetch the model in one of these types.")},
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
};

}  // namespace headlight
