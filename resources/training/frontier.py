"""The frontier study: one variable at a time from one dense checkpoint, bits per byte and flips of each as a pair.

    frontier.py CONFIG.json [PHASE ...]       trains, exports and measures these phases (all of them if none is named)
    frontier.py CONFIG.json table             prints what has been measured so far

Every phase but the first is the config's `adapt` block with its own entries in place; a phase may change `model` entries
that the dense weights fit to: codes, windows, segment codes. What is done is not done again, so a study stops and goes on
at will. Writes WORK/PHASE.pt, WORK/PHASE/ (the exported folder) and WORK/frontier.tsv.
"""
import json
import os
import subprocess
import sys

import data

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*arguments, quiet=False):
    subprocess.run([sys.executable, *arguments], cwd=HERE, check=True, stdout=subprocess.DEVNULL if quiet else None)


def full_config(path):
    """The config with every phase written out, as a file that the other steps can read."""
    config = data.load_config(path)
    adapt = config.pop("adapt")
    config["phases"] = {name: phase if "init" in phase else {**adapt, **phase} for name, phase in config["phases"].items()}
    target = os.path.abspath(data.work_path(config, "frontier.full.json"))
    config["paths"] = {key: os.path.abspath(value) for key, value in config["paths"].items()}
    with open(target, "w", encoding="utf-8") as file:
        json.dump(config, file, indent=1)
    return config, target


def measure(config, path, phase, options, quiet):
    """Trains a phase if that is not done, and notes its scores; `options` go to evaluate.py."""
    known = scores(config)
    run("train.py", path, phase, quiet=quiet)
    if config["phases"][phase]["quantised"]:
        folder = os.path.join(config["paths"]["work"], phase)
        if phase + ".exported" not in known:
            run("export.py", path, phase, folder, quiet=quiet)
            run("evaluate.py", path, folder, "--as", phase + ".exported", *options, quiet=quiet)
    elif phase not in known:
        run("evaluate.py", path, "--phase", phase, quiet=quiet)


def scores(config):
    path = data.work_path(config, "scores.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def table(config):
    """One line a phase: bits per byte, its distance to the twin, mean flips over layers for each kind of edit."""
    known = scores(config)
    twin = known.get("twin", {}).get("bits_per_byte")
    lines = ["phase\tbits per byte\tagainst twin %\treplace %\tinsert %\tdelete %\tby layer, replace %"]
    for phase in config["phases"]:
        found = known.get(phase + ".exported") or known.get(phase)
        if not found:
            continue
        row = [phase, f"{found['bits_per_byte']:.4f}", f"{100 * (found['bits_per_byte'] / twin - 1):.2f}" if twin else ""]
        flips = found.get("flips")
        if flips:
            row += [f"{100 * sum(f['later_rows']) / len(f['later_rows']):.2f}" for f in flips.values()]
            row.append(" / ".join(f"{100 * v:.1f}" for v in flips["replace"]["later_rows"]))
        lines.append("\t".join(row))
    text = "\n".join(lines) + "\n"
    with open(data.work_path(config, "frontier.tsv"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text, end="")


def study(path, phases, evaluate_options=(), quiet=False):
    config, path = full_config(path)
    for phase in phases if phases is not None else config["phases"]:
        measure(config, path, phase, evaluate_options, quiet)
    table(config)


def main():
    named = sys.argv[2:] or None
    main_of(sys.argv[1], [] if named == ["table"] else named)


if __name__ == "__main__":
    main()
