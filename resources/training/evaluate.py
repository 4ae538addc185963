"""Measures a model folder: bits per byte, flips after one-token edits, heads.

    evaluate.py CONFIG.json FOLDER            the exported, quantised model: bits per byte and flips, always together;
                                              `--trials N`: edits of each kind (40), `--as NAME`: key in WORK/scores.json
    evaluate.py CONFIG.json FOLDER --heads    its heads on their test splits (--documents N: not all)
    evaluate.py CONFIG.json --phase twin      bits per byte of a checkpoint in its float form (dense, twin, quantised), and
                                              flips if it is quantised; `--tokens N`: not all of the validation text
    evaluate.py CONFIG.json --phase twin --heads      the head trained with it on its test split (--documents N)

Bits per byte: the validation text in runs of one context; the first token of a run is replaced by the start token, every
token is predicted once, document separators included in the bits but not in the bytes.
Flips: one token replaced, inserted or deleted at a random place; share of the later rows whose codes change, layer by layer.
"""
import argparse
import json
import os

import numpy as np
import torch

import data
import heads
import train
from exported import Exported
from tokenizer_training import Tokenizer


LABEL_STEP = 4  # labels a token, for models with `positions: gapped_labels`


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
    """One edit of a token list: (new list, rows of the old behind the edit, rows of the new, labels of the new rows): the
    rows are aligned, and what is behind the edit keeps its labels."""
    n, labels = len(tokens), [LABEL_STEP * (i + 1) for i in range(len(tokens))]
    if kind == "replace":
        new = tokens[:where] + [token] + tokens[where + 1:]
        return new, np.arange(where + 1, n), np.arange(where + 1, n), labels
    if kind == "insert":
        new = tokens[:where] + [token] + tokens[where:]
        return (new, np.arange(where, n), np.arange(where + 1, n + 1),
                labels[:where] + [labels[where] - LABEL_STEP // 2] + labels[where:])
    new = tokens[:where] + tokens[where + 1:]
    return new, np.arange(where + 1, n), np.arange(where, n - 1), labels[:where] + labels[where + 1:]


def padded_labels(rows, n):
    """Labels of several texts as one array [B, n], going on regularly behind each."""
    return np.stack([np.concatenate([row, row[-1] + LABEL_STEP * np.arange(1, n - len(row) + 1)]) for row in rows])


def flips(model, tokens, trials, length, seed=0):
    """Mean share of later rows with a changed code per layer, the same within one window behind the edit, rows changed
    per edit in each layer, and the share of closed segments behind the edit whose summary changed."""
    generator = np.random.default_rng(seed)
    layers, window, found = model.config["layers"], min(model.block, 64), {}
    for kind in ("replace", "insert", "delete"):
        later, near, changed, summaries = [], [], [], []
        for _ in range(trials):
            start = int(generator.integers(0, len(tokens) - length))
            old = [0] + tokens[start + 1:start + length].tolist()
            where = int(generator.integers(1, length - 1))
            new, a, b, labels = edit(old, kind, where, int(tokens[generator.integers(len(tokens))]))
            batch = model.batch([old, new])
            if model.labelled:
                places = padded_labels([LABEL_STEP * np.arange(1, len(old) + 1), np.array(labels)], batch.shape[1])
                out = model.forward(batch, torch.from_numpy(places))
            else:
                out = model.forward(batch)
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


class FloatTrunk:
    """A checkpoint's rows, as heads.py takes them from an exported trunk."""

    def __init__(self, config, phase, device):
        self.model, self.tokenizer, self.state = train.load(config, phase, device, torch.float32)
        self.config, self.device = data.for_phase(config, phase)["model"], device
        self.block, self.labelled = max(self.config["window"]), self.config.get("positions") == "gapped_labels"
        self.quantised = config["phases"][phase]["quantised"]

    @torch.no_grad()
    def forward(self, tokens, labels=None):
        y, aux = self.model(tokens, self.quantised, labels=labels)
        return {"y": y, "codes": aux["codes"]}

    def batch(self, rows):
        n = -(-max(map(len, rows)) // self.block) * self.block
        return torch.from_numpy(np.stack([np.pad(row, (0, n - len(row))) for row in rows]).astype(np.int64)).to(self.device)


def phase_head(config, phase, device, limit):
    """Scores of the head in a checkpoint, on at most `limit` documents of its test split."""
    trunk = FloatTrunk(config, phase, device)
    name = config["phases"][phase]["labelled"]["head"]
    settings = config["heads"][name]
    head = heads.Head(trunk.config["width"], settings["width"], len(settings["labels"])).to(device)
    head.load_state_dict(trunk.state["head"])
    rows, offsets, classes = heads.split(config, trunk, trunk.tokenizer, settings, "test", limit)
    z = heads.predict(head, rows, offsets, np.arange(len(classes)), device)
    return {name: heads.scores(z, torch.from_numpy(classes).to(device))}


def phase_scores(config, phase, device, limit, trials):
    """Bits per byte of a checkpoint in float on the first `limit` tokens; with quantisers and flips if the phase has them."""
    trunk, tokens = FloatTrunk(config, phase, device), data.load_tokens(config, "valid")[:limit]

    def nats_of(inputs, targets):
        return float(trunk.model.loss(trunk.forward(inputs.to(device))["y"], targets.to(device))) * targets.numel()
    found = bits_per_byte(config, nats_of, tokens, trunk.config["context"])
    if trunk.quantised:
        found["flips"] = flips(trunk, tokens, trials, trunk.config["context"] - 64)
    return dict(found, step=trunk.state["step"], tokens_seen=trunk.state["tokens_seen"],
                cpu_minutes=round(trunk.state["cpu_minutes"], 1))


def folder_scores(config, folder, trials):
    model, tokens, length = Exported(folder), data.load_tokens(config, "valid"), config["model"]["context"]
    found = bits_per_byte(config, lambda x, t: float(model.losses(model.forward(x)["y"], t).sum()), tokens, length)
    return dict(found, flips=flips(model, tokens, trials, length - model.block), codes=code_usage(model, tokens, length))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("config")
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--phase")
    parser.add_argument("--heads", action="store_true")
    parser.add_argument("--documents", type=int, help="at most so many of a head's test split, drawn at random")
    parser.add_argument("--tokens", type=int, help="of the validation text, for --phase (all)")
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--as", dest="key", default="exported")
    arguments = parser.parse_args()
    config, folder, phase = data.load_config(arguments.config), arguments.folder, arguments.phase
    device, _ = train.device_and_dtype(config)
    if (folder is None) == (phase is None):
        parser.error("name a FOLDER or a --phase")
    if phase:
        of = phase_head(config, phase, device, arguments.documents) if arguments.heads else phase_scores(
            config, phase, device, arguments.tokens, arguments.trials)
        found = {phase: of}
    elif arguments.heads:
        trunk, tokenizer = Exported(folder), Tokenizer.load(os.path.join(folder, "tokenizer.json"))
        for file in sorted(os.listdir(os.path.join(folder, "heads"))):
            heads.measure(config, folder, file[:-len(".safetensors")], trunk, tokenizer, arguments.documents)
        return
    else:
        found = {arguments.key: folder_scores(config, folder, arguments.trials)}
    print(json.dumps(found, indent=1))
    data.note_scores(config, found)


if __name__ == "__main__":
    main()
