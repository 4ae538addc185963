#!/usr/bin/env python3
"""Deltapad's suggestions beside those that writers accepted in CoAuthor, where a large language model offered whole sentences.

    compare_coauthor.py --deltapad PROGRAM [--model FOLDER] [--every 40] [--json FILE] [--markdown FILE] TRACE.jsonl.xz ...

Of all traces: how much of what was written came by accepted suggestions (`ai_edits` of a trace's header), as keys saved if
accepting costs one key. Of every N-th trace (in the order of the names): the keys that `deltapad typing` saves on the final
text behind the prompt, and at every place where a writer accepted a sentence, whether Deltapad's first continuations begin
with the word that was taken. For reference only: the logs do not hold what was shown and left, the large model wrote the
sentences itself and so led what came next, and it is some thousand times as large. Tests: test_compare_coauthor.py.
"""
import argparse
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile

FIRST_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_trace(path):
    """(header, edits) of a trace; an edit is [place, deleted, inserted] in code points."""
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file if line.strip()]
    return lines[0], [line[:3] for line in lines[1:]]


def play(header, edits):
    """(final text, [(text before, place, accepted text)]) of a trace."""
    text, accepted, taken = header["start"], [], set(header.get("ai_edits", []))
    for number, (place, deleted, inserted) in enumerate(edits):
        if number in taken:
            accepted.append((text, place, inserted))
        text = text[:place] + inserted + text[place + deleted:]
    return text, accepted


def behind_prompt(header, text):
    return text[len(header["start"]):] if text.startswith(header["start"]) else text


def logged(traces):
    """What accepting brought in the traces: characters that came by it, less one key a suggestion."""
    written = sum(len(inserted) for _, edits in traces for _, _, inserted in edits)
    accepted = [edits[number][2] for header, edits in traces for number in header.get("ai_edits", [])]
    characters = sum(map(len, accepted))
    return {"traces": len(traces), "characters_written": written, "accepted": len(accepted), "characters_accepted": characters,
            "saved_share": (characters - len(accepted)) / written if written else 0.0}


def first_word(text):
    found = FIRST_WORD.search(text)
    return found.group().lower() if found else ""


def agreement(continuations, accepted):
    """Which of the continuations begins with the first word of the accepted text: 0, 1, ... or None."""
    wanted = first_word(accepted)
    return next((i for i, text in enumerate(continuations) if wanted and first_word(text) == wanted), None)


def call(program, model, text, *arguments):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        command = [program, *arguments, "--json", "-", *(["--model", model] if model else []), file.name]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def compare(program, model, traces):
    """`typing` on the final texts and agreement at the accepted places of these traces."""
    played = [(header, *play(header, edits)) for header, edits in traces]
    texts = [behind_prompt(header, text).strip("\n").replace("\x1e", "") for header, text, _ in played]
    typed = call(program, model, "\n\x1e\n".join(texts) + "\n\x1e\n", "typing", "--documents")
    places, first, among = 0, 0, 0
    for before, place, accepted in (one for _, _, found in played for one in found):
        # A word is to come: no letter stands before the place and the text begins with one, blanks and quotes aside.
        if not first_word(accepted) or (before[:place][-1:].isalnum() and accepted[:1].isalnum()):
            continue
        blanks = accepted[:len(accepted) - len(accepted.lstrip())]
        text = before[:place] + blanks
        answer = call(program, model, text, "complete", "--at", str(len(text)), "--count", "5")
        rank = agreement([one["text"] for one in answer["candidates"]], accepted)
        places, first, among = places + 1, first + (rank == 0), among + (rank is not None)
    return {"traces": len(traces), "typing": {key: typed[key] for key in ("keys_without", "keys_with", "saved_share", "shown", "precision")},
            "places": places, "first": first, "among_five": among}


def markdown(log, ours):
    typed = ours["typing"]
    return "\n".join((
        f"For reference, CoAuthor ({log['traces']:,} sessions of writers with GPT-3, which offered sentences on request): {log['accepted']:,} suggestions "
        f"accepted, {log['characters_accepted'] / log['accepted']:.0f} characters each,",
        f"{100 * log['saved_share']:.1f} % of all keys saved. Deltapad, typing the final texts of {ours['traces']} of these sessions: "
        f"{100 * typed['saved_share']:.1f} % of {typed['keys_without']:,} keys saved, {100 * typed['precision']:.1f} % of",
        f"{typed['shown']:,} shown taken. Where a sentence was accepted ({ours['places']} places in these sessions), Deltapad's first continuation begins with the same word",
        f"in {100 * ours['first'] / ours['places']:.1f} %, one of five in {100 * ours['among_five'] / ours['places']:.1f} %. "
        "What was shown and not taken is not in these logs. `tests/support/compare_coauthor.py`.", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("traces", nargs="+")
    parser.add_argument("--deltapad", required=True, help="the program")
    parser.add_argument("--model", help="model folder (the bundled one)")
    parser.add_argument("--every", type=int, default=40, help="ask Deltapad about every N-th trace only")
    parser.add_argument("--json", help="file to write the figures to")
    parser.add_argument("--markdown", help="file to write the sentences to, for the model card")
    arguments = parser.parse_args()
    traces = [read_trace(path) for path in sorted(arguments.traces, key=os.path.basename)]
    log, ours = logged(traces), compare(arguments.deltapad, arguments.model, traces[::arguments.every])
    text = markdown(log, ours)
    print(text, end="")
    for path, content in ((arguments.json, json.dumps({"logged": log, "deltapad": ours}, indent=1) + "\n"), (arguments.markdown, text)):
        if path:
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)


if __name__ == "__main__":
    sys.exit(main())
