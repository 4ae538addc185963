"""Reads and writes the safetensors layout: u64 header length, JSON header, data; the data starts on an 8-byte boundary."""
import json
import struct

import numpy as np

WIDTH = {"F32": 4, "F16": 2, "BF16": 2, "I8": 1}


def to_bfloat16(array):
    """float32 array -> uint16 bit patterns, rounded to nearest even."""
    bits = np.ascontiguousarray(array, dtype=np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def to_eight_bits(array):
    """[rows, ...] -> (int8 with every row's largest at 127, float32 scale [rows]); a row of zeros has the scale 0."""
    flat = array.astype(np.float32).reshape(len(array), -1)
    scale = np.abs(flat).max(1) / np.float32(127)
    numbers = np.rint(flat / np.where(scale > 0, scale, np.float32(1))[:, None])
    return numbers.clip(-127, 127).astype(np.int8).reshape(array.shape), scale


def write(path, tensors, kinds, metadata=None):
    """Writes float arrays; `kinds` maps a name to "F32", "F16", "BF16" or "I8" (F32 where it says nothing). A matrix as I8
    is followed by a tensor NAME_scale, a number a row."""
    header, blobs, offset, tensors = {}, [], 0, dict(tensors)
    for name in [name for name in tensors if kinds.get(name) == "I8"]:
        if not np.isfinite(tensors[name]).all():
            raise ValueError(f"{name} holds a value that is not finite")
        tensors[name], tensors[name + "_scale"] = to_eight_bits(np.asarray(tensors[name]))
    if metadata:
        header["__metadata__"] = metadata
    # The layout allows no holes between tensors: those whose size is a multiple of 8 bytes come first (hence aligned to 8),
    # then the wider kinds before the narrower (hence aligned to their own size).
    def order(name):
        width = WIDTH[kinds.get(name, "F32")]
        return np.asarray(tensors[name]).size * width % 8 != 0, -width, name

    for name in sorted(tensors, key=order):
        array, kind = np.asarray(tensors[name]), kinds.get(name, "F32")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds a value that is not finite")
        if kind == "F16":
            if np.abs(array).max(initial=0) > 65504:
                raise ValueError(f"{name} does not fit F16")
            blob = array.astype("<f2").tobytes()
        elif kind == "I8":
            blob = array.astype(np.int8).tobytes()
        elif kind == "BF16":
            blob = to_bfloat16(array).astype("<u2").tobytes()
        else:
            blob = array.astype("<f4").tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for blob in blobs:
            file.write(blob)


def kinds(path):
    """{name: kind} of a file's tensors."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    return {name: entry["dtype"] for name, entry in header.items() if name != "__metadata__"}


def read(path):
    """Returns ({name: float32 array}, metadata); what is stored as I8 comes multiplied by its scale, which is left out."""
    with open(path, "rb") as file:
        raw = file.read()
    length = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, stop = (8 + length + o for o in entry["data_offsets"])
        data = raw[start:stop]
        if entry["dtype"] == "F32":
            array = np.frombuffer(data, dtype="<f4")
        elif entry["dtype"] == "I8":
            array = np.frombuffer(data, dtype=np.int8)
        elif entry["dtype"] == "F16":
            array = np.frombuffer(data, dtype="<f2")
        else:
            array = (np.frombuffer(data, dtype="<u2").astype(np.uint32) << 16).view(np.float32)
        tensors[name] = array.astype(np.float32).reshape(entry["shape"])
    for name in [name for name, entry in header.items() if entry["dtype"] == "I8"]:
        scale = tensors.pop(name + "_scale")
        tensors[name] = tensors[name] * scale.reshape((-1,) + (1,) * (tensors[name].ndim - 1))
    return tensors, metadata
