"""A setting names something that is not in the notes.

Finds keys of `tag_aliases`, `tag_labels`, `paper_aliases`, `author_aliases` and `paths` that no
note uses, and circular aliases. If notes use the target of an alias, the alias is not reported,
because it keeps the old page as a redirect. But such an alias is reported if its name differs in
one letter from a name that notes use.

Why: such a line has no effect; often the name is misspelled.

Example: in `weeknotes.yml`, if notes have the tags `language-model` and `llm`

    tag_aliases:
      langauge-model: llm

How to fix: correct the name, or delete the line.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic
from weeknotes.identifiers import identify
from weeknotes.identifiers.people import author_key
from weeknotes.lint.context import SEVERITY, Findings, LintContext
from weeknotes.resolving.aliases import named_key
from weeknotes.text.messages import msg
from weeknotes.text.unicode import fold


class AliasSetting(NamedTuple):
    """A setting with aliases: its names, the function that makes their keys, the keys that notes
    use, and the target of each key.  Circular aliases have no target."""

    setting: str
    names: Iterable[str]
    key_of: Callable[[str], str]
    used: Collection[str]
    targets: Mapping[str, str]

    def is_dangling(self, key: str, target: str) -> bool:
        """Whether an alias has no effect, or is probably misspelled."""
        if key in self.used:
            return False
        others = (used for used in self.used if used != target)
        return target not in self.used or any(
            _differ_in_one_letter(key, one) for one in others
        )


def find(context: LintContext) -> Findings:
    config, site = context.config, context.site
    for aliases in _alias_settings(context):
        for name in aliases.names:
            key = aliases.key_of(name)
            target = aliases.targets.get(key)
            if target is None:
                yield _circular(config, aliases.setting, name)
            elif aliases.is_dangling(key, target):
                yield _unused(config, aliases.setting, name)
    tags = {tag.ref.key for tag in site.tags}
    authors = {f"author:{author.ref.key}" for author in site.authors}
    pages = {*(f"tag:{key}" for key in tags), *site.papers, *authors}
    for name in config.tag_labels:
        if fold(name) not in tags:
            yield _unused(config, "tag_labels", name)
    for name in config.paths:
        if name not in pages:
            yield _unused(config, "paths", name)


def _alias_settings(context: LintContext) -> tuple[AliasSetting, ...]:
    config, aliases = context.config, context.aliases
    entries = [entry for _, entry in context.entries]
    tags = {fold(tag.text) for entry in entries for tag in entry.tags}
    tags.update(fold(tag) for week in context.weeks for tag in week.front.tags)
    papers = {identify(url.text).key for entry in entries for url in entry.urls}
    authors = {author_key(name) for entry in entries for name in entry.names}
    return (
        AliasSetting("tag_aliases", config.tag_aliases, fold, tags, aliases.tags),
        AliasSetting(
            "paper_aliases", config.paper_aliases, named_key, papers, aliases.papers
        ),
        AliasSetting(
            "author_aliases",
            config.author_aliases,
            author_key,
            authors,
            aliases.authors,
        ),
    )


def _differ_in_one_letter(one: str, other: str) -> bool:
    """Whether two names of at least four letters differ in exactly one letter.  A digit does not
    count as a letter."""
    digits = [re.sub(r"\D", "", name) for name in (one, other)]
    if min(len(one), len(other)) < 4 or digits[0] != digits[1]:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return one[1:] in (other, other[1:]) or one == other[1:]


def _circular(config: Config, setting: str, name: str) -> Diagnostic:
    message = msg(
        "`{setting}: {name}` leads back to itself", setting=setting, name=name
    )
    hint = msg("delete one of the lines that lead in a circle")
    return config.diagnostic("", SEVERITY, (setting, name), message, hint)


def _unused(config: Config, setting: str, name: str) -> Diagnostic:
    message = msg(
        "`{setting}: {name}`: no note uses this name", setting=setting, name=name
    )
    hint = msg("correct the name, or delete the line")
    return config.diagnostic("", SEVERITY, (setting, name), message, hint)
