"""Turns an exported folder back into a checkpoint, so that training can go on from committed weights alone.

    continue_from.py CONFIG.json FOLDER NAME      writes WORK/NAME.pt, which a phase names as its `init`

Most tensors are in the folder as they were trained. A head's values and output are not: the export holds only their
products with the codebook C, `vote = C Wv` and `table = C Wo`, and |C_c|^2 in `vote.bias`. Any C of full rank gives such a
Wv and Wo, and all of them compute the same quantised model; they differ in what they would compute without quantisers.
The one that was trained is found, up to a rotation that nothing depends on, by what moving averages do: a code is the mean
of the outputs that picked it, so <C_c, C_e> is the mean vote for e, less its bias, of the rows with code c. It is measured
on training text. Optimiser states are not in an export: begin with a short warm-up.
"""
import os
import sys

import numpy as np
import torch

import data
import heads
import train
from evaluate import runs
from exported import Exported

SAMPLE_RUNS = 96
HEAD = "sentiment"  # the head that is trained with the trunk, if the folder has it
SPARE = 0.1  # size, relative to the others, of value directions that the export no longer knows


@torch.no_grad()
def statistics(probe, tokens, length):
    """Per layer: sums [H, K, K] of (mean vote less bias) over rows by their code, rows by code [H, K]; per layer with
    segments: segments by code [G, Cs]; and the number of tokens they were measured on."""
    c = probe.config
    heads_, codes = c["heads"], c["codes"]
    sums = [torch.zeros(heads_, codes, codes, dtype=torch.float64) for _ in range(c["layers"])]
    hits = [torch.zeros(heads_, codes, dtype=torch.float64) for _ in range(c["layers"])]
    segment_hits = torch.zeros(c["segment"]["groups"], c["segment"]["codes"], dtype=torch.float64)
    seen = 0
    for i, (inputs, _) in enumerate(runs(tokens, length, 1)):
        if i == SAMPLE_RUNS:
            break
        out = probe.forward(inputs, keep_votes=True)
        seen += inputs.numel()
        for layer in range(c["layers"]):
            bias = probe.t[f"layers.{layer}.attn.vote.bias"].view(heads_, codes)
            product = (out["votes"][layer] - bias).flatten(0, 1)  # <o_i, C_e>, [n, H, K]
            code = out["codes"][layer].flatten(0, 1)
            for head in range(heads_):
                sums[layer][head].index_add_(0, code[:, head], product[:, head])
                hits[layer][head] += torch.bincount(code[:, head], minlength=codes)
        if "segment_codes" in out:
            for group in range(len(segment_hits)):
                segment_hits[group] += torch.bincount(out["segment_codes"][0, :, group], minlength=segment_hits.shape[1])
    return sums, hits, segment_hits, seen


def codebook(sums, hits, norms, width, floor=0.06):
    """Sums of statistics() [K, K], rows by code [K] and |C_c|^2 [K] -> C [K, width] with C C^t near the measured products
    and rows of exactly those lengths. Small eigenvalues are lifted to `floor` of the mean one: C must have full rank, and
    what is measured there is noise."""
    # <C_c, C_e> is measured twice, on the rows of c and on those of e.
    gram = (sums + sums.t()) / (hits[:, None] + hits).clamp_min(1)
    gram = torch.where(torch.eye(len(norms), dtype=torch.bool), norms, gram)
    values, vectors = torch.linalg.eigh(gram)
    kept = min(width, len(norms))
    c = (vectors * values.clamp_min(floor * float(values.mean())).sqrt())[:, -kept:]
    c = c * (norms / c.pow(2).sum(1)).sqrt()[:, None]
    return torch.nn.functional.pad(c, (0, width - kept)), gram


def solve(book, product):
    """The smallest W [dv, in] with book W = product [K, in]."""
    return torch.linalg.pinv(book) @ product


def spare_rows(weight, book, generator):
    """Values [dv, in]: directions that no code uses, hence lost, start as small noise (not 0: nothing would move them)."""
    unused = book.abs().sum(0) == 0
    size = SPARE * weight[~unused].pow(2).mean().sqrt()
    noise = torch.randn(weight.shape, generator=generator, dtype=weight.dtype) * size
    return torch.where(unused[:, None], noise, weight)


