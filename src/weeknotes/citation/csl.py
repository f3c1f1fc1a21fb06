"""Write a reference as CSL-JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weeknotes.citation.reference import Reference
from weeknotes.identifiers.people import PersonName
from weeknotes.text.unicode import INLINE_MATH, tex_signs, title_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SOFTWARE = "software"
"""Zotero refuses to import a file if one of its items has this type."""
_SCRIPTS = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup")}
_ROWS = frozenset("math mrow mstyle mi mn mo mtext".split())
_WORD_BLANK = re.compile(r" (?=[\W_])|(?<=[\W_]) ")


def csl(reference: Reference) -> dict[str, object]:
    """A CSL-JSON item.  If the author list is incomplete, the last author is `others`, as in
    pandoc."""
    publication = reference.publication
    authors = [_csl_name(name) for name in reference.authors]
    if authors and reference.others:
        authors.append({"literal": "others"})
    archive, eprint = reference.archive, reference.eprint
    year = publication.year
    is_software = publication.kind == _SOFTWARE
    item: dict[str, object] = {
        "id": reference.key,
        "type": "webpage" if is_software else publication.kind,
        "genre": "Computer software" if is_software else "",
        "title": rich_title(reference.title),
        "author": authors,
        "issued": {"date-parts": [[year]]} if year else None,
        "container-title": publication.venue,
        "volume": publication.volume,
        "publisher": archive,
        "number": f"{archive}:{eprint}" if eprint else "",
        "DOI": reference.doi,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: PersonName) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particles,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def rich_title(title: str) -> str:
    """A title in the markup of CSL.  Formulas are written with `<sup>` and `<sub>`.  A formula with
    letters is in a `nocase` element, because a style must not change the case of its letters."""
    return tex_signs(INLINE_MATH.sub(_formula, title))


def _formula(found: re.Match[str]) -> str:
    from xml.etree.ElementTree import fromstring

    from weeknotes.markup.mathml import to_mathml

    mathml = to_mathml(found[1], display=False)
    text = _rich_text(fromstring(mathml)) if mathml else None
    if text is None:  # it has a fraction, a root …
        text = title_text(found[0])
    text = _WORD_BLANK.sub("", " ".join(text.split()))
    has_letters = any(map(str.isalpha, re.sub(r"</?su[bp]>", "", text)))
    return f'<span class="nocase">{text}</span>' if has_letters else text


def _rich_text(element: Element) -> str | None:
    """The text of MathML with `<sup>` and `<sub>`; None if these two elements are not enough."""
    parts = [_rich_text(child) for child in element]
    texts = [text for text in parts if text is not None]
    if len(texts) < len(parts):
        return None
    if scripts := _SCRIPTS.get(element.tag):
        marked = zip(scripts, texts[1:], strict=True)
        return texts[0] + "".join(
            f"<{mark}>{text}</{mark}>" for mark, text in marked
        )
    if element.tag not in _ROWS:
        return None
    text = (element.text or "") + "".join(texts)
    is_word = element.tag == "mi" and len(text) > 1
    return f" {text} " if is_word else text
