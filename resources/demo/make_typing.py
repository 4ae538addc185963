# SPDX-License-Identifier: MIT
"""Writes typing.jsonl: an edit trace of somebody who types a short text of our own, mistypes and corrects words, and
then goes back to change earlier places. The same file comes out every time.

    python3 resources/demo/make_typing.py > resources/demo/typing.jsonl
"""
import json
import random
import sys

TEXT = """The lighthouse at the end of the bay had been dark for eleven years when Marta bought it. Nobody in the village
understood why. The stairs were rotten, the lamp room had lost half of its glass, and the gulls had moved in.

She began with the stairs. Every morning she carried two new planks up from the beach, and every evening she carried
two old ones down. By the end of March she could climb to the top without holding her breath.

"What will you do with it?" the postman asked. She thought about that for a while. "I will switch it on," she said.
"""

# (text before the place, what to replace there, replacement): done after the typing, in this order.
CHANGES = [
    ("dark for ", "eleven", "twelve"),
    ("Marta bought it", "", " with the last of her savings"),
    ("half of its glass", ", and the gulls had moved in", ""),
    ("carried ", "two new planks", "three new planks"),
    ("understood why. ", "The", "It was in a poor state: the"),
    ("thought about that ", "for a while", "longer than he had expected"),
]


def main():
    rng = random.Random(7)
    text, edits, clock = "", [], 0

    def edit(position, removed, inserted):
        nonlocal text, clock
        clock += rng.randint(60, 260)
        text = text[:position] + inserted + text[position + removed:]
        edits.append([position, removed, inserted, clock])

    wanted = TEXT.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n").rstrip()
    for index, character in enumerate(wanted):
        if character.isalpha() and rng.random() < 0.02:
            # A neighbouring letter slips in; it is noticed at once or a few keys later.
            edit(len(text), 0, rng.choice("etaoinshr"))
            later = wanted[index:index + rng.randint(0, 3)]
            for key in later:
                edit(len(text), 0, key)
            for _ in range(len(later) + 1):
                edit(len(text) - 1, 1, "")
        edit(len(text), 0, character)
    for before, old, new in CHANGES:
        begin = text.index(before + old) + len(before)
        for end in range(begin + len(old), begin, -1):
            edit(end - 1, 1, "")
        for offset, key in enumerate(new):
            edit(begin + offset, 0, key)

    header = {"name": "demo-typing", "source": "written for Deltapad", "license": "MIT", "start": ""}
    for line in [header, *edits]:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stderr.write(text + "\n")


main()
