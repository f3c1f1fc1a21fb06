"""Messages for the user: English templates with named values, translated when they are printed.

`msg("{n} files changed", n=3)` makes a message.  A catalogue maps each template to the template of
another language (`i18n/messages_ko.py`).  The values stay data until the message is printed, so
they are not part of the translated text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

Catalogue: TypeAlias = Mapping[str, str]
"""English template → template of another language, with the same placeholders."""
Value: TypeAlias = "str | int | Message"

UNTRANSLATED: Catalogue = {}
"""The catalogue of English."""


class Message(NamedTuple):
    """A template in the syntax of `str.format`, and its values by name.  A value can be a message,
    which is translated too."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, catalogue: Catalogue) -> str:
        """The message in the language of the catalogue."""
        template = catalogue.get(self.template, self.template)
        shown = {
            name: one.text(catalogue) if isinstance(one, Message) else one
            for name, one in self.values
        }
        return template.format_map(shown)

    def __str__(self) -> str:
        return self.text(UNTRANSLATED)


def msg(template: str, /, **values: Value) -> Message:
    """A message.  The template must be a literal: a test finds all templates in the source."""
    return Message(template, tuple(values.items()))


def counted(n: int, singular: str, plural: str, /) -> Message:
    """The message for a number `n`: the first template if it is 1, else the second.  Both must be
    literals."""
    return Message(singular if n == 1 else plural, (("n", n),))


def nearest(
    name: str, known: Iterable[str], otherwise: Message, cutoff: float = 0.5
) -> Message:
    """The hint for an unknown name: the most similar known name, or `otherwise` if no name is
    similar."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return msg("did you mean `{name}`?", name=near[0]) if near else otherwise


_REASONS = (
    msg("No such file or directory"),
    msg("Permission denied"),
    msg("Not a directory"),
    msg("Is a directory"),
    msg("File name too long"),
    msg("Read-only file system"),
    msg("No space left on device"),
    msg("Too many levels of symbolic links"),
)
"""The texts of the system for frequent errors."""


def reason_of(error: OSError) -> Message | str:
    """What the system says of an error."""
    text = error.strerror or str(error)
    return next((reason for reason in _REASONS if reason.template == text), text)


Row: TypeAlias = "tuple[Any, ...]"
"""A message as plain values that `marshal` can store."""


def packed(message: Message) -> Row:
    """A message as plain values, for the cache."""
    values = (
        (name, packed(v) if isinstance(v, Message) else v)
        for name, v in message.values
    )
    return message.template, tuple(values)


def unpacked(row: Row) -> Message:
    """The inverse of `packed`."""
    template, values = row
    return Message(
        template,
        tuple(
            (name, unpacked(v) if isinstance(v, tuple) else v) for name, v in values
        ),
    )
