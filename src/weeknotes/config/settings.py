"""Parse `weeknotes.yml` into a `Config`.  Each key is documented here; each mistake is a
diagnostic."""

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

from weeknotes.config.folders import Choices
from weeknotes.config.links import is_web, license_of
from weeknotes.config.reader import MAPPING, TEXT, Node, Reader
from weeknotes.config.yaml import read_mapping
from weeknotes.diagnostics import (
    Diagnostic,
    Severity,
    Span,
    file_error,
    file_warning,
    part_of,
)
from weeknotes.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words, language_of
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import Message, msg, reason_of
from weeknotes.text.weeks import WeekRule

T = TypeVar("T")

FILE_NAME = "weeknotes.yml"
_LIKE_SETTINGS = re.compile(
    r"[._]?weeknotes(?:[._-]config)?\.(?:ya?ml|toml|json|ini)(?:\.txt)?"
)
LEVELS = ("off", "warning", "error")
SECTIONS = ("authors", "atlas", "search", "feeds")
"""The parts of a site that can be left out."""


def _no_pairs() -> Mapping[str, str]:
    return MappingProxyType({})


def base_url_of(text: str) -> str:
    """The URL in ASCII, with a trailing slash.  Raises ValueError."""
    parts = urlsplit(text)
    is_place = not (parts.query or parts.fragment)
    if not (is_web(parts) and is_place) or re.search(r'[\s"<>\\^`{|}]', text):
        raise ValueError
    host = parts.netloc
    if not host.isascii():
        host = host.encode("idna").decode()  # a UnicodeError is a ValueError
    path = quote(parts.path, safe="/%")
    return f"{parts.scheme}://{host}{path}".rstrip("/") + "/"


def feed_id_of(text: str) -> str:
    """The name of a site in the ids of feeds.  For an address, this is its host and path.  Raises
    ValueError."""
    name = re.sub(r"https?://", "", text).strip("/")
    if not name.isprintable() or " " in name:
        raise ValueError
    host, slash, path = name.partition("/")
    return host.lower() + slash + path


def _language(text: str) -> str:
    language = language_of(text)
    if language not in LANGUAGES:
        raise ValueError
    return language


def _timezone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError from error
    return text


def _license(text: str) -> str:
    license_of(text)
    return text


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError
    return int(text)


def _one_of(names: Iterable[str]) -> Message:
    return msg("one of {names}", names=", ".join(names))


_NUMBER = msg("a number, 0 or more")


def _setting(
    default: T,
    doc: str,
    parse: Callable[[str], object] = str,
    expected: Message = TEXT,
) -> T:
    """Declare a field of Config, with its documentation.  `parse` raises ValueError for text that
    is not valid, and `expected` describes valid text in messages."""
    metadata = {"doc": doc, "parse": parse, "expected": expected}
    return field(default=default, metadata=metadata)


def _mapping(doc: str) -> Mapping[str, str]:
    """Declare a field of Config that maps text to text."""
    return field(default_factory=_no_pairs, metadata={"doc": doc})


class FeedDay(StrEnum):
    """Which of its days is the date of a week in feeds."""

    LAST = "last"
    FIRST = "first"


