"""Writes a trained quantised model as a folder in the layout of resources/models/FORMAT.md.

    export.py CONFIG.json PHASE FOLDER [--sixteen-bits]     weights, config.json, tokenizer.json
    export.py CONFIG.json card FOLDER [--experiment FILE.md] [--typing FILE.json] [--comparison FILE.md] [--score FILE.json]
                              [--eight-bits FILE.json] [--experiment-figures FILE.json] [--coauthor FILE.md]
                                              config.json's `training` and all of MODEL_CARD.md from the measured scores and from
                                              what `deltapad experiment --markdown` and `--json`, `typing --json`, `score --documents
                                              --json`, tests/support/compare_presage.py and compare_coauthor.py --markdown and
                                              eight_bits.py --json wrote
"""
import argparse
import json
import os

import numpy as np
import torch

import data
import heads
import tensor_file
import train
from exported import Exported

VOTE_LIMIT = 32767.0
HEADROOM = 1.3  # the largest vote seen on the sample, times this, is the largest that is stored without clamping
SAMPLE_RUNS = 24
CARD_FILES = ("experiment", "experiment_figures", "typing", "comparison", "coauthor", "score", "eight_bits")


def weights(model):
    """Float tensors of FORMAT.md from a trained model: values and output projection are folded into votes and tables."""
    shape, out = model.shape, {}
    heads, dv = shape["heads"], shape["value_width"]
    out["embed.weight"], out["embed.mix"], out["embed.bigram"] = model.embed, model.mix, model.bigram
    out["out.scale"] = model.out_scale
    for i, layer in enumerate(model.layers):
        p, a = f"layers.{i}.", layer.attention
        book = a.quantiser.codebook                                              # [H, K, dv]
        out[p + "attn.q.weight"], out[p + "attn.k.weight"] = a.q.weight, a.k.weight
        value = a.v.weight.view(heads, dv, -1)                                   # [H, dv, d]
        out[p + "attn.vote.weight"] = (book @ value).flatten(0, 1)
        out[p + "attn.vote.bias"] = (-0.5 * book.pow(2).sum(-1)).flatten()
        back = a.o.weight.view(-1, heads, dv).permute(1, 2, 0)                   # [H, dv, d]
        out[p + "attn.table"] = (book @ back).flatten(0, 1)
        out[p + "attn.gain"], out[p + "attn.offset_bias"] = a.gain, a.offset_bias
        out[p + "mlp.up.weight"], out[p + "mlp.down.weight"] = layer.up.weight, layer.down.weight
        top = a.offset_bias.amax(-1)
        if a.segments:
            out[p + "seg.project.weight"], out[p + "seg.codebook"] = a.seg_project.weight, a.seg_quantiser.codebook
            out[p + "seg.key.weight"], out[p + "seg.bias"] = a.seg_key.weight, a.seg_bias
            value = a.seg_value.weight.view(heads, dv, -1)
            out[p + "seg.vote.weight"] = (book @ value).flatten(0, 1)
            top = torch.maximum(top, a.seg_bias)
        # |q.k| <= 1, so no score can exceed this: min(exp(z), 1) never bites.
        out[p + "attn.score_offset"] = a.gain.abs() + top
        out[p + "attn.vote_scale"] = torch.ones(heads)  # until the votes have been seen
    return {name: tensor.detach().float().cpu().numpy() for name, tensor in out.items()}


def kinds(tensors, matrices):
    """`matrices` ("I8" or "F16") for matrices; vectors, and what the fixed point depends on, stay F32."""
    return {name: matrices if array.ndim == 2 and array.size > 4096 else "F32" for name, array in tensors.items()}


