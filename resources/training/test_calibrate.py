"""Tests of calibrate.py: python3 -m unittest test_calibrate"""
import contextlib
import io
import json
import os
import shutil
import tempfile
import unittest
from unittest import mock

import numpy as np

import calibrate


class TestCalibrate(unittest.TestCase):
    def test_fit_findsTheLineThatMadeThePairs(self):
        random = np.random.default_rng(5)
        probability = random.uniform(0.12, 0.98, 40000)
        line = {"slope": 0.8, "offset": 0.2}
        right = (random.uniform(size=len(probability)) < calibrate.confidence(line, probability)).astype(float)
        (slope, offset), errors = calibrate.fitted(probability, right)
        self.assertLess(abs(slope - line["slope"]), 4 * errors[0])
        self.assertLess(abs(offset - line["offset"]), 4 * errors[1])
        self.assertLess(max(errors), 0.03)
        found = calibrate.confidence({"slope": slope, "offset": offset}, probability)
        self.assertLess(abs(calibrate.gap(found, right)), 1e-9)  # what the largest likelihood means
        self.assertGreater(calibrate.gap(probability, right), 0.02)
        self.assertLess(calibrate.expected_error(found, right), 0.02)
        np.testing.assert_allclose(calibrate.confidence({"slope": 1, "offset": 0}, probability), probability)
        for outcome in (0.0, 1.0):
            with self.assertRaises(SystemExit):
                calibrate.fitted(probability[:50], np.full(50, outcome))
        with self.assertRaises(SystemExit):  # one probability only: no slope
            calibrate.fitted(np.full(50, 0.3), right[:50])

    def test_bins_countAndCompare(self):
        stated, right = np.array([0.0, 0.05, 0.25, 0.95, 1.0]), np.array([0.0, 1.0, 0.0, 1.0, 1.0])
        self.assertEqual(calibrate.bins(stated, right), [(2, 0.025, 0.5), (1, 0.25, 0.0), (2, 0.975, 1.0)])
        self.assertAlmostEqual(calibrate.expected_error(stated, right), (2 * 0.475 + 0.25 + 2 * 0.025) / 5)
        with self.assertRaises(SystemExit):
            calibrate.pairs({"shown": 3})

    def test_sample_isOfWholeDocumentsBehindTheStart(self):
        documents = ["%03d " % n + "word " * (n % 7 + 3) for n in range(200)]
        text = "\n\x1e\n".join(documents) + "\n\x1e\n"
        skip = text.index(documents[50]) + 3
        found = calibrate.sample(text, skip, 2000)
        self.assertEqual(found, calibrate.sample(text, skip, 2000))
        self.assertTrue(set(found) <= set(documents[51:]))
        self.assertGreaterEqual(sum(map(len, found)), 2000)
        self.assertLess(sum(map(len, found[:-1])), 2000)
        self.assertEqual(sorted(calibrate.sample(text, skip, 10 ** 9)), documents[51:])
        with self.assertRaises(SystemExit):
            calibrate.sample(text, len(text), 2000)

    def test_fit_isWrittenAndLeavesTheRest(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        program, text, path = (os.path.join(folder, name) for name in ("program", "text", "config.json"))
        before = {"format": "deltapad-vq", "training": {"data": "x"}}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(before, file)
        with open(text, "w", encoding="utf-8") as file:
            file.write("\n\x1e\n".join("document %d" % n for n in range(20)))
        # A program that says what `typing` would: of each probability some are right, more than it says.
        pairs = [{"probability": p, "right": n < 10 * p + 1} for p in (0.15, 0.3, 0.6, 0.8) for n in range(10)]
        with open(program, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\ncat <<'END'\n" + json.dumps({"suggestions": pairs}) + "\nEND\n")
        os.chmod(program, 0o755)
        said = []
        for call in (["fit", folder, text, "--deltapad", program, "--skip", "5", "--json", os.path.join(folder, "typing.json")],
                     ["check", folder, os.path.join(folder, "typing.json")]):
            with contextlib.redirect_stdout(io.StringIO()) as output, mock.patch("sys.argv", ["calibrate.py"] + call):
                calibrate.main()
            said.append(output.getvalue())
        with open(path, encoding="utf-8") as file:
            after = json.load(file)
        self.assertEqual(list(after), ["format", "confidence", "training"])
        self.assertEqual({key: after[key] for key in before}, before)
        self.assertEqual(set(after["confidence"]), {"slope", "offset"})
        self.assertIn("40 suggestions shown", said[0])
        self.assertIn("probability: ", said[1])
        self.assertIn("points too low", said[1])
        self.assertIn("confidence (slope %s, offset %s): 0.0 points" % tuple(after["confidence"].values()), said[1])


if __name__ == "__main__":
    unittest.main()
