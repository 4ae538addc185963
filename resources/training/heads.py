"""Document heads on the final rows of the exported trunk (FORMAT.md, heads/NAME.safetensors).

    heads.py CONFIG.json FOLDER NAME            trains FOLDER/heads/NAME.safetensors and measures it on the test split
    heads.py CONFIG.json --phase PHASE NAME     the same on a checkpoint's float rows (the dense twin, say); writes no head. Heads
                                                with `"shipped": false` are trained only so

The trunk is frozen and runs in its exported, quantised form, once over every document; its rows are kept in memory as
float16. The head sees whole documents and random runs of them, since people look at half-written texts too. With one config
both calls take the same documents in the same order, the same steps and the same first weights, or go on from the head that
was trained with the trunk. A head's settings `limit` and `test_limit`: documents drawn from each split; `length`: tokens of a
training document.
"""
import argparse
import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import data
import tensor_file


class Head(nn.Module):
    """relu features of every row, their mean over a span, a linear map to classes."""

    def __init__(self, width, features, classes):
        super().__init__()
        self.hidden = nn.Linear(width, features)
        self.out = nn.Linear(features, classes)

    def forward(self, y, inside):
        """y [B, n, d], inside [B, n] bool -> logits [B, C]."""
        share = inside.to(y.dtype) / inside.sum(1, keepdim=True)
        return self.out((functional.relu(self.hidden(y)) * share[..., None]).sum(1))

    def spans(self, y, lengths, drop=0.0):
        """y [rows, d] of several spans one after another, lengths [B] -> logits [B, C]; drop: share of features left out."""
        owner = torch.repeat_interleave(torch.arange(len(lengths), device=y.device), lengths)
        total = torch.zeros(len(lengths), self.hidden.out_features, device=y.device)
        mean = total.index_add(0, owner, functional.relu(self.hidden(y))) / lengths[:, None]
        return self.out(functional.dropout(mean, drop, self.training))


def trunk_rows(trunk, documents, log=None):
    """Token arrays -> (rows float16 [sum n, d], offsets [documents + 1]). Documents of like length run together."""
    lengths = np.array([len(d) for d in documents])
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    rows = np.empty((offsets[-1], trunk.config["width"]), dtype=np.float16)
    order, i, began, done = np.argsort(lengths, kind="stable"), 0, time.time(), 0
    while i < len(order):
        j = i + 1
        while j < len(order) and (j + 1 - i) * (lengths[order[j]] + trunk.block) <= 8192:
            j += 1
        picked = order[i:j]
        y = trunk.forward(trunk.batch([documents[k] for k in picked]))["y"].cpu().numpy()
        for row, k in zip(y, picked):
            rows[offsets[k]:offsets[k + 1]] = row[:lengths[k]]
        i, done = j, done + lengths[picked].sum()
    if log:
        print(f"{log}: {len(documents)} documents, {offsets[-1]} rows in {time.time() - began:.0f} s", flush=True)
    return rows, offsets


def gather(rows, offsets, picked, device, generator=None):
    """Rows of the picked documents (random runs of half of them if a generator is given) and their lengths."""
    parts = []
    for k in picked:
        start, stop = offsets[k], offsets[k + 1]
        if generator is not None and stop - start > 32 and generator.random() < 0.5:
            length = int(generator.integers(16, stop - start))
            start = int(generator.integers(start, stop - length + 1))
            stop = start + length
        parts.append(rows[start:stop])
    y = torch.from_numpy(np.concatenate(parts)).to(device).float()
    return y, torch.tensor([len(p) for p in parts], device=device)


@torch.no_grad()
def predict(head, rows, offsets, picked, device):
    """Logits [documents, C] over whole documents."""
    head.eval()
    out = [head.spans(*gather(rows, offsets, picked[i:i + 64], device)) for i in range(0, len(picked), 64)]
    head.train()
    return torch.cat(out)


