"""Writes static/icon.png, the icon of the site as feed readers, phones and chats show it.

    python tools/icon.py

It is the picture of static/favicon.svg on a full square, because phones round the corners
themselves.
"""

import struct
import zlib
from collections.abc import Iterator
from math import hypot
from pathlib import Path

FILE = Path(__file__).parents[1] / "static" / "icon.png"
SIZE = 512
GROUND, INK = (0xA8, 0x36, 0x1C), (0xFD, 0xFC, 0xF9)
LINES = ((8, 24, 10), (8, 24, 16), (8, 17, 22))
"""(left, right, y) of each line, in a square with sides of 32."""
WIDTH = 2.6
SHADES = 16
"""The number of shades from the ground to the lines. A pixel has four bits."""


def rows() -> Iterator[list[int]]:
    """The shade of each pixel, from 0 (ground) to 15 (line)."""
    unit = SIZE / 32
    for row in range(SIZE):
        y = (row + 0.5) / unit
        left, right, at = min(LINES, key=lambda line: abs(line[2] - y))
        row_shades = []
        for column in range(SIZE):
            x = (column + 0.5) / unit
            distance = hypot(x - min(max(x, left), right), y - at)
            covered = min(max((WIDTH / 2 - distance) * unit + 0.5, 0), 1)
            row_shades.append(round(covered * (SHADES - 1)))
        yield row_shades


def png() -> bytes:
    colours = bytes(
        round(ground + (ink - ground) * shade / (SHADES - 1))
        for shade in range(SHADES)
        for ground, ink in zip(GROUND, INK, strict=True)
    )
    pixels = b"".join(
        b"\0"
        + bytes(
            left << 4 | right
            for left, right in zip(row[::2], row[1::2], strict=True)
        )
        for row in rows()
    )
    header = struct.pack(">2I5B", SIZE, SIZE, 4, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(pixels, 9)),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*chunk) for chunk in (*chunks, (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


if __name__ == "__main__":
    FILE.write_bytes(png())