class SettingsFile(NamedTuple):
    """The file of the settings, for messages.  `spans` has the position of each key by (setting,
    name).  The name is empty for the setting itself.  `language` is the language of the site.  It
    is empty if there is no file, or if its language is not valid."""

    path: str = FILE_NAME
    lines: tuple[str, ...] = ()
    spans: Mapping[tuple[str, str], Span] = MappingProxyType({})
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Config:
    """The settings of a site.  Compared by identity.  The metadata `doc` of each field is its text
    in docs/configuration.md."""

    title: str = _setting(
        LANGUAGES[DEFAULT_LANGUAGE].site_title,
        "The name of the site, in the header, titles and feeds. With `language: en`, the default is"
        f" `{LANGUAGES['en'].site_title}`.",
    )
    description: str = _setting(
        "",
        "One line about the site, on the home page and in the feeds.",
    )
    author: str = _setting(
        "", "The name of the writer, in the footer and in the feeds."
    )
    base_url: str = _setting(
        "",
        "The public address, such as `https://example.com/notes/`. Without it there are no"
        " feeds and no sitemap.",
        base_url_of,
        msg("an http(s) address such as https://example.com/notes/"),
    )
    image: str = _setting(
        "",
        "The picture beside links to the site in chats: an address, or the path of a file in"
        " `static/` (`card.png`). By default the icon of the site. The picture needs"
        " `base_url`.",
    )
    language: str = _setting(
        DEFAULT_LANGUAGE,
        "The language of the pages and of messages:"
        f" {' or '.join(f'`{tag}`' for tag in LANGUAGES)}. Names such as `한국어` are read too.",
        _language,
        _one_of(LANGUAGES),
    )
    timezone: str = _setting(
        "Asia/Seoul",
        "The IANA time zone of the dates in the feeds.",
        _timezone,
        msg("an IANA time zone such as Asia/Seoul"),
    )
    week_rule: WeekRule = _setting(  # noqa: RUF009
        WeekRule.SUNDAY,
        "Which days `2023-04-w4` covers: `sunday` or `monday` (rows of a calendar whose weeks start"
        " on that day), `iso` (the month of the Thursday, KS X ISO 8601) or `days` (blocks of seven"
        " from the first).",
        WeekRule,
        _one_of(WeekRule),
    )
    feed_day: FeedDay = _setting(  # noqa: RUF009
        FeedDay.LAST,
        "The date of a week in feeds: its `last` or its `first` day. With `last`, a week that is"
        " not over has a date in the future, and some feed readers pin or hide such items.",
        FeedDay,
        _one_of(FeedDay),
    )
    feed_id: str = _setting(
        "",
        "The beginning of the ids of all items in feeds. No other site may use it. By default the"
        " host and path of `base_url`. If the site moves, set `feed_id` to the old host and path"
        " (`example.com/notes`); otherwise feed readers show all items again as new.",
        feed_id_of,
        msg("a name without spaces such as example.com/notes"),
    )
    feed_weeks: int = _setting(
        20,
        "The number of newest weeks in `feed.xml`; 0 means all.",
        _count,
        _NUMBER,
    )
    feed_entries: int = _setting(
        100,
        "The number of newest entries in `papers.xml`; 0 means all.",
        _count,
        _NUMBER,
    )
    feed_tag_entries: int = _setting(
        30,
        "The number of newest entries in the feed of each tag (`tags/llm.xml`); 0 means all.",
        _count,
        _NUMBER,
    )
    nav: Mapping[str, str] = _mapping(
        "The links of the navigation, in this order: `About: about.html`. These links replace those"
        " of the theme. A target is the path or the key of a page, one of `home`, `weeks`,"
        " `papers`, `tags`, `authors`, `atlas`, `search`, `subscribe`, or an address.",
    )
    links: Mapping[str, str] = _mapping(
        "Pages of the writer on other sites, in the footer (`rel=me`):"
        " `Mastodon: https://example.social/@name`.",
    )
    license: str = _setting(
        "",
        "The licence of the notes, in the footer, in RSS, Atom and the open data: `CC BY 4.0`, or"
        " a name and an address.",
        _license,
        msg("a name such as CC BY 4.0, an http(s) address, or both"),
    )
    sections: tuple[str, ...] = _setting(
        SECTIONS,
        "The optional parts that the site has: `[authors, atlas, search, feeds]`. A part that is"
        " not listed is not built, and nothing links to it.",
    )
    add_authors: int = _setting(
        0,
        "The number of authors that `weeknotes add` and `fill` write before `et al.`; 0 means all.",
        _count,
        _NUMBER,
    )
    tag_aliases: Mapping[str, str] = _mapping(
        "Other names of tags: `language-model: llm`. Notes with `#language-model` are shown under"
        " `#llm`.",
    )
    tag_labels: Mapping[str, str] = _mapping(
        "How tags are shown: `llm: LLM`. Their pages keep their addresses.",
    )
    paper_aliases: Mapping[str, str] = _mapping(
        "Two addresses of one paper, if weeknotes cannot know that they belong together: first the"
        " other address, then the main one.",
    )
    author_aliases: Mapping[str, str] = _mapping(
        "Other names of authors: `Quoc Le: Quoc V. Le`.",
    )
    glossary: Mapping[str, str] = _mapping(
        "Words with the same meaning for search: `어텐션: attention`. Results that were found with"
        " them are marked. `커서: -curse` forbids a pair that search learnt (`weeknotes words`),"
        ' and `커서: "-"` forbids all pairs of a word.',
    )
    rules: Mapping[str, str] = _mapping(
        "The level of rules: `no-tags: off`, `broken-link: error`. The default is `warning`.",
    )
    ignore: tuple[str, ...] = _setting(
        (),
        "Files in the notes folder to leave out: `[Templates, '*.draft.md', private/*]`. Without"
        " `/`, a pattern matches names of files and folders anywhere.",
    )
    paths: Mapping[str, str] = _mapping(
        "File names for pages, by key: `tag:c++: cpp`, `arxiv:2304.07880: sabia`. The default"
        " path becomes a redirect.",
    )
    redirects: Mapping[str, str] = _mapping(
        "Redirects from old paths to a path or a key: `tags/lm.html: tag:llm`. Aliases need no"
        " redirects.",
    )
    file: SettingsFile = field(default=SettingsFile(), repr=False)

    def has(self, section: str) -> bool:
        """Whether the site has a section.  Feeds also need a base_url."""
        return section in self.sections and (
            section != "feeds" or bool(self.base_url)
        )

    @property
    def words(self) -> Words:
        """The words of the interface in the language of the site."""
        return LANGUAGES[self.language]

    @property
    def known_language(self) -> str:
        """The language of the site; empty if it is not in the settings."""
        return self.file.language

    def diagnostic(
        self,
        rule: str,
        severity: Severity,
        key: tuple[str, str],
        message: Message,
        hint: Message,
    ) -> Diagnostic:
        """A diagnostic for a key of the settings: (setting, name)."""
        path, lines, spans, _ = self.file
        span = spans.get(key) or spans.get((key[0], "")) or Span()
        excerpt = lines[span.line - 1] if span.line <= len(lines) and spans else ""
        return Diagnostic(
            rule, severity, path, span, message, hint, *part_of(excerpt, span.column)
        )


