"""Site → the whole library as data: `data/notes.json`, and its entries as rows of CSV and JSON lines.  Texts are Markdown as typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Final

from weeknotes.bibliography import library
from weeknotes.citing import references
from weeknotes.model import Address, AuthorRef, Entry, Mention, Paper, Site, Week

VERSION: Final = 1
"""Of the format in static/data/notes.schema.json: raised when what is there changes, not when something is added."""


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def notes_json(site: Site) -> str:
    """`data/notes.json`: all that the site is made of, a line for each week, paper, tag and author."""
    config = site.config
    cited = references(site)
    head: dict[str, object] = {
        "$schema": "notes.schema.json",
        "version": VERSION,
        "title": config.title,
        "description": config.description,
        "author": config.author,
        "language": config.language,
        "address": config.base_url,
    }
    lists: dict[str, Iterable[object]] = {
        "weeks": (_week(week) for week in site.weeks),
        "papers": (_paper(paper, cited[paper.key].key if paper.key in cited else None) for paper in site.papers.values()),
        "tags": ({"key": tag.key, "name": tag.name, "path": tag.href} for tag in site.tags),
        "authors": ({"key": author.key, "name": author.name, "path": author.href} for author in site.authors),
    }
    parts = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    parts += [f"{_json(name)}: {_lines(values)}" for name, values in lists.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(values: Iterable[object]) -> str:
    lines = ",\n".join(map(_json, values))
    return f"[\n{lines}\n]" if lines else "[]"


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
        "authors": _authors(entry.authors),
        "addresses": _addresses(entry.addresses),
        "text": entry.note.text,
        "tags": [tag.key for tag in entry.tags],
    }


def _authors(authors: Iterable[AuthorRef]) -> list[dict[str, object]]:
    return [{"name": author.name, "key": author.key or None} for author in authors]


def _addresses(addresses: Iterable[Address]) -> list[dict[str, object]]:
    return [{"url": address.url, "key": address.key, "kind": address.kind} for address in addresses]


def _paper(paper: Paper, citation_key: str | None) -> dict[str, object]:
    return {
        "key": paper.key,
        "path": paper.href,
        "citation_key": citation_key,
        "title": paper.title if paper.titled else "",
        "label": paper.title,
        "other_titles": paper.variants,
        "authors": _authors(paper.authors),
        "addresses": _addresses(paper.addresses),
        "tags": [tag.key for tag in paper.tags],
        "notes": [{"week": entry.week, "anchor": entry.anchor} for entry in paper.entries],
        "mentions": [_mention(mention) for mention in paper.mentions],
    }


def _mention(mention: Mention) -> dict[str, object]:
    return {"week": mention.week, "anchor": mention.entry.anchor if mention.entry else None, "text": mention.paragraph.text}


# Exports: the whole library in one text each


def library_bibtex(site: Site) -> str:
    """`library.bib`: everything that is cited, in order of time."""
    return bibtex_file(library(site).keys(), site)


def library_csl(site: Site) -> str:
    """`library.json`: everything that is cited, in order of time, as CSL-JSON."""
    return csl_file(library(site).keys(), site)


def bibtex_file(keys: Iterable[str], site: Site) -> str:
    """The BibTeX entries of some papers; those that nobody can cite are left out."""
    cited = library(site)
    return "\n".join(cited[key].bibtex for key in keys if key in cited)


def csl_file(keys: Iterable[str], site: Site) -> str:
    """The CSL-JSON of some papers, an item a line; those that nobody can cite are left out."""
    cited = library(site)
    return "[\n" + ",\n".join(cited[key].csl for key in keys if key in cited) + "\n]\n"


def entries_jsonl(site: Site) -> str:
    """An entry of `data/notes.json` a line, each with its week."""
    return "".join(f"{_json({'week': week.id} | _entry(entry))}\n" for week in site.weeks for entry in week.entries)


_COLUMNS: Final = ("week", "published", "paper", "citation_key", "title", "authors", "addresses", "tags", "text", "path")


def entries_csv(site: Site) -> str:
    """A row an entry, for spreadsheets: a byte order mark, or Excel takes Korean for another encoding; lists joined by `; `."""
    cited = references(site)
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for week in site.weeks:
        for entry in week.entries:
            cells = (
                week.id,
                week.published.isoformat() if week.published else "",
                entry.paper,
                cited[entry.paper].key if entry.paper in cited else "",
                entry.title,
                "; ".join(author.name for author in entry.authors),
                " ".join(address.url for address in entry.addresses),
                " ".join(f"#{tag.key}" for tag in entry.tags),
                entry.note.text,
                f"{week.href}#{entry.anchor}",
            )
            rows.writerow(map(_harmless, cells))
    return "\ufeff" + file.getvalue()


def _harmless(cell: str) -> str:
    """What a spreadsheet would take for a formula, with a quotation mark before it; in East Asia wide signs begin one, too."""
    return f"'{cell}" if cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) else cell
