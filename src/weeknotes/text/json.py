"""Values → JSON, for many small values."""

from collections.abc import Callable
from json.encoder import (  # type: ignore[attr-defined]
    JSONEncoder,
    c_make_encoder,
    encode_basestring,
)
from typing import Any

_refuse = JSONEncoder().default


def json_encoder(
    item: str, key: str, default: Callable[[Any], Any] = _refuse
) -> Callable[[object], str]:
    """A function that encodes a value as JSON without escapes for letters.

    `item` and `key` are the separators after items and keys.  `default` returns a value that stands
    in for one that JSON cannot represent; without `default`, such a value is a TypeError.
    `JSONEncoder.encode` does the same, but makes an encoder for each call, which takes longer than
    encoding a small value.
    """
    encode = c_make_encoder(
        None, default, encode_basestring, None, key, item, False, False, True
    )
    return lambda value: "".join(encode(value, 0))


json_text = json_encoder(", ", ": ")
"""A value as JSON on one line, with the separators of `json.dumps`."""
