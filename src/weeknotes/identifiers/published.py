"""What an identifier tells of when and where the work that it names came out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple


class Facts(NamedTuple):
    """What an identifier tells of the work that it names; `kind` is CSL's word for it, empty where
    nothing is told."""

    kind: str = ""
    year: int | None = None
    venue: str = ""
    volume: str = ""


_ARXIV: Final = re.compile(r"(?:.+/)?(\d\d)")
_ACL_OLD: Final = re.compile(r"([A-Z])(\d\d)-(\d)\d+")
_ACL_NEW: Final = re.compile(r"(\d{4})\.(findings)?-?([a-z0-9_]+?)(?:-[a-z0-9]+)?\.\d+")
_ACL_LETTERS: Final = {
    "P": "ACL",
    "N": "NAACL",
    "E": "EACL",
    "C": "COLING",
    "K": "CoNLL",
    "Q": "TACL",
    "J": "CL",
}
_ACL_SPELLINGS: Final = {"CONLL": "CoNLL", "SEMEVAL": "SemEval"}
_JOURNALS: Final = {
    "TACL": "Transactions of the Association for Computational Linguistics",
    "CL": "Computational Linguistics",
}


def published(key: str) -> Facts:
    """What a thing's key tells of when and where it came out: `arxiv:2304.07880` → 2023,
    `acl:P19-1285` → ACL 2019."""
    kind, _, rest = key.partition(":")
    reader = _READERS.get(kind)
    return reader(rest) if reader else Facts()


def _arxiv(number: str) -> Facts:
    found = _ARXIV.match(number)
    return Facts("article", _full_year(found[1]) if found else None)


def _full_year(figures: str) -> int:
    """A year of two figures; the oldest archive begins in the sixties."""
    return int(figures) + (1900 if int(figures) > 60 else 2000)


def _acl(number: str) -> Facts:
    if found := _ACL_OLD.fullmatch(number):
        # D is EMNLP, but its volumes from 5 on are the workshops beside it; W and others are many
        # things.
        venue = "EMNLP" if found[1] == "D" and found[3] < "5" else _ACL_LETTERS.get(found[1], "")
        return _at_acl(venue, _full_year(found[2]))
    if found := _ACL_NEW.fullmatch(number):
        venue = _ACL_SPELLINGS.get(found[3].upper(), found[3].upper())
        return _at_acl(f"Findings of {venue}" if found[2] else venue, int(found[1]))
    return Facts()


def _at_acl(venue: str, year: int) -> Facts:
    if venue in _JOURNALS:
        return Facts("article-journal", year, _JOURNALS[venue])
    return Facts("paper-conference", year, venue) if venue else Facts("document", year)


def _proceedings(venue: str) -> Callable[[str], Facts]:
    """Of those whose keys begin with the year."""

    def read(rest: str) -> Facts:
        found = re.match(r"(\d{4})/", rest)
        return Facts("paper-conference", int(found[1]) if found else None, venue)

    return read


def _pmlr(rest: str) -> Facts:
    volume, _, stem = rest.partition("/")
    found = re.search(r"[a-z](\d\d)[a-z]?$", stem)
    venue = "Proceedings of Machine Learning Research"
    return Facts(
        "paper-conference",
        _full_year(found[1]) if found else None,
        venue,
        volume.removeprefix("v").upper(),
    )


def _cvf(rest: str) -> Facts:
    found = re.match(r"([a-z]+?)(w)?_?(\d{4})(w)?", rest)
    if not found:
        return Facts()
    return Facts(
        "paper-conference",
        int(found[3]),
        found[1].upper() + (" Workshops" if found[2] or found[4] else ""),
    )


def _isca(rest: str) -> Facts:
    found = re.match(r"([a-z]+)_(\d{4})", rest)
    return Facts("paper-conference", int(found[2]), found[1].capitalize()) if found else Facts()


_READERS: Final[Mapping[str, Callable[[str], Facts]]] = {
    "arxiv": _arxiv,
    "acl": _acl,
    "neurips": _proceedings("Advances in Neural Information Processing Systems"),
    "iclr": _proceedings("International Conference on Learning Representations"),
    "mlsys": _proceedings("Proceedings of Machine Learning and Systems"),
    "pmlr": _pmlr,
    "cvf": _cvf,
    "isca": _isca,
}