def documented_settings() -> dict[str, str]:
    """The documentation of each setting, by its key."""
    return {f.name: f.metadata["doc"] for f in fields(Config) if f.metadata}


KEYS = tuple(documented_settings())
_FIELDS = {f.name: f for f in fields(Config)}


def with_choices(config: Config, choices: Choices) -> Config:
    """The settings with what the command line chose."""
    return replace(config, base_url=choices.base_url) if choices.base_url else config


_LANGUAGE_LINE = re.compile(r"""^language: *['"]?([\w-]+)""", re.MULTILINE)
"""Finds the language in a file that is not valid YAML, so that the error is in this language."""
_LARGEST_FILE = 1_000_000
_LONGEST_TEXT = 2_000


def _value(name: str, node: Node, reader: Reader) -> object | None:
    """The value of one setting; None if it is invalid, which is reported."""
    if name == "ignore" and isinstance(node.value, str):
        return (node.value,)
    if name in ("ignore", "sections"):
        return reader.words(node, name, SECTIONS if name == "sections" else ())
    setting = _FIELDS[name]
    if setting.default_factory is not _no_pairs:
        parse, expected = setting.metadata["parse"], setting.metadata["expected"]
        return reader.parsed(node, name, parse, expected)
    pairs = reader.texts(node, name, LEVELS if name == "rules" else ())
    return None if pairs is None else MappingProxyType(dict(pairs))


def _long_texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        if len(node.value) > _LONGEST_TEXT:
            yield node
        return
    for item in node.value:
        for inner in (item,) if isinstance(item, Node) else item:
            yield from _long_texts(inner)


def parse_config(text: str, path: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Parse settings from YAML.  An invalid setting is reported and has its default value."""
    pairs, reader = read_mapping(text.removeprefix("\ufeff"), path, "invalid-config")
    values: dict[str, object] = {}
    spans: dict[tuple[str, str], Span] = {}
    for key, node in pairs:
        name = str(key.value)
        spans[name, ""] = key.span
        if node.kind == MAPPING:
            inner = reader.pairs(node, name) or ()
            spans |= {(name, str(one.value)): one.span for one, _ in inner}
        if name not in KEYS:
            reader.unknown(key, KEYS)
        elif node.value == "" and node.kind == TEXT:
            continue
        elif long := next(_long_texts(node), None):
            message = msg(
                "a text here is longer than {n:,} characters", n=_LONGEST_TEXT
            )
            reader.report(
                long.span, message, msg("shorten the text; many pages show it")
            )
        elif (value := _value(name, node, reader)) is not None:
            values[name] = value
    declared = _LANGUAGE_LINE.search(text)
    if "language" not in values and declared:  # the file is not valid YAML
        named = language_of(declared[1])
        values |= {"language": named} if named in LANGUAGES else {}
    language = str(values.get("language", DEFAULT_LANGUAGE))
    is_wrong = "language" not in values and re.search(
        r"^language *: *\S", text, re.MULTILINE
    )
    file = SettingsFile(path, reader.lines, spans, "" if is_wrong else language)
    settings = {"title": LANGUAGES[language].site_title, **values, "file": file}
    return Config(**settings), tuple(reader.diagnostics)  # type: ignore[arg-type]


def load_config(site: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Load `weeknotes.yml` from the folder of a site.  Without this file, all settings have their
    default values."""
    path = site / FILE_NAME
    reason: Message | str = msg("the file is larger than 1 MB")
    try:
        if path.stat().st_size <= _LARGEST_FILE:
            text = read_regular(path).decode("utf-8")
            config, diagnostics = parse_config(text, path.as_posix())
            return config, (*diagnostics, *_misnamed(site))
    except UnicodeDecodeError:
        reason = msg("it is not UTF-8")
    except OSError as error:
        # A link without its target is an error: without settings, a site would lose its feeds.
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            return Config(), _misnamed(site)
        is_odd = error.errno == errno.EINVAL
        reason = msg("it is not a regular file") if is_odd else reason_of(error)
    message = msg("this file cannot be read: {reason}", reason=reason)
    hint = msg("save the file as UTF-8 text, and check its permissions")
    unread = file_error("invalid-config", path.as_posix(), message, hint)
    return Config(), (unread,)


def _misnamed(site: Path) -> tuple[Diagnostic, ...]:
    """A warning for each file that looks like the settings, but has another name."""
    try:
        names = sorted(file.name for file in site.iterdir())
    except OSError:  # reported when the site is read or written
        return ()
    message = msg("the settings in this file are not used")
    hint = msg("name the file {name}", name=FILE_NAME)
    return tuple(
        file_warning("invalid-config", (site / name).as_posix(), message, hint)
        for name in names
        if _LIKE_SETTINGS.fullmatch(name.casefold()) and name != FILE_NAME
    )
