"""GPT-2's byte-level tokenizer files (vocab.json and merges.txt, or tokenizer.json) as the tokenizer.json that the engine
reads: every id of the vocabulary present, what no merge makes marked as special, nothing but BPE on bytes."""
import json
import os

from pretrained import CheckpointError, read_json
from tokenizer_training import CHAR_TO_BYTE, Tokenizer


class PretrainedTokenizer(Tokenizer):
    """As Tokenizer, with a start token of any name and more tokens that stand for no text."""

    def __init__(self, vocabulary, merges, start_token, specials):
        """specials: ids; the start token is one."""
        start_text = next(token for token, index in vocabulary.items() if index == start_token)
        super().__init__(vocabulary, merges, start_text)
        self.specials = set(specials) | {start_token}

    @classmethod
    def load_exported(cls, path, start_token):
        layout = read_json(path)
        return cls(layout["model"]["vocab"], [tuple(pair.split(" ")) for pair in layout["model"]["merges"]], start_token,
                   {entry["id"] for entry in layout["added_tokens"]})

    def special_entries(self):
        return [self.special_entry(index) for index in sorted(self.specials)]

    def token_bytes(self, index):
        return b"" if index in self.specials else super().token_bytes(index)


def read_merges(path):
    """merges.txt: a line a merge, after a line of comment."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckpointError(f"{path}: {getattr(error, 'strerror', None) or 'expected UTF-8'}") from None
    merges = []
    for number, line in enumerate(lines, 1):
        if not line or (number == 1 and line.startswith("#")):
            continue
        pair = tuple(line.split(" "))
        if len(pair) != 2 or not all(pair):
            raise CheckpointError(f"{path}: line {number}: expected two tokens")
        merges.append(pair)
    return merges


def read_parts(folder):
    """(path for messages, {token: id}, merges, {token: id} of the added tokens)."""
    path = os.path.join(folder, "tokenizer.json")
    if not os.path.exists(path):
        path = os.path.join(folder, "vocab.json")
        added = os.path.join(folder, "added_tokens.json")
        return (path, read_json(path), read_merges(os.path.join(folder, "merges.txt")),
                read_json(added) if os.path.exists(added) else {})
    layout = read_json(path)
    try:
        model, before = layout["model"], layout.get("pre_tokenizer") or {}
        added = {entry["content"]: entry["id"] for entry in layout.get("added_tokens") or []}
        merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]]
        vocabulary = model["vocab"]
        if model.get("type") not in (None, "BPE") or before.get("type") != "ByteLevel" or before.get("add_prefix_space") \
                or layout.get("normalizer"):
            raise CheckpointError(f"{path}: expected byte-level BPE as GPT-2's, without prefix space and normaliser")
    except (KeyError, TypeError, AttributeError):
        raise CheckpointError(f"{path}: expected the layout of a BPE tokenizer") from None
    return path, vocabulary, merges, added


def read(folder, vocabulary_size, start_token):
    """The folder's tokenizer for a model of so many tokens. Ids of the model that no token has (tables are often padded)
    become special tokens."""
    path, vocabulary, merges, added = read_parts(folder)
    if not isinstance(vocabulary, dict) or not all(isinstance(i, int) for i in [*vocabulary.values(), *added.values()]):
        raise CheckpointError(f"{path}: expected an object of ids")
    vocabulary = {**vocabulary, **added}
    ids = sorted(vocabulary.values())
    if len(set(ids)) != len(ids) or not ids or ids[0] < 0 or ids[-1] >= vocabulary_size:
        raise CheckpointError(f"{path}: expected ids in 0..{vocabulary_size - 1}, each once")
    for char in CHAR_TO_BYTE:
        if char not in vocabulary:
            raise CheckpointError(f"{path}: expected a token for the single byte {CHAR_TO_BYTE[char]}")
    made = set(CHAR_TO_BYTE)
    for number, pair in enumerate(merges):
        for token in (*pair, "".join(pair)):
            if token not in vocabulary:
                raise CheckpointError(f"{path}: merge {number}: expected {json.dumps(token)} among the tokens")
        made.add("".join(pair))
    for index in set(range(vocabulary_size)) - set(ids):
        name = f"<unused_{index}>"
        if name in vocabulary:
            raise CheckpointError(f"{path}: expected no token of the name {name}")
        vocabulary[name] = index
    # A declared token may be one that merges make as well; then text makes it, so it has to be an ordinary one.
    specials = {index for token, index in vocabulary.items() if token not in made}
    if start_token not in specials:
        raise CheckpointError(f"{path}: expected the start token {start_token} to be one that no text makes")
    return PretrainedTokenizer(vocabulary, merges, start_token, specials)
