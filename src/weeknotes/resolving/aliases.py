"""The aliases in the settings: other URLs of a paper, other names of a tag or an author."""

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.identifiers import identify_name
from weeknotes.identifiers.people import author_key
from weeknotes.text.unicode import clean, fold


class Aliases(NamedTuple):
    """Key of an alias → key that replaces it.  `names` has, for each author who replaces another
    author, the name as written in the settings, by key."""

    papers: Mapping[str, str]
    tags: Mapping[str, str]
    authors: Mapping[str, str]
    names: Mapping[str, str]


def aliases_of(config: Config) -> Aliases:
    """The aliases in the settings, with chains of aliases resolved."""
    return Aliases(
        papers=led_on(
            {named_key(a): named_key(b) for a, b in config.paper_aliases.items()}
        ),
        tags=led_on({fold(a): fold(b) for a, b in config.tag_aliases.items()}),
        authors=led_on(
            {author_key(a): author_key(b) for a, b in config.author_aliases.items()}
        ),
        names={author_key(b): clean(b) for b in config.author_aliases.values()},
    )


def named_key(text: str) -> str:
    """The key for a text in the settings: a URL, a bare identifier, or a key."""
    thing = identify_name(text)
    return thing.key if thing else text


def led_on(aliases: Mapping[str, str]) -> dict[str, str]:
    """Resolve chains of aliases to the last key.  Aliases that end in a cycle are dropped."""
    ends: dict[str, str | None] = {}
    for name in aliases:
        walked: dict[str, None] = {}
        at = name
        while at in aliases and at not in ends and at not in walked:
            walked[at] = None
            at = aliases[at]
        ends |= dict.fromkeys(walked, None if at in walked else ends.get(at, at))
    return {name: end for name in aliases if (end := ends[name]) is not None}
