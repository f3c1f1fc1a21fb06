"""References → BibTeX, CSL-JSON, COinS and schema.org: the forms in which citing tools take
them."""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote_plus

from weeknotes.cache.shelf import Shelf, shelved
from weeknotes.citation.reference import Reference, reference
from weeknotes.fingerprints import pack
from weeknotes.identifiers.people import Name
from weeknotes.model import CROWD, Paper
from weeknotes.processes import Workers
from weeknotes.text.unicode import INLINE_MATH, title_text

_json: Final = json.JSONEncoder(ensure_ascii=False).encode


class Cited(NamedTuple):
    """A thing in each of the forms in which citing tools take it, all of them empty where it cannot
    be cited: its entry of BibTeX, its item of CSL-JSON, its context object (COinS), and itself as
    schema.org has it."""

    bibtex: str
    csl: str
    coins: str
    schema_org: Mapping[str, object]


_KEPT: Final = 1 << 12
"""Papers whose forms a process keeps."""
_shelf: Shelf[Paper] | None = None
"""What was made at once."""


def cited(paper: Paper) -> Cited:
    """A paper in all forms: its own page and files need each, and lists of tags and authors take up
    the same papers over and over."""
    made = _shelf.get(paper) if _shelf else None
    return Cited._make(marshal.loads(made)) if made else _cited(paper)


@lru_cache(maxsize=_KEPT)
def _cited(paper: Paper) -> Cited:
    known = reference(paper)
    return (
        Cited(bibtex(known), _json(csl(known)), coins(known), schema_org(known))
        if known
        else Cited("", "", "", {})
    )


@contextmanager
def cited_at_once(papers: Sequence[Paper], folder: Path, workers: Workers) -> Iterator[None]:
    """While this lasts, all forms of these are at hand for this process and its copies, made once,
    where they are more than each would keep; they take some two kilobytes a paper in `folder`."""
    global _shelf
    with ExitStack() as stack:
        if len(papers) > _KEPT:
            with suppress(OSError):  # no room, so each process makes what it needs
                _shelf = stack.enter_context(
                    shelved(
                        "citing", lambda paper: pack(tuple(_cited(paper))), papers, folder, workers
                    )
                )
        try:
            yield
        finally:
            _shelf = None


# BibTeX

