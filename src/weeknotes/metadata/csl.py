"""CSL-JSON, in which DOI services and reference managers describe works."""

from __future__ import annotations

from weeknotes.metadata.work import Work, work


def csl_work(item: object) -> Work | None:
    """The work that a CSL-JSON item describes; None if the item describes no work or has no
    title."""
    if not isinstance(item, dict):
        return None
    title = item.get("title")
    if isinstance(title, list):  # Crossref's own JSON
        title = next(iter(title), "")
    people = item.get("author")
    names = [csl_name(one) for one in people] if isinstance(people, list) else []
    return work(title, names) if isinstance(title, str) else None


def csl_name(person: object) -> str:
    """A name with the given name first: `Aäron van den Oord`, `Martin King, Jr.`.  Korean names
    have the family name first and no space."""
    if not isinstance(person, dict):
        return ""
    parts = {key: value for key, value in person.items() if isinstance(value, str)}
    if literal := parts.get("literal") or parts.get("name"):
        return literal
    given, family = parts.get("given", "").strip(), parts.get("family", "").strip()
    if _is_hangul(given + family):
        return family + given
    words = (
        given,
        parts.get("dropping-particle", ""),
        parts.get("non-dropping-particle", ""),
        family,
    )
    name = " ".join(filter(None, words))
    suffix = parts.get("suffix", "").strip()
    return f"{name}, {suffix}" if suffix and name else name


def _is_hangul(name: str) -> bool:
    return bool(name) and all("가" <= letter <= "힣" for letter in name)
