"""Makes the tiny imported model of the engine's tests, and golden.json: what reference.py computes with it.

    make_tiny_imported.py FOLDER opt|gpt2

A random checkpoint in the layout of Hugging Face, imported, quantised with the codes that k-means finds, exported. The seed is
the one of many whose nearest tie is farthest. One case has position labels with gaps of all widths.
"""
import json
import os
import shutil
import sys
import tempfile

import numpy as np
import torch

import import_pretrained
import make_tiny_checkpoint
import make_tiny_model
import reference
from export_pretrained import export
from make_tiny_model import TEXT, rounded
from pretrained_model import draw_labels

CODES, CONTEXT, WINDOW, SEEDS = 16, 48, [12, 0], 120
TEXTS = [("prose", TEXT[:50]), ("speech", TEXT[107:160]), ("empty", "")]  # short enough for the context


def write_model(folder, family, seed):
    """Answers the tokenizer."""
    checkpoint = tempfile.mkdtemp()
    try:
        make_tiny_checkpoint.write(checkpoint, family, seed)
        model, tokenizer = import_pretrained.load(checkpoint, CODES, WINDOW)
    finally:
        shutil.rmtree(checkpoint)
    torch.manual_seed(seed)
    tokens = np.array(tokenizer.encode(TEXT), dtype=np.int64)
    rows = torch.from_numpy(tokens[:len(tokens) // CONTEXT * CONTEXT]).view(-1, CONTEXT).clone()
    rows[:, 0] = tokenizer.start_token
    with torch.no_grad():
        model.train()(rows, True)  # the codebooks begin as k-means finds them
    export(model, tokenizer, tokens, folder, "tiny-" + family, CONTEXT, {"data": "none: random weights for tests"})
    return tokenizer


def spread_case(folder, tokenizer):
    """(tokens, labels, what the reference computes)."""
    tokens = [tokenizer.start_token] + tokenizer.encode(TEXT)[40:40 + CONTEXT - 1]
    model = reference.Reference(folder)
    labels = draw_labels(np.random.default_rng(5), len(tokens), model.config["positions"]).numpy()
    return tokens, labels, model.forward(tokens, labels)


def smallest_margin(folder, tokenizer):
    model, smallest = reference.Reference(folder), 1.0
    outs = [model.forward([tokenizer.start_token] + tokenizer.encode(text)) for _, text in TEXTS]
    for out in outs + [spread_case(folder, tokenizer)[2]]:
        smallest = min([smallest] + [m.min() for m in out["margins"]])
        if out["empty"]:
            return 0.0
    return smallest


def main():
    folder, family = sys.argv[1:3]
    scratch, scored = tempfile.mkdtemp(), []
    try:
        for seed in range(SEEDS):
            scored.append((smallest_margin(scratch, write_model(scratch, family, seed)), seed))
    finally:
        shutil.rmtree(scratch)
    margin, seed = max(scored)
    tokenizer = write_model(folder, family, seed)
    result = make_tiny_model.golden(folder, tokenizer, seed, TEXTS)
    tokens, labels, out = spread_case(folder, tokenizer)
    result["spread"] = {"tokens": tokens, "labels": labels.tolist(), "codes": [c.tolist() for c in out["codes"]],
                        "surprises": rounded(reference.Reference(folder).surprises(tokens, out["y"]))}
    with open(os.path.join(folder, "golden.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, separators=(",", ":"))
        file.write("\n")
    used = [len({int(c) for case in result["cases"] for row in case["codes"][layer] for c in row}) for layer in range(2)]
    print(f"seed {seed}, smallest margin {margin:.2e}, codes used in each layer {used}")


if __name__ == "__main__":
    main()