def float_weights(probe, shape, rows_per_step, tokens, length):
    """State dictionary of model.Model that computes what the exported folder does, and how well it was determined."""
    generator = torch.Generator().manual_seed(0)
    t, count, width = {k: v.double() for k, v in probe.t.items()}, shape["heads"], shape["value_width"]
    sums, hits, segment_hits, seen = statistics(probe, tokens, length)
    state = {"embed": t["embed.weight"], "out_scale": t["out.scale"]}
    if shape["local_mix"]:
        state["mix"] = t["embed.mix"]
    if shape["bigram_buckets"]:
        state["bigram"] = t["embed.bigram"]
    worst = {"angle": 0.0, "vote": 0.0, "table": 0.0}
    for i in range(shape["layers"]):
        p, a = f"layers.{i}.", f"layers.{i}.attention."
        for name in ("q.weight", "k.weight", "gain", "offset_bias"):
            state[a + name] = t[p + "attn." + name]
        state[f"layers.{i}.up.weight"], state[f"layers.{i}.down.weight"] = t[p + "mlp.up.weight"], t[p + "mlp.down.weight"]
        norms = -2 * t[p + "attn.vote.bias"].view(count, -1)
        vote, table = (t[p + name].view(count, norms.shape[1], -1) for name in ("attn.vote.weight", "attn.table"))
        books, grams = map(torch.stack, zip(*(codebook(*parts, width) for parts in zip(sums[i], hits[i], norms))))
        values = [solve(b, v) for b, v in zip(books, vote)]
        backs = [solve(b, v) for b, v in zip(books, table)]
        for b, g, v, w, x, y in zip(books, grams, values, backs, vote, table):
            worst["angle"] = max(worst["angle"], float((b @ b.t() - g).norm() / g.norm()))
            worst["vote"] = max(worst["vote"], float((b @ v - x).norm() / x.norm()))
            worst["table"] = max(worst["table"], float((b @ w - y).norm() / y.norm()))
        state[a + "v.weight"] = torch.cat([spare_rows(v, b, generator) for v, b in zip(values, books)])
        state[a + "o.weight"] = torch.cat(backs).t()
        keep_books(state, a + "quantiser.", books, hits[i] * (rows_per_step / seen))
        if shape["segments"][i]:
            state[a + "seg_project.weight"], state[a + "seg_key.weight"] = t[p + "seg.project.weight"], t[p + "seg.key.weight"]
            state[a + "seg_bias"] = t[p + "seg.bias"]
            vote = t[p + "seg.vote.weight"].view(count, norms.shape[1], -1)
            state[a + "seg_value.weight"] = torch.cat(
                [spare_rows(solve(b, v), b, generator) for b, v in zip(books, vote)])
            keep_books(state, a + "seg_quantiser.", t[p + "seg.codebook"], segment_hits * (rows_per_step / seen))
    return {k: v.float().contiguous() for k, v in state.items()}, worst


def keep_books(state, prefix, books, counts):
    """Codebooks with the moving averages that they would have after steps of as many rows as `counts` adds up to."""
    state[prefix + "codebook"], state[prefix + "count"] = books, counts
    state[prefix + "total"] = books * counts[..., None]
    state[prefix + "ready"] = torch.ones(())


def write_checkpoint(config, folder, name):
    shape, probe = config["model"], Exported(folder)
    for key in ("vocabulary", "width", "layers", "heads", "key_width", "codes", "mlp_width", "local_mix", "bigram_buckets",
                "window", "segments", "offset_buckets"):
        if probe.config[key] != shape[key]:
            raise SystemExit(f"{folder}/config.json: {key} is {probe.config[key]}, the config says {shape[key]}")
    rows_per_step = 4 * shape["context"]
    state, worst = float_weights(probe, shape, rows_per_step, data.load_tokens(config, "train"), shape["context"])
    model, _ = train.build(config, torch.device("cpu"), torch.float32)
    model.load_state_dict(state)
    head = None
    if os.path.exists(os.path.join(folder, "heads", HEAD + ".safetensors")):
        head = heads.load_head(folder, HEAD).state_dict()
    facts = probe.config["training"]
    torch.save({"model": model.state_dict(), "optimisers": None, "adam_moments": None, "head": head, "step": 0,
                "tokens_seen": facts["tokens_seen"], "cpu_minutes": facts["cpu_minutes"]},
               data.work_path(config, name + ".pt"))
    print("relative error of codebook angles, votes and tables:", {k: f"{v:.1e}" for k, v in worst.items()})
    compare(config, probe, model)


def compare(config, probe, model):
    """Prints losses of the exported folder and of the checkpoint, with and without quantisers, on validation text."""
    valid, n = data.load_tokens(config, "valid"), config["model"]["context"]
    nats, count = 0.0, 8
    for i in range(count):  # the same windows as train.quick_loss
        start = i * (len(valid) - n - 1) // count
        run = torch.from_numpy(valid[start:start + n + 1].astype(np.int64))[None]
        inputs = run[:, :-1].clone()
        inputs[:, 0] = model.start_token
        nats += float(probe.losses(probe.forward(inputs)["y"], run[:, 1:]).mean()) / count
    print(f"nats a token: exported {nats:.4f}, float {train.quick_loss(model, valid, True, count, n):.4f}, "
          f"float without quantisers {train.quick_loss(model, valid, False, count, n):.4f}")


def main():
    write_checkpoint(data.load_config(sys.argv[1]), sys.argv[2], sys.argv[3])


if __name__ == "__main__":
    main()
