"""Write the notes of a site as a Hugo site: the same papers, weeks and tags, with plain layouts.
Features that only weeknotes has are left out."""

from __future__ import annotations

import json
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
{{ with .Params.authors }}<p>{{ delimit . ", " }}</p>{{ end }}
<p>{{ range .Params.sources }}<a href="{{ . }}">{{ . }}</a> {{ end }}</p>
<p>{{ range .Params.weeks }}<a href="/notes/weeks/{{ . }}/">{{ . }}</a> {{ end }}</p>
{{ .Content }}
<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">#{{ .Title }}</a> {{ end }}</p>"""
_LIST: Final = """<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>"""
_HOME: Final = """<h1>{{ .Title }}</h1>
<ul>{{ range first 20 (where site.RegularPages "Section" "weeks") }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>"""
LAYOUTS: Final = {"single.html": _SINGLE, "list.html": _LIST, "home.html": _HOME}


def write(site: Site, folder: Path) -> None:
    """Write the Hugo source of a site into a new folder."""
    for name in ("content/weeks", "content/papers", "layouts"):
        (folder / name).mkdir(parents=True)
    (folder / "hugo.yaml").write_text(SETTINGS, "utf-8")
    for name, layout in LAYOUTS.items():
        (folder / "layouts" / name).write_text(_PAGE.replace("CONTENT", layout), "utf-8")
    for paper in site.papers.values():
        _write(folder / "content/papers" / f"{unquote(paper.href)[7:-5]}.md", *_paper(paper))
    for week in site.weeks:
        _write(folder / "content/weeks" / f"{week.id}.md", {"title": week.id}, _week(week, site))


def _write(path: Path, head: dict[str, object], body: str) -> None:
    path.write_text(f"{json.dumps(head, ensure_ascii=False)}\n\n{body}\n", "utf-8")


def _paper(paper: Paper) -> tuple[dict[str, object], str]:
    head: dict[str, object] = {
        "title": paper.title,
        "tags": [tag.name for tag in paper.tags],
        "authors": [author.name for author in paper.metadata.authors],
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
        parts += [f"## {site.papers[entry.paper].title}", people, sources, entry.note.text, tags]
    return "\n\n".join(parts)
