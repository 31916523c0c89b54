"""GGUF version 2 and 3 in Python with NumPy and nothing of ours: written and read by the published layout (ggml's
docs/gguf.md). The golden files come from here, and what Headlight writes is read back by it."""

import struct

import numpy as np

F32, F16, Q4_0, Q8_0, BF16 = 0, 1, 2, 8, 30
BLOCK = {F32: (1, 4), F16: (1, 2), Q4_0: (32, 18), Q8_0: (32, 34), BF16: (1, 2)}
NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
ALIGNMENT = 32


def store(array, kind):
    """The bytes of a float32 array as a file type; rows are multiples of its block."""
    flat = np.ascontiguousarray(array, "<f4").reshape(-1)
    if kind == F32:
        return flat.tobytes()
    if kind == F16:
        return flat.astype("<f2").tobytes()
    if kind == BF16:
        bits = flat.view("<u4").astype(np.uint64)
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2").tobytes()
    blocks = flat.reshape(-1, 32)
    if kind == Q8_0:
        scale = (np.abs(blocks).max(1, keepdims=True) / 127).astype("<f4")
        q = np.rint(blocks / np.where(scale == 0, 1, scale)).astype(np.int8).view(np.uint8)
    else:
        largest = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)
        scale = (largest / -8).astype("<f4")
        q = np.clip(np.floor(blocks / np.where(scale == 0, 1, scale) + np.float32(8.5)), 0, 15).astype(np.uint8)
        q = q[:, :16] | (q[:, 16:] << 4)
    return np.concatenate([scale.astype("<f2").view(np.uint8), q], axis=1).tobytes()


def load(data, kind, shape):
    """The numbers back, float64."""
    if kind == F32:
        flat = np.frombuffer(data, "<f4").astype(float)
    elif kind == F16:
        flat = np.frombuffer(data, "<f2").astype(float)
    elif kind == BF16:
        flat = (np.frombuffer(data, "<u2").astype("<u4") << 16).view("<f4").astype(float)
    else:
        rows = np.frombuffer(data, np.uint8).reshape(-1, BLOCK[kind][1])
        scale = rows[:, :2].copy().view("<f2").astype(float)
        if kind == Q8_0:
            q = rows[:, 2:].copy().view(np.int8).astype(float)
        else:
            q = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1).astype(float) - 8
        flat = (scale * q).reshape(-1)
    return flat.reshape(shape)


def string(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def value(item):
    """Type and bytes of a metadata value."""
    if isinstance(item, bool):
        return struct.pack("<I?", 7, item)
    if isinstance(item, int):
        return struct.pack("<II", 4, item)
    if isinstance(item, float):
        return struct.pack("<If", 6, item)
    if isinstance(item, (str, bytes)):
        return struct.pack("<I", 8) + string(item)
    if item and isinstance(item[0], int):
        return struct.pack("<IIQ", 9, 5, len(item)) + b"".join(struct.pack("<i", x) for x in item)
    return struct.pack("<IIQ", 9, 8, len(item)) + b"".join(string(x) for x in item)


def write(metadata, tensors, version=3):
    """`tensors`: name to (float32 array in C order, type)."""
    header = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(metadata))
    for key, item in metadata.items():
        header += string(key) + value(item)
    body = b""
    for name, (array, kind) in tensors.items():
        header += string(name) + struct.pack("<I", array.ndim)
        header += b"".join(struct.pack("<Q", n) for n in reversed(array.shape)) + struct.pack("<IQ", kind, len(body))
        body += store(array, kind)
        body += bytes(-len(body) % ALIGNMENT)
    return header + bytes(-len(header) % ALIGNMENT) + body


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 4
        assert data[:4] == b"GGUF"
        self.version, tensors, values = self.take("I"), self.take("Q"), self.take("Q")
        self.metadata, infos, self.tensors, self.types = {}, [], {}, {}
        for _ in range(values):
            key = self.string()
            assert key not in self.metadata
            self.metadata[key] = self.value(self.take("I"))
        for _ in range(tensors):
            name = self.string()
            shape = [self.take("Q") for _ in range(self.take("I"))][::-1]
            infos.append((name, shape, self.take("I"), self.take("Q")))
        alignment = self.metadata.get("general.alignment", ALIGNMENT)
        begin, place = -(-self.at // alignment) * alignment, 0
        assert not any(data[self.at:begin])
        for name, shape, kind, offset in infos:
            numbers, size = BLOCK[kind]
            length = int(np.prod(shape)) // numbers * size
            assert offset == place and offset % alignment == 0, name
            self.tensors[name] = load(data[begin + offset:begin + offset + length], kind, shape)
            self.types[name] = kind
            place = -(-(offset + length) // alignment) * alignment
        assert begin + place == len(data), "no byte too many or too few"

    def take(self, code):
        item = struct.unpack_from("<" + code, self.data, self.at)[0]
        self.at += struct.calcsize("<" + code)
        return item

    def string(self):
        length = self.take("Q")
        self.at += length
        return self.data[self.at - length:self.at].decode("utf-8")

    def value(self, kind):
        if kind == 8:
            return self.string()
        if kind == 9:
            element, count = self.take("I"), self.take("Q")
            return [self.value(element) for _ in range(count)]
        return self.take(NUMBERS[kind])
