"""Makes the tiny random model of the engine's tests, and golden.json: what reference.py computes with it.

    make_tiny_model.py FOLDER [SEED]

The weights are noise, scaled so that all codes occur; the seed is given, or the one of many whose
nearest tie is farthest. The folder in tests/data has seed 40, with whose suggestions tests of the program work.
"""
import json
import os
import shutil
import sys
import tempfile

import numpy as np

import reference
import tensor_file
import tokenizer_training

# Written for this purpose; sentences of many lengths, quotes, lists, numbers and a run without any sentence end.
TEXT = """The lamp on the desk was still warm when she came back. Nobody had touched the letters, and the tea was cold.
"Did you call the station?" he asked. "I did," she said, "and they told me to wait." So we waited!

A plan for the week:
- write the first page
- read the notes of the last meeting
- walk to the harbour and back again
The harbour was quiet in the morning. In the evening the boats came in, one after another, and the men carried the boxes
to the hall where the buyers stood and talked about the price of fish and the weather and the long road to the north and
the new bridge that was going to be ready before the winter (or so the newspaper said).
It wasn't ready. It isn't ready now. We've seen 3 winters, 4 mayors and 12 plans since then; the river doesn't care.
What would you write if you had the whole day? Would you begin with the weather, with the bridge, or with the people who
walk over it every morning and every evening without thinking about the water below?
"""

CONFIG = {
    "format": "deltapad-vq", "version": 1, "name": "tiny", "vocabulary": 360, "width": 32, "layers": 3, "heads": 2,
    "key_width": 8, "codes": 8, "mlp_width": 64, "context": 128, "start_token": 0, "local_mix": 3, "bigram_buckets": 64,
    "norm_epsilon": 1e-6, "window": [8, 8, 16], "segments": [False, False, True],
    "offset_buckets": [0, 1, 2, 3, 4, 6, 8, 12],
    "segment": {"width": 16, "groups": 2, "codes": 4, "max_length": 12},
    "training": {"data": "none: random weights for tests"},
}
LABELS = ["negative", "positive"]
# Stored kinds are mixed on purpose, so that a loader meets all four, and a stack of 8 bits as well as a mixed one.
KINDS = {"embed.weight": "F16", "embed.bigram": "BF16", "mlp.up.weight": "F16", "mlp.down.weight": "I8",
         "attn.q.weight": "F16", "attn.k.weight": "I8", "attn.vote.weight": "F16",
         "seg.key.weight": "I8", "seg.vote.weight": "I8"}

CASES = [
    ("long", TEXT[:200]),
    ("short", "She said: \"no.\" Then it was quiet"),
    ("no sentence end", "the men carried the boxes to the hall where the buyers stood and talked about the price of fish "
                        "and the weather and the long road to the north and the new bridge"),
    ("empty", ""),
]
ENCODINGS = ["", "The bridge", " two  spaces and   three", "line\n\nline\n", "don't we've 1234", "caf\u00e9 \u2014 \u65e5\u672c \U0001F600",
             "tab\tend \n", "<|endoftext|>"]


def random_weights(seed):
    """Tensors of the tiny model as the file stores them (float32), before vote_scale is known."""
    rng = np.random.default_rng(seed)
    c, s = CONFIG, CONFIG["segment"]
    d, heads, dk, codes, m, nb = c["width"], c["heads"], c["key_width"], c["codes"], c["mlp_width"], len(c["offset_buckets"])

    def normal(*shape, scale=1.0):
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    t = {"embed.weight": normal(c["vocabulary"], d), "embed.mix": normal(c["local_mix"], d, scale=0.3),
         "embed.bigram": normal(c["bigram_buckets"], d, scale=0.4), "out.scale": np.array([0.5], np.float32)}
    for layer in range(c["layers"]):
        p = f"layers.{layer}."
        gain = rng.uniform(3, 6, heads).astype(np.float32)
        bias = normal(heads, nb, scale=0.7)
        t.update({
            p + "attn.q.weight": normal(heads * dk, d), p + "attn.k.weight": normal(heads * dk, d),
            p + "attn.vote.weight": normal(heads * codes, d, scale=0.3), p + "attn.vote.bias": normal(heads * codes, scale=0.1),
            p + "attn.gain": gain, p + "attn.offset_bias": bias, p + "attn.table": normal(heads * codes, d, scale=0.5),
            p + "mlp.up.weight": normal(m, d, scale=d**-0.5), p + "mlp.down.weight": normal(d, m, scale=0.5 * m**-0.5),
            p + "attn.vote_scale": np.full(heads, 4000, np.float32)})
        top = bias.max(-1)
        if c["segments"][layer]:
            book = normal(s["groups"], s["codes"], s["width"] // s["groups"], scale=0.4)
            t.update({p + "seg.project.weight": normal(s["width"], d, scale=0.4), p + "seg.codebook": book,
                      p + "seg.key.weight": normal(heads * dk, s["width"]),
                      p + "seg.vote.weight": normal(heads * codes, s["width"], scale=0.3),
                      p + "seg.bias": normal(heads, scale=0.7)})
            top = np.maximum(top, t[p + "seg.bias"])
        t[p + "attn.score_offset"] = (gain + top).astype(np.float32)
    head = {"hidden.weight": normal(8, d, scale=0.4), "hidden.bias": normal(8, scale=0.1),
            "out.weight": normal(len(LABELS), 8, scale=0.2), "out.bias": normal(len(LABELS), scale=0.1)}
    return t, head


def write_model(folder, seed, tokenizer):
    os.makedirs(os.path.join(folder, "heads"), exist_ok=True)
    tensors, head = random_weights(seed)
    kinds = {name: KINDS.get(name.split(".", 2)[-1] if name.startswith("layers.") else name, "F32") for name in tensors}
    tensor_file.write(os.path.join(folder, "model.safetensors"), tensors, kinds)
    tensor_file.write(os.path.join(folder, "heads", "sentiment.safetensors"), head, {"hidden.weight": "F16"},
                      {"labels": json.dumps(LABELS), "description": "random weights for tests"})
    config = dict(CONFIG, segment=dict(CONFIG["segment"], end_tokens=tokenizer.segment_end_tokens()))
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)
        file.write("\n")
    tokenizer.save(os.path.join(folder, "tokenizer.json"))


