"""Write the notes of a site as a Hugo site: the same papers, weeks and tags, with plain layouts; or
with most of what weeknotes writes: pages of authors, related papers, citation files, feeds of tags,
a feed of the site in three formats, open data, a chart.  Charts and related papers are simpler."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from weeknotes.model import Paper, Site, Week

SETTINGS: Final = """baseURL: https://example.org/notes/
title: 주간 노트
disableKinds: [RSS, sitemap, robotsTXT]
taxonomies: {tag: tags}
"""
_PAGE: Final = """<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} · {{ site.Title }}</title>
<link rel="stylesheet" href="/notes/style.css">
</head>
<body>
<header><a href="/notes/">{{ site.Title }}</a>
<nav><a href="/notes/weeks/">주</a> <a href="/notes/papers/">논문</a>
<a href="/notes/tags/">주제</a></nav></header>
<main>
CONTENT
</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
"""
_SINGLE: Final = """<h1>{{ .Title }}</h1>
{{ with .Params.people }}<p>{{ delimit . ", " }}</p>{{ end }}
<p>{{ range .Params.sources }}<a href="{{ . }}">{{ . }}</a> {{ end }}</p>
<p>{{ range .Params.weeks }}<a href="/notes/weeks/{{ . }}/">{{ . }}</a> {{ end }}</p>
{{ .Content }}
<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">#{{ .Title }}</a> {{ end }}</p>"""
_LIST: Final = """<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>"""
_HOME: Final = """<h1>{{ .Title }}</h1>
<ul>{{ range first 20 (where site.RegularPages "Section" "weeks") }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>"""

FULL_SETTINGS: Final = """baseURL: https://example.org/notes/
title: 주간 노트
disableKinds: [robotsTXT]
taxonomies: {tag: tags, author: authors}
mediaTypes: {application/x-bibtex: {suffixes: [bib]}, application/atom+xml: {suffixes: [atom]}}
outputFormats:
  bibtex: {mediaType: application/x-bibtex, isPlainText: true}
  csl: {mediaType: application/json, isPlainText: true}
  atom: {mediaType: application/atom+xml}
  notes: {mediaType: application/json, isPlainText: true, baseName: notes}
outputs:
  home: [html, rss, atom, notes]
  section: [html]
  page: [html, bibtex, csl]
  taxonomy: [html]
  term: [html]
related:
  threshold: 10
  indices: [{name: tags, weight: 80}, {name: authors, weight: 100}]
"""
_RELATED: Final = """
{{ with site.RegularPages.Related . | first 5 }}<ul>{{ range . }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
<p>{{ range .GetTerms "authors" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>"""
_CHART: Final = """
<table>{{ range (where site.RegularPages "Section" "weeks").GroupByDate "2006-01" }}
<tr><th>{{ .Key }}</th><td>{{ len .Pages }}</td></tr>{{ end }}</table>"""
_FEED: Final = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
{{ range first 50 .RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid><description>{{ .Content | html }}</description></item>{{ end }}
</channel></rss>"""
_BIBTEX: Final = """@misc{ {{- .File.ContentBaseName -}} ,
title = { {{- .Title -}} },
author = { {{- delimit (.Params.people | default slice) " and " -}} }
}"""
_CSL: Final = """{{ dict "id" .File.ContentBaseName "title" .Title "author" .Params.people
  | jsonify }}"""
_NOTES: Final = """[{{ range $i, $page := site.RegularPages }}{{ if $i }},{{ end }}
{{ dict "title" .Title "tags" .Params.tags "text" .RawContent | jsonify }}{{ end }}]"""
FULL_LAYOUTS: Final = {
    "single.html": _PAGE.replace("CONTENT", _SINGLE + _RELATED),
    "list.html": _PAGE.replace("CONTENT", _LIST),
    "home.html": _PAGE.replace("CONTENT", _HOME + _CHART),
    "rss.xml": _FEED,
    "home.atom.atom": _FEED,
    "single.bibtex.bib": _BIBTEX,
    "single.csl.json": _CSL,
    "home.notes.json": _NOTES,
}
LAYOUTS: Final = {
    "single.html": _PAGE.replace("CONTENT", _SINGLE),
    "list.html": _PAGE.replace("CONTENT", _LIST),
    "home.html": _PAGE.replace("CONTENT", _HOME),
}


def write(site: Site, folder: Path, *, full: bool = False) -> None:
    """Write the Hugo source of a site into a new folder."""
    for name in ("content/weeks", "content/papers", "layouts"):
        (folder / name).mkdir(parents=True)
    (folder / "hugo.yaml").write_text(FULL_SETTINGS if full else SETTINGS, "utf-8")
    for name, layout in (FULL_LAYOUTS if full else LAYOUTS).items():
        (folder / "layouts" / name).write_text(layout, "utf-8")
    if full:
        for tag in site.tags:
            term = folder / "content/tags" / unquote(tag.ref.href)[5:-5]
            term.mkdir(parents=True)
            _write(
                term / "_index.md",
                {"title": tag.ref.name, "outputs": ["html", "rss"]},
                "",
            )
    with_page = {author.ref.key for author in site.authors}
    for paper in site.papers.values():
        head, body = _paper(paper, with_page)
        _write(
            folder / "content/papers" / f"{unquote(paper.href)[7:-5]}.md", head, body
        )
    for week in site.weeks:
        day = {"date": week.published.isoformat()} if week.published else {}
        _write(
            folder / "content/weeks" / f"{week.id}.md",
            {"title": week.id} | day,
            _week(week, site),
        )


def _write(path: Path, head: Mapping[str, object], body: str) -> None:
    path.write_text(f"{json.dumps(head, ensure_ascii=False)}\n\n{body}\n", "utf-8")


def _paper(paper: Paper, with_page: Set[str]) -> tuple[dict[str, object], str]:
    """Only authors of several papers have a page, as in weeknotes."""
    head: dict[str, object] = {
        "title": paper.title,
        "tags": [tag.name for tag in paper.tags],
        "authors": [
            one.name for one in paper.metadata.authors if one.key in with_page
        ],
        "people": [one.name for one in paper.metadata.authors],
        "sources": [address.url for address in paper.metadata.addresses],
        "weeks": [entry.week for entry in paper.entries],
    }
    return head, "\n\n".join(entry.note.text for entry in paper.entries)


def _week(week: Week, site: Site) -> str:
    parts = []
    for entry in week.entries:
        tags = " ".join(f"[#{tag.name}](../../{tag.href})" for tag in entry.tags)
        people = ", ".join(author.name for author in entry.authors)
        sources = " ".join(f"<{address.url}>" for address in entry.addresses)
        parts += [
            f"## {site.papers[entry.paper].title}",
            people,
            sources,
            entry.note.text,
            tags,
        ]
    return "\n\n".join(parts)
