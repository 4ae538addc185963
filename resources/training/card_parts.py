"""Parts of a model card from files that other programs wrote: each a section's text, or "" where there is no file."""
import hashlib
import json
import math
import os

import numpy as np

import calibrate
import data


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(v) for v in row) + " |" for row in rows])


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def experiment(path, note, figures=None):
    """`deltapad experiment --markdown` as it is, behind what the config says about it; `figures`: the --json of the same run."""
    if not path:
        return ""
    with open(path, encoding="utf-8") as file:
        text = file.read().strip()
    return "## What edits cost\n\n" + (note + "\n\n" if note else "") + (real_flips(figures) if figures else "") + text + "\n\n"


def real_flips(path):
    """How many codes flip on real edits: what the operations ratios follow from."""
    rows, edits, weighted = [], 0, 0.0
    for part in read_json(path)["parts"]:
        by_layer = part["flip_rate"]
        mean = sum(by_layer) / len(by_layer)
        rows.append((f"{part['origin']}, {part['steps']} steps", f"{part['edits']:,}", " / ".join(f"{100 * v:.2f}" for v in by_layer),
                     f"**{100 * mean:.2f}**", " / ".join(f"{100 * v:.2f}" for v in part["rows_changed"])))
        if part["steps"] == "atomic":
            edits, weighted = edits + part["edits"], weighted + part["edits"] * mean
    return ("Flip rate: rows behind the edit whose input to a layer stayed as it was and that got a new code there, of all rows behind the\n"
            "edit. Rows changed: rows whose output of the layer is another one for whatever reason, edited ones among them, of all rows. "
            f"All atomic edits together (weighted by their number): the flip rate is {100 * weighted / edits:.2f} % a layer.\n\n"
            + table(("histories", "edits", "flip rate, by layer (%)", "mean over layers (%)", "rows changed, by layer (%)"), rows) + "\n\n")


def typing(path, comparison, coauthor=None):
    """`deltapad typing --json`, the table of tests/support/compare_presage.py and the words of compare_coauthor.py."""
    parts = []
    if path:
        f = read_json(path)
        parts.append(f"Typed key by key by the editor's own rules (`deltapad typing`): {f['keys_with']:,} keys in place of "
                     f"{f['keys_without']:,}, {100 * f['saved_share']:.1f} % saved;\n{f['shown']:,} suggestions shown, "
                     f"{100 * f['precision']:.1f} % of them taken.")
        if "calibration_error" in f:
            low = sum(b["right"] - b["shown"] * b["probability"] for b in f["calibration"]) / sum(b["shown"] for b in f["calibration"])
            parts[-1] += (f" The confidence that a suggestion states is {100 * abs(low):.1f}\npoints too {'low' if low > 0 else 'high'} on average "
                          f"for what came true in full ({100 * f['calibration_error']:.1f} in ten bins).")
        if "suggestions" in f:
            stated, right = calibrate.pairs(f)
            low = calibrate.gap(stated, right)
            parts[-1] += (f" The model's own probability, by which suggestions\nare chosen and shown, is {100 * abs(low):.1f} points too "
                          f"{'low' if low > 0 else 'high'} ({100 * calibrate.expected_error(stated, right):.1f} in ten bins).")
    for other in filter(None, (comparison, coauthor)):
        with open(other, encoding="utf-8") as file:
            parts.append(file.read().strip())
    return "## Keys saved\n\n" + "\n\n".join(parts) + "\n\n" if parts else ""


def eight_bits(path):
    """The line on weights of 8 bits (eight_bits.py)."""
    if not path:
        return ""
    found = read_json(path)
    plain, whole = found["rounded"]["nothing"], found["rounded"]["all"]
    more = 100 * (whole["bits_per_byte"] / plain["bits_per_byte"] - 1)
    return (f"Weights are of 8 bits with a scale a row: {more:+.2f} % bits per byte against 16 ({whole['bits_per_byte']:.4f} and "
            f"{plain['bits_per_byte']:.4f} on {found['text_bytes'] / 1e6:.1f} MB),\n"
            f"{whole['bytes'] / 1e6:.1f} MB instead of {plain['bytes'] / 1e6:.1f}.\n\n")


