"""The float model of the OPT and GPT-2 families (pretrained.py reads their weights), with a quantiser at every head's output.

LayerNorm before attention and MLP, biases everywhere, learned absolute positions, softmax of scaled dot products. A row's
position is its label: ascending numbers with gaps, so that a token can be inserted without moving those behind it
(engine.md, section 4 b). Shapes as in model.py.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from quantiser import Quantiser

HIDDEN = -1e9  # added to a score that must not count


def gelu(x):
    """GPT-2's approximation with tanh."""
    return 0.5 * x * (1 + torch.tanh(0.7978845608028654 * (x + 0.044715 * x.pow(3))))


class Attention(nn.Module):
    def __init__(self, shape, layer):
        super().__init__()
        d, self.heads, self.window = shape["width"], shape["heads"], shape["window"][layer]
        self.q, self.k, self.v, self.o = (nn.Linear(d, d) for _ in range(4))
        self.quantiser = Quantiser(self.heads, shape["codes"], d // self.heads)

    def split(self, x):
        """[B, n, d] -> [B, H, n, dk]."""
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def scores(self, x):
        """Rows x [B, n, d] -> scores before softmax [B, H, n, n], hidden ones far below all others."""
        q, k = self.split(self.q(x)), self.split(self.k(x))
        i = torch.arange(x.shape[1], device=x.device)
        distance = i[:, None] - i[None]
        seen = (distance >= 0) & (distance < (self.window or x.shape[1]))
        return q @ k.transpose(-1, -2) * q.shape[-1]**-0.5 + torch.where(seen, 0.0, HIDDEN)

    def forward(self, x, aux):
        o = (self.scores(x).softmax(-1) @ self.split(self.v(x))).transpose(1, 2)  # [B, n, H, dk]
        if aux["quantised"]:
            q, codes, commitment = self.quantiser(o.flatten(0, 1))
            aux["commitment"].append(commitment)
            aux["codes"].append(codes.view(*o.shape[:3]))
            o = q.view(o.shape)
        return self.o(o.flatten(2))


class Layer(nn.Module):
    def __init__(self, shape, layer):
        super().__init__()
        d, m = shape["width"], shape["mlp_width"]
        self.attention_norm, self.mlp_norm = (nn.LayerNorm(d, eps=shape["norm_epsilon"]) for _ in range(2))
        self.attention = Attention(shape, layer)
        self.up, self.down = nn.Linear(d, m), nn.Linear(m, d)
        self.activation = {"relu": functional.relu, "gelu": gelu}[shape["activation"]]

    def forward(self, h, aux):
        h = h + self.attention(self.attention_norm(h), aux)
        return h + self.down(self.activation(self.up(self.mlp_norm(h))))


class PretrainedModel(nn.Module):
    """shape: what pretrained.read answers, with `codes` and `window` (rows a row sees, per layer; 0 = all)."""

    def __init__(self, shape):
        super().__init__()
        d = shape["width"]
        self.shape, self.start_token = shape, shape["start_token"]
        self.embed = nn.Parameter(torch.zeros(shape["vocabulary"], d))
        self.position = nn.Parameter(torch.zeros(shape["positions"], d))
        self.layers = nn.ModuleList(Layer(shape, i) for i in range(shape["layers"]))
        self.final_norm = nn.LayerNorm(d, eps=shape["norm_epsilon"])
        self.output = None if shape["tied"] else nn.Parameter(torch.zeros(shape["vocabulary"], d))

    @classmethod
    def from_tensors(cls, shape, tensors):
        model = cls(shape)
        missing = model.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in tensors.items()}, strict=False)
        wrong = [name for name in missing.missing_keys if ".quantiser." not in name] + missing.unexpected_keys
        assert not wrong, wrong
        return model

    def forward(self, tokens, quantised, labels=None):
        """tokens [B, n], labels [n] ascending (0, 1, 2, ... if not given) -> (y [B, n, d], aux as in model.py)."""
        if labels is None:
            labels = torch.arange(tokens.shape[1], device=tokens.device)
        h = functional.embedding(tokens, self.embed) + self.position[labels]
        aux = {"quantised": quantised, "codes": [], "commitment": []}
        for layer in self.layers:
            h = layer(h, aux)
        return self.final_norm(h), aux

    def logits(self, y):
        return functional.linear(y, self.embed if self.output is None else self.output)


def draw_labels(generator, count, positions):
    """An ordered random subset of the positions, 0 first: what a text has after many insertions."""
    rest = generator.choice(positions - 1, size=count - 1, replace=False) + 1
    return torch.from_numpy(np.concatenate([[0], np.sort(rest)]).astype(np.int64))
