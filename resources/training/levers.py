"""What a phase may train for besides the loss, so that fewer codes change behind an edit (engine.md, section 5).

A phase's block `levers`, each entry a lever of its own:

    "noise": 0.1                      noise before the nearest-code search, relative to the size of what is quantised
    "second": 0.05                    share of rows that pass on their second-nearest code
    "margin": {"weight": 0.1, "target": 0.1}
                                      hinge: every row at least `target` (relative to its size) inside the cell of its code
    "consistency": {"weight": 0.5, "target": 0.05, "rows": 2, "length": 512, "longest": 6}
                                      the start of some rows of the batch once more, with one edit: hinge on how far the rows
                                      behind it lie inside the cells of the codes that they had without it

The first two disturb, so that later layers rely less on single codes; the others pull values away from the boundaries.
"""
import numpy as np
import torch
from torch.nn import functional


def nearest(layer, quantiser, rows):
    """`cells` of Model.forward for the margin loss: each row's own code."""
    with torch.no_grad():
        return quantiser.scores(rows.detach().transpose(0, 1).float()).argmax(-1).t()


def hinge(inside, target, rows=None):
    """Mean over layers and heads of what is missing to `target`; rows [B, n] bool: only these."""
    missing = [functional.relu(target - i) for i in inside]
    if rows is not None:
        missing = [m[rows] for m in missing]
    return sum(m.mean() for m in missing) / len(missing)


def edit(tokens, generator, longest, text):
    """One edit of tokens [n]: a run of 0..longest tokens is replaced by a run of 0..longest tokens of `text`, not both
    empty. Returns (new tokens [n], cut or padded at the end with what followed, source [n]: the old row of every new row
    behind the edit, else -1). Row 0, the start token, stays."""
    n = len(tokens)
    gone, come = 0, 0
    while gone == 0 and come == 0:
        gone, come = (int(v) for v in generator.integers(0, longest + 1, size=2))
    where = int(generator.integers(1, n - longest))
    at = int(generator.integers(0, len(text) - come))
    new = np.concatenate([tokens[:where], text[at:at + come].astype(np.int64), tokens[where + gone:]])[:n]
    source = np.full(n, -1, dtype=np.int64)
    behind = np.arange(where + come, len(new))
    source[behind] = behind - come + gone
    return np.pad(new, (0, n - len(new))), source


def consistency(model, settings, inputs, codes, generator, text):
    """Loss of the lever for a batch: inputs [B, length of the batch] and the codes [L][B, n, H] that they had. A row sees
    only what is before it, so codes of a run's start are those of the whole run's."""
    count, length = settings["rows"], settings["length"]
    pairs = [edit(row[:length], generator, settings["longest"], text) for row in inputs[:count].cpu().numpy()]
    tokens = torch.from_numpy(np.stack([p[0] for p in pairs])).to(inputs.device)
    source = torch.from_numpy(np.stack([p[1] for p in pairs])).to(inputs.device)
    at, line = source.clamp_min(0), torch.arange(len(pairs), device=inputs.device)[:, None]

    def cells(layer, quantiser, rows):
        return codes[layer][line, at].flatten(0, 1)

    _, aux = model(tokens, True, cells)
    return hinge(aux["inside"], settings["target"], source >= 0)
