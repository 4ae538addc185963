"""Reads and writes the safetensors layout: u64 header length, JSON header, data; the data starts on an 8-byte boundary."""
import json
import struct

import numpy as np


def to_bfloat16(array):
    """float32 array -> uint16 bit patterns, rounded to nearest even."""
    bits = np.ascontiguousarray(array, dtype=np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def write(path, tensors, kinds, metadata=None):
    """Writes float arrays; `kinds` maps a name to "F32", "F16" or "BF16" (F32 where it says nothing)."""
    header, blobs, offset = {}, [], 0
    if metadata:
        header["__metadata__"] = metadata
    # The layout allows no holes between tensors: those whose size is a multiple of 8 bytes come first (hence aligned to 8),
    # then F32 before the 16-bit kinds (hence aligned to their own size).
    def order(name):
        size = np.asarray(tensors[name]).size * (4 if kinds.get(name, "F32") == "F32" else 2)
        return size % 8 != 0, kinds.get(name, "F32") != "F32", name

    for name in sorted(tensors, key=order):
        array, kind = np.asarray(tensors[name]), kinds.get(name, "F32")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds a value that is not finite")
        if kind == "F16":
            if np.abs(array).max(initial=0) > 65504:
                raise ValueError(f"{name} does not fit F16")
            blob = array.astype("<f2").tobytes()
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


def read(path):
    """Returns ({name: float32 array}, metadata)."""
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
        elif entry["dtype"] == "F16":
            array = np.frombuffer(data, dtype="<f2")
        else:
            array = (np.frombuffer(data, dtype="<u2").astype(np.uint32) << 16).view(np.float32)
        tensors[name] = array.astype(np.float32).reshape(entry["shape"])
    return tensors, metadata
