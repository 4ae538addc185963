"""Byte-level BPE: training from counted pre-tokens, encoding, and the Hugging Face tokenizer.json layout.

Vocabulary order: id 0 is <|endoftext|> (start token and document separator), ids 1..256 are the bytes in the order of
the GPT-2 byte alphabet, then one id a merge. Nothing but the standard library and `regex` is needed.

    tokenizer_training.py CONFIG.json
"""
import collections
import heapq
import json
import sys

import regex

START_TEXT = "<|endoftext|>"
PRE_TOKEN = regex.compile(
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")


def byte_alphabet():
    """Maps every byte to the printable character that stands for it in tokenizer.json (the GPT-2 table)."""
    printable = list(range(0x21, 0x7F)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100))
    table = {byte: chr(byte) for byte in printable}
    spare = 0x100
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(spare)
            spare += 1
    return table


BYTE_TO_CHAR = byte_alphabet()
CHAR_TO_BYTE = {char: byte for byte, char in BYTE_TO_CHAR.items()}
# Printable bytes first, then the others: the order in which GPT-2's own vocabulary lists them.
BASE_CHARS = sorted(BYTE_TO_CHAR.values(), key=ord)


def count_pre_tokens(texts):
    """Counts pre-tokens, written in the byte alphabet, over an iterable of documents."""
    counts = collections.Counter()
    for text in texts:
        counts.update(PRE_TOKEN.findall(text))
    return {"".join(BYTE_TO_CHAR[b] for b in word.encode("utf-8")): n for word, n in counts.items()}


def train_merges(counts, merge_count):
    """Learns `merge_count` merges (or fewer, when no pair occurs twice) from pre-token counts; returns pairs of strings.

    Every merge takes the most frequent pair, ties going to the lexicographically smaller one, so that the result does
    not depend on hash order. Pair counts are kept incrementally: only words that hold the merged pair are touched.
    """
    words = [list(word) for word in counts]
    numbers = list(counts.values())
    pair_count = collections.Counter()
    pair_words = collections.defaultdict(set)
    for index, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pair_count[pair] += numbers[index]
            pair_words[pair].add(index)
    heap = [(-count, pair) for pair, count in pair_count.items()]
    heapq.heapify(heap)
    merges = []
    while len(merges) < merge_count and heap:
        negative, pair = heapq.heappop(heap)
        if pair_count[pair] != -negative:  # an entry from before the count changed
            continue
        if -negative < 2:
            break
        merges.append(pair)
        changed = set()
        for index in pair_words.pop(pair):
            word, number = words[index], numbers[index]
            for old in zip(word, word[1:]):
                pair_count[old] -= number
                changed.add(old)
            merged = merge_once(word, pair)
            words[index] = merged
            for new in zip(merged, merged[1:]):
                pair_count[new] += number
                pair_words[new].add(index)
                changed.add(new)
        for other in changed:
            if pair_count[other] > 0:
                heapq.heappush(heap, (-pair_count[other], other))
    return merges


def merge_once(word, pair):
    """Replaces every occurrence of `pair` in a list of symbols, left to right."""
    out, i = [], 0
    while i < len(word):
        if i + 1 < len(word) and word[i] == pair[0] and word[i + 1] == pair[1]:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


class Tokenizer:
    """Encodes and decodes text with a vocabulary (token string -> id) and ranked merges."""

    def __init__(self, vocabulary, merges, start_text=START_TEXT):
        self.vocabulary = vocabulary
        self.rank = {pair: i for i, pair in enumerate(merges)}
        self.merges = merges
        self.strings = [None] * len(vocabulary)
        for token, index in vocabulary.items():
            self.strings[index] = token
        self.start_token = vocabulary[start_text]
        self.cache = {}

    @classmethod
    def from_merges(cls, merges):
        tokens = [START_TEXT] + BASE_CHARS + [a + b for a, b in merges]
        return cls({token: i for i, token in enumerate(tokens)}, merges)

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            model = json.load(file)["model"]
        merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]]
        return cls(model["vocab"], merges)

    def special_entry(self, index):
        return {"id": index, "content": self.strings[index], "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False, "special": True}

    def special_entries(self):
        """What stands in tokenizer.json as added_tokens."""
        return [self.special_entry(self.start_token)]

    def save(self, path):
        byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        layout = {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": self.special_entries(), "normalizer": None,
            "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                      "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False,
                      "vocab": self.vocabulary, "merges": [" ".join(pair) for pair in self.merges]}}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(layout, file, ensure_ascii=False, indent=1)
            file.write("\n")

    def encode_pre_token(self, word):
        """Ids of one pre-token: always the merge of lowest rank first."""
        symbols = [BYTE_TO_CHAR[b] for b in word.encode("utf-8")]
        while len(symbols) > 1:
            pair = min(zip(symbols, symbols[1:]), key=lambda p: self.rank.get(p, len(self.rank)))
            if pair not in self.rank:
                break
            symbols = merge_once(symbols, pair)
        return [self.vocabulary[s] for s in symbols]

    def encode(self, text):
        ids, cache = [], self.cache
        for word in PRE_TOKEN.findall(text):
            known = cache.get(word)
            if known is None:
                known = cache[word] = self.encode_pre_token(word)
            ids.extend(known)
        return ids

    def token_bytes(self, index):
        """Bytes that a token stands for; the start token stands for none."""
        if index == self.start_token:
            return b""
        return bytes(CHAR_TO_BYTE[c] for c in self.strings[index])

    def decode(self, ids):
        return b"".join(self.token_bytes(i) for i in ids).decode("utf-8", errors="replace")

    def segment_end_tokens(self, closed_by="sentences"):
        """Ids after which a segment closes: line breaks, the start token and, unless `closed_by` is "paragraphs", sentence
        ends (closing quotes allowed)."""
        ends = [self.start_token]
        for index in range(len(self.strings)):
            if index == self.start_token:
                continue
            text = self.token_bytes(index).decode("utf-8", errors="replace")
            if "\n" in text or closed_by == "sentences" and text.rstrip("\"')]}\u2019\u201d").endswith((".", "!", "?")):
                ends.append(index)
        return sorted(ends)


def train(texts, vocabulary_size):
    return Tokenizer.from_merges(train_merges(count_pre_tokens(texts), vocabulary_size - 1 - len(BASE_CHARS)))


def main():
    import data
    config = data.load_config(sys.argv[1])
    sample, size = [], 0
    for _, text in data.documents(config, config["data"]["train"]):
        sample.append(text)
        size += len(text)
        if size >= config["tokenizer"]["sample_bytes"]:
            break
    tokenizer = train(sample, config["model"]["vocabulary"])
    tokenizer.save(data.work_path(config, "tokenizer.json"))
    print(f"tokenizer: {len(tokenizer.strings)} tokens from {size} characters, "
          f"{len(tokenizer.segment_end_tokens())} segment ends")


if __name__ == "__main__":
    main()
