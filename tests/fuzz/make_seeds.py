"""Writes the seeds of the fuzz targets (tiny files, committed). Run again after a change of a format."""

import base64
import hashlib
import json
import pathlib
import struct

SEEDS = pathlib.Path(__file__).parent / "seeds"


def write(subject, name, data):
    folder = SEEDS / subject
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def safetensors(tensors):
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, dtype, shape, data in tensors:
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + body


def npy(descr, shape, data):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def container(kind, version, payload):
    shell = b"\x89HLT\r\n\x1a\n" + struct.pack("<I16sIQ", 1, kind, version, len(payload)) + payload
    return shell + hashlib.sha256(shell).digest()


def word_level(pre_tokenizer, added):
    return json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
        "pre_tokenizer": pre_tokenizer, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "cat": 1, ".": 2}, "unk_token": "[UNK]"}})


CONFIG = {"model_type": "gpt2", "n_layer": 1, "n_head": 2, "n_embd": 4, "n_inner": None, "n_positions": 8, "n_ctx": 8,
          "vocab_size": 9, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05, "tie_word_embeddings": True}
ADDED = [{"id": 0, "content": "[UNK]", "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
          "special": True}]
SEQUENCE = {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                                                  {"type": "Punctuation", "behavior": "Isolated"}]}

