"""The frontier study: one variable at a time from one dense checkpoint; bits per byte, flips and the saving that follows.

    frontier.py CONFIG.json [PHASE ...] [--deltapad PROGRAM --revisions FILE ...]
                                              trains and measures these phases (all of them if none is named); with the
                                              program and revision histories also exports each and plays real edits
    frontier.py CONFIG.json table             prints what has been measured so far
    frontier.py CONFIG.json page FOLDER       FOLDER/FRONTIER.md and frontier.svg from it

Every phase but the first is the config's `adapt` block with its own entries in place; a phase may change `model` entries
that the dense weights fit to (codes, windows, segment codes), let tensors begin anew (`fresh`) or scale some (`scale`).
`"engine": false`: what the phase tries is known to the trainer only. What is done is not done again, so a study stops and
goes on at will. Writes WORK/PHASE.pt, WORK/PHASE/ (the exported folder), WORK/PHASE.replay.json and WORK/frontier.tsv.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

import data
import frontier_page

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*arguments, quiet=False):
    subprocess.run(arguments, cwd=HERE, check=True, stdout=subprocess.DEVNULL if quiet else None)


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


def measure(config, path, phase, options, replay, quiet):
    """Trains a phase if that is not done, and notes its scores; `options` go to evaluate.py, `replay` (program and files)
    plays real edits."""
    run(sys.executable, "train.py", path, phase, quiet=quiet)
    if phase not in scores(config):
        run(sys.executable, "evaluate.py", path, "--phase", phase, *options, quiet=quiet)
    settings, played = config["phases"][phase], data.work_path(config, phase + ".replay.json")
    if replay is None or not settings["quantised"] or not settings.get("engine", True) or os.path.exists(played):
        return
    folder, (program, files) = os.path.join(config["paths"]["work"], phase), replay
    run(sys.executable, "export.py", path, phase, folder, quiet=True)
    run(program, "replay", "--model", folder, "--atomic", "--min-words", "1000", "--max-words", "2000", "--limit", "100",
        "--threads", "1", "--dense", "0", "--verify", "500", "--json", played + ".part", *files, quiet=True)
    os.replace(played + ".part", played)


def scores(config):
    path = data.work_path(config, "scores.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def rows(config):
    """What has been measured, a dict a phase: name, note, bits_per_byte, price (share more than the twin), flips (mean over
    kinds of one-token edits and layers), real_flips (by layer), ratio (median of operations on real edits)."""
    known, found = scores(config), []
    twin = known.get("twin", {}).get("bits_per_byte")
    for phase, settings in config["phases"].items():
        if phase not in known:
            continue
        score = known[phase]
        row = {"name": phase, "note": settings.get("note", ""), "bits_per_byte": score["bits_per_byte"],
               "price": score["bits_per_byte"] / twin - 1 if twin else None, "flips": None, "real_flips": None, "ratio": None}
        if "flips" in score:
            row["flips"] = statistics.mean(statistics.mean(f["later_rows"]) for f in score["flips"].values())
        played = data.work_path(config, phase + ".replay.json")
        if os.path.exists(played):
            with open(played, encoding="utf-8") as file:
                whole = json.load(file)["all"]
            if whole["mismatches"]:
                raise SystemExit(f"{phase}: {whole['mismatches']} of {whole['verified']} checks by the engine differ")
            row.update(real_flips=whole["flip_rate"], ratio=whole["ops_ratio"]["median"], edits=whole["edits"])
        found.append(row)
    return found


def table(config):
    lines = ["phase\tbits per byte\tagainst twin %\tflips, one-token edits %\tflips, real edits by layer %\toperations ratio"]
    for row in rows(config):
        cells = [row["name"], f"{row['bits_per_byte']:.4f}", "" if row["price"] is None else f"{100 * row['price']:.2f}",
                 "" if row["flips"] is None else f"{100 * row['flips']:.2f}",
                 " / ".join(f"{100 * v:.1f}" for v in row["real_flips"] or []), "" if row["ratio"] is None else f"{row['ratio']:.1f}"]
        lines.append("\t".join(cells))
    text = "\n".join(lines) + "\n"
    with open(data.work_path(config, "frontier.tsv"), "w", encoding="utf-8") as file:
        file.write(text)
    print(text, end="")


def study(path, phases, evaluate_options=(), replay=None, quiet=False):
    config, path = full_config(path)
    for phase in phases or config["phases"]:
        measure(config, path, phase, evaluate_options, replay, quiet)
    table(config)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("config")
    parser.add_argument("phases", nargs="*")
    parser.add_argument("--deltapad", help="the program, to play real edits with every exported phase")
    parser.add_argument("--revisions", nargs="+", default=[], help="revision histories to play")
    parser.add_argument("--tokens", help="of the validation text (all)")
    arguments = parser.parse_args()
    if arguments.phases == ["table"]:
        table(full_config(arguments.config)[0])
    elif arguments.phases[:1] == ["page"]:
        config, _ = full_config(arguments.config)
        frontier_page.write(arguments.phases[1], rows(config), config)
    else:
        replay = (os.path.abspath(arguments.deltapad), list(map(os.path.abspath, arguments.revisions))) if arguments.deltapad else None
        study(arguments.config, arguments.phases, ["--tokens", arguments.tokens] if arguments.tokens else [], replay)


if __name__ == "__main__":
    main()
