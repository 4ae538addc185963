"""How often suggestions are right against the probability that the model gives them: the `confidence` of config.json.

    calibrate.py fit FOLDER TEXT --deltapad PROGRAM [--skip N] [--characters N] [--json FILE]
    calibrate.py check FOLDER FILE

`fit` types a sample of TEXT (documents that a line with the byte 0x1E ends) by `deltapad typing --suggestions`, fits
sigmoid(slope * logit(p) + offset) to what was right (maximum likelihood) and writes both numbers into FOLDER's config.json,
rounded to three digits. The sample: whole documents, drawn from what lies behind the first N characters, which are for
reporting, until there are --characters of them. It depends on TEXT alone, and the fit on the model's own probabilities, so
a second run finds the same numbers. --json keeps what `typing` wrote.

`check` prints what FILE, as `deltapad typing --suggestions --json` wrote it, says of the fit in FOLDER: for the model's own
probabilities and for the confidence made of them, mean and share that was right in ten bins. FILE should be of other text
than the fit's.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile

import numpy as np

END = "\n\x1e\n"
SLOPES, OFFSETS = (0.1, 10), (-5, 5)  # what the engine takes (FORMAT.md)
BINS = 10
SEED = 1


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def sample(text, skip, characters):
    """Documents behind the first `skip` characters, drawn until there are enough; the one that is cut there is left out."""
    rest = [document for document in (d.strip("\n\x1e") for d in text[skip:].split(END)[1:]) if document.strip()]
    random.Random(SEED).shuffle(rest)
    lengths = np.cumsum([0] + [len(document) for document in rest])
    if not rest:
        raise SystemExit(f"no document behind the first {skip:,} characters")
    return rest[:max(1, int((lengths < characters).sum()))]


def typed(program, folder, documents, threads):
    """What `deltapad typing` says of the documents, every shown suggestion listed."""
    with tempfile.TemporaryDirectory() as base:
        path = os.path.join(base, "sample.txt")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(END.join(documents) + "\n")
        call = [program, "typing", "--documents", "--suggestions", "--model", folder, "--json", "-", path]
        return json.loads(subprocess.run(call + (["--threads", str(threads)] if threads else []), stdout=subprocess.PIPE, check=True).stdout)


def pairs(facts):
    """Probabilities, inside 0..1, and what was right of them."""
    if not facts.get("suggestions"):
        raise SystemExit("no suggestions: expected what `deltapad typing --suggestions --json` wrote")
    probability = np.array([f["probability"] for f in facts["suggestions"]], dtype=float)
    return np.clip(probability, 1e-12, 1 - 1e-12), np.array([f["right"] for f in facts["suggestions"]], dtype=float)


def confidence(fit, probability):
    return 1 / (1 + np.exp(-(fit["slope"] * np.log(probability / (1 - probability)) + fit["offset"])))


def fitted(probability, right):
    """Slope and offset of the largest likelihood, and their standard errors, by Newton's steps."""
    lines = np.stack([np.log(probability / (1 - probability)), np.ones_like(probability)], 1)
    weights = np.array([1.0, 0.0])
    for _ in range(100):
        stated = 1 / (1 + np.exp(-lines @ weights))
        curvature = (lines * (stated * (1 - stated))[:, None]).T @ lines
        if not np.isfinite(curvature).all() or np.linalg.cond(curvature) > 1e12:
            raise SystemExit("nothing can be fitted: too few suggestions, or all of them right or wrong")
        step = np.linalg.solve(curvature, lines.T @ (right - stated))
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    else:
        raise SystemExit("nothing can be fitted: the steps do not come to an end")
    return weights, np.sqrt(np.diag(np.linalg.inv(curvature)))


def bins(stated, right):
    """(number, mean stated, share right) of every bin that holds something."""
    place = np.minimum((stated * BINS).astype(int), BINS - 1)
    return [(int((place == n).sum()), float(stated[place == n].mean()), float(right[place == n].mean())) for n in range(BINS) if (place == n).any()]


def gap(stated, right):
    """How much too low what is stated is on average."""
    return float((right - stated).mean())


def expected_error(stated, right):
    return sum(number * abs(mean - share) for number, mean, share in bins(stated, right)) / len(stated)


def written(folder, fit):
    """The fit into config.json, in front of `training`."""
    path = os.path.join(folder, "config.json")
    layout = read_json(path)
    training = {key: layout.pop(key) for key in ("training",) if key in layout}
    layout["confidence"] = fit
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**layout, **training}, file, indent=1)
        file.write("\n")


def report(name, stated, right):
    lines = [f"{name}: {100 * abs(gap(stated, right)):.1f} points too {'low' if gap(stated, right) > 0 else 'high'} on average, "
             f"{100 * expected_error(stated, right):.1f} in ten bins"]
    return "\n".join(lines + [f"  {number:6,} stated {100 * mean:5.1f} %   right {100 * share:5.1f} %" for number, mean, share in bins(stated, right)])


def fit(arguments):
    with open(arguments.text, encoding="utf-8", newline="") as file:
        documents = sample(file.read(), arguments.skip, arguments.characters)
    facts = typed(arguments.deltapad, arguments.folder, documents, arguments.threads)
    probability, right = pairs(facts)
    (slope, offset), errors = fitted(probability, right)
    found = {"slope": round(float(slope), 3), "offset": round(float(offset), 3)}
    if not (SLOPES[0] <= found["slope"] <= SLOPES[1] and OFFSETS[0] <= found["offset"] <= OFFSETS[1]):
        raise SystemExit(f"slope {slope:.3f} and offset {offset:.3f} are not in {SLOPES} and {OFFSETS}: nothing was written")
    written(arguments.folder, found)
    print(f"{len(documents)} documents, {sum(map(len, documents)):,} characters, {len(right):,} suggestions shown\n"
          f"slope {slope:.4f} (standard error {errors[0]:.4f}), offset {offset:.4f} ({errors[1]:.4f})")
    print(report("probability, on the fit's own text", probability, right))
    print(report("confidence, on the fit's own text", confidence(found, probability), right))
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(facts, file)


def check(arguments):
    found = read_json(os.path.join(arguments.folder, "config.json")).get("confidence", {"slope": 1, "offset": 0})
    probability, right = pairs(read_json(arguments.file))
    print(report("probability", probability, right))
    print(report(f"confidence (slope {found['slope']}, offset {found['offset']})", confidence(found, probability), right))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parts = parser.add_subparsers(required=True)
    part = parts.add_parser("fit")
    part.set_defaults(work=fit)
    part.add_argument("folder")
    part.add_argument("text")
    part.add_argument("--deltapad", required=True, help="the program")
    part.add_argument("--skip", type=int, default=20000, help="characters at the start that are not for fitting (default 20000)")
    part.add_argument("--characters", type=int, default=80000, help="how many to type at least (default 80000)")
    part.add_argument("--threads", type=int, default=0, help="of the program (default: all cores)")
    part.add_argument("--json", help="file to keep what `typing` wrote in")
    part = parts.add_parser("check")
    part.set_defaults(work=check)
    part.add_argument("folder")
    part.add_argument("file")
    arguments = parser.parse_args()
    arguments.work(arguments)


if __name__ == "__main__":
    main()
