"""Corpus reading, tokenised files, and batches.

A training file is a flat array of uint16 token ids: every document is preceded by the start token (id 0), which is also
what the model sees at row 0 of every context.

    data.py CONFIG.json        tokenise the training and validation text of the config into its work folder
"""
import concurrent.futures
import functools
import json
import lzma
import os
import sys

import numpy as np

DOCUMENT_END = "\x1e"


def read_config(path):
    """A config file; one with a `base` (a file beside it) replaces whole entries of that one, what it does not name stays."""
    with open(path, encoding="utf-8") as file:
        config = json.load(file)
    if "base" in config:
        config = {**read_config(os.path.join(os.path.dirname(path), config.pop("base"))), **config}
    return config


def load_config(path):
    """The config of every step; paths in it are relative to the current folder. `corpus`, `labelled` and `work` may be
    overridden by the environment variables DELTAPAD_CORPUS, DELTAPAD_LABELLED and DELTAPAD_WORK."""
    config = read_config(path)
    for key in ("corpus", "labelled", "work"):
        config["paths"][key] = os.environ.get("DELTAPAD_" + key.upper(), config["paths"][key])
    os.makedirs(config["paths"]["work"], exist_ok=True)
    return config


def for_phase(config, phase):
    """The config with the phase's own `model` entries in place of the common ones: codes, windows and the like."""
    return {**config, "model": {**config["model"], **config["phases"].get(phase, {}).get("model", {})}}


def work_path(config, name):
    return os.path.join(config["paths"]["work"], name)


def documents(config, parts):
    """Yields (source, text) of the named corpus parts, e.g. {"name": "train-00"}; a part with "sources" keeps only those."""
    for part in parts:
        base = os.path.join(config["paths"]["corpus"], part["name"])
        wanted = set(part["sources"]) if "sources" in part else None
        with lzma.open(base + ".index.tsv.xz", "rt", encoding="utf-8") as file:
            sources = [line.split("\t")[0] for line in file]
        with lzma.open(base + ".txt.xz", "rt", encoding="utf-8", newline="\n") as file:
            lines, index = [], 0
            for line in file:
                if line.rstrip("\n") == DOCUMENT_END:
                    if wanted is None or sources[index] in wanted:
                        yield sources[index], "".join(lines).rstrip("\n")
                    lines, index = [], index + 1
                else:
                    lines.append(line)


def labelled(config, name):
    """Rows (label, text) of a labelled set such as "imdb.train"; escapes in the text are undone."""
    path = os.path.join(config["paths"]["labelled"], name + ".tsv.xz")
    rows = []
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            label, text = line.rstrip("\n").split("\t", 1)
            text = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
            rows.append((label, text))
    return rows


def tokenise_part(config, part, limit):
    """Token ids of the documents of one part, up to the first that reaches `limit` tokens, as one array, and for every
    document (source, tokens, bytes)."""
    from tokenizer_training import Tokenizer
    tokenizer = Tokenizer.load(work_path(config, "tokenizer.json"))
    chunks, facts, total = [], [], 0
    for source, text in documents(config, [part]):
        ids = [tokenizer.start_token] + tokenizer.encode(text)
        chunks.append(np.array(ids, dtype=np.uint16))
        facts.append((source, len(ids), len(text.encode("utf-8"))))
        total += len(ids)
        if total >= limit:
            break
    return np.concatenate(chunks), facts


def tokenise(config, parts, name, limit):
    """Writes NAME.bin (uint16 ids) and NAME.json (documents, tokens and UTF-8 bytes, also by source); parts are read by a
    process each."""
    with concurrent.futures.ProcessPoolExecutor(min(len(parts), os.cpu_count())) as pool:
        found = list(pool.map(functools.partial(tokenise_part, config, limit=limit), parts))
    tokens, sources = 0, {}
    for source, count, size in (fact for _, facts in found for fact in facts):
        entry = sources.setdefault(source, {"documents": 0, "tokens": 0, "bytes": 0})
        entry["documents"] += 1
        entry["tokens"] += count
        entry["bytes"] += size
        tokens += count
        if tokens >= limit:
            break
    np.concatenate([ids for ids, _ in found])[:tokens].tofile(work_path(config, name + ".bin"))
    totals = {key: sum(entry[key] for entry in sources.values()) for key in ("documents", "tokens", "bytes")}
    with open(work_path(config, name + ".json"), "w", encoding="utf-8") as file:
        json.dump({"total": totals, "sources": sources}, file, indent=1)
    print(name, totals)


def load_tokens(config, name):
    return np.fromfile(work_path(config, name + ".bin"), dtype=np.uint16)


def training_batch(tokens, generator, rows, length, start_token):
    """Random runs as (inputs, targets), both int64 [rows, length]; the first input of a run is the start token."""
    starts = generator.integers(0, len(tokens) - length - 1, size=rows)
    inputs = np.stack([tokens[s:s + length] for s in starts]).astype(np.int64)
    targets = np.stack([tokens[s + 1:s + length + 1] for s in starts]).astype(np.int64)
    inputs[:, 0] = start_token
    return inputs, targets


def labelled_rows(config, tokenizer, name, mapping, limit, count=None):
    """Token ids [list of uint16 arrays, start token first] and class indices of a labelled set; rows that `mapping`
    (label text -> class index) leaves out are dropped. Documents keep their first `limit` tokens; `count`: at most so many
    of them, drawn at random, always the same ones."""
    rows = [(mapping[label], text) for label, text in labelled(config, name) if label in mapping]
    if count and count < len(rows):
        rows = [rows[k] for k in np.random.default_rng(0).permutation(len(rows))[:count]]
    ids = [np.array(([tokenizer.start_token] + tokenizer.encode(text))[:limit], dtype=np.uint16) for _, text in rows]
    return ids, np.array([label for label, _ in rows], dtype=np.int64)


def labelled_batch(rows, classes, generator, count, length, start_token):
    """Random labelled spans: (tokens int64 [count, length + 1] padded with the start token, classes [count], real lengths
    [count]). A document longer than `length` gives a random run of it, behind a start token as always."""
    picked = generator.integers(0, len(rows), size=count)
    batch = np.full((count, length + 1), start_token, dtype=np.int64)
    lengths = np.zeros(count, dtype=np.int64)
    for i, index in enumerate(picked):
        row = rows[index]
        start = int(generator.integers(0, max(1, len(row) - length + 1)))
        span = row[start:start + length]
        batch[i, :len(span)], lengths[i] = span, len(span)
    batch[:, 0] = start_token
    return batch, classes[picked], lengths


def note_scores(config, found):
    """Adds measured figures to WORK/scores.json, from which the model card is written."""
    path = work_path(config, "scores.json")
    known = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            known = json.load(file)
    for key, value in found.items():
        known[key] = {**known.get(key, {}), **value}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(known, file, indent=1)


def main():
    config = load_config(sys.argv[1])
    tokenise(config, config["data"]["valid"], "valid", 10**12)
    tokenise(config, config["data"]["train"], "train", config["data"]["train_tokens"])


if __name__ == "__main__":
    main()
