"""A setting names something that is not in the notes.

Finds keys of `tag_aliases`, `tag_labels`, `paper_aliases`, `author_aliases` and `paths` that no
note uses, and circular aliases.

Why: such a line has no effect; often the name is misspelled.

Example: in `weeknotes.yml`, where no note has the tag `언어모댈`

    tag_aliases:
      언어모댈: llm

How to fix: correct the name, or delete the line.
"""

from collections.abc import Callable, Container, Iterable, Iterator

from weeknotes.config.settings import FILE_NAME
from weeknotes.diagnostics import Diagnostic, Span
from weeknotes.identifiers import identify
from weeknotes.identifiers.people import author_key
from weeknotes.lint.context import LintContext, finding
from weeknotes.messages import Message, msg
from weeknotes.resolving.aliases import aliases_of, named_key
from weeknotes.text.unicode import fold


def find(context: LintContext) -> Iterator[Diagnostic]:
    for setting, name in _unused(context):
        message = msg("`{setting}: {name}`: no note uses this name", setting=setting, name=name)
        yield _finding(message, msg("correct the name, or delete the line"))
    for setting, name in _circular(context):
        message = msg("`{setting}: {name}` leads back to itself", setting=setting, name=name)
        yield _finding(message, msg("delete one line of the circle"))


def _finding(message: Message, hint: Message) -> Diagnostic:
    return finding(FILE_NAME, Span(), message, hint)


def _unused(context: LintContext) -> list[tuple[str, str]]:
    """(setting, name) for each name that no note uses."""
    config, site = context.config, context.site
    entries = [entry for _, entry in context.entries()]
    typed_tags = {fold(tag.text) for entry in entries for tag in entry.tags}
    for week in context.weeks():
        typed_tags.update(map(fold, week.front.tags))
    papers = {identify(url.text).key for entry in entries for url in entry.urls}
    authors = {author_key(name) for entry in entries for name in entry.names}
    tags = {tag.ref.key for tag in site.tags}
    pages = {
        *(f"tag:{key}" for key in tags),
        *site.papers,
        *(f"author:{author.ref.key}" for author in site.authors),
    }
    return [
        *_missing("tag_aliases", config.tag_aliases, fold, typed_tags),
        *_missing("tag_labels", config.tag_labels, fold, tags),
        *_missing("paper_aliases", config.paper_aliases, named_key, papers),
        *_missing("author_aliases", config.author_aliases, author_key, authors),
        *_missing("paths", config.paths, str, pages),
    ]


def _circular(context: LintContext) -> list[tuple[str, str]]:
    """(setting, name) for each circular alias; `aliases_of` omits these."""
    config = context.config
    aliases = aliases_of(config)
    return [
        *_missing("tag_aliases", config.tag_aliases, fold, aliases.tags),
        *_missing("paper_aliases", config.paper_aliases, named_key, aliases.papers),
        *_missing("author_aliases", config.author_aliases, author_key, aliases.authors),
    ]


def _missing(
    setting: str,
    names: Iterable[str],
    key_of: Callable[[str], str],
    keys: Container[str],
) -> list[tuple[str, str]]:
    """(setting, name) for each name whose key is not in `keys`."""
    return [(setting, name) for name in names if key_of(name) not in keys]
