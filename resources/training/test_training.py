"""Tests of the trainer on a model of a few thousand weights (seconds on one core): python3 -m unittest test_training"""
import contextlib
import copy
import hashlib
import io
import json
import lzma
import os
import tempfile
import types
import unittest
from unittest import mock

import numpy as np
import torch

import card_parts
import continue_from
import data
import evaluate
import export
import frontier
import frontier_page
import frontier_plot
import heads
import levers
import model_card
import tokenizer_training
import train
from exported import Exported
from make_tiny_model import TEXT
from quantiser import Quantiser

PHASE = {"init": None, "draws": 0, "steps": 30, "rows": 2, "quantised": False, "warmup": 2, "decay": 0.9, "commitment": 0.1}
LEVERS = {"noise": 0.1, "second": 0.1, "margin": {"weight": 0.1, "target": 0.1},
          "consistency": {"weight": 0.5, "target": 0.1, "rows": 1, "length": 64, "longest": 4}}
HEADS = {"tone": {"width": 4, "labels": ["no", "yes"], "train": "tone.train", "test": "tone.test", "mapping": {"n": 0, "y": 1},
                  "test_limit": 20, "description": "Tone"}}
HEADS["level"] = {**HEADS["tone"], "test": "level.test"}
HEADS["news"] = {**HEADS["tone"], "shipped": False, "source": "News, of which nothing may be shipped"}
CONFIG = {
    "name": "tiny", "seed": 5,
    "model": {"vocabulary": 360, "width": 32, "layers": 2, "heads": 2, "key_width": 8, "value_width": 12, "codes": 8,
              "mlp_width": 64, "context": 128, "local_mix": 3, "bigram_buckets": 64, "norm_epsilon": 1e-6, "window": [16, 16],
              "segments": [False, True], "offset_buckets": [0, 1, 2, 4, 8],
              "segment": {"width": 16, "groups": 2, "codes": 4, "max_length": 12}},
    "device": {"name": "cpu", "threads": 1, "processes": 1, "precision": "fp32", "compile": False},
    "log": {"valid_every": 10, "save_every": 3},
    "optimiser": {"matrix_rate": 0.02, "matrix_decay": 0.05, "table_rate": 0.008, "vector_rate": 0.004, "clip": 1.0},
    "phases": {"dense": PHASE, "quantised": {**PHASE, "init": "dense", "draws": 1, "quantised": True},
               **{name: {**PHASE, "init": "dense", "draws": 1, "steps": 4, "quantised": True, "levers": {name: LEVERS[name]}}
                  for name in LEVERS}},
    "heads": {},
}


