"""The float model that is trained; resources/models/FORMAT.md is what it computes once quantised and exported.

Shapes: B sequences, n rows each, width d, H heads, dk key width, dv value width (training only: after export a head's
value is its K votes), S segments. See engine.md, sections 1 and 4.
"""
import torch
from torch import nn
from torch.nn import functional

from quantiser import Quantiser

HIDDEN = -1e9  # added to a score that must not count


def norm(h, epsilon):
    """RMS norm over the last axis, without a learned gain."""
    return h * torch.rsqrt(h.pow(2).mean(-1, keepdim=True) + epsilon)


def unit(x):
    """Unit length over the last axis."""
    return x * torch.rsqrt(x.pow(2).sum(-1, keepdim=True) + 1e-12)


def bigram_hash(a, b, buckets):
    """FORMAT.md's 32-bit hash of two token ids, in int64 arithmetic: the products of ids below 2^16 fit."""
    mask = 0xFFFFFFFF
    x = ((a * 0x9E3779B1) & mask) ^ ((b * 0x85EBCA6B) & mask)
    x = x ^ (x >> 15)
    return x % buckets


def segment_ids(tokens, is_end, max_length):
    """tokens [B, n], is_end [V] bool -> segment number of every row [B, n]: runs end after an end token, and are cut
    every max_length rows."""
    n = tokens.shape[1]
    first = torch.ones_like(tokens, dtype=torch.bool)
    first[:, 1:] = is_end[tokens[:, :-1]]
    position = torch.arange(n, device=tokens.device)[None]
    run_start = torch.where(first, position, torch.zeros_like(position)).cummax(1).values
    return ((position - run_start) % max_length == 0).cumsum(1) - 1


def codes_of(shape, layer):
    """K of a layer: one number for all, or one a layer (a study's; the engine knows the first only)."""
    codes = shape["codes"]
    return codes[layer] if isinstance(codes, list) else codes


def turned(x, labels):
    """Rotary positions: pairs of x [B, n, H, w] turned by angles in proportion to labels [B, n] (four labels a token)."""
    half = x.shape[-1] // 2
    speed = 1000.0 ** (-torch.arange(half, device=x.device) / half) / 4
    angle = labels[:, :, None, None] * speed
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()], -1)


class Linear(nn.Module):
    """Matrix product without bias, weight [out, in], computed in `dtype` (bfloat16 doubles the speed of recent CPUs)."""

    def __init__(self, inputs, outputs, dtype, zero=False):
        super().__init__()
        self.dtype = dtype
        scale = 0.0 if zero else inputs**-0.5
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * scale)

    def forward(self, x):
        return functional.linear(x.to(self.dtype), self.weight.to(self.dtype))


