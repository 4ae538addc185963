#!/usr/bin/env python3
"""Keys saved by Deltapad's suggestions and by presage, Debian's predictive-text program, on the same text.

    compare_presage.py --deltapad PROGRAM [--model FOLDER] [--presage PROGRAM] [--limit 20000] [--markdown FILE] TEXT

Both write the same first characters of TEXT key by key into an empty document, with one suggestion shown at a time. Accepting
costs one key and is done by a typist who knows the text and takes what is right if that saves a key. presage runs with its
installed configuration but for the number of suggestions and without the predictor that learns for good: on our text that one
stops with a failed assertion of its own. The one that remembers recent words stays. It is measured twice: as it is, and with
two advantages (case is ignored, and the blank behind an accepted word is free). It offers one word at every key; Deltapad up
to three (also measured with one) and only what passes its gate.
presage's simulator prints a rate of its own; its count of keys for accepting is less than one a suggestion, so the keys are
counted here from the suggestions it prints (tests: test_compare_presage.py). Without presage one line says so and nothing is measured.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def suggestions(printed):
    """(word, typed part, suggestion or "") of every key in the simulator's report."""
    lines, found = printed.split("\n"), []
    for i, line in enumerate(lines[:-1]):
        if line.startswith("=====") and not line.startswith("===> "):
            break
        if line.startswith("===> ") and lines[i + 1].startswith("   > "):
            after = lines[i + 2] if i + 2 < len(lines) and not lines[i + 2].startswith("===> ") else ""
            found.append((line[len("===> "):], lines[i + 1][len("   > "):], after.lstrip("\b")))
    return found


def count(text, offered, advantages):
    """Keys for `text` if every offered word that is right is taken where that saves a key."""
    low, at, saved, shown, accepted, word_done = text.lower() if advantages else text, 0, 0, 0, 0, False
    for word, typed, suggestion in offered:
        if typed == "":
            begin = low.find(word, at)
            at, word_done = (begin + len(word) if begin >= 0 else at), not word or begin < 0
        if word_done:
            continue
        shown += suggestion != "" and suggestion != typed
        blank = advantages and low[at:at + 1] == " "
        if suggestion == word and len(word) - len(typed) + blank > 1:
            saved += len(word) - len(typed) + blank - 1
            accepted, word_done = accepted + 1, True
    return {"keys_without": len(text), "keys_with": len(text) - saved, "saved_share": saved / len(text), "shown": shown,
            "accepted": accepted, "precision": accepted / shown if shown else 0.0}


def one_suggestion(settings):
    for pattern, instead in ((r"<SUGGESTIONS>\d+</SUGGESTIONS>", "<SUGGESTIONS>1</SUGGESTIONS>"),
                             (r"(<PREDICTORS>[^<]*)UserSmoothedNgramPredictor ", r"\1")):
        settings, found = re.subn(pattern, instead, settings)
        if found != 1:
            raise SystemExit(f"presage's configuration has no {pattern}")
    return settings


def presage(program, settings, text, advantages):
    with tempfile.TemporaryDirectory() as home:
        for name, content in (("settings.xml", one_suggestion(settings)), ("text.txt", text)):
            with open(os.path.join(home, name), "w", encoding="utf-8", newline="") as file:
                file.write(content)
        # Prefixes are cut at bytes, so some are no UTF-8.
        call = [program, *(["-i"] if advantages else []), "-c", os.path.join(home, "settings.xml"), os.path.join(home, "text.txt")]
        printed = subprocess.run(call, env={**os.environ, "HOME": home}, stdout=subprocess.PIPE, check=True).stdout
    return count(text, suggestions(printed.decode("utf-8", "replace")), advantages)


def deltapad(program, model, text, words):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        call = [program, "typing", "--json", "-", "--words", str(words), *(["--model", model] if model else []), file.name]
        return json.loads(subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout)


def markdown(rows, limit):
    lines = [f"The first {limit:,} characters of the held-out text, key by key, one suggestion at a time, accepting costs a key:", "",
             "| program | keys saved | shown | accepted | of those shown |", "|---|--:|--:|--:|--:|"]
    for name, f in rows:
        lines.append(f"| {name} | {100 * f['saved_share']:.1f} % | {f['shown']:,} | {f['accepted']:,} | {100 * f['precision']:.1f} % |")
    return "\n".join(lines + ["", "Rules, and what presage is given for free: `tests/support/compare_presage.py`.", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("text")
    parser.add_argument("--deltapad", required=True, help="the program")
    parser.add_argument("--model", help="model folder (the bundled one)")
    parser.add_argument("--presage", default="presage_simulator", help="its simulator")
    parser.add_argument("--settings", default="/etc/presage.xml", help="presage's configuration")
    parser.add_argument("--limit", type=int, default=20000, help="characters to type")
    parser.add_argument("--markdown", help="file to write the table to")
    arguments = parser.parse_args()
    program = shutil.which(arguments.presage)
    if program is None or not os.path.exists(arguments.settings):
        print("skipped: presage is not installed")
        return
    with open(arguments.text, encoding="utf-8", newline="") as file:
        text = file.read()[:arguments.limit]
    with open(arguments.settings, encoding="utf-8") as file:
        settings = file.read()
    rows = [(f"Deltapad, up to {words} word{'s' if words > 1 else ''}", deltapad(arguments.deltapad, arguments.model, text, words))
            for words in (3, 1)]
    rows += [(f"presage{words}", presage(program, settings, text, advantages))
             for words, advantages in (("", False), (", case ignored and blanks free", True))]
    table = markdown(rows, len(text))
    print(table, end="")
    if arguments.markdown:
        with open(arguments.markdown, "w", encoding="utf-8") as file:
            file.write(table)


if __name__ == "__main__":
    sys.exit(main())