class Training(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        for key in ("DELTAPAD_CORPUS", "DELTAPAD_LABELLED", "DELTAPAD_WORK"):  # they would lead out of that folder
            os.environ.pop(key, None)
        cls.config = copy.deepcopy(CONFIG)
        cls.config["paths"] = {"corpus": "", "labelled": "", "work": cls.folder.name}
        tokenizer = tokenizer_training.train([TEXT], cls.config["model"]["vocabulary"])
        tokenizer.save(data.work_path(cls.config, "tokenizer.json"))
        ids = np.array(([0] + tokenizer.encode(TEXT)) * 12, dtype=np.uint16)
        ids.tofile(data.work_path(cls.config, "train.bin"))
        ids.tofile(data.work_path(cls.config, "valid.bin"))
        train.Phase(cls.config, "dense").run()
        train.Phase(cls.config, "quantised").run()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def weights(self, phase, **changes):
        """Weights after a run of a phase, whose settings may be changed."""
        config = copy.deepcopy(self.config)
        config["phases"][phase].update(changes)
        train.Phase(config, phase).run()
        return torch.load(data.work_path(config, phase + ".pt"))["model"]

    def forget(self, phase):
        os.remove(data.work_path(self.config, phase + ".pt"))

    def test_everyLever_trains_andChangesTheResult(self):
        plain = self.weights("noise", levers={})
        self.forget("noise")
        for name in LEVERS:
            moved = self.weights(name)
            self.forget(name)
            key = "layers.0.attention.q.weight"
            self.assertTrue(all(torch.isfinite(t.float()).all() for t in moved.values()), name)
            self.assertGreater(float((moved[key] - plain[key]).abs().max()), 0, name)

    def test_interruptedPhase_goesOnToTheSameWeights(self):
        whole = self.weights("consistency")
        self.forget("consistency")
        phase = train.Phase(self.config, "consistency")
        phase.add_up = lambda stop, original=phase.add_up: original(stop) or phase.step == 1
        phase.run()
        self.assertEqual(torch.load(data.work_path(self.config, "consistency.pt"))["step"], 2)
        resumed = self.weights("consistency")
        self.forget("consistency")
        for key, tensor in whole.items():
            self.assertTrue(torch.equal(tensor, resumed[key]), key)

    def test_edit_keepsEveryRowBehindIt(self):
        generator, text = np.random.default_rng(3), np.arange(1000, 2000)
        for _ in range(500):
            old = generator.integers(1, 900, size=40)
            new, source = levers.edit(old, generator, 6, text)
            behind = source >= 0
            self.assertEqual(len(new), 40)
            self.assertGreater(behind.sum(), 0)
            self.assertEqual(new[0], old[0])
            self.assertTrue((new[behind] == old[source[behind]]).all())

    def test_inside_isPositiveForTheNearestCodeOnly(self):
        torch.manual_seed(1)
        quantiser = Quantiser(2, 5, 3).eval()
        quantiser.codebook.normal_()
        rows = torch.randn(100, 2, 3)
        _, nearest, _ = quantiser(rows)
        self.assertGreaterEqual(float(quantiser.inside(rows, nearest).min()), 0)
        self.assertLess(float(quantiser.inside(rows, (nearest + 1) % 5).max()), 0)
        # On the boundary of two codes the distance is 0, one step of a tenth of the way to a code further it is that step.
        a, b = quantiser.codebook[0, :2]
        quantiser.codebook[0, 2:] = 100.0
        point = ((a + b) / 2 + 0.1 * (a - b))[None, None].repeat(1, 2, 1)
        found = quantiser.inside(point, torch.zeros(1, 2, dtype=torch.long))[0, 0]
        self.assertAlmostEqual(float(found), float(0.1 * (a - b).norm() / point[0, 0].norm()), places=4)

    def test_noiseAndSecond_onlyDisturbTraining(self):
        torch.manual_seed(2)
        quantiser = Quantiser(1, 6, 4)
        quantiser.codebook.normal_()
        quantiser.ready.fill_(True)
        rows = torch.randn(400, 1, 4)
        still = quantiser.eval()(rows)[0]
        for noise, second in ((0.5, 0.0), (0.0, 0.3)):
            quantiser.noise, quantiser.second = noise, second
            self.assertTrue(torch.equal(quantiser.eval()(rows)[0], still))
            moved = (quantiser.train()(rows)[0] - still).abs().sum(-1) > 1e-4
            self.assertTrue(0.05 < float(moved.float().mean()) < 0.9)

    def test_frontierStudy_measuresEveryPhase_andSkipsWhatIsDone(self):
        config = {**self.config, "adapt": self.config["phases"]["quantised"]}
        config["adapt"] = {**config["adapt"], "steps": 4}
        config["phases"] = {"dense": CONFIG["phases"]["dense"], "twin": {"quantised": False},
                            "codes4": {"model": {"codes": 4}}, "wide": {"model": {"window": [16, 32]}},
                            "labels": {"model": {"positions": "gapped_labels"}, "engine": False},
                            "relu": {"model": {"scores": "relu"}, "engine": False},
                            "rising": {"model": {"codes": [4, 8]}, "engine": False},
                            "heads4": {"model": {"heads": 4, "key_width": 4, "value_width": 6},
                                       "fresh": ["gain", "offset_bias", "seg_bias"]},
                            "sharp": {"scale": {"attention.gain": 1.5}}}
        names = [name for name in config["phases"] if name != "dense"]
        path = os.path.join(self.folder.name, "study.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(config, file)
        for _ in range(2):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                frontier.study(path, names, evaluate_options=["--trials", "2"], quiet=True)
            lines = printed.getvalue().splitlines()
            self.assertEqual([line.split("\t")[0] for line in lines[1:]], names)
        measured = {row["name"]: row for row in frontier.rows(config)}
        self.assertIsNone(measured["twin"]["flips"])
        losses = [row["bits_per_byte"] for row in measured.values()]
        self.assertEqual(len(set(losses)), len(losses))  # every phase really is another model

    def test_frontierPage_saysOnlyWhatTheFiguresBearOut(self):
        def row(name, bits, ratio):
            return {"name": name, "note": "note of " + name, "bits_per_byte": bits, "price": bits / 1.9 - 1, "flips": 0.1,
                    "real_flips": None, "ratio": ratio}
        rows = [row("twin", 1.9, None), row("plain", 2.0, 40.0), row("restart", 2.02, 39.0), row("narrow", 2.004, 60.0),
                row("cut", 2.03, 39.5), row("cheap", 2.1, 90.0)]
        config = {"model": {"width": 8, "layers": 2, "heads": 2, "context": 64},
                  "phases": {"dense": {"rows": 2, "steps": 5}, "twin": {"quantised": False}, "plain": {"steps": 3}, "narrow": {},
                             "restart": {"fresh": ["none"]}, "cut": {"fresh": ["gain"]}, "cheap": {}},
                  "groups": [{"title": "Start", "phases": ["twin", "plain", "restart"]}, {"title": "Windows", "phases": ["narrow"]}],
                  "best": {"phase": "narrow", "at_most_percent": 1.0, "text": "{narrow.ratio:.0f} times for {narrow.more:+.2f} %"},
                  "findings": [{"text": "cut costs {cut.more:.1f}", "holds": ["cut.more > 0.4", "cut.ratio < plain.ratio"]}]}
        frontier_page.write(self.folder.name, rows, config)
        with open(os.path.join(self.folder.name, "FRONTIER.md"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("60 times for +0.20 %", page)      # against plain
        self.assertIn("cut costs 0.5", page)             # against restart
        places = [page.index(words) for words in ("## Start", "| restart |", "## Windows", "| narrow |", "## Others", "| cut |")]
        self.assertEqual(places, sorted(places))
        for wrong in ({"findings": [{"text": "", "holds": ["cut.more < 0.4"]}]}, {"best": {**config["best"], "phase": "plain"}},
                      {"best": {**config["best"], "at_most_percent": 10}}):
            with self.assertRaises(SystemExit):
                frontier_page.markdown(frontier_page.with_differences(rows, config), {**config, **wrong})

    def test_frontierPlot_labelsOverlapNothing(self):
        for spread in (1, 10):  # with 1 the lines cannot but cross
            dots = [(400 + spread * i, 300 + spread * (i * 7 % 5)) for i in range(10)]
            boxes = [box for box, _ in frontier_plot.places(dots, ["label%d" % i for i in range(10)], (0, 0, 1000, 600))]
            marks = [(x - frontier_plot.DOT, y - frontier_plot.DOT, x + frontier_plot.DOT, y + frontier_plot.DOT) for x, y in dots]
            for i, box in enumerate(boxes):
                self.assertFalse([b for b in boxes[i + 1:] + marks if frontier_plot.overlap(box, b)], i)

    def test_card_isMadeOfScoresLogsAndFilesInOneGo(self):
        base = tempfile.mkdtemp(dir=self.folder.name)
        self.addCleanup(os.remove, data.work_path(self.config, "scores.json"))  # other tests list what has been measured
        config = {**self.config, "heads": HEADS, "card": {
            "quantised": "quantised", "twin": "dense", "slope": ["steady"], "experiment": "With these limits.", "heads": "Heads, in words.",
            "training": "{steps[dense]} and {steps[quantised]} steps."}}
        files = {}
        for name, content in (("experiment", "| history | median |\n|---|--:|\n| git | 61.5 |\n"), ("comparison", "| presage | 12.3 % |\n"),
                              ("typing", {"keys_with": 700, "keys_without": 1000, "saved_share": 0.3, "shown": 400, "precision": 0.25,
                                          "calibration_error": 0.0623, "calibration": [{"shown": 300, "right": 70, "probability": 0.15},
                                                                                     {"shown": 100, "right": 30, "probability": 0.5}],
                                          "suggestions": [{"probability": 0.25, "right": True}, {"probability": 0.15, "right": False}]}),
                              ("experiment_figures", {"parts": [
                                  {"origin": "git", "steps": "atomic", "edits": 300, "flip_rate": [0.01, 0.03], "rows_changed": [0.02, 0.04]},
                                  {"origin": "wiki", "steps": "atomic", "edits": 100, "flip_rate": [0.02, 0.08], "rows_changed": [0.02, 0.09]},
                                  {"origin": "git", "steps": "whole", "edits": 9, "flip_rate": [0.5, 0.5], "rows_changed": [0.9, 0.9]}]}),
                              ("coauthor", "For reference, 29.2 %.\n"),
                              ("score", {"bits_per_byte": 2.5, "bytes": 3000, "tokens": 1000}),
                              ("eight_bits", {"text_bytes": 300000, "rounded": {"nothing": {"bytes": 9e6, "bits_per_byte": 2.0},
                                                                               "all": {"bytes": 5e6, "bits_per_byte": 2.01}}})):
            files[name] = os.path.join(base, name)
            with open(files[name], "w", encoding="utf-8") as file:
                file.write(content if isinstance(content, str) else json.dumps(content))
        folder = os.path.join(base, "model")
        with contextlib.redirect_stdout(io.StringIO()):
            export.export(config, "quantised", folder)
            data.note_scores(config, {"exported": evaluate.folder_scores(config, folder, 2), "dense": evaluate.phase_scores(
                config, "dense", torch.device("cpu"), None, 2), "quantised": evaluate.phase_scores(config, "quantised", torch.device("cpu"), None, 2)})
            with open(data.work_path(config, "steady.log"), "w", encoding="utf-8") as file:
                for tokens, loss in ((1e6, 4.0), (1.5e6, 3.95), (2e6, 3.9)):
                    print(json.dumps({"step": 1, "tokens": tokens, "rate": 0.7, "valid": loss}), file=file)
            for kind, total in (("train", 5), ("valid", 5)):
                with open(data.work_path(config, kind + ".json"), "w", encoding="utf-8") as file:
                    json.dump({"total": {"documents": total, "tokens": 1000, "bytes": 3000}}, file)
            heads.write(folder, "tone", heads.Head(config["model"]["width"], 4, 2), HEADS["tone"])
            found = {"accuracy": 0.875, "macro_f1": 0.8741, "calibration_error": 0.031, "documents": 200, "right": "ff" * 25}
            unnoted = {key: value for key, value in found.items() if key != "right"}
            data.note_scores(config, {"heads": {"tone": found, "level": found}, "quantised heads": {"news": unnoted}, "dense heads": {
                "tone": {**found, "accuracy": 0.891, "right": "fe" * 25}, "news": unnoted}})
            model_card.write(config, folder, files)
            with open(os.path.join(folder, "MODEL_CARD.md"), encoding="utf-8") as file:
                card = file.read()
            with open(os.path.join(folder, "config.json"), "rb") as file:
                layout = file.read()
            whole = hashlib.sha256()
            for name in ("config.json", "model.safetensors", "tokenizer.json", "heads/tone.safetensors"):
                with open(os.path.join(folder, name), "rb") as file:
                    whole.update(file.read())
            data.note_scores(config, {"dense heads": {"tone": {**found, "documents": 100}}})
            with self.assertRaises(SystemExit):  # other documents: no comparison
                model_card.write(config, folder, files)
        for words in ("| git | 61.5 |", "With these limits.", "| presage | 12.3 % |", "700 keys in place of 1,000, 30.0 % saved", "+0.50 %",
                      "5.0 MB instead of 9.0", "| the same, by the engine, every document from its own start | 2.5 | 5.1986 |", "30 and 30 steps.",
                      "| tone | no, yes | tone.test | 200 | 87.5 % | 89.1 % | +", "-0.048 bits per byte a doubling",
                      "| steady | 1.0 | 1.9236 | 0.70 |", "For reference, 29.2 %.", "| git, atomic steps | 300 | 1.00 / 3.00 | **2.00** | 2.00 / 4.00 |",
                      "(weighted by their number): the flip rate is 2.75 % a layer", f"`deltapad model` prints it: `{whole.hexdigest()}`",
                      f"is 1.2\npoints too low on average", "(6.2 in ten bins)", "is 30.0 points too low (45.0 in ten bins)", "Heads, in words.", "Heads: news: News, of which nothing may be shipped; tone: ", f"| config.json | {len(layout):,} | `{hashlib.sha256(layout).hexdigest()}` |"):
            self.assertIn(words, card)
        few, many = card_parts.paired_difference({"right": "ff" * 25, "documents": 200}, {"right": "fe" * 25, "documents": 200})
        spread = 196 * (0.125 * 0.875 / 200)**0.5  # 95 % of a normal distribution; a resample counts in steps of half a point
        self.assertAlmostEqual(few, 12.5 - spread, delta=0.6)
        self.assertAlmostEqual(many, 12.5 + spread, delta=0.6)
        self.assertIn("| news (not shipped) | no, yes | tone.test | 200 | 87.5 % | 87.5 % | -6.5 to +6.5 |", card)
        self.assertNotIn("right", json.loads(layout)["training"]["heads"]["tone"])
        self.assertNotIn("| level |", card)  # measured, but not in the folder

    def test_segmentsOfParagraphs_closeAtLineBreaksOnly(self):
        tokenizer = tokenizer_training.Tokenizer.load(data.work_path(self.config, "tokenizer.json"))
        closing, sentences = tokenizer.segment_end_tokens("paragraphs"), tokenizer.segment_end_tokens()
        self.assertEqual(closing, [i for i in sentences if i == tokenizer.start_token or b"\n" in tokenizer.token_bytes(i)])
        self.assertGreater(len(sentences), len(closing))
        self.assertGreater(len(closing), 1)
        config = copy.deepcopy(self.config)
        config["model"]["segment"]["closed_by"] = "paragraphs"
        folder = os.path.join(self.folder.name, "paragraphs")
        with contextlib.redirect_stdout(io.StringIO()):
            export.export(config, "quantised", folder)
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            segment = json.load(file)["segment"]
        self.assertEqual(segment, {**self.config["model"]["segment"], "end_tokens": closing})

    def test_bundledCard_namesTheFilesBesideIt(self):
        folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models", "delta-5m")
        with open(os.path.join(folder, "MODEL_CARD.md"), encoding="utf-8") as file:
            self.assertIn(card_parts.hashes(folder), file.read())

    def test_head_startsAlikeOnModelAndTwin(self):
        labelled = os.path.join(self.folder.name, "labelled")
        os.makedirs(labelled, exist_ok=True)
        for which, count in (("train", 60), ("test", 30)):
            with lzma.open(os.path.join(labelled, f"tone.{which}.tsv.xz"), "wt", encoding="utf-8") as file:
                file.writelines(f"{'ny'[i % 2]}\t{'the old dog' if i % 2 else 'A new car'} {i} and more words\n" for i in range(count))
        config = {**self.config, "heads": HEADS, "paths": {**self.config["paths"], "labelled": labelled}}
        tokenizer = tokenizer_training.Tokenizer.load(data.work_path(config, "tokenizer.json"))
        whole, classes = data.labelled_rows(config, tokenizer, "tone.train", {"n": 0, "y": 1}, 100)
        some, of = data.labelled_rows(config, tokenizer, "tone.train", {"n": 0, "y": 1}, 3, 20)
        self.assertEqual((len(whole), len(some), set(of)), (60, 20, {0, 1}))
        self.assertEqual({len(row) for row in some}, {3})
        path, folder = os.path.join(self.folder.name, "heads.json"), os.path.join(self.folder.name, "with_heads")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(config, file)
        firsts = []

        def fit(settings, rows, offsets, classes, generator, device, start=None):
            assert start is None
            firsts.append((heads.Head(rows.shape[1], settings["width"], 2).state_dict(), classes.tolist(), generator.random()))
            return heads.Head(rows.shape[1], settings["width"], 2)

        with contextlib.redirect_stdout(io.StringIO()), mock.patch.object(heads, "fit", fit):
            export.export(config, "quantised", folder)
            for arguments in ([path, folder, "tone"], [path, "--phase", "dense", "tone"]):
                with mock.patch("sys.argv", ["heads.py", *arguments]):
                    heads.main()
        (a, labels, drawn), (b, other_labels, other_drawn) = firsts
        self.assertEqual((labels, drawn), (other_labels, other_drawn))
        self.assertTrue(all(torch.equal(a[key], b[key]) for key in a))
        with open(data.work_path(config, "scores.json"), encoding="utf-8") as file:
            scores = json.load(file)
        self.assertEqual((scores["heads"]["tone"]["documents"], scores["dense heads"]["tone"]["documents"]), (20, 20))

    def test_head_goesOnFromTheOneTrainedWithTheTrunk(self):
        trained = heads.Head(self.config["model"]["width"], HEADS["tone"]["width"], 2)
        trunk = types.SimpleNamespace(config=self.config["model"], device="cpu", state={"head": trained.state_dict()})
        config = {"heads": HEADS, "phases": {"twin": {"labelled": {"head": "tone"}}, "plain": {}}}
        start = heads.start_of(config, trunk, "tone", None, "twin")
        self.assertTrue(torch.equal(start.hidden.weight, trained.hidden.weight))
        self.assertIsNone(heads.start_of(config, trunk, "level", None, "twin"))
        self.assertIsNone(heads.start_of(config, trunk, "tone", None, "plain"))
        folder = tempfile.mkdtemp(dir=self.folder.name)
        self.assertIsNone(heads.start_of(config, trunk, "tone", folder, None))
        os.makedirs(os.path.join(folder, "heads"))
        heads.write(folder, "tone", trained, HEADS["tone"])
        self.assertTrue(torch.allclose(heads.start_of(config, trunk, "tone", folder, None).hidden.weight, trained.hidden.weight, atol=1e-3))

    def test_exportedFolder_goesOnAsACheckpoint(self):
        folder = os.path.join(self.folder.name, "exported")
        with contextlib.redirect_stdout(io.StringIO()):
            export.export(self.config, "quantised", folder)
            continue_from.write_checkpoint(self.config, folder, "again")
        tokens, n = data.load_tokens(self.config, "valid"), self.config["model"]["context"]
        again, _, state = train.load({**self.config}, "again", torch.device("cpu"), torch.float32)
        trained, _, _ = train.load(self.config, "quantised", torch.device("cpu"), torch.float32)
        before = train.quick_loss(trained, tokens, True, 8, n)
        self.assertAlmostEqual(train.quick_loss(again, tokens, True, 8, n), before, delta=0.005 * before)
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["training"]["tokens_seen"], state["tokens_seen"])
        inputs = torch.from_numpy(tokens[None, :n].astype(np.int64))
        codes = Exported(folder).forward(inputs)["codes"]
        with torch.no_grad():
            same = [(a == b).float().mean() for a, b in zip(codes, again.eval()(inputs, True)[1]["codes"])]
        self.assertGreater(float(min(same)), 0.98)
        # Without quantisers the reconstruction is near what the trained weights compute, too.
        dense = train.quick_loss(trained, tokens, False, 8, n)
        self.assertAlmostEqual(train.quick_loss(again, tokens, False, 8, n), dense, delta=0.1 * dense)


if __name__ == "__main__":
    unittest.main()
