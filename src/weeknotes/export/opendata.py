"""Site → the whole library as data: `data/notes.json`, and its entries as rows of CSV and JSON
lines.  Texts are Markdown as typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final, TypeVar

from weeknotes.citation.formats import cited
from weeknotes.fingerprints import Piece, mark_of
from weeknotes.model import Entry, Mention, Paper, Site, Week

T = TypeVar("T")

VERSION: Final = 1
"""Of the format in static/data/notes.schema.json: raised when what is there changes, not when
something is added."""


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def notes_json(site: Site) -> list[Piece]:
    """`data/notes.json`: all that the site is made of, a line for each week, paper, tag and
    author."""
    config = site.config
    head: dict[str, object] = {
        "$schema": "notes.schema.json",
        "version": VERSION,
        "title": config.title,
        "description": config.description,
        "author": config.author,
        "language": config.language,
        "address": config.base_url,
    }
    opening = "{\n" + ",\n".join(f"{_json(name)}: {_json(value)}" for name, value in head.items())
    return [
        _said(f'{opening},\n"weeks": ['),
        *_list(
            [Piece(_mark(week), partial(_lines, _week, [week])) for week in site.weeks], "\n", ",\n"
        ),
        _said('\n],\n"papers": [' if site.weeks else '],\n"papers": ['),
        *_list(
            [
                Piece(mark_of(*map(_paper_mark, group)), partial(_lines, _paper, group))
                for group in _groups(site)
            ],
            "\n",
            ",\n",
        ),
        _said("\n]" if site.papers else "]"),
        *_rows("tags", [(tag.key, tag.name, tag.href) for tag in site.tags]),
        *_rows("authors", [(author.key, author.name, author.href) for author in site.authors]),
        _said("\n}\n"),
    ]


def _rows(name: str, rows: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    """A list of things with pages, a line each."""
    yield _said(f",\n{_json(name)}: " + ("[\n" if rows else "[]"))
    if rows:
        yield Piece(mark_of(name, tuple(rows)), partial(_lines, _row, rows))
        yield _said("\n]")


def _row(row: tuple[str, str, str]) -> dict[str, str]:
    key, name, path = row
    return {"key": key, "name": name, "path": path}


def _said(text: str) -> Piece:
    return Piece(mark_of(text), lambda: text)


def _list(pieces: Sequence[Piece], first: str, between: str) -> Iterator[Piece]:
    """Pieces with what stands before each."""
    for number, piece in enumerate(pieces):
        lead = between if number else first
        yield Piece(mark_of(lead, piece.mark), partial(_after, lead, piece.make))


def _after(lead: str, make: Callable[[], str]) -> str:
    return lead + make()


def _lines(row: Callable[[T], object], things: Iterable[T]) -> str:
    return ",\n".join(_json(row(thing)) for thing in things)


def _groups(site: Site) -> list[list[Paper]]:
    """The papers by the weeks of their first notes, so that a new one leaves the other groups as
    they are."""
    return [
        list(group)
        for _, group in groupby(site.papers.values(), lambda paper: paper.entries[0].week)
    ]


def _mark(week: Week) -> bytes:
    return mark_of(week.mark, *[entry.mark for entry in week.entries])


def _paper_mark(paper: Paper) -> bytes:
    said = [
        (m.week, m.place, m.entry.mark if m.entry else m.intro[m.place].text)
        for m in paper.mentions
    ]
    return mark_of(paper.outline, said) if said else paper.outline


def _week(week: Week) -> dict[str, object]:
    label = week.label
    return {
        "id": week.id,
        "path": week.href,
        "label": {"year": label.year, "month": label.month, "week": label.week} if label else None,
        "first_day": week.days[0].isoformat() if week.days else None,
        "last_day": week.days[1].isoformat() if week.days else None,
        "published": week.published.isoformat() if week.published else None,
        "title": week.title,
        "introduction": "\n\n".join(note.text for note in week.intro),
        "entries": [_entry(entry) for entry in week.entries],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "anchor": entry.anchor,
        "paper": entry.paper,
        "title": entry.title,
        "other_titles": entry.variants,
        "authors": _authors(entry.draft.authors),
        "addresses": _addresses(entry.draft.addresses),
        "text": entry.text,
        "tags": [tag.key for tag in entry.tags],
    }


def _authors(authors: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    return [{"name": name, "key": key or None} for key, name in authors]


def _addresses(addresses: Iterable[tuple[str, str, str, str]]) -> list[dict[str, object]]:
    return [{"url": url, "key": key, "kind": kind} for url, key, kind, _ in addresses]


def _paper(paper: Paper) -> dict[str, object]:
    return {
        "key": paper.key,
        "path": paper.href,
        "citation_key": paper.cite or None,
        "title": paper.title if paper.titled else "",
        "label": paper.title,
        "other_titles": paper.variants,
        "authors": _authors(paper.named),
        "addresses": _addresses(paper.linked),
        "tags": [tag.key for tag in paper.tags],
        "notes": [{"week": entry.week, "anchor": entry.anchor} for entry in paper.entries],
        "mentions": [_mention(mention) for mention in paper.mentions],
    }


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "week": mention.week,
        "anchor": mention.entry.anchor if mention.entry else None,
        "text": mention.paragraph.text,
    }


# Exports: the whole library in one text each


def library_bibtex(site: Site) -> list[Piece]:
    """`library.bib`: everything that is cited, in order of time."""
    return list(_list(_library(site, bibtex_file), "", "\n"))


def library_csl(site: Site) -> list[Piece]:
    """`library.json`: everything that is cited, in order of time, as CSL-JSON."""
    return [_said("[\n"), *_list(_library(site, _csl_items), "", ",\n"), _said("\n]\n")]


def _library(site: Site, write: Callable[[Sequence[Paper]], str]) -> list[Piece]:
    groups = ([paper for paper in group if paper.cite] for group in _groups(site))
    return [
        Piece(mark_of(*[paper.outline for paper in group]), partial(write, group))
        for group in groups
        if group
    ]


def bibtex_file(papers: Sequence[Paper]) -> str:
    """The BibTeX entries of papers that can be cited."""
    return "\n".join(cited(paper).bibtex for paper in papers)


def csl_file(papers: Sequence[Paper]) -> str:
    """The CSL-JSON of papers that can be cited, an item a line."""
    return f"[\n{_csl_items(papers)}\n]\n"


def _csl_items(papers: Sequence[Paper]) -> str:
    return ",\n".join(cited(paper).csl for paper in papers)


def entries_jsonl(site: Site) -> str:
    """An entry of `data/notes.json` a line, each with its week."""
    return "".join(
        f"{_json({'week': week.id} | _entry(entry))}\n"
        for week in site.weeks
        for entry in week.entries
    )


_COLUMNS: Final = (
    "week",
    "published",
    "paper",
    "citation_key",
    "title",
    "authors",
    "addresses",
    "tags",
    "text",
    "path",
)


def entries_csv(site: Site) -> str:
    """A row an entry, for spreadsheets: a byte order mark, or Excel takes Korean for another
    encoding; lists joined by `; `."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for week in site.weeks:
        for entry in week.entries:
            cells = (
                week.id,
                week.published.isoformat() if week.published else "",
                entry.paper,
                site.papers[entry.paper].cite,
                entry.title,
                "; ".join(name for _, name in entry.draft.authors),
                " ".join(url for url, *_ in entry.draft.addresses),
                " ".join(f"#{tag.key}" for tag in entry.tags),
                entry.text,
                f"{week.href}#{entry.anchor}",
            )
            rows.writerow(map(_harmless, cells))
    return "\ufeff" + file.getvalue()


def _harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula, with a quotation mark before it; in East Asia
    wide signs begin one, too."""
    return f"'{cell}" if cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) else cell
