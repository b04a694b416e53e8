# SPDX-License-Identifier: Apache-2.0
"""Minimal reader and writer of the safetensors format.

Layout: u64 little-endian header length, JSON header (name -> dtype, shape,
data_offsets), then the tensors' raw little-endian bytes without gaps.
"""
import json
import struct

import numpy as np

_DTYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "I32": "<i4", "U8": "|u1"}
_NAMES = {np.dtype(v): k for k, v in _DTYPES.items()}
_ALIGNMENT = 8


def save(path, tensors, metadata=None):
    """Write {name: numpy array}; metadata is a flat dict of strings."""
    header, blobs, offset = {}, [], 0
    if metadata:
        header["__metadata__"] = metadata
    for name, array in tensors.items():
        # asarray(order="C"), not ascontiguousarray: that one turns scalars into [1].
        array = np.asarray(array, order="C")
        blob = array.tobytes()
        header[name] = {"dtype": _NAMES[array.dtype], "shape": list(array.shape),
                        "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _ALIGNMENT)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(blobs)


def load(path):
    """Read {name: numpy array}."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + o for o in entry["data_offsets"])
        flat = np.frombuffer(content[begin:end], dtype=_DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors
