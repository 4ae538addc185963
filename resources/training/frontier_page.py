"""FRONTIER.md and frontier.svg: the tables, the words and the plot of a frontier study.

Words come from the config: `groups` (title, phases, note), `findings` (sentences with figures in braces, and what must hold
for them) and `best` (the phase to recommend and how much it may cost). A sentence whose figures say something else is an
error, so the page cannot contradict its tables."""
import operator
import os
from types import SimpleNamespace

import frontier_plot

COMPARE = {"<": operator.lt, ">": operator.gt}
WORDS = ("bits_per_byte", "price", "more", "flips", "ratio")


def reference(phase, config):
    """The phase that a phase is compared with: `restart` if its optimiser begins anew, as there, else `plain`."""
    return "restart" if config["phases"][phase].get("fresh") and "restart" in config["phases"] else "plain"


def with_differences(rows, config):
    """Rows with `more`: bits per byte more than the reference's, as a share; None where that was not measured."""
    known = {r["name"]: r["bits_per_byte"] for r in rows}
    return [{**r, "more": r["bits_per_byte"] / known[reference(r["name"], config)] - 1
             if config["phases"][r["name"]].get("quantised", True) and reference(r["name"], config) in known else None}
            for r in rows]


def figures(rows):
    """What sentences may name: PHASE.ratio, PHASE.flips, and in percent PHASE.price (than the twin), PHASE.more."""
    def in_percent(key, value):
        return 100 * value if value is not None and key in ("price", "more", "flips") else value
    return {r["name"]: SimpleNamespace(**{key: in_percent(key, r[key]) for key in WORDS}) for r in rows}


def number(term, known):
    if "." in term and term.split(".")[0] in known:
        phase, key = term.split(".")
        return getattr(known[phase], key)
    return float(term)


def check(condition, known):
    """Stops the page unless a condition such as "windows16.ratio > plain.ratio" is true of the figures."""
    left, sign, right = condition.split()
    if not COMPARE[sign](number(left, known), number(right, known)):
        raise SystemExit(f"the study does not bear out: {condition} ({number(left, known)}, {number(right, known)})")


def best(rows, config):
    """The recommended phase; stops the page if another one saves more for no more than the allowed price."""
    wanted = config["best"]
    allowed = [r for r in rows if r["ratio"] and r["more"] is not None and 100 * r["more"] <= wanted["at_most_percent"]]
    found = max(allowed, key=lambda r: r["ratio"])["name"] if allowed else None
    if found != wanted["phase"]:
        raise SystemExit(f"the best phase is {found}, the config names {wanted['phase']}")
    return found


def findings(rows, config):
    known, lines = figures(rows), []
    for finding in config.get("findings", []):
        for condition in finding["holds"]:
            check(condition, known)
        lines.append("- " + finding["text"].format(**known))
    return lines


def groups(rows, config):
    """(title, note, rows) of every group; phases that no group names come last."""
    by_name = {r["name"]: r for r in rows}
    found = [(g["title"], g.get("note", ""), [by_name.pop(name) for name in g["phases"] if name in by_name])
             for g in config.get("groups", [])]
    return [g for g in found + [("Others" if found else "All", "", list(by_name.values()))] if g[2]]


def table(rows):
    def percent(value, digits=2, sign=""):
        return "" if value is None else f"{100 * value:{sign}.{digits}f}"

    lines = ["| phase | what is different | bits per byte | against the twin, % | against its reference, % | flips, one-token edits, % "
             "| flips, real edits, by layer, % | operations ratio |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for r in rows:
        real = " / ".join(f"{100 * v:.1f}" for v in r["real_flips"] or [])
        lines.append(f"| {r['name']} | {r['note']} | {r['bits_per_byte']:.4f} | {percent(r['price'])} | {percent(r['more'], 2, '+')} | "
                     f"{percent(r['flips'])} | {real} | " + ("" if r["ratio"] is None else f"{r['ratio']:.1f}") + " |")
    return "\n".join(lines)


def markdown(rows, config):
    shape, dense, adapt = config["model"], config["phases"]["dense"], config["phases"]["plain"]
    tokens = shape["context"] * dense["rows"]
    edits = max((r.get("edits", 0) for r in rows), default=0)
    words = findings(rows, config)
    result = ""
    if "best" in config:
        result = f"**Best recipe: `{best(rows, config)}`.** {config['best']['text'].format(**figures(rows))}\n\n"
    if words:
        result += "\n".join(words) + "\n\n"
    sections = "\n\n".join(f"## {title}\n\n{note + chr(10) * 2 if note else ''}{table(part)}" for title, note, part in groups(rows, config))
    return f"""# Frontier study

{result}![bits per byte against the operations ratio](frontier.svg)

## How it was done

One variable at a time, from one dense checkpoint: width {shape['width']}, {shape['layers']} layers, {shape['heads']} heads, context {shape['context']},
{dense['steps'] * tokens / 1e6:.1f} M tokens at the full learning rate, then {adapt['steps']} steps ({adapt['steps'] * tokens / 1e6:.2f} M tokens, rate down to 0, equal batches) a phase.
Small models, short training, one run each: what counts is the difference between rows, not their height; how much chance
does was not measured, so differences of 0.1 % in bits should not be built on. Bits per byte: float form on the same held-out text.
Reference: `plain`, or `restart` where tensors begin anew and with them the optimiser. Flips: later rows whose code changes,
mean over layers and over one replaced, inserted or deleted token; and on real edits the share of all later rows by layer.
Operations ratio: median of dense (the same model from scratch) / incremental over up to {edits:,} atomic edits of git histories (documents of 1,000 to
2,000 words), counted by the engine, whose checks against passes from scratch all agreed. Phases without a ratio try what
only the trainer computes. Made by `../../training/frontier.py`.

{sections}
"""


def write(folder, rows, config):
    rows = with_differences(rows, config)
    twin = next((r["bits_per_byte"] for r in rows if r["name"] == "twin"), None)
    plot = frontier_plot.svg([(title, part) for title, _, part in groups(rows, config)], twin)
    for name, text in (("frontier.svg", plot), ("FRONTIER.md", markdown(rows, config))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
