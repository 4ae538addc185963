"""Measures a model folder: bits per byte, flips after one-token edits, heads.

    evaluate.py CONFIG.json FOLDER            the exported, quantised model: bits per byte and flips, always together
    evaluate.py CONFIG.json FOLDER --heads    its heads on their test splits (sentiment: accuracy on IMDB)
    evaluate.py CONFIG.json --phase twin      bits per byte of a checkpoint in its float form (dense, twin, quantised)

Bits per byte: the validation text in runs of one context; the first token of a run is replaced by the start token, every
token is predicted once, document separators included in the bits but not in the bytes.
Flips: one token replaced, inserted or deleted at a random place; share of the later rows whose codes change, layer by layer.
"""
import json
import os
import sys

import numpy as np
import torch

import data
import heads
import train
from exported import Exported
from tokenizer_training import Tokenizer


def runs(tokens, length, batch):
    """Yields (inputs, targets) int64 [B, length]; the tail that does not fill a run is left out."""
    count = (len(tokens) - 1) // length
    for i in range(0, count, batch):
        picked = range(i, min(i + batch, count))
        inputs = np.stack([tokens[k * length:(k + 1) * length] for k in picked]).astype(np.int64)
        targets = np.stack([tokens[k * length + 1:(k + 1) * length + 1] for k in picked]).astype(np.int64)
        inputs[:, 0] = 0
        yield torch.from_numpy(inputs), torch.from_numpy(targets)


def bits_per_byte(config, nats_of, tokens, length):
    """nats_of(inputs, targets) -> total nats. Bytes of the predicted tokens are those of the text they stand for."""
    tokenizer = Tokenizer.load(data.work_path(config, "tokenizer.json"))
    size = np.array([len(tokenizer.token_bytes(i)) for i in range(len(tokenizer.strings))])
    nats = length_bytes = count = 0
    for inputs, targets in runs(tokens, length, 4):
        nats += nats_of(inputs, targets)
        length_bytes += int(size[targets.numpy()].sum())
        count += targets.numel()
    return {"bits_per_byte": round(nats / np.log(2) / length_bytes, 4), "nats_per_token": round(nats / count, 4), "tokens": count}


def edit(tokens, kind, where, token):
    """One edit of a token list: (old list, new list, rows of the old behind the edit, rows of the new), aligned."""
    n = len(tokens)
    if kind == "replace":
        new = tokens[:where] + [token] + tokens[where + 1:]
        return new, np.arange(where + 1, n), np.arange(where + 1, n)
    if kind == "insert":
        new = tokens[:where] + [token] + tokens[where:]
        return new, np.arange(where, n), np.arange(where + 1, n + 1)
    new = tokens[:where] + tokens[where + 1:]
    return new, np.arange(where + 1, n), np.arange(where, n - 1)


def flips(model, tokens, trials, length, seed=0):
    """Mean share of later rows with a changed code per layer, the same within one window behind the edit, rows changed
    per edit in each layer, and the share of closed segments behind the edit whose summary changed."""
    generator = np.random.default_rng(seed)
    layers, window, found = model.config["layers"], model.block, {}
    for kind in ("replace", "insert", "delete"):
        later, near, changed, summaries = [], [], [], []
        for _ in range(trials):
            start = int(generator.integers(0, len(tokens) - length))
            old = [0] + tokens[start + 1:start + length].tolist()
            where = int(generator.integers(1, length - 1))
            new, a, b = edit(old, kind, where, int(tokens[generator.integers(len(tokens))]))
            out = model.forward(model.batch([old, new]))
            differ = np.stack([(c[0][a] != c[1][b]).any(-1).numpy() for c in out["codes"]])  # [L, later rows]
            later.append(differ.mean(1))
            near.append(differ[:, :window].mean(1))
            changed.append(differ.sum(1))
            if "segment_codes" in out:
                ids, codes = out["segment_ids"], out["segment_codes"]
                # Pairs of segments of later rows, compared where both texts have the row in a segment that is closed.
                closed = (ids[0][a] < ids[0][len(old) - 1]) & (ids[1][b] < ids[1][len(new) - 1])
                differ = (codes[0][ids[0][a]] != codes[1][ids[1][b]]).any(-1)[closed]
                summaries.append(float(differ.float().mean()) if len(differ) else 0.0)
        found[kind] = {"later_rows": np.round(np.mean(later, 0), 4).tolist(), "within_window": np.round(np.mean(near, 0), 3).tolist(),
                       "rows_per_edit": np.round(np.mean(changed, 0), 1).tolist(),
                       "median_rows_per_edit": np.median(changed, 0).tolist()}
        if summaries:
            found[kind]["rows_in_changed_segments"] = round(float(np.mean(summaries)), 4)
    assert len(found) == 3 and layers == len(found["replace"]["later_rows"])
    return found


def code_usage(model, tokens, length):
    """Codes in use and perplexity of their use, per layer and head, over a few runs."""
    counts = torch.zeros(model.config["layers"], model.config["heads"], model.config["codes"])
    for i, (inputs, _) in enumerate(runs(tokens, length, 4)):
        if i == 8:
            break
        for layer, codes in enumerate(model.forward(inputs)["codes"]):
            for head in range(counts.shape[1]):
                counts[layer, head] += torch.bincount(codes[..., head].flatten(), minlength=counts.shape[2])
    share = counts / counts.sum(-1, keepdim=True)
    perplexity = torch.exp(-(share * share.clamp_min(1e-12).log()).sum(-1))
    return {"used": (counts > 0).sum(-1).tolist(), "perplexity": [[round(v, 1) for v in row] for row in perplexity.tolist()]}


def main():
    config = data.load_config(sys.argv[1])
    tokens, length = data.load_tokens(config, "valid"), config["model"]["context"]
    device, _ = train.device_and_dtype(config)
    if sys.argv[2] == "--phase":
        phase = sys.argv[3]
        model, _, state = train.load(config, phase, device, torch.float32)
        quantised = config["phases"][phase]["quantised"]

        @torch.no_grad()
        def nats_of(inputs, targets):
            y, _ = model(inputs.to(device), quantised)
            return float(model.loss(y, targets.to(device))) * targets.numel()
        found = {phase: dict(bits_per_byte(config, nats_of, tokens, length), step=state["step"],
                             tokens_seen=state["tokens_seen"], cpu_minutes=round(state["cpu_minutes"], 1))}
    elif sys.argv[-1] == "--heads":
        folder = sys.argv[2]
        trunk, tokenizer = Exported(folder), Tokenizer.load(os.path.join(folder, "tokenizer.json"))
        for file in sorted(os.listdir(os.path.join(folder, "heads"))):
            heads.measure(config, folder, file[:-len(".safetensors")], trunk, tokenizer)
        return
    else:
        model = Exported(sys.argv[2])
        trials = int(sys.argv[3]) if len(sys.argv) > 3 else 40
        found = {"exported": bits_per_byte(config, lambda x, t: float(model.losses(model.forward(x)["y"], t).sum()), tokens, length)}
        found["exported"]["flips"] = flips(model, tokens, trials, length - model.block)
        found["exported"]["codes"] = code_usage(model, tokens, length)
    print(json.dumps(found, indent=1))
    data.note_scores(config, found)


if __name__ == "__main__":
    main()
