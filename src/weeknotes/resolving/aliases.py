"""What the settings say is the same: papers under another address, tags and authors under another
name."""

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.identifiers import identify_name
from weeknotes.identifiers.people import author_key
from weeknotes.text.unicode import clean, fold


class Aliases(NamedTuple):
    """The keys of what is another thing by the settings, and the keys that count; `names` is how an
    author is written there."""

    papers: Mapping[str, str]
    tags: Mapping[str, str]
    authors: Mapping[str, str]
    names: Mapping[str, str]


def aliases_of(config: Config) -> Aliases:
    """The aliases that the settings hold, each led to its end."""
    return Aliases(
        papers=led_on({named_key(a): named_key(b) for a, b in config.paper_aliases.items()}),
        tags=led_on({fold(a): fold(b) for a, b in config.tag_aliases.items()}),
        authors=led_on({author_key(a): author_key(b) for a, b in config.author_aliases.items()}),
        names={author_key(b): clean(b) for b in config.author_aliases.values()},
    )


def named_key(text: str) -> str:
    """The key that a setting means: of an address, of a bare identifier, or a key written out."""
    thing = identify_name(text)
    return thing.key if thing else text


def led_on(aliases: Mapping[str, str]) -> dict[str, str]:
    """Aliases of aliases lead to the last one; those that lead back to themselves lead nowhere."""
    ends: dict[str, str | None] = {}
    for name in aliases:
        walked: dict[str, None] = {}
        at = name
        while at in aliases and at not in ends and at not in walked:
            walked[at] = None
            at = aliases[at]
        ends |= dict.fromkeys(walked, None if at in walked else ends.get(at, at))
    return {name: end for name in aliases if (end := ends[name]) is not None}
