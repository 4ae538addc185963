"""The exported model in numpy, with the fixed-point arithmetic of resources/models/FORMAT.md: slow, plain, for tests.

Real-valued parts run in float64 (the engine uses float32), so a code may differ from the engine's where two votes are
nearly tied; `margin` says how near: (best - second) / (best - worst) of a code's votes.
"""
import json
import os

import numpy as np

import tensor_file

KEY_SCALE = 2.0**14
SCORE_SCALE = 2.0**25
VOTE_LIMIT = 32767
FEATURE_LIMIT, FEATURE_SCALE = 2.0**15, 2.0**16
PRODUCT_LIMIT, NARROW_LIMIT = 2047, 127


def norm(h, epsilon):
    """[..., d] -> rows of root mean square 1."""
    return h / np.sqrt(np.mean(h * h, axis=-1, keepdims=True) + epsilon)


class NarrowWeights(np.ndarray):
    """A matrix whose rows products round to 8 bits, since the file stores 8."""


def narrow(name, kinds):
    """Whether products take a matrix as 8-bit numbers: it and all that are stacked with it are stored so."""
    place, _, kind = name.rpartition("attn.")
    if kind in ("q.weight", "k.weight", "vote.weight", "offset.weight"):
        stack = [f"{place}attn.{part}.weight" for part in ("q", "k", "vote", "offset")]
    elif name.endswith(("seg.key.weight", "seg.vote.weight")):
        stack = [name.rsplit("seg.", 1)[0] + "seg." + part + ".weight" for part in ("key", "vote")]
    else:
        stack = [name]
    return all(kinds.get(part, "I8") == "I8" for part in stack)


def read_weights(path):
    """({name: float64 array, NarrowWeights where products take 8 bits}, metadata) of a file."""
    tensors, metadata = tensor_file.read(path)
    kinds, wide = tensor_file.kinds(path), {name: array.astype(np.float64) for name, array in tensors.items()}
    return {name: array.view(NarrowWeights) if array.ndim == 2 and narrow(name, kinds) else array
            for name, array in wide.items()}, metadata


def whole(x, limit=PRODUCT_LIMIT):
    """[..., k] -> (whole numbers up to `limit`, worth of one unit [..., 1]) of the last axis, as products take them; in
    float32, so that a weight is rounded as the engine rounds it."""
    x = np.asarray(x, dtype=np.float32)
    limit = np.float32(limit)
    largest = np.abs(x).max(-1, keepdims=True)
    numbers = np.rint(x * (limit / np.where(largest > 0, largest, np.float32(1))))
    return numbers.astype(np.float64), (largest / limit).astype(np.float64)


def product(x, weight):
    """x [..., in] times weight [out, in], both rounded to whole numbers: [..., out]. Integer sums, exact in float64."""
    rows, unit = whole(x)
    outputs, scale = whole(weight, NARROW_LIMIT if isinstance(weight, NarrowWeights) else PRODUCT_LIMIT)
    return rows @ outputs.T * (unit * scale[:, 0])