def paired_difference(ours, twin, draws=10000):
    """Points of accuracy that ours is above the twin's head, as the interval of 95 % of resamples of the test documents, both
    heads on the same documents. Where it was not noted which documents were right: as if each head had documents of its own,
    which is wider, as heads of like models err on like documents."""
    if "right" not in ours or "right" not in twin:
        apart = ours["accuracy"] - twin["accuracy"]
        spread = 1.96 * math.sqrt(sum(f["accuracy"] * (1 - f["accuracy"]) / f["documents"] for f in (ours, twin)))
        return 100 * (apart - spread), 100 * (apart + spread)
    a, b = (np.unpackbits(np.frombuffer(bytes.fromhex(f["right"]), dtype=np.uint8))[:f["documents"]].astype(float) for f in (ours, twin))
    # What counts is how many documents a resample draws of each kind: ours right only, the twin's only, neither or both.
    more, less = float(((a - b) > 0).mean()), float(((a - b) < 0).mean())
    drawn = np.random.default_rng(1).multinomial(len(a), [more, less, 1 - more - less], draws)
    return tuple(100 * np.quantile((drawn[:, 0] - drawn[:, 1]) / len(a), (0.025, 0.975)))


def hashes(folder):
    """SHA-256 of the model as the program tells it (config, weights, tokenizer and heads one after another) and of each file."""
    heads = os.path.join(folder, "heads")
    names = ["config.json", "model.safetensors", "tokenizer.json",
             *(f"heads/{name}" for name in sorted(os.listdir(heads)) if name.endswith(".safetensors"))]
    whole, rows = hashlib.sha256(), []
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            content = file.read()
        whole.update(content)
        rows.append((name, f"{len(content):,}", f"`{hashlib.sha256(content).hexdigest()}`"))
    return (f"Of the whole, as `deltapad model` prints it: `{whole.hexdigest()}` (SHA-256 of the files below, one after another).\n\n"
            + table(("file", "bytes", "SHA-256"), rows) + "\n")


def log_of(config, phase):
    path = data.work_path(config, phase + ".log")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def steps(config):
    """Steps that each phase with a log has made."""
    logs = {phase: log_of(config, phase) for phase in config["phases"]}
    return {phase: log[-1]["step"] for phase, log in logs.items() if log}


def slope(config, phases):
    """Bits per byte against tokens seen, from the logs of these phases: a table, and what a doubling of the tokens brings while
    the learning rate stays what it is."""
    total = read_json(data.work_path(config, "valid.json"))["total"]
    bits = total["tokens"] / total["bytes"] / math.log(2)  # a nat a token in bits a byte
    rows, words = [], []
    for phase in phases:
        points = [(f["tokens"], f["valid"] * bits, f["rate"]) for f in log_of(config, phase) if "valid" in f]
        if not points:
            continue
        kept = points[::max(1, len(points) // 6)]
        rows += [(phase, f"{tokens / 1e6:.1f}", f"{value:.4f}", f"{rate:.2f}") for tokens, value, rate in kept + [points[-1]] * (kept[-1] != points[-1])]
        (first, high, rate), (last, low, end) = points[0], points[-1]
        if rate == end and last > first:
            words.append(f"In `{phase}`, at one rate, from {first / 1e6:.1f} to {last / 1e6:.1f} M tokens: {(low - high) / math.log2(last / first):+.3f} "
                         f"bits per byte a doubling of the tokens seen ({1000 * (low - high) / ((last - first) / 1e6):+.1f} thousandths a million).")
    if not rows:
        return ""
    return ("Bits per byte against tokens seen (16 spread runs of the held-out text, float, as the trainer logs it; rate: share of the full\n"
            "learning rate; where it falls, most of the gain is the falling rate's):\n\n"
            + table(("phase", "tokens seen, M", "bits per byte", "rate"), rows) + "\n\n" + ("\n".join(words) + "\n\n" if words else ""))
