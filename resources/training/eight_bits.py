"""What weights of 8 bits cost: a folder with matrices in F16, stored in 8 bits a part at a time and scored by the program.

    eight_bits.py FOLDER --deltapad PROGRAM TEXT [--json FILE]
    eight_bits.py FOLDER --write TARGET        only stores a copy of FOLDER with all its matrices in 8 bits

FOLDER: export.py --sixteen-bits. TEXT holds documents that a line with the byte 0x1E ends. Prints, and writes to FILE, bits
per byte and the bytes of the weights file; the model card takes that file.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile

import tensor_file

PARTS = {"nothing": (), "all but embeddings": ("rest",), "embeddings": ("embed",), "all": ("rest", "embed")}


def write(folder, target, parts):
    """A copy of an exported folder with these parts in 8 bits; bytes of its weights."""
    shutil.copytree(folder, target)
    path = os.path.join(target, "model.safetensors")
    tensors, metadata = tensor_file.read(path)
    kinds = tensor_file.kinds(path)
    if "F16" not in kinds.values():
        raise SystemExit(f"{folder}: no matrix in F16")
    for name, kind in kinds.items():
        if kind == "F16" and ("embed" if name.startswith("embed.") else "rest") in parts:
            kinds[name] = "I8"
    tensor_file.write(path, tensors, kinds, metadata)
    return os.path.getsize(path)


def score(program, folder, text):
    call = [program, "score", "--model", folder, "--documents", "--json", "-", text]
    return json.loads(subprocess.run(call, stdout=subprocess.PIPE, check=True).stdout)


def measure(folder, program, text):
    found = {}
    for name, parts in PARTS.items():
        with tempfile.TemporaryDirectory() as base:
            size = write(folder, os.path.join(base, "model"), parts)
            found[name] = {"bytes": size, "bits_per_byte": score(program, os.path.join(base, "model"), text)["bits_per_byte"]}
    return {"text_bytes": os.path.getsize(text), "rounded": found}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("text", nargs="?")
    parser.add_argument("--deltapad", help="the program")
    parser.add_argument("--json", help="file to write the figures to")
    parser.add_argument("--write", help="folder to make")
    arguments = parser.parse_args()
    if arguments.write:
        print(f"{write(arguments.folder, arguments.write, PARTS['all']):,} bytes")
        return
    if not arguments.text or not arguments.deltapad:
        parser.error("needs a text and the program")
    found = measure(arguments.folder, arguments.deltapad, arguments.text)
    plain = found["rounded"]["nothing"]["bits_per_byte"]
    for name, f in found["rounded"].items():
        print(f"{name}: {f['bits_per_byte']:.4f} bits per byte ({100 * (f['bits_per_byte'] / plain - 1):+.2f} %), {f['bytes']:,} bytes")
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)


if __name__ == "__main__":
    main()