_ENTRY_TYPES: Final = {"paper-conference": "inproceedings", "article-journal": "article"}
_VENUE_FIELDS: Final = {"paper-conference": "booktitle", "article-journal": "journal"}
# Braces are named: BibTeX counts them escaped or not, so one that stands alone would run away with
# the file.
_ESCAPES: Final = {character: f"\\{character}" for character in "%&#_$"} | {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
_ESCAPED: Final = str.maketrans(_ESCAPES)
_UNSAFE: Final = re.compile(r"[{}\\]")
# Mathematics, what TeX writes with a backslash, words with capitals that a style would make small,
# what TeX takes for its own.
_PIECES: Final = re.compile(
    rf"(?P<math>{INLINE_MATH.pattern})|\\(?P<typed>[%&#_$])"
    r"|(?P<word>(?<![^\W_])[^\W_]*(?:[^\W_][A-Z]|[A-Z](?![a-zà-ÿ]))[^\W_]*)|(?P<other>[\\{}%&#_$~^])"
)
_COMMAND: Final = re.compile(r"\\([A-Za-z@]+)")
_STRUCTURES: Final = frozenset(
    """frac dfrac tfrac sqrt binom left right big Big text textit textbf textrm mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak
    mathscr boldsymbol operatorname hat bar tilde vec dot overset underset stackrel limits pmod bmod mod lim sup inf max min log exp sin
    cos tan arg det dim ker Pr gcd""".split()
)
"""Commands of mathematics that are no signs; those are in latex2mathml's table."""


def bibtex(reference: Reference) -> str:
    """A BibTeX entry in UTF-8, with a line end at its close."""
    facts = reference.facts
    people = [_bibtex_name(name) for name in reference.authors]
    fields = {
        "title": tex(reference.title),
        "author": " and ".join([*people, *(["others"] if people and reference.others else [])]),
        _VENUE_FIELDS.get(facts.kind, "howpublished"): facts.venue,
        "volume": facts.volume,
        "year": str(facts.year or ""),
        "eprint": reference.arxiv,
        "archivePrefix": "arXiv" if reference.arxiv else "",
        "doi": _verbatim(reference.doi),
        "url": _verbatim(reference.url),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_ENTRY_TYPES.get(facts.kind, 'misc')}{{{reference.key},\n{lines}}}\n"


def tex(title: str) -> str:
    """A title for TeX: its mathematics as typed, all else escaped, capitals within words kept from
    styles that make them small.

    What lies between dollars is mathematics only if all its commands are: nothing that a title says
    can read a file or run."""
    if "$" in title:
        return _PIECES.sub(_piece, title)
    return " ".join(map(_tex_word, title.split(" ")))


@lru_cache(maxsize=1 << 13)
def _tex_word(word: str) -> str:
    """What stands between blanks, where no mathematics can span them; titles have most of their
    words in common."""
    return _PIECES.sub(_piece, word)


def _piece(found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "math" if _is_whole(text) and _is_mathematics(text):
            return "{" + re.sub(r"(?<!\\)%", r"\\%", text) + "}"
        case "typed":
            return text
        case "word" if text not in ("A", "I"):
            return "{" + text + "}"
    return text.translate(_ESCAPED)


def _is_whole(math: str) -> bool:
    """Whether its braces are balanced, as BibTeX counts them, and its last dollar closes it."""
    depth = 0
    for brace in re.findall(r"[{}]", math):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not math.endswith("\\$")


def _is_mathematics(math: str) -> bool:
    """Whether its commands draw signs or arrange them; `^^5c` is another way to write a
    backslash."""
    from latex2mathml.symbols_parser import convert_symbol

    return "^^" not in math and all(
        name in _STRUCTURES or convert_symbol(f"\\{name}") for name in _COMMAND.findall(math)
    )


def _bibtex_name(name: Name) -> str:
    """`von Last, Jr, First`; in braces what is one piece."""
    if not name.given:
        return "{" + name.family.translate(_ESCAPED) + "}"
    # A small word within a family name (`Aguera y Arcas`) would be read as its particle.
    family = (
        "{" + name.family + "}"
        if " " in name.family and re.search(" [a-z]", name.family)
        else name.family
    )
    if not name.particles and not name.suffix:
        return f"{family}, {name.given}"
    return ", ".join(filter(None, (f"{name.particles} {family}".strip(), name.suffix, name.given)))


def _verbatim(address: str) -> str:
    """An address, which TeX takes as it is; only braces and backslashes would break the entry."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", address)


# CSL-JSON


def csl(reference: Reference) -> dict[str, object]:
    """An item of CSL-JSON; where the list of authors goes on, its last is `others`, as in
    pandoc."""
    facts = reference.facts
    authors: list[dict[str, str]] = [_csl_name(name) for name in reference.authors]
    if authors and reference.others:
        authors.append({"literal": "others"})
    item: dict[str, object] = {
        "id": reference.key,
        "type": facts.kind,
        "title": plain(reference.title),
        "author": authors,
        "issued": {"date-parts": [[facts.year]]} if facts.year else None,
        "container-title": facts.venue,
        "volume": facts.volume,
        "publisher": "arXiv" if reference.arxiv else "",
        "number": f"arXiv:{reference.arxiv}" if reference.arxiv else "",
        "DOI": reference.doi,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    if not name.particles and not name.suffix:
        return {"family": name.family, "given": name.given}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particles,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def plain(title: str) -> str:
    """A title without TeX: scripts and commands of its mathematics undone, `\\$` and its like as
    what they print."""
    text = title_text(title)
    return re.sub(r"\\([%&#_$])", r"\1", text) if "\\" in text else text


# COinS and schema.org

_ZOTERO_TYPES: Final = {
    "article": "preprint",
    "document": "document",
    "software": "computerProgram",
    "dataset": "dataset",
    "motion_picture": "videoRecording",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "webpage": "webpage",
}
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.~:/ ,-]*")
_QUOTED: Final = str.maketrans({chr(code): quote_plus(chr(code), safe=":/") for code in range(128)})
_SCHEMA_TYPES: Final = {
    "software": "SoftwareSourceCode",
    "dataset": "Dataset",
    "motion_picture": "VideoObject",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "webpage": "WebPage",
}


def coins(reference: Reference) -> str:
    """A reference as an OpenURL context object, which Zotero finds in the title of `<span
    class="Z3988">`."""
    facts = reference.facts
    title = _quoted(plain(reference.title))
    match facts.kind:
        case "paper-conference":
            what = f"book&rft.genre=proceeding&rft.atitle={title}&rft.btitle={_quoted(facts.venue)}"
        case "article-journal":
            what = f"journal&rft.genre=article&rft.atitle={title}&rft.jtitle={_quoted(facts.venue)}"
        case kind:
            what = f"dc&rft.type={_ZOTERO_TYPES[kind]}&rft.title={title}"
    people = "".join([_coins_name(name) for name in reference.authors[:CROWD]])
    date = f"&rft.date={facts.year}" if facts.year else ""
    doi = f"&rft_id=info:doi/{_quoted(reference.doi)}" if reference.doi else ""
    return f"ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:{what}{people}{date}{doi}&rft_id={_quoted(reference.url)}"


def _quoted(text: str) -> str:
    """As `urllib.parse.quote_plus` does, in a tenth of its time for what is ASCII."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "+").replace(",", "%2C")
    text = text.translate(_QUOTED)
    return (
        text
        if text.isascii()
        else re.sub(r"[^\x00-\x7f]+", lambda found: quote_plus(found[0]), text)
    )


def _coins_name(name: Name) -> str:
    if not name.given:
        return f"&rft.au{'corp' if ' ' in name.family else ''}={_quoted(name.family)}"
    family = f"{name.particles} {name.family}" if name.particles else name.family
    return "&rft.au=" + _quoted(
        f"{family}, {name.given}, {name.suffix}" if name.suffix else f"{family}, {name.given}"
    )


def schema_org(reference: Reference) -> dict[str, object]:
    """A reference as schema.org has it, without its context."""
    people = [
        " ".join(filter(None, (name.given, name.particles, name.family, name.suffix)))
        for name in reference.authors
    ]
    item: dict[str, object] = {
        "@type": _SCHEMA_TYPES.get(reference.facts.kind, "ScholarlyArticle"),
        "name": plain(reference.title),
        "author": [{"@type": "Person", "name": name} for name in people],
        "datePublished": str(reference.facts.year or ""),
        "url": reference.url,
    }
    return {name: value for name, value in item.items() if value}
