"""A setting speaks of something that is not in the notes.

Finds keys of `tag_aliases`, `tag_labels`, `paper_aliases`, `author_aliases` and `paths` that no
note uses, and aliases that lead back to themselves.

Why: a typing error there is silent, and the alias does nothing.

Example: in `weeknotes.yml`, where no note has the tag `언어모댈`

    tag_aliases:
      언어모댈: llm

Remedy: correct the name, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Severity, Span
from weeknotes.identifiers import identify
from weeknotes.identifiers.people import author_key
from weeknotes.lint.facts import Facts, Finding
from weeknotes.resolving.aliases import aliases_of, named_key
from weeknotes.text.unicode import fold

SEVERITY: Final = Severity.WARNING


def find(facts: Facts) -> Iterator[Finding]:
    config = facts.config
    typed = {fold(tag.text) for _, entry in facts.entries() for tag in entry.tags} | {
        fold(t) for w in facts.weeks() for t in w.front.tags
    }
    keys = {identify(url.text).key for _, entry in facts.entries() for url in entry.urls}
    tags = {tag.key for tag in facts.site.tags}
    named = (
        {f"tag:{key}" for key in tags}
        | set(facts.site.papers)
        | {f"author:{author.key}" for author in facts.site.authors}
    )
    unused = [("tag_aliases", name) for name in config.tag_aliases if fold(name) not in typed]
    unused += [("tag_labels", name) for name in config.tag_labels if fold(name) not in tags]
    unused += [
        ("paper_aliases", name) for name in config.paper_aliases if named_key(name) not in keys
    ]
    people = {author_key(name) for _, entry in facts.entries() for name in entry.names}
    unused += [
        ("author_aliases", name) for name in config.author_aliases if author_key(name) not in people
    ]
    unused += [("paths", name) for name in config.paths if name not in named]
    for setting, name in unused:
        yield Finding(
            FILE_NAME,
            Span(),
            "",
            f"`{setting}: {name}` names nothing in the notes",
            "correct the name, or delete the line",
        )
    for setting, name in _circles(config):
        yield Finding(
            FILE_NAME,
            Span(),
            "",
            f"`{setting}: {name}` leads back to itself",
            "let one of the names be the one that counts",
        )


def _circles(config: Config) -> Iterator[tuple[str, str]]:
    """Aliases that lead nowhere, because they lead in a circle."""
    aliases = aliases_of(config)
    yield from (
        ("tag_aliases", name) for name in config.tag_aliases if fold(name) not in aliases.tags
    )
    yield from (
        ("paper_aliases", name)
        for name in config.paper_aliases
        if named_key(name) not in aliases.papers
    )
    yield from (
        ("author_aliases", name)
        for name in config.author_aliases
        if author_key(name) not in aliases.authors
    )
