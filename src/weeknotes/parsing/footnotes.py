"""Give each entry the footnotes that it names.  They may be defined elsewhere in the file."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from weeknotes.parsing.result import RawWeek, Text

_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\[\]\s]{1,80})\]:\s", re.MULTILINE)
_NAMED = re.compile(r"\[\^([^\[\]\s]{1,80})\](?!:)")

Texts = tuple[Text, ...]


def with_footnotes(weeks: Sequence[RawWeek]) -> Sequence[RawWeek]:
    """The weeks of a file, with footnotes in every entry that names them.  If only other entries
    name a footnote, it is removed from the entry that defines it.  Footnotes with a name that is
    defined twice stay where they are."""
    places = [*(week.intro for week in weeks)]
    places += [entry.commentary for week in weeks for entry in week.entries]
    found = [
        (name, text) for texts in places for text in texts for name in _ids(text)
    ]
    times = Counter(name for name, _ in found)
    defined = {name: text for name, text in found if times[name] == 1}
    if not defined:
        return weeks
    used = {name for texts in places for name in _named(texts) if name in defined}
    served: list[RawWeek] = []
    for week in weeks:
        entries = tuple(
            one._replace(commentary=_served(one.commentary, defined, used))
            for one in week.entries
        )
        intro = _served(week.intro, defined, used)
        served.append(week._replace(intro=intro, entries=entries))
    return served


def _named(texts: Texts) -> list[str]:
    """The footnotes that texts name, in order, each once."""
    names = (name for text in texts for name in _NAMED.findall(text.text))
    return list(dict.fromkeys(names))


def _ids(text: Text) -> list[str]:
    """The footnotes that a paragraph defines, if it does nothing else."""
    found = _DEFINITION.findall(text.text) if "[^" in text.text else []
    return found if found and _DEFINITION.match(text.text) else []


def _served(texts: Texts, defined: Mapping[str, Text], used: set[str]) -> Texts:
    """The texts with the footnotes that they name, and without footnotes that only other texts
    name."""
    names = set(_named(texts))
    kept = [
        text
        for text in texts
        if not (ids := _ids(text))
        or names.intersection(ids)
        or not used.issuperset(ids)
    ]
    own = {text.span.start for text in kept}
    for name in _named(texts):
        if name in defined and defined[name].span.start not in own:
            own.add(defined[name].span.start)
            kept.append(defined[name])
    return tuple(kept)
