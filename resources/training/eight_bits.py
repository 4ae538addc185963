"""What weights of 8 bits would cost: matrices rounded to 127 steps a side with a scale a row, scored by the program.

    eight_bits.py FOLDER --deltapad PROGRAM TEXT [--json FILE]

TEXT holds documents that a line with the byte 0x1E ends. Embeddings and all other matrices are rounded apart and together;
the rounded weights are written as F16 again, which adds up to 2**-11 of a weight to the error of 8 bits. Prints, and writes
to FILE, bits per byte and what the weights file would have in bytes; the model card takes that file. Format and engine know
nothing of it.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile

import numpy as np

import tensor_file
from export import kinds as stored_kinds

KINDS = {"nothing": (), "all but embeddings": ("rest",), "embeddings": ("embed",), "all": ("rest", "embed")}


def rounded(array):
    """A matrix with every row rounded to 8 bits, symmetric about 0; a row of zeros stays."""
    scale = np.abs(array).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.rint(array / scale) * scale


def write(folder, target, parts):
    """A copy of an exported folder with these parts rounded; bytes of its weights if they were stored so."""
    shutil.copytree(folder, target)
    path = os.path.join(target, "model.safetensors")
    tensors, metadata = tensor_file.read(path)
    kinds = stored_kinds(tensors)
    saved = 0
    for name, kind in kinds.items():
        if kind == "F16" and ("embed" if name.startswith("embed.") else "rest") in parts:
            tensors[name] = rounded(tensors[name])
            saved += tensors[name].size - 4 * len(tensors[name])  # a byte a weight less, a scale of four bytes a row more
    tensor_file.write(path, tensors, kinds, metadata)
    return os.path.getsize(path) - saved


def score(program, folder, text):
    call = [program, "score", "--model", folder, "--documents", "--json", "-", text]
    return json.loads(subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout)


def measure(folder, program, text):
    found = {}
    for name, parts in KINDS.items():
        with tempfile.TemporaryDirectory() as base:
            size = write(folder, os.path.join(base, "model"), parts)
            found[name] = {"bytes": size, "bits_per_byte": score(program, os.path.join(base, "model"), text)["bits_per_byte"]}
    return {"text_bytes": os.path.getsize(text), "rounded": found}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("text")
    parser.add_argument("--deltapad", required=True, help="the program")
    parser.add_argument("--json", help="file to write the figures to")
    arguments = parser.parse_args()
    found = measure(arguments.folder, arguments.deltapad, arguments.text)
    plain = found["rounded"]["nothing"]["bits_per_byte"]
    for name, f in found["rounded"].items():
        print(f"{name}: {f['bits_per_byte']:.4f} bits per byte ({100 * (f['bits_per_byte'] / plain - 1):+.2f} %), {f['bytes']:,} bytes")
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)


if __name__ == "__main__":
    main()
