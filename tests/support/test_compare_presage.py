"""python3 -m unittest test_compare_presage"""
import unittest

import compare_presage

PRINTED = """===> hello
   > 
the
===> hello
   > h
hello
===> there
   > 
\bthere
===> Is
   > 
===> Is
   > I
is
===> Is
   > Is
is
===> 
   > 
for

============================
Keystroke Savings Rate (KSR)
"""


class Counting(unittest.TestCase):
    def test_suggestions_areReadKeyByKey(self):
        self.assertEqual(compare_presage.suggestions(PRINTED),
                         [("hello", "", "the"), ("hello", "h", "hello"), ("there", "", "there"), ("Is", "", ""), ("Is", "I", "is"),
                          ("Is", "Is", "is"), ("", "", "for")])

    def test_count_takesWhatSavesAKey(self):
        text, offered = "hello there. Is", compare_presage.suggestions(PRINTED)
        plain = compare_presage.count(text, offered, advantages=False)
        # "ello" for one key saves 3, "there" 4; "s" of "Is" is no better than typing it, and the case differs.
        self.assertEqual((plain["keys_with"], plain["accepted"], plain["shown"]), (15 - 3 - 4, 2, 5))
        easy = compare_presage.count(text, [(w.lower(), t.lower(), s) for w, t, s in offered], advantages=True)
        self.assertEqual((easy["keys_with"], easy["accepted"]), (15 - 4 - 4, 2))  # and the blank behind "hello"

    def test_settings_oneSuggestionAndNothingLearnt(self):
        settings = "<PREDICTORS>A UserSmoothedNgramPredictor B</PREDICTORS><SUGGESTIONS>6</SUGGESTIONS>"
        self.assertEqual(compare_presage.one_suggestion(settings), "<PREDICTORS>A B</PREDICTORS><SUGGESTIONS>1</SUGGESTIONS>")
        with self.assertRaises(SystemExit):
            compare_presage.one_suggestion("<SUGGESTIONS>6</SUGGESTIONS>")


if __name__ == "__main__":
    unittest.main()
