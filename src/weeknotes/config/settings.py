"""`weeknotes.yml` → Config: typed, every key documented, every mistake a diagnostic with its
line."""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from weeknotes.config.yaml import Node, Reader, read_mapping
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.text.weeks import WeekRule

FILE_NAME: Final = "weeknotes.yml"
LANGUAGES: Final = ("ko", "en")
LEVELS: Final = ("off", "warning", "error")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Config:
    """What a site is told about itself; it equals itself alone.  `doc` of each field is its
    documentation (docs/configuration.md)."""

    title: str = field(
        default="주간 노트", metadata={"doc": "The site's name, in the header, titles and feeds."}
    )
    description: str = field(
        default="",
        metadata={"doc": "One line on what the site is, on the home page and in the feeds."},
    )
    author: str = field(
        default="", metadata={"doc": "Who writes it: in the footer and in the feeds."}
    )
    base_url: str = field(
        default="",
        metadata={
            "doc": "The public address, such as `https://example.com/notes/`. Without it there are no feeds and no sitemap."
        },
    )
    language: str = field(
        default="ko", metadata={"doc": "The language of the interface: `ko` or `en`."}
    )
    timezone: str = field(
        default="Asia/Seoul", metadata={"doc": "The IANA time zone of the dates in the feeds."}
    )
    week_rule: WeekRule = field(
        default=WeekRule.SUNDAY,
        metadata={
            "doc": "What days `4주차` covers: `sunday` or `monday` (rows of a calendar whose weeks start then), "
            "`iso` (the month of the Thursday, KS X ISO 8601) or `days` (blocks of seven from the first)."
        },
    )
    feed_weeks: int = field(
        default=20, metadata={"doc": "How many of the newest weeks `feed.xml` holds; 0 is all."}
    )
    feed_entries: int = field(
        default=100,
        metadata={"doc": "How many of the newest entries `papers.xml` holds; 0 is all."},
    )
    feed_tag_entries: int = field(
        default=30,
        metadata={
            "doc": "How many of its newest entries the feed of each tag holds (`tags/llm.xml`); 0 is all."
        },
    )
    tag_aliases: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "Tags that are another tag: `언어모델: llm`. What was typed is shown under the other."
        },
    )
    tag_labels: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={"doc": "How a tag is shown: `llm: LLM`. Its page stays where it is."},
    )
    paper_aliases: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "Addresses that are the same paper where no rule can tell: the other address, then the one that counts."
        },
    )
    author_aliases: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={"doc": "Names that are the same person's: `Quoc Le: Quoc V. Le`."},
    )
    glossary: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "Words that search takes for each other: `어텐션: attention`. What was found so is said."
        },
    )
    rules: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "How much a rule weighs: `no-tags: off`, `broken-link: error`, else `warning`."
        },
    )
    paths: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "File names chosen by hand, by key: `tag:c++: cpp`, `arxiv:2304.07880: sabia`. The plain path leads there."
        },
    )
    redirects: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata={
            "doc": "Old paths and what they lead to now, a path or a key: `tags/lm.html: tag:llm`. Aliases need none."
        },
    )


KEYS: Final = tuple(f.name for f in fields(Config))
_MAPPINGS: Final = frozenset(f.name for f in fields(Config) if f.default_factory is _nothing)


def _base_url(text: str) -> str:
    """The address in ASCII, with a slash at its end."""
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.port == 0
        or parts.query
        or parts.fragment
        or re.search(r'[\s"<>\\^`{|}]', text)
    ):
        raise ValueError
    host = (
        parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    )  # a UnicodeError is a ValueError
    return f"{parts.scheme}://{host}{quote(parts.path, safe='/%')}".rstrip("/") + "/"


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError
    return text


def _timezone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError from error
    return text


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError
    return int(text)


_SCALARS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "base_url": (_base_url, "an http(s) address such as https://example.com/notes/"),
    "language": (_language, " or ".join(LANGUAGES)),
    "timezone": (_timezone, "an IANA time zone such as Asia/Seoul"),
    "week_rule": (WeekRule, "one of " + ", ".join(WeekRule)),
    "feed_weeks": (_count, "a number from 0 up"),
    "feed_entries": (_count, "a number from 0 up"),
    "feed_tag_entries": (_count, "a number from 0 up"),
}


def _value(name: str, node: Node, reader: Reader) -> object | None:
    if name in _MAPPINGS:
        texts = reader.texts(node, name)
        if name == "rules" and texts is not None:
            return MappingProxyType(
                {
                    rule: level
                    for rule, level in texts.items()
                    if reader.one_of(node, f"rules.{rule}", level, LEVELS)
                }
            )
        return None if texts is None else MappingProxyType(dict(texts))
    parse, expected = _SCALARS.get(name, (str, "text"))
    return reader.parsed(node, name, parse, expected)


def parse_config(text: str, path: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings in a YAML text; what is wrong is reported and left at its default."""
    pairs, reader = read_mapping(text.removeprefix("\ufeff"), path, "invalid-config")
    values: dict[str, object] = {}
    for key, node in pairs:
        name = str(key.value)
        if name not in KEYS:
            reader.unknown(key, KEYS)
        elif node.value == "" and node.kind == "text":
            continue
        elif (value := _value(name, node, reader)) is not None:
            values[name] = value
    return Config(**values), tuple(reader.diagnostics)  # type: ignore[arg-type]


def load_config(site: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings of a site's folder: `weeknotes.yml`, or the defaults where there is none."""
    path = site / FILE_NAME
    shown = path.as_posix()
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise OSError(errno.EINVAL, "not a regular file")
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Config(), ()
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or "unreadable") if isinstance(error, OSError) else "not UTF-8"
        found = Diagnostic(
            "invalid-config",
            Severity.ERROR,
            shown,
            Span(),
            f"cannot be read: {reason}",
            "save it as UTF-8 text that you may read",
        )
        return Config(), (found,)
    return parse_config(text, shown)