write("safetensors", "empty", safetensors([]))
write("safetensors", "two", safetensors([("a", "F32", [2], bytes(8)), ("b", "F16", [1, 2], b"\x00\x3c\x00\xc0")]))
write("safetensors", "more", safetensors([("d", "F64", [], bytes(8)), ("n", "I64", [0, 3], b""), ("h", "BF16", [1], b"\x80\x3f")]))
write("config", "tied", json.dumps(CONFIG))
write("config", "relu", json.dumps({**CONFIG, "activation_function": "relu", "n_inner": 6, "scale_attn_weights": True}))
write("config", "lesson", json.dumps({**CONFIG, "scale_attn_weights": False, "headlight": {"positions": "sinusoidal", "causal_mask": False, "layer_norm": False}}))
write("config", "bert", json.dumps({"model_type": "bert", "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 6, "hidden_act": "gelu", "max_position_embeddings": 8, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "vocab_size": 9, "pad_token_id": 0}))
write("config", "marian", json.dumps({"model_type": "marian", "d_model": 4, "encoder_layers": 1, "decoder_layers": 2, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 6, "decoder_ffn_dim": 6, "activation_function": "swish", "max_position_embeddings": 8, "scale_embedding": True, "vocab_size": 9, "decoder_start_token_id": 1, "eos_token_id": 0, "pad_token_id": 1, "static_position_embeddings": True, "normalize_before": False}))
write("config", "lstm", json.dumps({"model_type": "headlight_lstm", "hidden_size": 4, "embedding_size": 4, "num_layers": 1, "vocab_size": 9, "max_position_embeddings": 8, "tie_word_embeddings": True}))
write("config", "card", "---\nlanguage: [en]\nlicense: mit\nvalidation_loss: 2.5\n---\n# Card\n")
write("tokenizer_json", "spaces", word_level({"type": "WhitespaceSplit"}, []))
write("tokenizer_json", "sequence", word_level(SEQUENCE, ADDED))
write("tokenizer_json", "runs", word_level({"type": "Whitespace"}, ADDED + [{**ADDED[0], "id": 3, "content": "[MASK]"}]))
BPE = {"type": "BPE", "dropout": None, "unk_token": None, "vocab": {"a": 0, "b": 1, "ab": 2, "\u0120": 3}, "merges": ["a b"]}
UNIGRAM = {"type": "Unigram", "unk_id": 1, "vocab": [["</s>", 0], ["<unk>", 0], ["\u2581a", -1.5], ["a", -3], ["\u2581", -2]]}
PIECES = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
          "vocab": {"[UNK]": 0, "a": 1, "##b": 2, "[CLS]": 3}}
TEMPLATE = {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "c", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [], "special_tokens": {"c": {"id": "c", "ids": [0], "tokens": ["c"]}}}
write("tokenizer_json", "bpe", json.dumps({"added_tokens": [{**ADDED[0], "id": 4, "content": "<x>", "lstrip": True, "single_word": True}],
      "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": True}, "decoder": {"type": "ByteLevel"}, "model": BPE}))
write("tokenizer_json", "unigram", json.dumps({"normalizer": {"type": "Sequence", "normalizers": [
      {"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}, {"type": "Prepend", "prepend": " "}]},
      "pre_tokenizer": {"type": "Metaspace", "prepend_scheme": "first", "split": True}, "post_processor": TEMPLATE,
      "decoder": {"type": "Metaspace"}, "model": UNIGRAM}))
write("tokenizer_json", "pieces", json.dumps({"normalizer": {"type": "BertNormalizer"}, "pre_tokenizer": {"type": "BertPreTokenizer"},
      "added_tokens": [{**ADDED[0], "normalized": True, "rstrip": True}], "post_processor": TEMPLATE,
      "decoder": {"type": "WordPiece"}, "model": PIECES}))
write("tokenizer_json", "characters", json.dumps({"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "ByteLevel"}]},
      "added_tokens": [{**ADDED[0], "id": 9, "content": "<unk>"}], "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "\\w+|\\h{1,2}+|[^\\w\\s-]"}, "behavior": "Isolated"},
      "decoder": {"type": "BPEDecoder", "suffix": "</w>"}, "truncation": {"max_length": 3},
      "model": {**BPE, "unk_token": "a", "end_of_word_suffix": "</w>", "continuing_subword_prefix": "#", "fuse_unk": True, "byte_fallback": True,
                "ignore_merges": True, "vocab": {"a": 0, "#b": 1, "ab": 2, "#b</w>": 4, "<0xC3>": 6}, "merges": [["a", "#b"]]}}))
write("tokenizer_json", "unknown_null", json.dumps({"pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "ByteLevel"}, {"type": "Digits"}]},
      "model": {**UNIGRAM, "unk_id": None}}))
write("tokenizer_json", "holes", json.dumps({"added_tokens": [{**ADDED[0], "id": 7, "content": "a", "lstrip": True}], "pre_tokenizer": {"type": "Whitespace"},
      "model": {"type": "WordLevel", "vocab": {"a": 0, "b": 5, "": 3}, "unk_token": "a"}}))
HOSTILE = b"\xff\xc3\x00\x1f\xf0\x9f\x98"
write("bpe", "sentence", "The cat's \"a\", it'll\n\n  42 <|endoftext|> hug")
write("bpe", "scripts", "你好 \u00e9\u00a0\u3000 \U0001f600 ½".encode() + HOSTILE)
write("bpe", "files", "{\"a\": 0, \"b\": 1, \"ab\": 2}\x00#version: 0.2\na b\n")
write("unigram", "sentence", "the cat sat on the mat. 猫在垫子上。 </s> the")
write("unigram", "scripts", "e\u0301 ▁ \U0001f600\u3000汤姆".encode() + HOSTILE)
write("word_piece", "sentence", "unwanted, RUNNING [MASK] hello!")
write("word_piece", "scripts", "H\u00e9llo博推 e\u0301\u0323".encode() + HOSTILE)
write("word_piece", "file", "[UNK]\n[CLS]\r\n[SEP]\nplay\n##ing\n")
write("word_level", "sentence", "The cat's \"a\", (b) 1.2 - [MASK]<|endoftext|>.")
write("word_level", "scripts", "你好 \u00e9\u00a0\u3000 \U0001f600 ’ “a”".encode() + b"\xff\xc3\x00\x1f")
write("npy", "floats", npy("<f4", "(2, 1)", bytes(8)))
write("npy", "integers", npy("<i8", "(1,)", bytes(8)))
write("npy", "double", npy("<f8", "()", bytes(8)))
names = struct.pack("<IQQ", 0, 1, 2) + b"ab" + struct.pack("<Qf", 1, 1.5)
lists = struct.pack("<QQ", 1, 1) + b"k" + struct.pack("<Qq", 1, -1) + b"\x01" + struct.pack("<d", 0.5) + b"\x01"
write("checkpoint", "archive", names + lists)
write("checkpoint", "container", container(b"checkpoint", 1, names + lists))
config = struct.pack("<i6qif?", 0, 1, 1, 1, 1, 1, 1, 0, 1e-5, True)
block = struct.pack("<Q256f", 256, *[0.0] * 256)
state = config + struct.pack("<Q", 1) + b"f" + struct.pack("<Q", 2) + b"{}" + struct.pack("<qdqddq", 3, 1.5, 2, 0.5, 2.5, 1)
write("checkpoint", "state", struct.pack("<I", 0) + state + block * 3)
write("checkpoint", "session", container(b"session", 1, b""))


def charsmap(rules):
    """SentencePiece's precompiled rules: a Darts double array from key to the place of its replacement, and those."""
    units, used, replacements, values = [0], {0}, b"", {}
    for key, text in sorted(rules.items()):
        values[key.encode()] = len(replacements)
        replacements += text.encode() + b"\0"

    def build(index, keys):
        labels = sorted({key[0] if key else 0 for key, _ in keys})
        base = next(b for b in range(1, 1 << 20) if all((b ^ label) not in used for label in labels))
        used.update(base ^ label for label in labels)
        units.extend([0] * (max(base ^ label for label in labels) + 1 - len(units)))
        units[index] |= (base ^ index) << 10
        for label in labels:
            below = [(key[1:], value) for key, value in keys if (key[0] if key else 0) == label]
            if label == 0:
                units[base] = 1 << 31 | below[0][1]
                units[index] |= 1 << 8
            else:
                units[base ^ label] |= label
                build(base ^ label, below)

    build(0, sorted(values.items()))
    return struct.pack(f"<I{len(units)}I", 4 * len(units), *units) + replacements


def field(number, value):
    """One field of a protobuf message, by the type of its value."""
    def varint(n):
        return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + varint(n >> 7)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def sentencepiece(pieces, rules, *, byte_fallback=False):
    model = b"".join(field(1, field(1, text.encode()) + field(2, score) + (field(3, kind) if kind != 1 else b""))
                     for text, score, kind in pieces)
    model += field(2, field(3, 1) + field(35, int(byte_fallback)))
    return model + field(3, field(1, b"rules") + (field(2, charsmap(rules)) if rules else b""))


RULES = {"\uff21": "A", "\ufb01": "fi", "\u3000": " ", "e\u0301": "\u00e9"}
PIECES = [("<unk>", 0.0, 2), ("<s>", 0.0, 3), ("</s>", 0.0, 3), ("\u2581a", -1.5, 1), ("a", -2.0, 1), ("fi", -2.5, 1),
          ("\u2581", -3.0, 1), ("<sep>", 0.0, 4)]
SPACES = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}


def staged(model, **stages):
    return json.dumps({"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
                       "pre_tokenizer": None, "post_processor": None, "decoder": None, **stages, "model": model})


write("sentencepiece", "rules", sentencepiece(PIECES, RULES))
write("sentencepiece", "bytes", sentencepiece(PIECES[:5] + [("<0xE4>", 0.0, 6)], {}, byte_fallback=True))
write("sentencepiece", "marian", sentencepiece(PIECES, RULES) + b'\n{"</s>": 0, "<unk>": 1, "\xe2\x96\x81a": 2, ">>de<<": 3}')
WORDS = {"type": "WordLevel", "vocab": {"[UNK]": 0, "cat": 1, ",": 2}, "unk_token": "[UNK]"}
write("tokenizer_json", "pattern", staged(WORDS, pre_tokenizer={
    "type": "Split", "pattern": {"Regex": "(?i:'s|'t)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"},
    "behavior": "Isolated", "invert": False}))
write("tokenizer_json", "literal", staged(WORDS, pre_tokenizer={
    "type": "Split", "pattern": {"String": ", "}, "behavior": "MergedWithPrevious", "invert": True}))
write("tokenizer_json", "precompiled", staged(
    {"type": "Unigram", "unk_id": 0, "byte_fallback": False, "vocab": [["<unk>", 0], ["\u2581a", -1.5], ["fi", -2]]},
    pre_tokenizer=SPACES, normalizer={"type": "Sequence", "normalizers": [
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap(RULES)).decode()},
        {"type": "Nmt"}, {"type": "Replace", "pattern": {"Regex": "[0-9]+"}, "content": "0"}]}))
