"""Fingerprints: hashes of values, as short texts.

Equal values have equal fingerprints, on every machine and in every run.  A result that was made
from a value is valid while the fingerprint of the value stays the same.
"""

from functools import cached_property
from hashlib import blake2b
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any


class Fingerprinted:
    """Base class of frozen dataclasses that are inputs of many pages.

    The fingerprint is derived from all fields and computed once.
    """

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of all fields."""
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        return fingerprint_of(*[getattr(self, name) for name in names])


def fingerprint_of(*values: object) -> str:
    """The fingerprint of texts, numbers, None, dates, paths, and of tuples, mappings and
    `Fingerprinted` values that contain them."""
    text = "".join(_encode(values, 0))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _stand_in(value: Any) -> str:
    """A text for a value that JSON cannot represent."""
    return value.fingerprint if isinstance(value, Fingerprinted) else str(value)


# JSON, because its encoder walks through tuples and named tuples in C.  The encoder is made once:
# `JSONEncoder.encode` makes one for each call, which takes as long as encoding a page's inputs.
_encode = c_make_encoder(None, _stand_in, encode_basestring, None, ":", ",", False, False, True)
