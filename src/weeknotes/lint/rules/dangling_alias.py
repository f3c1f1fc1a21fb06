"""A setting names something that the notes do not have.

Finds keys of `tag_aliases`, `tag_labels`, `paper_aliases`, `author_aliases` and `paths` that no
note uses, and aliases that lead back to themselves.

Why: such an alias has no effect; often it is misspelled.

Example: in `weeknotes.yml`, where no note has the tag `언어모댈`

    tag_aliases:
      언어모댈: llm

How to fix: correct the name, or delete the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from weeknotes.config.settings import FILE_NAME
from weeknotes.diagnostics import Span
from weeknotes.identifiers import identify
from weeknotes.identifiers.people import author_key
from weeknotes.lint.context import Finding, LintContext
from weeknotes.resolving.aliases import aliases_of, named_key
from weeknotes.text.unicode import fold


def find(context: LintContext) -> Iterator[Finding]:
    for setting, name in _unused(context):
        message = f"`{setting}: {name}` names nothing in the notes"
        yield _finding(message, "correct the name, or delete the line")
    for setting, name in _circular(context):
        message = f"`{setting}: {name}` leads back to itself"
        yield _finding(message, "let one of the names be the one that counts")


def _finding(message: str, hint: str) -> Finding:
    return Finding(FILE_NAME, Span(), "", message, hint)


def _unused(context: LintContext) -> Iterator[tuple[str, str]]:
    """(setting, name) of names that no note uses."""
    config, site = context.config, context.site
    entries = [entry for _, entry in context.entries()]
    typed_tags = {fold(tag.text) for entry in entries for tag in entry.tags}
    for week in context.weeks():
        typed_tags.update(map(fold, week.front.tags))
    papers = {identify(url.text).key for entry in entries for url in entry.urls}
    authors = {author_key(name) for entry in entries for name in entry.names}
    tags = {tag.key for tag in site.tags}
    pages = {
        *(f"tag:{key}" for key in tags),
        *site.papers,
        *(f"author:{author.key}" for author in site.authors),
    }
    for name in config.tag_aliases:
        if fold(name) not in typed_tags:
            yield "tag_aliases", name
    for name in config.tag_labels:
        if fold(name) not in tags:
            yield "tag_labels", name
    for name in config.paper_aliases:
        if named_key(name) not in papers:
            yield "paper_aliases", name
    for name in config.author_aliases:
        if author_key(name) not in authors:
            yield "author_aliases", name
    for name in config.paths:
        if name not in pages:
            yield "paths", name


def _circular(context: LintContext) -> Iterator[tuple[str, str]]:
    """(setting, name) of aliases that lead around in a circle, which `aliases_of` leaves out."""
    config = context.config
    aliases = aliases_of(config)
    for name in config.tag_aliases:
        if fold(name) not in aliases.tags:
            yield "tag_aliases", name
    for name in config.paper_aliases:
        if named_key(name) not in aliases.papers:
            yield "paper_aliases", name
    for name in config.author_aliases:
        if author_key(name) not in aliases.authors:
            yield "author_aliases", name
