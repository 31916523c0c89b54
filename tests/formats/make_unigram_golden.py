"""Writes data/unigram_golden.json: pieces with scores of a small model that SentencePiece trained, and how
SentencePiece encodes sentences with it. Needs python3-sentencepiece (Debian) and ../shared/data/pairs; run with
/usr/bin/python3 from this folder."""
import json
import os
import tempfile

import sentencepiece

here = os.path.dirname(os.path.abspath(__file__))
pairs = os.path.join(here, "../../../shared/data/pairs/en-zh-short.tsv")
with open(pairs, encoding="utf-8") as file:
    rows = [line.rstrip("\n").split("\t") for line in file][::5]
folder = tempfile.mkdtemp()
with open(folder + "/text", "w", encoding="utf-8") as file:
    for row in rows:
        file.write(row[0] + "\n" + row[-1] + "\n")
sentencepiece.SentencePieceTrainer.train(
    input=folder + "/text", model_prefix=folder + "/model", vocab_size=1500, model_type="unigram",
    character_coverage=0.995, normalization_rule_name="identity", hard_vocab_limit=True, num_threads=1,
    unk_id=0, bos_id=-1, eos_id=1, pad_id=-1, minloglevel=2)
model = sentencepiece.SentencePieceProcessor(model_file=folder + "/model.model")

# no text of "▁" alone: SentencePiece takes it for white space at the end and drops it
sentences = [
    "The cat is on the table.", "Tom doesn't know where Mary lives.", "I'll be there in ten minutes!", "Hello, world",
    "She was reading a book about unbelievable adventures.", "  two   spaces  ", "What's the matter with you?",
    "antidisestablishmentarianism", "aaaaaaaaaaaaaaaaaaaaaaaaa", "It costs $12.50, not 1,250.", "naïve café", "ẞtraße",
    "我喜欢喝咖啡。", "你知道汤姆住在哪里吗？", "他们正在学习自然语言处理。", "今天天气很好，我们去公园吧！", "我 有 两只 猫 。",
    "图书馆", "龘龘龘很难写", "mixed 中文 and English text。", "emoji 😀😀 here", "😀", "a▁b", "。。。", "3月14日",
    "supercalifragilisticexpialidocious", "Please don't forget to write the letter.", "wwwwwwiiiiinnnn", "ТОМ",
]
golden = {
    "source": "SentencePiece " + sentencepiece.__version__ + ", trained on every fifth row of en-zh-short.tsv (tatoeba.org, CC BY 2.0)",
    "unk_id": model.unk_id(),
    "vocab": [[model.id_to_piece(i), model.get_score(i)] for i in range(model.get_piece_size())],
    "cases": [{"text": text, "ids": model.encode(text)} for text in sentences],
}
with open(os.path.join(here, "data/unigram_golden.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