class Attention(nn.Module):
    """Windowed softmax attention in blocks, its output quantised head by head; optionally also over segment summaries."""

    def __init__(self, shape, layer, dtype):
        super().__init__()
        d, heads, dk, dv = shape["width"], shape["heads"], shape["key_width"], shape["value_width"]
        self.heads, self.dk, self.dv = heads, dk, dv
        self.window, self.epsilon = shape["window"][layer], shape["norm_epsilon"]
        self.q, self.k = Linear(d, heads * dk, dtype), Linear(d, heads * dk, dtype)
        self.v, self.o = Linear(d, heads * dv, dtype), Linear(heads * dv, d, dtype, zero=True)
        self.gain = nn.Parameter(torch.full((heads,), dk**0.5))
        self.offset_bias = nn.Parameter(torch.zeros(heads, len(shape["offset_buckets"])))
        self.quantiser = Quantiser(heads, codes_of(shape, layer), dv)
        self.scores = shape.get("scores", "exp")
        # Blocks of one window: a query sees its own block and the one before, at offsets 0..window-1.
        w = self.window
        offset = torch.arange(w)[:, None] + w - torch.arange(2 * w)[None]
        starts = torch.tensor(shape["offset_buckets"])
        bucket = torch.searchsorted(starts, offset.clamp(0, w - 1).reshape(-1), right=True).view(w, 2 * w) - 1
        self.register_buffer("bucket", bucket, persistent=False)
        self.register_buffer("mask", torch.where((offset >= 0) & (offset < w), 0.0, HIDDEN), persistent=False)
        self.segments = shape["segments"][layer]
        if self.segments:
            s = shape["segment"]
            self.groups = s["groups"]
            self.seg_project = Linear(d, s["width"], dtype)
            self.seg_key = Linear(s["width"], heads * dk, dtype)
            self.seg_value = Linear(s["width"], heads * dv, dtype)
            self.seg_bias = nn.Parameter(torch.zeros(heads))
            self.seg_quantiser = Quantiser(s["groups"], s["codes"], s["width"] // s["groups"])

    def blocks(self, x, width):
        """[B, n, H * width] -> [B, n / w, H, w, width] in float32."""
        b, n, _ = x.shape
        return x.float().view(b, n // self.window, self.window, self.heads, width).transpose(2, 3)

    @staticmethod
    def with_previous(x):
        """Every block after the one before it: [B, N, H, w, width] -> [B, N, H, 2w, width]."""
        return torch.cat([functional.pad(x, (0, 0, 0, 0, 0, 0, 1, 0))[:, :-1], x], 3)

    def summaries(self, x, ids, aux):
        """Rows x [B, n, d] and segment numbers ids [B, n] -> summaries [B, S, ds] (of the open segment too: it is masked
        for all rows, as no row is behind it)."""
        b, n, d = x.shape
        count = -(-(int(ids.max()) + 1) // 16) * 16  # rounded up, so that buffer sizes recur
        index = (ids + torch.arange(b, device=x.device)[:, None] * count).view(-1)
        total = torch.zeros(b * count, d, device=x.device).index_add(0, index, x.reshape(-1, d))
        rows = torch.zeros(b * count, device=x.device).index_add(0, index, torch.ones(b * n, device=x.device))
        z = self.seg_project(total / rows.clamp_min(1)[:, None]).float()
        if aux["quantised"]:
            real = (rows > 0).nonzero()[:, 0]
            q, codes, commitment = self.seg_quantiser(z[real].view(len(real), self.groups, -1))
            z = z.new_zeros(z.shape).index_copy(0, real, q.reshape(len(real), -1))
            aux["commitment"].append(commitment)
            aux["segment_codes"] = codes
        return norm(z, self.epsilon).view(b, count, -1)

    def shares(self, z):
        """Scores -> what each column counts for: softmax, or their positive part (exact zeros) over its sum."""
        if self.scores == "exp":
            return z.softmax(-1)
        s = functional.relu(z)
        return s / s.sum(-1, keepdim=True).clamp_min(1e-3)

    def placed(self, x, labels):
        """Keys or queries [B, n, H * dk] with their rows' places in them, if the model has labels."""
        if labels is None:
            return x
        b, n, _ = x.shape
        return turned(x.float().view(b, n, self.heads, self.dk), labels).view(b, n, -1)

    def forward(self, x, ids, aux):
        """x [B, n, d] (normed rows), n a multiple of the window -> [B, n, d] in float32."""
        b, n, _ = x.shape
        w, heads = self.window, self.heads
        bare = self.q(x)
        q = unit(self.blocks(self.placed(bare, aux["labels"]), self.dk)) * self.gain[:, None, None]
        k = self.with_previous(unit(self.blocks(self.placed(self.k(x), aux["labels"]), self.dk)))
        v = self.with_previous(self.blocks(self.v(x), self.dv))
        bias = (self.offset_bias[:, self.bucket.view(-1)].view(heads, w, 2 * w) + self.mask)[None].repeat(n // w, 1, 1, 1)
        bias[0, :, :, :w] = HIDDEN  # nothing is before the first block
        z = q @ k.transpose(-1, -2) + bias
        if self.segments:
            y = self.summaries(x, ids, aux)
            count = y.shape[1]
            ks = unit(self.seg_key(y).float().view(b, count, heads, self.dk)).permute(0, 2, 1, 3)[:, None]
            vs = self.seg_value(y).float().view(b, count, heads, self.dv).permute(0, 2, 1, 3)[:, None]
            closed = torch.arange(count, device=x.device) < ids.view(b, n // w, 1, w, 1)
            if aux["labels"] is not None:  # a summary has no place
                q = unit(self.blocks(bare, self.dk)) * self.gain[:, None, None]
            zs = q @ ks.transpose(-1, -2) + self.seg_bias[:, None, None] + torch.where(closed, 0.0, HIDDEN)
            s = self.shares(torch.cat([z, zs], -1))
            o = s[..., :2 * w] @ v + s[..., 2 * w:] @ vs
        else:
            o = self.shares(z) @ v
        o = o.transpose(2, 3).reshape(b * n, heads, self.dv)
        if aux["quantised"]:
            rows = o
            o, codes, commitment = self.quantiser(rows)
            if aux["cells"] is not None:
                cells = aux["cells"](len(aux["codes"]), self.quantiser, rows)
                aux["inside"].append(self.quantiser.inside(rows, cells).view(b, n, heads))
            aux["commitment"].append(commitment)
            aux["codes"].append(codes.view(b, n, heads))
        return self.o(o.reshape(b, n, heads * self.dv)).float()


class Layer(nn.Module):
    def __init__(self, shape, layer, dtype):
        super().__init__()
        self.epsilon = shape["norm_epsilon"]
        self.attention = Attention(shape, layer, dtype)
        self.up = Linear(shape["width"], shape["mlp_width"], dtype)
        self.down = Linear(shape["mlp_width"], shape["width"], dtype, zero=True)

    def forward(self, h, ids, aux):
        h = h + self.attention(norm(h, self.epsilon), ids, aux)
        return h + self.down(functional.relu(self.up(norm(h, self.epsilon))).square()).float()


class CrossEntropy(torch.autograd.Function):
    """Mean cross entropy of a tied output in chunks of rows; gradients are made on the way forward, so that the logits
    [N, V] never exist as a whole."""

    @staticmethod
    def forward(ctx, y, embed, scale, targets, dtype, chunk):
        weight = embed.to(dtype)
        gy, gw = torch.empty_like(y), torch.zeros_like(embed)
        loss = torch.zeros((), device=y.device)
        for i in range(0, len(y), chunk):
            rows, goal = y[i:i + chunk].to(dtype), targets[i:i + chunk, None]
            p = (functional.linear(rows, weight).float() * scale).softmax(-1)
            loss -= p.gather(1, goal).clamp_min(1e-30).log().sum()
            p.scatter_add_(1, goal, torch.full_like(goal, -1, dtype=p.dtype))
            g = p.to(dtype)
            gy[i:i + chunk] = (g @ weight).float()
            gw += (g.t() @ rows).float()
        count = len(y)
        ctx.save_for_backward(gy * (scale / count), gw * (scale / count), (gy * y).sum() / count)
        return loss / count

    @staticmethod
    def backward(ctx, grad):
        gy, gw, gs = ctx.saved_tensors
        return gy * grad, gw * grad, (gs * grad).view(1), None, None, None


class Model(nn.Module):
    """Tokens [B, n] -> final rows y [B, n, d]."""

    def __init__(self, shape, end_tokens, dtype=torch.float32):
        super().__init__()
        d, v = shape["width"], shape["vocabulary"]
        self.shape, self.dtype, self.start_token = shape, dtype, 0
        self.embed = nn.Parameter(torch.randn(v, d) * 0.05)
        self.mix = nn.Parameter(torch.zeros(shape["local_mix"], d))
        self.bigram = nn.Parameter(torch.zeros(shape["bigram_buckets"], d))
        self.out_scale = nn.Parameter(torch.ones(1))
        self.layers = nn.ModuleList(Layer(shape, i, dtype) for i in range(shape["layers"]))
        is_end = torch.zeros(v, dtype=torch.bool)
        is_end[end_tokens] = True
        self.register_buffer("is_end", is_end, persistent=False)

    def forward(self, tokens, quantised, cells=None, labels=None):
        """labels [B, n] ascending: places of the rows, for `positions: gapped_labels` only (in training drawn with random
        gaps, else four a token). Returns (y [B, n, d], aux): aux holds codes [L][B, n, H], segment_codes and commitment losses if quantised.
        cells(layer, quantiser, o [B * n, H, dv]) -> codes [B * n, H]: asks for aux["inside"], how far each row lies inside
        the cells of those codes, [L][B, n, H] (levers.py)."""
        shape, n = self.shape, tokens.shape[1]
        before = functional.pad(tokens, (max(shape["local_mix"], 1), 0), value=self.start_token)
        embedded = functional.embedding(before, self.embed)
        lead = before.shape[1] - n
        h = embedded[:, lead:]
        for k in range(1, shape["local_mix"] + 1):
            h = h + self.mix[k - 1] * embedded[:, lead - k:lead - k + n]
        if shape["bigram_buckets"]:
            bucket = bigram_hash(before[:, lead - 1:lead - 1 + n], tokens, shape["bigram_buckets"])
            h = h + functional.embedding(bucket, self.bigram)
        h = norm(h, shape["norm_epsilon"])
        ids = None
        if any(shape["segments"]):
            ids = segment_ids(tokens, self.is_end, shape["segment"]["max_length"])
        if shape.get("positions") != "gapped_labels":
            labels = None
        elif labels is None:
            step = torch.full(tokens.shape, 4, device=tokens.device)
            labels = (torch.randint(1, 8, tokens.shape, device=tokens.device) if self.training else step).cumsum(1)
        aux = {"quantised": quantised, "codes": [], "commitment": [], "cells": cells, "inside": [], "labels": labels}
        for layer in self.layers:
            h = layer(h, ids, aux)
        return norm(h, shape["norm_epsilon"]), aux

    def loss(self, y, targets):
        """Mean cross entropy in nats of y [B, n, d] against targets [B, n]."""
        chunk = 1024 if y.device.type == "cpu" else 16384  # a cache on the one, few launches on the other
        return CrossEntropy.apply(y.reshape(-1, y.shape[-1]), self.embed, self.out_scale, targets.reshape(-1), self.dtype, chunk)

    def logits(self, y):
        return self.out_scale * functional.linear(y, self.embed)
