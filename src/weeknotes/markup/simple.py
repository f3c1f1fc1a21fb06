"""Notes with a little markup: code, a formula, bold words, links within lines of text.  Many times faster to write than to parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Final

from weeknotes.links import url_at
from weeknotes.markup.mathml import math_html
from weeknotes.markup.plain import ROOT, escaped
from weeknotes.model import Link, LinkKind, Note
from weeknotes.text import HANGUL, title_text

Piece = tuple[str | None, str]
"""What a piece of a paragraph is (`code`, `math`, `bold`, `wiki`, `url`; None: words), and its text without its marks."""

# As in a note of words alone, a paragraph is one line; what could begin a list, a table or a fence is left to the parser.
_BEGINS: Final = re.compile(r"(?!\d{1,9}[.)])[^\s#>\-]")
# Its links are written as they are typed.
_ADDRESS: Final = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:[/?][\w/.?=&#~+,;-]*)?", re.ASCII)


@cache
def _marks() -> re.Pattern[str]:
    """A piece whose meaning is beyond doubt; else, without a group, a character that may mean anything."""
    return re.compile(
        rf"""
          `(?P<code>[^`\r\n]+)`(?!`)
        | (?:(?<=[\s(])|\A)\$(?!\s)(?P<math>[\ -\#%-_a-~]*[!-\#%-[\]-_a-~])\$(?=[\s.,;:!?){HANGUL}]|\Z)
        | \*\*(?P<bold>[^\W_](?:[^\r\n`~\\*_\[<$:]*[^\W_])?)\*\*(?!\*)
        | \[\[(?P<wiki>[^\[\]\r\n|]+(?:\|[^\[\]\r\n|]+)?)\]\]
        | (?P<url>(?i:https?)://)
        | [`$\\\r\n] | (?<!\s)\* | \*(?!\s) | ~~ | :// | \]\( | <(?!\s) | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])
        """,
        re.VERBOSE,
    )


def simple_paragraphs(text: str) -> list[list[Piece]] | None:
    """The pieces of each paragraph; None where the parser is needed to tell them."""
    if "](" in text:
        return None
    found: list[list[Piece]] = []
    for paragraph in text.split("\n\n"):
        pieces = _pieces(paragraph)
        if pieces is None:
            return None
        found.append(pieces)
    return found


def _pieces(text: str) -> list[Piece] | None:
    if not _BEGINS.match(text) or text[-1].isspace():
        return None
    if text[0] == "$" and text[-1].isdigit():
        return None  # to the library, a paragraph's last character stands before its first
    search = _marks().search
    pieces: list[Piece] = []
    at = 0
    while found := search(text, at):
        kind = found.lastgroup
        if kind is None:
            return None
        piece, end = found[kind], found.end()
        if kind == "url":
            url = url_at(text, found.start())
            if url is None or not _ADDRESS.fullmatch(url.url):
                return None
            piece, end = url.url, url.end
        if at < found.start():
            pieces.append((None, text[at : found.start()]))
        pieces.append((kind, piece))
        at = end
    if at < len(text):
        pieces.append((None, text[at:]))
    return pieces


def simple_html(note: Note, paragraphs: list[list[Piece]]) -> str | None:
    """The HTML that the parser would make of them; None where the parser would take one link for another."""
    links = {link.typed: link for link in note.links}
    if any(typed[:4].lower() == "http" and not _ADDRESS.fullmatch(typed) for typed in links):
        return None
    return "".join(f"<p>{''.join([_html(kind, text, links) for kind, text in pieces])}</p>\n" for pieces in paragraphs)


def _html(kind: str | None, text: str, links: Mapping[str, Link]) -> str:
    match kind:
        case None:
            return escaped(text)
        case "code":
            return f"<code>{escaped(_code(text))}</code>"
        case "math":
            return math_html(text)
        case "bold":
            return f"<strong>{escaped(text)}</strong>"
        case "url":
            return _address(text, links.get(text))
        case _:
            target, _, label = text.partition("|")
            link = links.get(f"[[{target.strip()}]]")
            return f"{opening(link)}{escaped((label or target).strip())}</a>" if link else f"[[{escaped(text)}]]"


def _address(typed: str, link: Link | None) -> str:
    plain = escape(typed)
    if link is None:
        return f'<a href="{plain}">{plain}</a>'
    return f"{opening(link)}{plain}</a>{way_out(typed, typed) if link.kind is LinkKind.PAGE else ''}"


def opening(link: Link, title: str = "") -> str:
    """Where a link that leads into the site begins."""
    said = title or title_text(link.title)
    name = f' title="{escape(said)}"' if said else ""
    return f'<a href="{ROOT}{escape(link.href)}"{name}>'


def way_out(address: str, typed: str) -> str:
    """What stands beside a link to the page here: the way to the address itself; the arrow is drawn by the style sheet."""
    return f'<a class="out" href="{escape(address)}" aria-label="{escape(typed)}"></a>'


def _code(text: str) -> str:
    """What stands between backticks, without the blanks that keep it from them."""
    return text[1:-1] if text[0] == text[-1] == " " and text.strip(" ") else text


def simple_words(paragraphs: list[list[Piece]]) -> str:
    """The words of such a note, as the parser would tell them."""
    return " ".join("".join([_words(kind, text) for kind, text in pieces]) for pieces in paragraphs)


def _words(kind: str | None, text: str) -> str:
    match kind:
        case "code":
            return _code(text)
        case "math":
            return math_words(text)
        case "url":
            return ""
        case "wiki":
            return f"[[{text}]]"
        case _:
            return text


def math_words(tex: str) -> str:
    """Mathematics among words; what takes commands to write is left out."""
    return "…" if "\\" in tex else title_text(f"${tex}$")
