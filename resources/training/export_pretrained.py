"""Writes an adapted model of pretrained_model.py as a folder in the layout of resources/models/FORMAT.md.

Three things go without a trace at run time, as the engine need not know them:
- LayerNorm. Gains and biases go into the matrices behind them. Everything that is added to a row is made to have mean 0, so
  a row always has mean 0, and then LayerNorm is the engine's root mean square norm.
- The mean key. What all keys of a head have in common adds the same to all scores of a row, which softmax does not see.
- Values and the output matrix: a head's value is its votes, its output a row of the table.
"""
import json
import os

import numpy as np
import torch

import tensor_file
from export import HEADROOM, VOTE_LIMIT, kinds
from pretrained_model import draw_labels

LENGTH_ROOM = 1.1   # as HEADROOM, for the lengths of queries and keys
SATURATED = 0.01    # share of rows whose best score may exceed the largest that is stored: more room below for the others
SAMPLE_RUNS = 16
LOWEST_SCORE = 26 * np.log(2)  # nats below the largest at which a score is rounded to 0


def without_mean(x):
    """Removes the mean over the last axis: what a row of h may be added to."""
    return x - x.mean(-1, keepdims=True)


def numbers(parameter):
    return parameter.detach().double().cpu().numpy()


def behind_norm(linear, norm):
    """(weight, bias) of a linear layer behind LayerNorm, as they act on the row without gain and bias."""
    weight = numbers(linear.weight)
    return (without_mean(weight * numbers(norm.weight)), numbers(linear.bias) + weight @ numbers(norm.bias))


def weights(model):
    """Tensors of FORMAT.md; those that are measured (lengths, offsets, vote scales) stand for nothing yet."""
    shape, out = model.shape, {}
    heads, codes, d = shape["heads"], shape["codes"], shape["width"]
    out["embed.weight"], out["embed.position"] = without_mean(numbers(model.embed)), without_mean(numbers(model.position))
    output = numbers(model.embed if model.output is None else model.output)
    out["out.weight"] = without_mean(output * numbers(model.final_norm.weight))
    out["out.bias"], out["out.scale"] = output @ numbers(model.final_norm.bias), np.ones(1)
    for i, layer in enumerate(model.layers):
        p, a = f"layers.{i}.", layer.attention
        for name, linear in (("q", a.q), ("k", a.k)):
            out[f"{p}attn.{name}.weight"], out[f"{p}attn.{name}.bias"] = behind_norm(linear, layer.attention_norm)
        book = numbers(a.quantiser.codebook)                                          # [H, K, dk]
        value, bias = behind_norm(a.v, layer.attention_norm)
        out[p + "attn.vote.weight"] = (book @ value.reshape(heads, -1, d)).reshape(heads * codes, d)
        out[p + "attn.vote.bias"] = ((book @ bias.reshape(heads, -1, 1))[..., 0] - 0.5 * (book**2).sum(-1)).ravel()
        back = numbers(a.o.weight).reshape(d, heads, -1).transpose(1, 2, 0)           # [H, dk, d]
        table = without_mean(book @ back)
        table[0] += without_mean(numbers(a.o.bias))  # a row picks one code of every head, so one of the first
        out[p + "attn.table"] = table.reshape(heads * codes, d)
        out[p + "mlp.up.weight"], out[p + "mlp.up.bias"] = behind_norm(layer.up, layer.mlp_norm)
        out[p + "mlp.down.weight"] = without_mean(numbers(layer.down.weight).T).T
        out[p + "mlp.down.bias"] = without_mean(numbers(layer.down.bias))
        out[p + "attn.offset_bias"] = np.zeros((heads, 1))
    return out


@torch.no_grad()
def layer_inputs(model, runs):
    """Normed inputs of every layer, gains and biases left out: a list of [n, d] for every layer."""
    found = [[] for _ in model.layers]
    hooks = [layer.attention_norm.register_forward_pre_hook(lambda _, h, rows=rows: rows.append(h[0][0].double().numpy()))
             for layer, rows in zip(model.layers, found)]
    for tokens, labels in runs:
        model(tokens[None], True, labels=labels)
    for hook in hooks:
        hook.remove()
    epsilon = model.shape["norm_epsilon"]
    return [[without_mean(h) / np.sqrt(without_mean(h).var(-1, keepdims=True) + epsilon) for h in rows] for rows in found]


