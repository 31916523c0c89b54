"""Writes tokenizer.json beside this file: Chinese words with their logarithmic frequencies, from the dictionary of jieba
(MIT). Give the path of its dict.txt; Debian's package python3-jieba has it as
/usr/lib/python3/dist-packages/jieba/dict.txt."""
import json
import math
import pathlib
import re
import sys

DICTIONARY = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/lib/python3/dist-packages/jieba/dict.txt")
LEAST = 50        # a word must have been counted so often to be in the vocabulary;
LEAST_LONG = 10   # one of five characters and more, which are rarer, so often; single characters always
PUNCTUATION = ("。，、；：？！“”‘’（）《》〈〉【】「」『』〔〕—…～·￥％"
               "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

counts = {}
with open(DICTIONARY, encoding="utf-8") as file:
    for line in file:
        word, count, *_ = line.split(" ")
        counts[word] = max(int(count), 1)
total = sum(counts.values())


def is_kept(word, count):
    if not re.fullmatch("[\u3400-\u9fff]+", word):
        return False
    return len(word) == 1 or count >= (LEAST if len(word) < 5 else LEAST_LONG)


def score(count):
    return round(math.log(count / total), 4)


kept = sorted(((word, count) for word, count in counts.items() if is_kept(word, count)), key=lambda e: (-e[1], e[0]))
vocabulary = [["[UNK]", 0.0]] + [[word, score(count)] for word, count in kept]
vocabulary += [[mark, score(1)] for mark in PUNCTUATION if mark not in counts]
# words stay within a run of Chinese characters; letters and digits of other scripts stay together; all else stands alone
pattern = r"\p{Han}+|(?:(?!\p{Han})[\p{L}\p{M}\p{N}])+|[^\p{L}\p{M}\p{N}]"
parts = {
    "version": "1.0", "truncation": None, "padding": None,
    "added_tokens": [{"id": 0, "content": "[UNK]", "single_word": False, "lstrip": False, "rstrip": False,
                      "normalized": False, "special": True}],
    "normalizer": None,
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
        {"type": "WhitespaceSplit"},
        {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}]},
    "post_processor": None, "decoder": {"type": "Fuse"}}
lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in vocabulary)
head = json.dumps(parts, ensure_ascii=False)[:-1]
text = f'{head},\n"model": {{"type": "Unigram", "unk_id": 0, "byte_fallback": false, "vocab": [\n{lines}\n]}}}}\n'
json.loads(text)
(pathlib.Path(__file__).parent / "tokenizer.json").write_text(text, encoding="utf-8")
print(len(vocabulary), "pieces of", len(counts), "words;", total, "counted")
