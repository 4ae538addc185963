"""Checkpoint folders of the OPT and GPT-2 families as Hugging Face stores them, read with every key, name, shape and type
checked; what comes out is the same for both, under the names of pretrained_model.py.

    embed [V, d]   position [P, d]   final_norm.{weight, bias} [d]   output [V, d] if it is not the embedding
    layers.{l}.attention_norm.{weight, bias}   layers.{l}.attention.{q, k, v, o}.{weight [d, d], bias [d]}
    layers.{l}.mlp_norm.{weight, bias}   layers.{l}.up.{weight [m, d], bias [m]}   layers.{l}.down.{weight [d, m], bias [d]}

Matrices are [out, in]. A folder that is not understood in full gives one CheckpointError of one line: a tensor left out in
silence would be a model that computes something else.
"""
import json
import os
import re
import struct

import numpy as np

LARGEST_HEADER = 100 << 20
KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
SIZES = {**{kind: np.dtype(code).itemsize for kind, code in KINDS.items()},
         "I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1}
ACTIVATIONS = {"relu": "relu", "gelu_new": "gelu", "gelu_pytorch_tanh": "gelu"}
OPT_OFFSET = 2  # rows of OPT's position table that no position uses


class CheckpointError(Exception):
    """What is wrong with a checkpoint folder, in one line."""


def read_json(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as error:
        raise CheckpointError(f"{path}: {error.strerror}") from None
    except ValueError:
        raise CheckpointError(f"{path}: expected valid JSON") from None


class TensorFiles:
    """The tensors of a folder by name: model.safetensors, or the shards that its index file names."""

    def __init__(self, folder):
        index = os.path.join(folder, "model.safetensors.index.json")
        names = ["model.safetensors"]
        if not os.path.exists(os.path.join(folder, names[0])) and os.path.exists(index):
            names = sorted(set(read_json(index).get("weight_map", {}).values()))
            if not names or any(os.path.basename(name) != name for name in names):
                raise CheckpointError(f"{index}: expected weight_map to name files of this folder")
        self.entries = {}
        for name in names:
            self.open(os.path.join(folder, name))

    def open(self, path):
        try:
            data = np.memmap(path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as error:
            raise CheckpointError(f"{path}: {getattr(error, 'strerror', None) or 'expected a file with tensors'}") from None
        length = struct.unpack("<Q", data[:8].tobytes())[0] if len(data) >= 8 else LARGEST_HEADER + 1
        if length > min(LARGEST_HEADER, len(data) - 8):
            raise CheckpointError(f"{path}: expected a safetensors header")
        try:
            header = json.loads(data[8:8 + length].tobytes())
            entries = {name: (entry["dtype"], tuple(int(n) for n in entry["shape"]), *map(int, entry["data_offsets"]))
                       for name, entry in header.items() if name != "__metadata__"}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise CheckpointError(f"{path}: expected a safetensors header") from None
        for name, (kind, shape, begin, end) in entries.items():
            size = int(np.prod(shape, dtype=np.int64)) * SIZES.get(kind, 0)
            if kind not in SIZES or min(shape, default=0) < 0 or not 0 <= begin <= end <= len(data) - 8 - length \
                    or end - begin != size:
                raise CheckpointError(f"{path}: tensor {name}: {kind} {list(shape)} does not fit its place in the file")
            if name in self.entries:
                raise CheckpointError(f"{path}: tensor {name}: is in another file as well")
            self.entries[name] = (path, kind, shape, data[8 + length + begin:8 + length + end])

    def take(self, name, shape):
        """The tensor as float32, and no longer among those that wait."""
        if name not in self.entries:
            raise CheckpointError(f"tensor {name}: is missing, expected {list(shape)}")
        path, kind, found, raw = self.entries.pop(name)
        if found != tuple(shape):
            raise CheckpointError(f"{path}: tensor {name}: has shape {list(found)}, expected {list(shape)}")
        if kind not in KINDS:
            raise CheckpointError(f"{path}: tensor {name}: has type {kind}, expected one of {', '.join(KINDS)}")
        array = np.frombuffer(raw, dtype=KINDS[kind])
        if kind == "BF16":
            array = (array.astype(np.uint32) << 16).view(np.float32)
        with np.errstate(over="ignore"):
            array = array.astype(np.float32).reshape(shape)
        if not np.isfinite(array).all():
            raise CheckpointError(f"{path}: tensor {name}: holds a value that is not a finite float32")
        return array


class Config:
    """config.json, key by key."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "config.json")
        self.values = read_json(self.path)
        if not isinstance(self.values, dict):
            raise CheckpointError(f"{self.path}: expected a JSON object")

    def fail(self, key, expected):
        raise CheckpointError(f"{self.path}: key {key}: is {json.dumps(self.values.get(key))}, expected {expected}")

    def number(self, key, high, default=None, low=1):
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.fail(key, f"a whole number in {low}..{high}")
        return value

    def must_be(self, key, value):
        """A key that may be absent, but may not say anything else."""
        if self.values.get(key, value) != value:
            self.fail(key, json.dumps(value))

    def activation(self, default):
        name = self.values.get("activation_function", default)
        if name not in ACTIVATIONS:
            self.fail("activation_function", " or ".join(ACTIVATIONS))
        return ACTIVATIONS[name]

    def epsilon(self, key):
        value = self.values.get(key, 1e-5)
        if not isinstance(value, float) or not 0 < value < 1:
            self.fail(key, "a number between 0 and 1")
        return value


def read_shape(config):
    """Sizes and kinds of the model, named as in pretrained_model.py."""
    family = config.values.get("model_type")
    if family == "opt":
        shape = {"width": config.number("hidden_size", 4096), "layers": config.number("num_hidden_layers", 64),
                 "heads": config.number("num_attention_heads", 64), "mlp_width": config.number("ffn_dim", 16384),
                 "positions": config.number("max_position_embeddings", 65536), "activation": config.activation("relu"),
                 "norm_epsilon": 1e-5, "start_token": None}
        start = 2
        if config.values.get("word_embed_proj_dim", shape["width"]) != shape["width"]:
            config.fail("word_embed_proj_dim", f"{shape['width']}, the hidden size")
        for key, value in (("do_layer_norm_before", True), ("enable_bias", True), ("layer_norm_elementwise_affine", True),
                           ("_remove_final_layer_norm", False)):
            config.must_be(key, value)
    elif family == "gpt2":
        width = config.number("n_embd", 4096)
        shape = {"width": width, "layers": config.number("n_layer", 64), "heads": config.number("n_head", 64),
                 "mlp_width": config.number("n_inner", 16384, default=4 * width),
                 "positions": config.number("n_positions", 65536), "activation": config.activation("gelu_new"),
                 "norm_epsilon": config.epsilon("layer_norm_epsilon"), "start_token": None}
        start = 50256
        for key, value in (("scale_attn_weights", True), ("scale_attn_by_inverse_layer_idx", False),
                           ("add_cross_attention", False)):
            config.must_be(key, value)
    else:
        config.fail("model_type", '"opt" or "gpt2"')
    shape["family"], shape["vocabulary"] = family, config.number("vocab_size", 131072)
    shape["start_token"] = config.number("bos_token_id", shape["vocabulary"] - 1, low=0,
                                         default=min(start, shape["vocabulary"] - 1))
    shape["tied"] = config.values.get("tie_word_embeddings", True)
    if not isinstance(shape["tied"], bool):
        config.fail("tie_word_embeddings", "true or false")
    if shape["width"] % shape["heads"]:
        config.fail("num_attention_heads" if family == "opt" else "n_head", f"a divisor of the width {shape['width']}")
    return shape


def prefix_of(files, ending, prefixes):
    """What stands before every name: the same weights are stored by themselves or inside a language model."""
    for prefix in prefixes:
        if prefix + ending in files.entries:
            return prefix
    raise CheckpointError(f"tensor {prefixes[0] + ending}: is missing, also as {prefixes[1] + ending}")


def take_opt(files, shape):
    d, m, out = shape["width"], shape["mlp_width"], {}
    prefix = prefix_of(files, "embed_tokens.weight", ("model.decoder.", "decoder."))
    out["embed"] = files.take(prefix + "embed_tokens.weight", (shape["vocabulary"], d))
    out["position"] = files.take(prefix + "embed_positions.weight", (shape["positions"] + OPT_OFFSET, d))[OPT_OFFSET:]
    for kind in ("weight", "bias"):
        out[f"final_norm.{kind}"] = files.take(f"{prefix}final_layer_norm.{kind}", (d,))
        for l in range(shape["layers"]):
            theirs, ours = f"{prefix}layers.{l}.", f"layers.{l}."
            out[f"{ours}attention_norm.{kind}"] = files.take(f"{theirs}self_attn_layer_norm.{kind}", (d,))
            out[f"{ours}mlp_norm.{kind}"] = files.take(f"{theirs}final_layer_norm.{kind}", (d,))
            for name in "qkvo":
                full = "out_proj" if name == "o" else name + "_proj"
                out[f"{ours}attention.{name}.{kind}"] = files.take(f"{theirs}self_attn.{full}.{kind}",
                                                                   (d, d) if kind == "weight" else (d,))
            for name, full, sizes in (("up", "fc1", (m, d)), ("down", "fc2", (d, m))):
                out[f"{ours}{name}.{kind}"] = files.take(f"{theirs}{full}.{kind}", sizes if kind == "weight" else sizes[:1])
    return out


def take_gpt2(files, shape):
    d, m, out = shape["width"], shape["mlp_width"], {}
    prefix = prefix_of(files, "wte.weight", ("transformer.", ""))
    out["embed"] = files.take(prefix + "wte.weight", (shape["vocabulary"], d))
    out["position"] = files.take(prefix + "wpe.weight", (shape["positions"], d))

    def product(name, inputs, outputs):
        """GPT-2 keeps its matrices as [in, out]."""
        return files.take(name + ".weight", (inputs, outputs)).T, files.take(name + ".bias", (outputs,))

    for kind in ("weight", "bias"):
        out[f"final_norm.{kind}"] = files.take(f"{prefix}ln_f.{kind}", (d,))
        for l in range(shape["layers"]):
            for ours, theirs in (("attention_norm", "ln_1"), ("mlp_norm", "ln_2")):
                out[f"layers.{l}.{ours}.{kind}"] = files.take(f"{prefix}h.{l}.{theirs}.{kind}", (d,))
    for l in range(shape["layers"]):
        theirs, ours = f"{prefix}h.{l}.", f"layers.{l}."
        weight, bias = product(theirs + "attn.c_attn", d, 3 * d)
        for n, name in enumerate("qkv"):
            out[f"{ours}attention.{name}.weight"], out[f"{ours}attention.{name}.bias"] = \
                weight[n * d:(n + 1) * d], bias[n * d:(n + 1) * d]
        for name, full, inputs, outputs in (("attention.o", "attn.c_proj", d, d), ("up", "mlp.c_fc", d, m),
                                            ("down", "mlp.c_proj", m, d)):
            out[f"{ours}{name}.weight"], out[f"{ours}{name}.bias"] = product(theirs + full, inputs, outputs)
    return out


# Causal masks that older versions of the library stored beside the weights.
IGNORED = re.compile(r"(transformer\.)?h\.\d+\.attn\.(bias|masked_bias)")


def read(folder):
    """A checkpoint folder -> (shape, {name: float32 array})."""
    shape = read_shape(Config(folder))
    files = TensorFiles(folder)
    tensors = {"opt": take_opt, "gpt2": take_gpt2}[shape["family"]](files, shape)
    if "lm_head.weight" in files.entries:
        head = files.take("lm_head.weight", (shape["vocabulary"], shape["width"]))
        if not shape["tied"]:
            tensors["output"] = head
        elif not np.array_equal(head, tensors["embed"]):
            raise CheckpointError("tensor lm_head.weight: differs from the embedding, but tie_word_embeddings is true")
    elif not shape["tied"]:
        raise CheckpointError("tensor lm_head.weight: is missing, but tie_word_embeddings is false")
    unknown = sorted(name for name in files.entries
                     if not (shape["family"] == "gpt2" and IGNORED.fullmatch(name)))
    if unknown:
        raise CheckpointError(f"{files.entries[unknown[0]][0]}: tensor {unknown[0]}: is not one of an {shape['family']} model")
    return shape, {name: np.ascontiguousarray(array) for name, array in tensors.items()}
