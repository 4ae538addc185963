"""Adapts a pre-trained model of the OPT or GPT-2 family: import, quantisers, distillation from the original, export.

    import_pretrained.py check FOLDER               reads a Hugging Face checkpoint folder in full; says what it is or what is wrong
    import_pretrained.py adapt FOLDER TEXT OUT      adapts it on a text file and writes a model folder for the engine
    import_pretrained.py own CONFIG.json PHASE TEXT the same with our own dense model WORK/PHASE.pt as the pre-trained one; no export

Prints a JSON object with the losses before and after, in nats a token on the last tenth of the text.
"""
import argparse
import json
import sys

import numpy as np
import torch

import pretrained
import pretrained_tokenizer
from distil import DEFAULTS, distil
from pretrained_model import PretrainedModel


def load(folder, codes, window):
    """(dense model, tokenizer) of a checkpoint folder."""
    shape, tensors = pretrained.read(folder)
    tokenizer = pretrained_tokenizer.read(folder, shape["vocabulary"], shape["start_token"])
    shape["codes"], shape["window"] = codes, (window or [0]) * (shape["layers"] if len(window or [0]) == 1 else 1)
    if len(shape["window"]) != shape["layers"]:
        raise pretrained.CheckpointError(f"--window: expected one number, or {shape['layers']}")
    return PretrainedModel.from_tensors(shape, tensors), tokenizer


def text_tokens(path, tokenizer, length):
    """(tokens to train on, tokens held out) of a text file."""
    try:
        with open(path, encoding="utf-8") as file:
            tokens = np.array([tokenizer.start_token] + tokenizer.encode(file.read()), dtype=np.int64)
    except (OSError, UnicodeDecodeError) as error:
        raise pretrained.CheckpointError(f"{path}: {getattr(error, 'strerror', None) or 'expected UTF-8'}") from None
    held = len(tokens) // 10
    if held < length + 2:
        raise pretrained.CheckpointError(f"{path}: expected {10 * (length + 2)} tokens or more, it has {len(tokens)}")
    return tokens[:-held], tokens[-held:]


def adapt(options):
    from export_pretrained import export
    model, tokenizer = load(options.folder, options.codes, options.window)
    positions = model.shape["positions"]
    context = options.context or max(2, positions // 2)
    length = min(options.length, positions)
    if not 2 <= context <= min(positions, 4096):
        raise pretrained.CheckpointError(f"--context: expected 2 to {min(positions, 4096)}")
    train, held = text_tokens(options.text, tokenizer, length)
    student, facts = distil(model, train, held, {**settings_of(options), "length": length})
    training = {"adapted_from": options.name, "steps": options.steps, "tokens_seen": options.steps * options.rows * length,
                "nats_a_token": facts}
    facts["layers"] = export(student, tokenizer, train, options.out, options.name, context, training)
    return facts


def own(options):
    import data
    import train
    config = data.load_config(options.config)
    model, tokenizer, _ = train.load(config, options.phase, torch.device("cpu"), torch.float32)
    for layer in model.layers:  # whatever codes the phase had: these are learned anew
        layer.attention.quantiser.ready.fill_(False)
        if layer.attention.segments:
            layer.attention.seg_quantiser.ready.fill_(False)
    tokens, held = text_tokens(options.text, tokenizer, options.length)
    return distil(model, tokens, held, settings_of(options))[1]


def settings_of(options):
    return {name: getattr(options, name) for name in DEFAULTS}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, dest="command")
    check = commands.add_parser("check")
    check.add_argument("folder")
    trained = []
    for name, work in (("adapt", adapt), ("own", own)):
        command = commands.add_parser(name)
        command.set_defaults(work=work)
        trained.append(command)
        for positional in {"adapt": ("folder", "text", "out"), "own": ("config", "phase", "text")}[name]:
            command.add_argument(positional)
        for key, value in DEFAULTS.items():
            command.add_argument("--" + key.replace("_", "-"), type=type(value), default=value)
    trained[0].add_argument("--name", default="adapted", help="name of the model")
    trained[0].add_argument("--codes", type=int, default=32, help="codes a head")
    trained[0].add_argument("--window", type=int, nargs="+", help="rows a row sees: one number, or one a layer; 0 = all")
    trained[0].add_argument("--context", type=int, help="rows kept live; default: half of the positions, so that there are gaps")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            model, tokenizer = load(options.folder, 2, None)
            facts = {**{key: model.shape[key] for key in ("family", "width", "layers", "heads", "mlp_width", "positions",
                                                          "vocabulary", "activation", "tied", "start_token")},
                     "merges": len(tokenizer.merges), "special_tokens": len(tokenizer.specials),
                     "weights": sum(p.numel() for p in model.parameters())}
        else:
            facts = options.work(options)
    except pretrained.CheckpointError as error:
        sys.exit(str(error))
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