def export(config, phase, folder, matrices="I8"):
    config = data.for_phase(config, phase)
    model, tokenizer, state = train.load(config, phase, torch.device("cpu"), torch.float32)
    os.makedirs(os.path.join(folder, "heads"), exist_ok=True)
    tensors, shape = weights(model), config["model"]
    layout = {"format": "deltapad-vq", "version": 1, "name": config["name"]}
    for key in ("vocabulary", "width", "layers", "heads", "key_width", "codes", "mlp_width", "context"):
        layout[key] = shape[key]
    layout["context"] = shape.get("live_context", shape["context"])  # no weight knows a length: more than was trained works
    layout["start_token"] = tokenizer.start_token
    for key in ("local_mix", "bigram_buckets", "norm_epsilon", "window", "segments", "offset_buckets"):
        layout[key] = shape[key]
    layout["segment"] = {key: value for key, value in shape["segment"].items() if key != "closed_by"}  # the tokens say it
    layout["segment"]["end_tokens"] = tokenizer.segment_end_tokens(shape["segment"].get("closed_by", "sentences"))
    layout["training"] = {"tokens_seen": state["tokens_seen"], "steps_of_last_phase": state["step"],
                          "cpu_minutes": round(state["cpu_minutes"], 1)}
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(layout, file, indent=1)
        file.write("\n")
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    path = os.path.join(folder, "model.safetensors")
    tensor_file.write(path, tensors, kinds(tensors, matrices))
    extra = config["phases"][phase].get("labelled")
    if extra and state["head"] is not None:  # the head that was trained with the trunk: a start for heads.py
        settings = config["heads"][extra["head"]]
        head = heads.Head(shape["width"], settings["width"], len(settings["labels"]))
        head.load_state_dict(state["head"])
        heads.write(folder, extra["head"], head, settings)
    # The unit of the votes: run the folder as it is (votes are measured before they are rounded), then write it again.
    runs = list(sample(config))
    probe = Exported(folder)
    largest = [torch.zeros(shape["heads"]) for _ in range(shape["layers"])]
    for run in runs:
        probe.forward(run)
        largest = [torch.maximum(a, b) for a, b in zip(largest, probe.largest_vote)]
    for i, found in enumerate(largest):
        tensors[f"layers.{i}.attn.vote_scale"] = np.floor(VOTE_LIMIT / (HEADROOM * found.numpy())).astype(np.float32)
    tensor_file.write(path, tensors, kinds(tensors, matrices))
    probe, clamped, smallest = Exported(folder), 0, []
    for run in runs:
        out = probe.forward(run)
        clamped += probe.clamped
        smallest.append(torch.stack([t.flatten(0, 1) for t in out["total"]]))  # [L, rows, H]
    total = torch.cat(smallest, 1)
    levels = total.quantile(torch.tensor([0.0, 0.001, 0.5], dtype=total.dtype), dim=1)  # [3, L, H]
    print("sum of a row's scores, per layer and head: least", levels[0].tolist(), "thousandth", levels[1].tolist(),
          "median", levels[2].tolist())
    print("gain", [tensors[f"layers.{i}.attn.gain"].round(2).tolist() for i in range(shape["layers"])])
    print("rows without scores:", int((total == 0).sum()), "clamped votes:", clamped,
          "bytes:", os.path.getsize(path))


def sample(config):
    """Runs of validation text, [1, context] each."""
    tokens, n = data.load_tokens(config, "valid"), config["model"]["context"]
    for i in range(SAMPLE_RUNS):
        start = i * (len(tokens) - n) // SAMPLE_RUNS
        run = torch.from_numpy(tokens[start:start + n].astype(np.int64))[None].clone()
        run[:, 0] = 0
        yield run


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("config", "phase", "folder"):
        parser.add_argument(name)
    parser.add_argument("--sixteen-bits", action="store_true", help="matrices as F16 and not in 8 bits, to compare")
    for name in CARD_FILES:
        parser.add_argument("--" + name.replace("_", "-"), help="a file for the card")
    arguments = parser.parse_args()
    config, files = data.load_config(arguments.config), {name: value for name, value in vars(arguments).items() if name in CARD_FILES and value}
    if arguments.phase == "card":
        import model_card
        model_card.write(config, arguments.folder, files)
    elif files:
        parser.error("these files are for the card")
    else:
        export(config, arguments.phase, arguments.folder, "F16" if arguments.sixteen_bits else "I8")


if __name__ == "__main__":
    main()
