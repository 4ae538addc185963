"""Tests of the import of pre-trained models on random checkpoints (seconds on one core): python3 -m unittest test_pretrained"""
import contextlib
import io
import json
import os
import tempfile
import unittest

import numpy as np
import torch

import export_pretrained
import import_pretrained
import make_tiny_checkpoint
import pretrained
import pretrained_tokenizer
import reference
import tensor_file
from exported import Exported
from make_tiny_model import TEXT
from pretrained_model import draw_labels

KINDS = {"opt": [{}], "gpt2": [{}, {"prefix": ""}, {"masks": True}]}


# What the checkpoints mean, written from their tensors alone and in another way than pretrained_model.py: head by head, row by
# row, in float64.
def layer_norm(h, weight, bias):
    centred = h - h.mean(-1, keepdim=True)
    return centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt() * weight + bias


def plain_attention(q, k, v, heads):
    """[n, d] each -> [n, d]."""
    width, out = q.shape[1] // heads, torch.zeros_like(q)
    for a in range(heads):
        part = slice(a * width, (a + 1) * width)
        for i in range(len(q)):
            scores = k[:i + 1, part] @ q[i, part] / width**0.5
            weight = torch.exp(scores - scores.max())
            out[i, part] = (weight[:, None] * v[:i + 1, part]).sum(0) / weight.sum()
    return out


def plain_logits(folder, tokens):
    tensors, _ = tensor_file.read(os.path.join(folder, "model.safetensors"))
    t = {name.removeprefix("transformer.").removeprefix("model.decoder."): torch.from_numpy(array).double()
         for name, array in tensors.items()}
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    n = len(tokens)
    if config["model_type"] == "opt":
        h = t["embed_tokens.weight"][tokens] + t["embed_positions.weight"][torch.arange(n) + 2]
        for l in range(config["num_hidden_layers"]):
            def linear(name, x, l=l):
                return x @ t[f"layers.{l}.{name}.weight"].t() + t[f"layers.{l}.{name}.bias"]
            x = layer_norm(h, *(t[f"layers.{l}.self_attn_layer_norm.{kind}"] for kind in ("weight", "bias")))
            q, k, v = (linear(f"self_attn.{name}_proj", x) for name in "qkv")
            h = h + linear("self_attn.out_proj", plain_attention(q, k, v, config["num_attention_heads"]))
            x = layer_norm(h, *(t[f"layers.{l}.final_layer_norm.{kind}"] for kind in ("weight", "bias")))
            h = h + linear("fc2", linear("fc1", x).clamp_min(0))
        return layer_norm(h, t["final_layer_norm.weight"], t["final_layer_norm.bias"]) @ t["embed_tokens.weight"].t()
    h = t["wte.weight"][tokens] + t["wpe.weight"][:n]
    for l in range(config["n_layer"]):
        def product(name, x, l=l):
            return x @ t[f"h.{l}.{name}.weight"] + t[f"h.{l}.{name}.bias"]
        x = layer_norm(h, t[f"h.{l}.ln_1.weight"], t[f"h.{l}.ln_1.bias"])
        q, k, v = product("attn.c_attn", x).split(config["n_embd"], dim=1)
        h = h + product("attn.c_proj", plain_attention(q, k, v, config["n_head"]))
        x = product("mlp.c_fc", layer_norm(h, t[f"h.{l}.ln_2.weight"], t[f"h.{l}.ln_2.bias"]))
        x = x / (1 + torch.exp(-2 * (2 / np.pi)**0.5 * (x + 0.044715 * x**3)))  # x/2 (1 + tanh) by another road
        h = h + product("mlp.c_proj", x)
    return layer_norm(h, t["ln_f.weight"], t["ln_f.bias"]) @ t["wte.weight"].t()


