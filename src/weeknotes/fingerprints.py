"""Fingerprints: hashes of values, as short texts.

Equal values have equal fingerprints, on every machine and in every run.  A result that was made
from a value is valid while the fingerprint of the value stays the same.
"""

from functools import cached_property
from hashlib import blake2b
from typing import Any

from weeknotes.text.json import json_encoder


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
    text = _encode(values)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _stand_in(value: Any) -> str:
    """A text for a value that JSON cannot represent."""
    return value.fingerprint if isinstance(value, Fingerprinted) else str(value)


# JSON, because its encoder walks through tuples and named tuples in C.
_encode = json_encoder(",", ":", _stand_in)
