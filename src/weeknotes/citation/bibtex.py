"""Write a reference as BibTeX."""

import re
from functools import lru_cache

from weeknotes.citation.reference import Reference
from weeknotes.identifiers.people import PersonName
from weeknotes.text.unicode import INLINE_MATH

_ENTRY_TYPES = {"paper-conference": "inproceedings", "article-journal": "article"}
_VENUE_FIELDS = {"paper-conference": "booktitle", "article-journal": "journal"}
# Braces are written as commands.  BibTeX also counts escaped braces, so a brace without its partner
# would make the rest of the file unreadable.
_ESCAPES = {character: f"\\{character}" for character in "%&#_$"} | {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
_ESCAPED = str.maketrans(_ESCAPES)
_UNSAFE = re.compile(r"[{}\\]")
# Formulas, characters that are already escaped, words whose capitals a BibTeX style would change,
# hyphens that would become a dash, special characters.
_SPECIAL = re.compile(
    rf"(?P<math>{INLINE_MATH.pattern})|\\(?P<escaped>[%&#_$])"
    r"|(?P<word>(?<![^\W_])[^\W_]*(?:[^\W_][A-Z]|[A-Z](?![a-zà-ÿ]))[^\W_]*)"
    r"|(?P<hyphen>-(?=-))|(?P<other>[\\{}%&#_$~^])"
)
_BRACE = re.compile(r"[{}]")
_PARTICLE = re.compile(" [a-z]")
_COMMAND = re.compile(r"\\([A-Za-z@]+)")
_STRUCTURES = frozenset(
    """frac dfrac tfrac sqrt binom left right big Big text textit textbf textrm mathrm mathbf mathit
    mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol operatorname hat bar tilde vec dot
    overset underset stackrel limits pmod bmod mod lim sup inf max min log exp sin cos tan arg det
    dim ker Pr gcd""".split()
)
"""Allowed commands that are not symbols.  Symbols are in the table of latex2mathml."""


def bibtex(reference: Reference) -> str:
    """A BibTeX entry in Unicode.  Ends with a newline."""
    publication = reference.publication
    people = [_bibtex_name(name) for name in reference.authors]
    if people and reference.others:
        people.append("others")
    fields = {
        "title": tex(reference.title),
        "author": " and ".join(people),
        _VENUE_FIELDS.get(publication.kind, "howpublished"): publication.venue,
        "volume": publication.volume,
        "year": str(publication.year or ""),
        "eprint": reference.eprint,
        "archivePrefix": reference.archive,
        "doi": _verbatim(reference.doi),
        "url": _verbatim(reference.url),
    }
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields.items() if value
    )
    entry_type = _ENTRY_TYPES.get(publication.kind, "misc")
    return f"@{entry_type}{{{reference.key},\n{lines}}}\n"


def escaped(text: str) -> str:
    """Text without formulas, for BibTeX."""
    return text.translate(_ESCAPED)


def tex(title: str) -> str:
    """A title as TeX.  Formulas stay as typed, other text is escaped, and words with inner capitals
    are in braces.

    Text between dollar signs is a formula only if all its commands are mathematical, so that a
    title cannot read a file or run a program."""
    if "$" in title:
        return _SPECIAL.sub(_protected, title)
    return " ".join(map(_tex_word, title.split(" ")))


@lru_cache(maxsize=1 << 13)
def _tex_word(word: str) -> str:
    """A word outside of formulas.  Cached, because titles have many words in common."""
    return _SPECIAL.sub(_protected, word)


def _protected(found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "math" if _is_balanced(text) and _is_mathematics(text):
            return "{" + re.sub(r"(?<!\\)%", r"\\%", text) + "}"
        case "escaped":
            return text
        case "hyphen":
            return "-{}"
        case "word" if text not in ("A", "I"):
            return "{" + text + "}"
    return escaped(text)


def _is_balanced(math: str) -> bool:
    """Whether the braces of a formula are balanced, as BibTeX counts them, and its last dollar sign
    is not escaped."""
    depth = 0
    for brace in _BRACE.findall(math):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and not math.endswith("\\$")


def _is_mathematics(math: str) -> bool:
    """Whether all commands in a formula are known symbols or structures.  `^^` is not allowed,
    because `^^5c` is a backslash in TeX."""
    from latex2mathml.symbols_parser import convert_symbol

    commands = _COMMAND.findall(math)
    return "^^" not in math and all(
        name in _STRUCTURES or convert_symbol(f"\\{name}") for name in commands
    )


def _bibtex_name(name: PersonName) -> str:
    """A name as `von Last, Jr, First`.  A name without a given name, such as a Korean name or the
    name of a team, is in braces."""
    if not name.given:
        return "{" + escaped(name.family) + "}"
    family = name.family
    if _PARTICLE.search(family):
        # BibTeX would parse a lower-case word in a family name (`Aguera y Arcas`) as a particle.
        family = "{" + family + "}"
    parts = (f"{name.particles} {family}".lstrip(), name.suffix, name.given)
    return ", ".join(filter(None, parts))


def _verbatim(address: str) -> str:
    """A URL or DOI without TeX escapes.  Only braces and backslashes are percent-encoded, because
    they would break the entry."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", address)