def smallest_margin(folder, tokenizer):
    model = reference.Reference(folder)
    smallest = 1.0
    for _, text in CASES:
        out = model.forward([0] + tokenizer.encode(text))
        found = [m.min() for m in out["margins"]] + [m.min() for m in out["segment_margins"].values()]
        smallest = min([smallest] + found)
        if out["empty"]:
            return 0.0
    return smallest


def rounded(array, digits=9):
    return [float(f"{v:.{digits}g}") for v in np.asarray(array).ravel()]


def golden(folder, tokenizer, seed, texts=CASES):
    model = reference.Reference(folder)
    cases = []
    for name, text in texts:
        tokens = [tokenizer.start_token] + tokenizer.encode(text)
        out = model.forward(tokens)
        y, n = out["y"], len(tokens)
        rows = sorted({0, n // 3, n // 2, n - 1})
        segments = {}
        for layer, codes in out["segment_codes"].items():
            segments[str(layer)] = {"codes": codes.tolist(), "margins": [rounded(m, 4) for m in out["segment_margins"][layer]]}
        top = []
        for row in rows:
            z = model.logits(y[row])
            best = np.argsort(-z, kind="stable")[:5]
            top.append({"row": row, "ids": best.tolist(), "logits": rounded(z[best])})
        cases.append({
            "name": name, "text": text, "tokens": tokens,
            "codes": [c.tolist() for c in out["codes"]],               # [layer][row][head]
            "margins": [[rounded(r, 4) for r in m] for m in out["margins"]],
            **({"segment_ids": out["segment_ids"].tolist(), "closed_segments": int(out["closed_segments"])}
               if "segment_ids" in out else {}),
            "segments": segments,                                      # {layer: codes [segment][group], margins}
            "y": [{"row": row, "values": rounded(y[row])} for row in rows],
            "top": top,
            "surprises": rounded(model.surprises(tokens, y)),          # bits of tokens 1..n-1
            "head_features": {name_: rounded(model.head_features(name_, y).sum(0), 17) for name_ in model.heads},
            "heads": {name_: rounded(model.head_probabilities(name_, y)) for name_ in model.heads},
        })
    encodings = [{"text": text, "ids": tokenizer.encode(text)} for text in ENCODINGS]
    smallest = min(min(min(map(min, layer)) for layer in case["margins"]) for case in cases)
    return {"about": "reference.py on this folder, float64; a margin is (best - second) / (best - worst) vote",
            "seed": seed, "smallest_margin": smallest, "encodings": encodings, "cases": cases}


def main():
    folder = sys.argv[1]
    seeds = [int(sys.argv[2])] if len(sys.argv) > 2 else range(120)
    tokenizer = tokenizer_training.train([TEXT], CONFIG["vocabulary"])
    assert len(tokenizer.strings) == CONFIG["vocabulary"]
    scratch = tempfile.mkdtemp()
    try:
        scored = []
        for seed in seeds:
            write_model(scratch, seed, tokenizer)
            scored.append((smallest_margin(scratch, tokenizer), seed))
    finally:
        shutil.rmtree(scratch)
    margin, seed = max(scored)
    write_model(folder, seed, tokenizer)
    result = golden(folder, tokenizer, seed)
    with open(os.path.join(folder, "golden.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, separators=(",", ":"))
        file.write("\n")
    used = [len({c[layer][row][a] for c in [case["codes"] for case in result["cases"]] for row in range(len(c[layer])) for a in [0]})
            for layer in range(CONFIG["layers"])]
    print(f"seed {seed}, smallest margin {margin:.2e}, codes used by head 0 of each layer {used}")


if __name__ == "__main__":
    main()
