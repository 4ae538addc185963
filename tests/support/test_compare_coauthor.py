"""python3 -m unittest test_compare_coauthor"""
import json
import os
import tempfile
import unittest

import compare_coauthor

HEADER = {"start": "Go.\n", "ai_edits": [1, 3]}
EDITS = [[4, 0, "We"], [6, 0, " went home."], [4, 2, "They"], [19, 0, "\nIt rained."]]


class CompareCoauthor(unittest.TestCase):
    def test_play_givesTheTextAndThePlacesOfSuggestions(self):
        text, accepted = compare_coauthor.play(HEADER, EDITS)
        self.assertEqual(text, "Go.\nThey went home.\nIt rained.")
        self.assertEqual(accepted, [("Go.\nWe", 6, " went home."), ("Go.\nThey went home.", 19, "\nIt rained.")])
        self.assertEqual(compare_coauthor.behind_prompt(HEADER, text), "They went home.\nIt rained.")
        self.assertEqual(compare_coauthor.behind_prompt(HEADER, "Went."), "Went.")  # the prompt was changed

    def test_logged_countsAKeyASuggestion(self):
        log = compare_coauthor.logged([(HEADER, EDITS), ({"start": ""}, [[0, 0, "abc"]])])
        self.assertEqual((log["traces"], log["accepted"], log["characters_accepted"], log["characters_written"]), (2, 2, 22, 31))
        self.assertAlmostEqual(log["saved_share"], 20 / 31)

    def test_agreement_isThatOfFirstWords(self):
        self.assertEqual(compare_coauthor.agreement(["a dog", "The cat"], ' "The end.'), 1)
        self.assertEqual(compare_coauthor.agreement(["don't", "do"], "Don’t go".replace("’", "'")), 0)
        self.assertIsNone(compare_coauthor.agreement(["there"], "the"))
        self.assertIsNone(compare_coauthor.agreement(["", "..."], "..."))  # no word was accepted: no agreement

    def test_compare_asksWhereAWordIsToCome(self):
        with tempfile.TemporaryDirectory() as folder:
            program, asked = os.path.join(folder, "program"), os.path.join(folder, "asked")
            with open(program, "w", encoding="utf-8") as file:
                file.write(f"""#!/usr/bin/env python3
import json, sys
with open(sys.argv[-1], encoding="utf-8", newline="") as file:
    text = file.read()
with open({asked!r}, "a", encoding="utf-8") as file:
    print(json.dumps([sys.argv[1:-1], text]), file=file)
print(json.dumps({{"candidates": [{{"text": "went away"}}], "keys_without": 4, "keys_with": 3, "saved_share": 0.25, "shown": 2, "precision": 0.5}}))
""")
            os.chmod(program, 0o755)
            inside = ({"start": "", "ai_edits": [1]}, [[0, 0, "hou"], [3, 0, "ses."]])  # the rest of a word: not counted
            found = compare_coauthor.compare(program, None, [(HEADER, EDITS), inside])
            with open(asked, encoding="utf-8") as file:
                calls = [json.loads(line) for line in file]
        self.assertEqual((found["places"], found["first"], found["among_five"]), (2, 1, 1))
        self.assertEqual([text for _, text in calls], ["They went home.\nIt rained.\n\x1e\nhouses.\n\x1e\n", "Go.\nWe ", "Go.\nThey went home.\n"])
        self.assertEqual(calls[1][0][:3], ["complete", "--at", "7"])
        words = compare_coauthor.markdown(compare_coauthor.logged([(HEADER, EDITS)]), found)
        for part in ("2 suggestions accepted, 11 characters each", "25.0 % of 4 keys saved, 50.0 % of\n2 shown", "50.0 %, one of five in 50.0 %"):
            self.assertIn(part, words)


if __name__ == "__main__":
    unittest.main()
