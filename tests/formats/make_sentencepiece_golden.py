"""Writes data/rules.spm, a small model that SentencePiece trained, and data/sentencepiece_golden.json: how SentencePiece
normalizes and encodes sentences with it. Needs python3-sentencepiece (Debian) and ../shared/data/pairs; run with
/usr/bin/python3 from this folder."""
import json
import os
import tempfile

import sentencepiece

here = os.path.dirname(os.path.abspath(__file__))
pairs = os.path.join(here, "../../../shared/data/pairs/en-zh-short.tsv")
folder = tempfile.mkdtemp()
with open(pairs, encoding="utf-8") as file, open(folder + "/text", "w", encoding="utf-8") as text:
    for line in list(file)[::9]:
        columns = line.rstrip("\n").split("\t")
        text.write(columns[0] + "\n" + columns[-1] + "\n")
with open(folder + "/rules.tsv", "w", encoding="utf-8") as rules:
    for code in range(0x21, 0x7F):
        rules.write(f"{code + 0xFEE0:X}\t{code:X}\n")  # full width to ASCII
    for rule in ("3000\t20", "9\t20", "A\t20", "A0\t20", "FB01\t66 69", "65 301\tE9", "200B\t", "2460\t28 31 29"):
        rules.write(rule + "\n")
sentencepiece.SentencePieceTrainer.train(
    input=folder + "/text", model_prefix=folder + "/model", vocab_size=900, model_type="unigram",
    character_coverage=0.985, normalization_rule_tsv=folder + "/rules.tsv", hard_vocab_limit=False, num_threads=1,
    user_defined_symbols=["<sep>"], minloglevel=2)
data = open(folder + "/model.model", "rb").read()
open(os.path.join(here, "data/rules.spm"), "wb").write(data)
model = sentencepiece.SentencePieceProcessor(model_file=folder + "/model.model")
sentences = [
    "The cat is on the table.", "Tom doesn't know where Mary lives.", "  two   spaces\tand a tab ", "Ｆｕｌｌ　ｗｉｄｔｈ！",
    "ﬁnd the ﬁsh", "cafe\u0301 and caf\u00e9", "zero\u200bwidth", "① first", "我喜欢喝咖啡。", "你知道汤姆住在哪里吗？", "龘龘龘",
    "a 龘 b", "emoji 😀😀 here", "one<sep>two", "no\u00a0break", "", " ", "x", "I'll be there in ten minutes!"]
pieces = [[model.id_to_piece(i), model.get_score(i)] for i in range(model.get_piece_size())]
# Marian's way: other ids, and pieces that its vocabulary does not have
vocabulary = {"</s>": 0, "<unk>": 1}
for piece, _ in pieces:
    if piece not in ("<unk>", "<s>", "</s>", "<sep>", "▁the", "。"):
        vocabulary.setdefault(piece, len(vocabulary))
vocabulary["<pad>"] = len(vocabulary)
cases = [{"text": s, "ids": model.encode(s, out_type=int),
          "marian": [vocabulary.get(p, 1) for p in model.encode(s, out_type=str)] + [0]} for s in sentences]
with open(os.path.join(here, "data/sentencepiece_golden.json"), "w", encoding="utf-8") as file:
    json.dump({"pieces": len(pieces), "vocab": vocabulary, "cases": cases}, file, ensure_ascii=False)
    file.write("\n")
