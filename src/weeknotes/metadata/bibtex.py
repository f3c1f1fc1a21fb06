"""BibTeX of reference managers: the works of its entries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from weeknotes.identifiers.people import given_first
from weeknotes.metadata.work import Work, work
from weeknotes.text.bibtex import bibtex_names, unicode_text


def bibtex_work(fields: Mapping[str, str]) -> Work | None:
    """The work that an entry describes."""
    people = " ".join(fields.get("author", "").split())
    names = [_name(people[start:end]) for start, end in bibtex_names(people)]
    if names and people.endswith(" and others"):
        names.append("others")
    return work(unicode_text(fields.get("title", "")), names)


def _name(name: str) -> str:
    """A name, with the given name first.  A name in braces is one piece."""
    if re.fullmatch(r"\{[^{}]*\}", name):
        return unicode_text(name)
    parts = [unicode_text(part) for part in name.split(",")]
    return given_first(",".join(parts))