def fit_offset(x, best):
    """(weights [d], constant) of the linear function of x [N, d] that stays just above `best` [N], all but a few rows."""
    rows = np.concatenate([x, np.ones((len(x), 1))], 1)
    ridge = 1e-3 * len(x) * np.eye(rows.shape[1])
    solution = np.linalg.solve(rows.T @ rows + ridge, rows.T @ best)
    return solution[:-1], solution[-1] + np.quantile(best - rows @ solution, 1 - SATURATED)


def measure(tensors, shape, inputs):
    """Fills in what depends on data; answers facts about the scores for people."""
    heads, dk, facts = shape["heads"], shape["width"] // shape["heads"], []
    for i, runs in enumerate(inputs):
        p, x = f"layers.{i}.attn.", np.concatenate(runs)

        def of(name, rows):
            y = rows @ tensors[f"{p}{name}.weight"].T + tensors[f"{p}{name}.bias"]
            return y.reshape(len(rows), heads, -1).transpose(1, 0, 2)                 # [H, n, width]

        tensors[p + "k.bias"] = tensors[p + "k.bias"] - of("k", x).mean(1).ravel()
        lengths = [LENGTH_ROOM * np.linalg.norm(of(name, x), axis=-1).max(-1) for name in "qk"]
        tensors[p + "query_length"], tensors[p + "key_length"] = lengths
        tensors[p + "gain"] = lengths[0] * lengths[1] / np.sqrt(dk)
        tensors[p + "vote_scale"] = np.floor(VOTE_LIMIT / (HEADROOM * np.abs(of("vote", x)).max((1, 2))))
        best = []
        for rows in runs:
            n = np.arange(len(rows))
            distance = n[:, None] - n[None]
            seen = (distance >= 0) & (distance < (shape["window"][i] or len(rows)))
            z = of("q", rows) @ of("k", rows).transpose(0, 2, 1) / np.sqrt(dk)
            best.append(np.where(seen, z, -np.inf).max(-1))
        best = np.concatenate(best, 1)                                                # [H, N]
        fitted = [fit_offset(x, b) for b in best]
        tensors[p + "offset.weight"] = np.stack([w for w, _ in fitted])
        tensors[p + "score_offset"] = np.array([constant for _, constant in fitted])
        below = tensors[p + "score_offset"][:, None] + tensors[p + "offset.weight"] @ x.T - best
        facts.append({"best_score_below_offset": np.quantile(below, [0.5, 0.99, 1.0]).round(2).tolist(),
                      "rows_without_scores": float((below > LOWEST_SCORE).mean().round(5))})
    return facts


def export(model, tokenizer, tokens, folder, name, context, training):
    """tokens: text to measure ranges on, in runs of the live context with random labels."""
    shape = model.shape
    tensors = weights(model.eval())
    generator = np.random.default_rng(1)
    runs, length = [], min(context, len(tokens) - 1)
    for i in range(SAMPLE_RUNS):
        start = i * (len(tokens) - length) // SAMPLE_RUNS
        run = torch.from_numpy(tokens[start:start + length].astype(np.int64))
        run[0] = model.start_token
        runs.append((run, draw_labels(generator, length, shape["positions"])))
    facts = measure(tensors, shape, layer_inputs(model, runs))
    config = {"format": "deltapad-vq", "version": 1, "name": name, "vocabulary": shape["vocabulary"], "width": shape["width"],
              "layers": shape["layers"], "heads": shape["heads"], "key_width": shape["width"] // shape["heads"],
              "codes": shape["codes"], "mlp_width": shape["mlp_width"], "context": context, "start_token": model.start_token,
              "local_mix": 0, "bigram_buckets": 0, "norm_epsilon": shape["norm_epsilon"], "window": shape["window"],
              "segments": [False] * shape["layers"], "offset_buckets": [0], "positions": shape["positions"],
              "embed_norm": False, "activation": shape["activation"], "biases": True, "scores": "scaled", "tied_output": False,
              "training": training}
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file, indent=1)
        file.write("\n")
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    tensor_file.write(os.path.join(folder, "model.safetensors"), tensors, kinds(tensors, "F16"))
    return facts