def fit(settings, rows, offsets, classes, generator, device, start=None):
    """Trains on nine tenths, keeps the epoch that is best on the other tenth, folds a temperature in. `start`: a head to
    go on from (the one trained with the trunk); its score is epoch 0, so it stays if nothing better comes."""
    count = len(classes)
    order = generator.permutation(count)
    held, used = order[:count // 10], order[count // 10:]
    goal = torch.from_numpy(classes).to(device)
    head = start or Head(rows.shape[1], settings["width"], len(settings["labels"])).to(device)
    weights = torch.bincount(goal, minlength=len(settings["labels"])).float()
    weights = (weights.mean() / weights)**settings.get("balance", 0.0)
    epochs, size = settings.get("epochs", 8), settings.get("batch", 64)
    optimiser = torch.optim.AdamW(head.parameters(), lr=settings.get("rate", 3e-3), weight_decay=settings.get("decay", 0.02))
    steps, step, best = epochs * -(-len(used) // size), 0, (1e9, None)
    for epoch in range(-1 if start else 0, epochs):
        mixed = generator.permutation(used) if epoch >= 0 else []
        for i in range(0, len(mixed), size):
            for group in optimiser.param_groups:
                group["lr"] = settings.get("rate", 3e-3) * min(1, (step + 1) / 50) * (1 - step / steps)
            picked = mixed[i:i + size]
            y, lengths = gather(rows, offsets, picked, device, generator)
            loss = functional.cross_entropy(head.spans(y, lengths, settings.get("drop", 0.2)), goal[picked], weight=weights)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
        z = predict(head, rows, offsets, held, device)
        wrong, right = float(functional.cross_entropy(z, goal[held])), float((z.argmax(-1) == goal[held]).float().mean())
        print(f"epoch {epoch + 1}: held-out loss {wrong:.4f}, accuracy {right:.4f}", flush=True)
        if wrong < best[0]:
            best = (wrong, {k: v.clone() for k, v in head.state_dict().items()})
    head.load_state_dict(best[1])
    z = predict(head, rows, offsets, held, device)
    grid = torch.exp(torch.linspace(-1.5, 1.5, 121))
    scores = torch.stack([functional.cross_entropy(z * g, goal[held]) for g in grid])
    factor = float(grid[scores.argmin()])
    with torch.no_grad():
        head.out.weight.mul_(factor)
        head.out.bias.mul_(factor)
    print(f"temperature {1 / factor:.2f}, held-out loss {float(scores.min()):.4f}")
    return head


def scores(z, goal):
    """Accuracy, mean F1 over classes, loss, expected calibration error in ten bins, and which documents are right (bits from the
    first document on, as hexadecimal digits), so that two heads can be compared document by document."""
    p, picked = z.softmax(-1).max(-1)
    right = picked == goal
    f1 = []
    for c in range(z.shape[1]):
        hit = float(((picked == c) & (goal == c)).sum())
        f1.append(2 * hit / max(1.0, float((picked == c).sum() + (goal == c).sum())))
    bins = (p * 10).long().clamp(max=9)
    gap = sum(abs(float(p[bins == b].sum() - right[bins == b].sum())) for b in range(10)) / len(goal)
    return {"accuracy": round(float(right.float().mean()), 4), "macro_f1": round(sum(f1) / len(f1), 4),
            "loss": round(float(functional.cross_entropy(z, goal)), 4), "calibration_error": round(gap, 4), "documents": len(goal),
            "right": np.packbits(right.cpu().numpy()).tobytes().hex()}


def write(folder, name, head, settings):
    tensors = {k: v.detach().cpu().numpy() for k, v in head.state_dict().items()}
    tensor_file.write(os.path.join(folder, "heads", name + ".safetensors"), tensors, {"hidden.weight": "F16"},
                      {"labels": json.dumps(settings["labels"]), "description": settings["description"]})


def load_head(folder, name):
    tensors, metadata = tensor_file.read(os.path.join(folder, "heads", name + ".safetensors"))
    head = Head(tensors["hidden.weight"].shape[1], tensors["hidden.weight"].shape[0], len(json.loads(metadata["labels"])))
    head.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in tensors.items()})
    return head