class Pretrained(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)

    def folder(self, family, **kind):
        folder = os.path.join(self.scratch.name, family + "".join(sorted(kind)))
        make_tiny_checkpoint.write(folder, family, **kind)
        return folder

    def change(self, folder, config=None, **tensors):
        """Changes keys of config.json and tensors (None: taken away) of a checkpoint."""
        if config:
            path = os.path.join(folder, "config.json")
            with open(path, encoding="utf-8") as file:
                values = json.load(file)
            values.update(config)
            with open(path, "w", encoding="utf-8") as file:
                json.dump(values, file)
        path = os.path.join(folder, "model.safetensors")
        found, _ = tensor_file.read(path)
        found.update(tensors)
        tensor_file.write(path, {name: array for name, array in found.items() if array is not None}, {})

    def test_importedModel_hasTheLogitsOfAPlainForward(self):
        for family, kinds in KINDS.items():
            for kind in kinds:
                folder = self.folder(family, **kind)
                model, tokenizer = import_pretrained.load(folder, 8, None)
                tokens = torch.tensor([tokenizer.start_token] + tokenizer.encode(TEXT)[:80])
                with torch.no_grad():
                    found = model.eval().logits(model(tokens[None], False)[0])[0].double()
                expected = plain_logits(folder, tokens)
                self.assertGreater(float(expected.std()), 0.5)  # not a model that says nothing
                self.assertLess(float((found - expected).abs().max()), 2e-4 * float(expected.abs().max()), (family, kind))

    def test_untiedOutput_isRead(self):
        folder = self.folder("gpt2")
        tensors, _ = tensor_file.read(os.path.join(folder, "model.safetensors"))
        head = tensors["transformer.wte.weight"][::-1].copy()
        self.change(folder, {"tie_word_embeddings": False}, **{"lm_head.weight": head})
        model, _ = import_pretrained.load(folder, 8, None)
        self.assertTrue(np.array_equal(model.output.detach().numpy(), head))

    def test_tokenizerFiles_encodeAlike(self):
        for family in KINDS:
            folder = self.folder(family)
            _, tokenizer = import_pretrained.load(folder, 8, None)
            tokens = tokenizer.encode(TEXT)
            self.assertEqual(tokenizer.decode([tokenizer.start_token] + tokens), TEXT)
            self.assertLess(len(tokens), len(TEXT))
            with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as file:
                vocabulary = json.load(file)
            self.assertTrue(all(vocabulary[tokenizer.strings[t]] == t for t in tokens))
            specials = {tokenizer.strings[t] for t in tokenizer.specials if not tokenizer.strings[t].startswith("<unused_")}
            self.assertEqual(specials, set(make_tiny_checkpoint.SPECIALS) if family == "opt" else {"<|endoftext|>"})
            # tokenizer.json in place of the two files, also the one that the import itself writes.
            tokenizer.save(os.path.join(folder, "tokenizer.json"))
            os.remove(os.path.join(folder, "vocab.json"))
            _, again = import_pretrained.load(folder, 8, None)
            self.assertEqual(again.encode(TEXT), tokens)
            self.assertEqual(again.specials, tokenizer.specials)

    def test_wrongFolder_isRefusedInOneLine(self):
        name = "transformer.h.1.mlp.c_fc.weight"
        wide = np.zeros((4 * make_tiny_checkpoint.WIDTH, make_tiny_checkpoint.WIDTH), np.float32)
        cases = [
            ("gpt2", {"model_type": "bert"}, {}, "model_type"),
            ("gpt2", {"activation_function": "gelu"}, {}, "activation_function"),
            ("gpt2", {"n_head": 5}, {}, "n_head"),
            ("gpt2", {"scale_attn_by_inverse_layer_idx": True}, {}, "scale_attn_by_inverse_layer_idx"),
            ("gpt2", {"vocab_size": 7}, {}, "vocab_size|bos_token_id"),
            ("gpt2", {"tie_word_embeddings": False}, {}, "lm_head.weight"),
            ("gpt2", {"n_positions": 32}, {}, "transformer.wpe.weight"),
            ("gpt2", {}, {name: None}, name),
            ("gpt2", {}, {name: wide}, name),  # as nn.Linear keeps it
            ("gpt2", {}, {"transformer.h.2.ln_1.bias": wide}, "transformer.h.2.ln_1.bias"),
            ("opt", {"do_layer_norm_before": False}, {}, "do_layer_norm_before"),
            ("opt", {"word_embed_proj_dim": 16}, {}, "word_embed_proj_dim"),
            ("opt", {"bos_token_id": 20}, {}, "start token"),
            ("opt", {}, {"model.decoder.project_in.weight": wide}, "project_in"),
            ("opt", {}, {"model.decoder.embed_tokens.weight": None}, "embed_tokens"),
        ]
        for family, config, tensors, word in cases:
            folder = self.folder(family)
            self.change(folder, config, **tensors)
            with self.assertRaisesRegex(pretrained.CheckpointError, word) as caught:
                import_pretrained.load(folder, 8, None)
            self.assertNotIn("\n", str(caught.exception))
        folder = self.folder("opt")
        path = os.path.join(folder, "model.safetensors")
        with open(path, "rb") as file:
            whole = file.read()
        for cut in (0, 5, 100, len(whole) - 1):
            with open(path, "wb") as file:
                file.write(whole[:cut])
            with self.assertRaises(pretrained.CheckpointError):
                pretrained.read(folder)
        with open(path, "wb") as file:  # a NaN in the last number
            file.write(whole[:-2] + b"\x00\x7e")
        with self.assertRaisesRegex(pretrained.CheckpointError, "finite"):
            pretrained.read(folder)

    def test_shards_areReadAsOne(self):
        folder = self.folder("gpt2")
        whole = pretrained.read(folder)[1]
        path = os.path.join(folder, "model.safetensors")
        tensors, _ = tensor_file.read(path)
        os.remove(path)
        names = sorted(tensors)
        index = {name: f"model-{n % 2 + 1}-of-2.safetensors" for n, name in enumerate(names)}
        for shard in set(index.values()):
            tensor_file.write(os.path.join(folder, shard), {n: tensors[n] for n in names if index[n] == shard}, {})
        with open(os.path.join(folder, "model.safetensors.index.json"), "w", encoding="utf-8") as file:
            json.dump({"weight_map": index}, file)
        again = pretrained.read(folder)[1]
        self.assertTrue(all(np.array_equal(whole[name], again[name]) for name in whole))

    def test_labels_areAscendingAndMoveTheRows(self):
        model, tokenizer = import_pretrained.load(self.folder("opt"), 8, None)
        labels = draw_labels(np.random.default_rng(3), 40, model.shape["positions"])
        self.assertEqual(int(labels[0]), 0)
        self.assertTrue((labels[1:] > labels[:-1]).all())
        self.assertLess(int(labels[-1]), model.shape["positions"])
        tokens = torch.tensor([tokenizer.start_token] + tokenizer.encode(TEXT)[:39])[None]
        with torch.no_grad():
            plain, spread = (model(tokens, False, labels=l)[0] for l in (None, labels))
            again = model(tokens, False, labels=torch.arange(40))[0]
        self.assertTrue(torch.equal(plain, again))
        self.assertGreater(float((plain - spread).abs().max()), 0.01)

    def adapted(self, family, *options):
        """Facts of the command that adapts a checkpoint, and the folder that it wrote."""
        text, out = os.path.join(self.scratch.name, "text"), os.path.join(self.scratch.name, family + "-out")
        with open(text, "w", encoding="utf-8") as file:
            file.write(TEXT * 8)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            import_pretrained.main(["adapt", self.folder(family), text, out, "--length", "48", "--codes", "16", "--rows", "4",
                                    *options])
        return json.loads(printed.getvalue()), out

    def test_distillation_comesNearerToTheDenseModel(self):
        for family in KINDS:
            facts, _ = self.adapted(family, "--steps", "30", "--rate", "3e-3")
            first, last = facts["KL, first and last tenth"]
            self.assertLess(last, 0.8 * first, family)
            self.assertLess(facts["quantised, after"], facts["quantised, before"], family)

    def test_exportedFolder_computesWhatTheFloatModelDoes(self):
        for family in KINDS:
            checkpoint = self.folder(family)
            model, tokenizer = import_pretrained.load(checkpoint, 16, [12, 0])
            tokens = np.array(tokenizer.encode(TEXT), dtype=np.int64)
            with torch.no_grad():
                model.train()(torch.from_numpy(tokens[:480]).view(-1, 48), True)  # codebooks from k-means
            out = os.path.join(self.scratch.name, "exported-" + family)
            export_pretrained.export(model, tokenizer, tokens, out, "tiny", 48, {})
            exported = reference.Reference(out)
            labels = draw_labels(np.random.default_rng(7), 48, model.shape["positions"])
            run = [tokenizer.start_token] + tokens[100:147].tolist()
            for given in (None, labels.numpy()):
                found = exported.forward(run, given)
                self.assertEqual(found["empty"], 0)
                with torch.no_grad():
                    places = labels if given is not None else torch.from_numpy(exported.labels(48))
                    y, aux = model(torch.tensor(run)[None], True, labels=places)
                    expected = model.logits(y)[0].numpy()
                same = [a[0].numpy() == b for a, b in zip(aux["codes"], found["codes"])]
                self.assertGreater(np.mean(same), 0.9, family)
                # In the first layer, where nothing has come before, only near ties may go the other way.
                self.assertLess(found["margins"][0][~same[0]].max(initial=0), 0.02, family)
                # Rows of the same codes have the same logits, but for the rounding of products to 12 bits.
                rows = np.all([layer.all(-1) for layer in same], axis=0)
                self.assertGreater(rows.mean(), 0.7)
                logits = exported.logits(found["y"])
                self.assertLess(np.abs(logits - expected)[rows].max(), 0.02, family)
            again = pretrained_tokenizer.PretrainedTokenizer.load_exported(os.path.join(out, "tokenizer.json"),
                                                                           tokenizer.start_token)
            self.assertEqual(again.encode(TEXT), tokens.tolist())
            with self.assertRaisesRegex(SystemExit, "imported"):  # rather than another model's arithmetic in silence
                Exported(out)


if __name__ == "__main__":
    unittest.main()