def gelu(x):
    """The approximation with tanh."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


ACTIVATIONS = {"relu2": lambda x: np.maximum(x, 0)**2, "relu": lambda x: np.maximum(x, 0), "gelu": gelu}


def bigram_hash(a, b, buckets):
    """Bucket of a pair of token ids (arrays of equal shape), in 32-bit unsigned arithmetic."""
    a, b = a.astype(np.uint32), b.astype(np.uint32)
    x = a * np.uint32(0x9E3779B1) ^ b * np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(15)
    return (x % np.uint32(buckets)).astype(np.int64)


def segment_ids(tokens, end_tokens, max_length):
    """[n] -> the segment of every row; a segment closes after an end token or at max_length rows."""
    ids = np.zeros(len(tokens), dtype=np.int64)
    current, length = 0, 0
    for i, token in enumerate(tokens):
        ids[i] = current
        length += 1
        if int(token) in end_tokens or length == max_length:
            current, length = current + 1, 0
    return ids, current  # `current` segments are closed; rows with that id are in the open one


def pick(votes):
    """[..., K] -> (lowest index of the maximum, margin)."""
    code = votes.argmax(-1)
    ordered = np.sort(votes, axis=-1)
    spread = ordered[..., -1] - ordered[..., 0]
    margin = (ordered[..., -1] - ordered[..., -2]) / np.where(spread > 0, spread, 1)
    return code, np.where(spread > 0, margin, 1.0)


class Reference:
    def __init__(self, folder):
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            self.config = json.load(file)
        self.tensors, _ = read_weights(os.path.join(folder, "model.safetensors"))
        self.scaled = self.config.get("scores", "unit") == "scaled"
        self.heads = {}
        heads = os.path.join(folder, "heads")
        for name in sorted(os.listdir(heads)) if os.path.isdir(heads) else []:
            tensors, metadata = read_weights(os.path.join(heads, name))
            self.heads[name[:-len(".safetensors")]] = (tensors, json.loads(metadata["labels"]))

    def bias(self, name):
        """A product's bias; 0 in a model without."""
        return self.tensors[name] if self.config.get("biases") else 0.0

    def unit_heads(self, weight, x):
        """[n, in] -> fixed-point unit vectors [n, H, dk], as integers in float64."""
        y = product(x, weight).reshape(len(x), self.config["heads"], self.config["key_width"])
        y = y / np.sqrt((y * y).sum(-1, keepdims=True) + 1e-12)
        return np.rint(y * KEY_SCALE)

    def query_or_key(self, layer, name, x):
        """Fixed-point queries ("q") or keys ("k") of rows [n, d]: [n, H, dk], as integers in float64."""
        p = f"layers.{layer}.attn."
        if not self.scaled:
            return self.unit_heads(self.tensors[f"{p}{name}.weight"], x)
        y = product(x, self.tensors[f"{p}{name}.weight"]) + self.bias(f"{p}{name}.bias")
        y = y.reshape(len(x), self.config["heads"], self.config["key_width"])
        most = self.tensors[p + {"q": "query_length", "k": "key_length"}[name]]
        return np.rint(y / np.maximum(np.sqrt((y * y).sum(-1, keepdims=True) + 1e-12), most[:, None]) * KEY_SCALE)

    def offsets(self, layer, x):
        """What a row takes off its scores, [H, n] (or [H, 1], the same for all rows)."""
        p = f"layers.{layer}.attn."
        offset = self.tensors[p + "score_offset"][:, None]
        return offset + product(x, self.tensors[p + "offset.weight"]).T if self.scaled else offset

    def labels(self, n):
        """Position labels of a text written from start to end."""
        return np.minimum(np.arange(n) * (self.config["positions"] // self.config["context"]), self.config["positions"] - 1)

    def votes(self, weight, x, layer):
        """[n, in] -> fixed-point votes [n, H, K]."""
        c = self.config
        bias = self.tensors[f"layers.{layer}.attn.vote.bias"]
        scale = self.tensors[f"layers.{layer}.attn.vote_scale"]
        u = (product(x, weight) + bias).reshape(len(x), c["heads"], c["codes"])
        return np.clip(np.rint(u * scale[:, None]), -VOTE_LIMIT, VOTE_LIMIT)

    def forward(self, tokens, labels=None):
        """Everything about one run of tokens (start token first), with the given position labels or those of a text written
        from start to end: {codes, margins: [L][n, H], segment_ids,
        segment_codes: {layer: [S, G]}, segment_margins, empty: rows x heads with all scores 0, y: [n, d]}."""
        c, t = self.config, self.tensors
        tokens = np.asarray(tokens, dtype=np.int64)
        n, layers, heads = len(tokens), c["layers"], c["heads"]
        start, epsilon = c["start_token"], c["norm_epsilon"]
        assert tokens[0] == start and n <= c["context"]
        embed = t["embed.weight"]
        padded = np.concatenate([np.full(c["local_mix"] + 1, start, dtype=np.int64), tokens])

        def before(k):
            """Token k places earlier, [n]."""
            return padded[c["local_mix"] + 1 - k:c["local_mix"] + 1 - k + n]

        h = embed[tokens]
        for k in range(1, c["local_mix"] + 1):
            h = h + t["embed.mix"][k - 1] * embed[before(k)]
        if c["bigram_buckets"]:
            h = h + t["embed.bigram"][bigram_hash(before(1), tokens, c["bigram_buckets"])]
        if c.get("positions"):
            h = h + t["embed.position"][self.labels(n) if labels is None else labels]
        if c.get("embed_norm", True):
            h = norm(h, epsilon)

        out = {"codes": [], "margins": [], "segment_codes": {}, "segment_margins": {}, "empty": 0, "max_vote": []}
        ids = None
        if any(c["segments"]):
            ids, closed = segment_ids(tokens, set(c["segment"]["end_tokens"]), c["segment"]["max_length"])
            out["segment_ids"], out["closed_segments"] = ids, closed
        i, j = np.arange(n)[:, None], np.arange(n)[None]
        bucket = np.searchsorted(np.array(c["offset_buckets"]), np.maximum(i - j, 0), side="right") - 1
        for layer in range(layers):
            p = f"layers.{layer}."
            x = norm(h, epsilon)
            q, k = self.query_or_key(layer, "q", x), self.query_or_key(layer, "k", x)
            u = self.votes(t[p + "attn.vote.weight"], x, layer)
            gain, offset = t[p + "attn.gain"], self.offsets(layer, x)
            window = c["window"][layer] or n
            visible = (j <= i) & (i - j < window)
            dot = np.einsum("iak,jak->aij", q, k) / KEY_SCALE**2
            z = gain[:, None, None] * dot + t[p + "attn.offset_bias"][:, bucket] - offset[:, :, None]
            s = np.where(visible, np.rint(np.minimum(np.exp(np.minimum(z, 0)), 1) * SCORE_SCALE), 0)
            votes = np.einsum("aij,jac->iac", s, u)  # integers below 2^53: exact in float64
            total = s.sum(-1).T
            if c["segments"][layer] and closed:
                codes, margin, y = self.summaries(x, ids, closed, layer)
                out["segment_codes"][layer], out["segment_margins"][layer] = codes, margin
                ks = self.unit_heads(t[p + "seg.key.weight"], y)
                us = self.votes(t[p + "seg.vote.weight"], y, layer)
                dot = np.einsum("iak,jak->aij", q, ks) / KEY_SCALE**2
                z = gain[:, None, None] * dot + (t[p + "seg.bias"][:, None] - offset)[:, :, None]
                s = np.rint(np.minimum(np.exp(np.minimum(z, 0)), 1) * SCORE_SCALE)
                s = np.where(np.arange(closed)[None] < ids[:, None], s, 0)
                votes = votes + np.einsum("aij,jac->iac", s, us)
                total = total + s.sum(-1).T
            out["empty"] += int((total == 0).sum())
            code, margin = pick(votes)
            out["codes"].append(code)
            out["margins"].append(margin)
            table = t[p + "attn.table"].reshape(heads, c["codes"], -1)
            for a in range(heads):
                h = h + table[a][code[:, a]]
            up = product(norm(h, epsilon), t[p + "mlp.up.weight"]) + self.bias(p + "mlp.up.bias")
            h = h + product(ACTIVATIONS[c.get("activation", "relu2")](up), t[p + "mlp.down.weight"]) \
                + self.bias(p + "mlp.down.bias")
        out["y"] = norm(h, epsilon)
        return out

    def summaries(self, x, ids, closed, layer):
        """Rows x [n, d] -> codes [S, G], margins and summaries [S, ds] of the closed segments."""
        t, p, shape = self.tensors, f"layers.{layer}.seg.", self.config["segment"]
        means = np.stack([x[ids == s].mean(0) for s in range(closed)])
        z = product(means, t[p + "project.weight"]).reshape(closed, shape["groups"], -1)
        book = t[p + "codebook"]
        score = np.einsum("sgd,gcd->sgc", z, book) - 0.5 * (book * book).sum(-1)
        codes, margin = pick(score)
        y = np.concatenate([book[g][codes[:, g]] for g in range(shape["groups"])], axis=-1)
        return codes, margin, norm(y, self.config["norm_epsilon"])

    def logits(self, y):
        """[..., d] -> [..., V]."""
        output = self.tensors["embed.weight" if self.config.get("tied_output", True) else "out.weight"]
        return self.tensors["out.scale"][0] * product(y, output) + self.bias("out.bias")

    def surprises(self, tokens, y):
        """Bits of every token but the first, given the rows before it: [n - 1]."""
        z = self.logits(y[:-1])
        z = z - z.max(-1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(-1, keepdims=True))
        return -log_p[np.arange(len(z)), np.asarray(tokens)[1:]] / np.log(2)

    def head_features(self, name, y):
        """Rows [n, d] -> fixed-point features [n, p] (integers in float64)."""
        w, _ = self.heads[name]
        f = np.maximum(product(y, w["hidden.weight"]) + w["hidden.bias"], 0)
        return np.rint(np.minimum(f, FEATURE_LIMIT) * FEATURE_SCALE)

    def head_probabilities(self, name, y):
        """Class probabilities of a span given its rows [n, d]."""
        w, _ = self.heads[name]
        f = self.head_features(name, y).sum(0) / len(y) / FEATURE_SCALE
        z = w["out.weight"] @ f + w["out.bias"]
        z = np.exp(z - z.max())
        return z / z.sum()
