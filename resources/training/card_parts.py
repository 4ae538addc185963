"""Parts of a model card from files that other programs wrote: each a section's text, or "" where there is no file."""
import json
import math
import os

import data


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(v) for v in row) + " |" for row in rows])


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def experiment(path, note):
    """`deltapad experiment --markdown` as it is, behind what the config says about it."""
    if not path:
        return ""
    with open(path, encoding="utf-8") as file:
        text = file.read().strip()
    return "## What edits cost\n\n" + (note + "\n\n" if note else "") + text + "\n\n"


def typing(path, comparison):
    """`deltapad typing --json`, and the table of tests/support/compare_presage.py."""
    parts = []
    if path:
        f = read_json(path)
        parts.append(f"Typed key by key by the editor's own rules (`deltapad typing`): {f['keys_with']:,} keys in place of "
                     f"{f['keys_without']:,}, {100 * f['saved_share']:.1f} % saved;\n{f['shown']:,} suggestions shown, "
                     f"{100 * f['precision']:.1f} % of them taken.")
    if comparison:
        with open(comparison, encoding="utf-8") as file:
            parts.append(file.read().strip())
    return "## Keys saved\n\n" + "\n\n".join(parts) + "\n\n" if parts else ""


def eight_bits(path):
    """The line on weights of 8 bits (eight_bits.py)."""
    if not path:
        return ""
    found = read_json(path)
    plain, whole = found["rounded"]["nothing"], found["rounded"]["all"]
    more = 100 * (whole["bits_per_byte"] / plain["bits_per_byte"] - 1)
    return (f"Weights of 8 bits with a scale a row would cost {more:+.2f} % ({whole['bits_per_byte']:.4f} against "
            f"{plain['bits_per_byte']:.4f} bits per byte on {found['text_bytes'] / 1e6:.1f} MB) and make\n"
            f"{whole['bytes'] / 1e6:.1f} MB of {plain['bytes'] / 1e6:.1f}; the format keeps F16.\n\n")


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
