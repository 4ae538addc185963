"""Random checkpoints of a few thousand weights in exactly the layout of Hugging Face's OPT and GPT-2 folders, to prove the
import on: no trained ones are needed for that.

    make_tiny_checkpoint.py FOLDER opt|gpt2
"""
import json
import os
import sys

import numpy as np

import tensor_file
import tokenizer_training
from make_tiny_model import TEXT
from tokenizer_training import BASE_CHARS

WIDTH, LAYERS, HEADS, POSITIONS, MERGES = 32, 2, 4, 96, 60
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]  # OPT's, ids 0 to 3; a text begins with </s>
PADDED = 8  # the vocabulary of OPT's tables is a multiple of it


def write_tokenizer(folder, family):
    """vocab.json and merges.txt; answers how many tokens there are."""
    merges = tokenizer_training.train_merges(tokenizer_training.count_pre_tokens([TEXT]), MERGES)
    tokens = BASE_CHARS + [a + b for a, b in merges]
    tokens = SPECIALS + tokens if family == "opt" else tokens + ["<|endoftext|>"]
    with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as file:
        json.dump({token: i for i, token in enumerate(tokens)}, file)
    with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    return len(tokens)


class Draw:
    """Random tensors, large enough that attention is sharp and norms matter."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def __call__(self, *shape, scale=0.3, around=0.0):
        return (around + self.random.standard_normal(shape) * scale).astype(np.float32)

    def norm(self, name, out):
        out[name + ".weight"], out[name + ".bias"] = self(WIDTH, around=1.0), self(WIDTH)


def opt(draw, vocabulary):
    m = 3 * WIDTH
    config = {"model_type": "opt", "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "ffn_dim": m, "num_attention_heads": HEADS,
              "max_position_embeddings": POSITIONS, "word_embed_proj_dim": WIDTH, "do_layer_norm_before": True,
              "activation_function": "relu", "vocab_size": vocabulary, "bos_token_id": 2, "eos_token_id": 2, "pad_token_id": 1,
              "_remove_final_layer_norm": False, "torch_dtype": "float16"}
    t, p = {}, "model.decoder."
    t[p + "embed_tokens.weight"], t[p + "embed_positions.weight"] = draw(vocabulary, WIDTH), draw(POSITIONS + 2, WIDTH)
    draw.norm(p + "final_layer_norm", t)
    for i in range(LAYERS):
        l = f"{p}layers.{i}."
        draw.norm(l + "self_attn_layer_norm", t)
        draw.norm(l + "final_layer_norm", t)
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            t[f"{l}self_attn.{name}.weight"], t[f"{l}self_attn.{name}.bias"] = draw(WIDTH, WIDTH), draw(WIDTH, scale=0.1)
        t[l + "fc1.weight"], t[l + "fc1.bias"] = draw(m, WIDTH, scale=0.2), draw(m, scale=0.1)
        t[l + "fc2.weight"], t[l + "fc2.bias"] = draw(WIDTH, m, scale=0.1), draw(WIDTH, scale=0.1)
    return config, t


def gpt2(draw, vocabulary, prefix, masks):
    config = {"model_type": "gpt2", "n_embd": WIDTH, "n_layer": LAYERS, "n_head": HEADS, "n_positions": POSITIONS, "n_ctx": POSITIONS,
              "n_inner": None, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "vocab_size": vocabulary,
              "bos_token_id": vocabulary - 1, "eos_token_id": vocabulary - 1}
    t = {prefix + "wte.weight": draw(vocabulary, WIDTH), prefix + "wpe.weight": draw(POSITIONS, WIDTH)}
    draw.norm(prefix + "ln_f", t)
    for i in range(LAYERS):
        l = f"{prefix}h.{i}."
        draw.norm(l + "ln_1", t)
        draw.norm(l + "ln_2", t)
        for name, inputs, outputs, scale in (("attn.c_attn", WIDTH, 3 * WIDTH, 0.3), ("attn.c_proj", WIDTH, WIDTH, 0.3),
                                             ("mlp.c_fc", WIDTH, 4 * WIDTH, 0.2), ("mlp.c_proj", 4 * WIDTH, WIDTH, 0.1)):
            t[f"{l}{name}.weight"], t[f"{l}{name}.bias"] = draw(inputs, outputs, scale=scale), draw(outputs, scale=0.1)
        if masks:  # buffers of older files
            t[l + "attn.bias"] = np.tril(np.ones((1, 1, POSITIONS, POSITIONS), np.float32))
            t[l + "attn.masked_bias"] = np.float32(-1e4)
    return config, t


def write(folder, family, seed=1, prefix="transformer.", masks=False):
    """prefix and masks: the two ways in which GPT-2 files differ."""
    os.makedirs(folder, exist_ok=True)
    tokens = write_tokenizer(folder, family)
    draw = Draw(seed)
    if family == "opt":
        config, tensors = opt(draw, -(-tokens // PADDED) * PADDED)
    else:
        config, tensors = gpt2(draw, tokens, prefix, masks)
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)
    kinds = dict.fromkeys(tensors, "F16" if family == "opt" else "F32")
    tensor_file.write(os.path.join(folder, "model.safetensors"), tensors, kinds, {"format": "pt"})


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2])