def label_map(settings):
    """`mapping`, or a map from `groups` ({class: [label, ...]}); with groups a comma-separated label counts if all its
    parts fall into the same group."""
    if "mapping" in settings:
        return settings["mapping"]
    single = {label: i for i, name in enumerate(settings["labels"]) for label in settings["groups"][name]}

    class Groups(dict):
        def __contains__(self, label):
            parts = label.split(",")
            return all(p in single for p in parts) and len({single[p] for p in parts}) == 1

        def __getitem__(self, label):
            return single[label.split(",")[0]]
    return Groups()


def split(config, trunk, tokenizer, settings, which, limit):
    """Rows, offsets and classes of one split, of at most `limit` documents drawn at random: the same for every trunk. Training
    documents keep their first `length` tokens if the settings say so."""
    length = min(trunk.config["context"], settings.get("length", 10**9) if which == "train" else 10**9)
    documents, classes = data.labelled_rows(config, tokenizer, settings[which], label_map(settings), length, limit)
    return (*trunk_rows(trunk, documents, settings[which]), classes)


def start_of(config, trunk, name, folder, phase):
    """The head to go on from: the one in the folder, or the one that the phase trained with the trunk; else None."""
    if folder:
        return load_head(folder, name).to(trunk.device) if os.path.exists(os.path.join(folder, "heads", name + ".safetensors")) else None
    if config["phases"][phase].get("labelled", {}).get("head") != name or trunk.state["head"] is None:
        return None
    head = Head(trunk.config["width"], config["heads"][name]["width"], len(config["heads"][name]["labels"])).to(trunk.device)
    head.load_state_dict(trunk.state["head"])
    return head


def test_scores(config, head, name, trunk, tokenizer, limit=None):
    settings = config["heads"][name]
    rows, offsets, classes = split(config, trunk, tokenizer, settings, "test", limit or settings.get("test_limit"))
    z = predict(head, rows, offsets, np.arange(len(classes)), trunk.device)
    found = scores(z, torch.from_numpy(classes).to(trunk.device))
    print(name, {key: value for key, value in found.items() if key != "right"}, flush=True)
    return found


def measure(config, folder, name, trunk, tokenizer, limit=None):
    """Scores of a stored head on the test split, noted in WORK/scores.json."""
    head = load_head(folder, name).to(trunk.device)
    data.note_scores(config, {"heads": {name: test_scores(config, head, name, trunk, tokenizer, limit)}})


def main():
    from evaluate import FloatTrunk
    from exported import Exported
    from tokenizer_training import Tokenizer
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("config")
    parser.add_argument("folder", nargs="?")
    parser.add_argument("name")
    parser.add_argument("--phase")
    parser.add_argument("--documents", type=int, help="fewer documents, for a quick head")
    arguments = parser.parse_args()
    if (arguments.folder is None) == (arguments.phase is None):
        parser.error("name a FOLDER or a --phase")
    config, folder, name = data.load_config(arguments.config), arguments.folder, arguments.name
    settings = config["heads"][name]
    if folder and not settings.get("shipped", True):
        parser.error(f"{name} is not to be shipped: name a --phase")
    torch.manual_seed(config["seed"])
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", 0)) or config["device"]["threads"] or torch.get_num_threads())
    generator = np.random.default_rng([config["seed"], 2])
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if folder:
        trunk, tokenizer = Exported(folder, device), Tokenizer.load(os.path.join(folder, "tokenizer.json"))
    else:
        trunk = FloatTrunk(config, arguments.phase, device)
        tokenizer = trunk.tokenizer
    rows, offsets, classes = split(config, trunk, tokenizer, settings, "train", arguments.documents or settings.get("limit"))
    start = start_of(config, trunk, name, folder, arguments.phase)
    torch.manual_seed(config["seed"])  # again: making a float trunk draws numbers too
    head = fit(settings, rows, offsets, classes, generator, trunk.device, start)
    del rows
    if folder:
        write(folder, name, head.cpu(), settings)
        measure(config, folder, name, trunk, tokenizer, arguments.documents)
    else:
        found = test_scores(config, head, name, trunk, tokenizer, arguments.documents)
        data.note_scores(config, {arguments.phase + " heads": {name: found}})


if __name__ == "__main__":
    main()
