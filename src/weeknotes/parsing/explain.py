"""Explain how a digest was parsed, with the kind, the field and the reason for each line."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import repeat

from weeknotes.diagnostics import printable, width
from weeknotes.parsing.digest import read_lines
from weeknotes.parsing.lines import LineKind
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek, Text
from weeknotes.sources.decoding import Source
from weeknotes.text.messages import UNTRANSLATED, Catalogue, Message, msg

_NO_REASON = Message("")
_NAMES: Mapping[str, Message] = {
    str(name): name
    for name in (
        *(msg("blank"), msg("front"), msg("front matter"), msg("separator")),
        *(msg("heading"), msg("week"), msg("introduction"), msg("section")),
        *(msg("urls"), msg("url"), msg("link"), msg("tags"), msg("fenced")),
        *(msg("title"), msg("variant"), msg("authors"), msg("commentary")),
        *(msg("text"), msg("hidden"), msg("draft")),
    )
}
"""What kinds and fields are called."""
_BY_KIND: Mapping[LineKind, tuple[str, Message]] = {
    LineKind.BLANK: ("", _NO_REASON),
    LineKind.FRONT: (
        "front matter",
        msg(
            "settings at the top of the file, such as `key: value` between two lines `---`"
        ),
    ),
    LineKind.HIDDEN: ("", msg("not shown: a comment, or the address of a link")),
    LineKind.DRAFT: ("", msg("hides the entry: it is not published")),
    LineKind.SEPARATOR: (
        "separator",
        msg("`---` after tags, or before an address, a week or a heading"),
    ),
    LineKind.HEADING: (
        "week",
        msg("a week or a day, with or without a title after a colon"),
    ),
}
"""Field and reason of kinds that belong to no entry."""
_UNITS: Mapping[str, Message] = {
    "list-item": msg("list items"),
    "heading": msg("headings with the text below them"),
    "table-row": msg("rows of tables"),
    "link-line": msg("lines with a title and a link"),
    "link-lines": msg("lines with a title and a link"),
    "link-line-closed": msg("lines with a title and a link"),
    "file": msg("the whole file"),
}
"""The unit of an entry, by the rule that began it."""
_BLOCK = msg("blocks that begin with addresses")
_BY_FIELD: Mapping[str, Message] = {
    "url": msg("only addresses"),
    "title": msg(
        "below the addresses: `Title (Authors)`, a `## heading`, or an English line without"
        " a full stop"
    ),
    "authors": msg(
        "names of people: in brackets behind the title, below the title, or behind a label"
    ),
    "variant": msg("a second title by the same authors"),
    "tags": msg("only hashtags, or hashtags at the end of the last paragraph"),
    "commentary": msg("none of the other fields"),
    "introduction": msg(
        "before the first entry of the week, or after its last list or section"
    ),
    "section": msg("above an entry, and not a part of any entry"),
}
"""The reason why a line was assigned to a field."""
_ODD_TAGS = msg("hashtags, and words without `#`, which are text")


def explain(
    source: Source, result: ParseResult, catalogue: Catalogue = UNTRANSLATED
) -> str:
    """One line of output for each line of the file.  It has the number, the kind, the field, the
    text and the reason.  If a boundary rule was applied, the reason begins with its name."""
    lines = read_lines(source).lines
    starts = [line.start for line in lines]
    fields: defaultdict[int, list[str]] = defaultdict(list)
    reasons: dict[int, Message] = {}
    for week in result.weeks:
        for name, text in _fields(week):
            last = bisect_left(starts, text.span.end)
            for number in range(text.span.line, last + 1):
                fields[number].append(name)
        for entry in week.entries:
            reasons |= _decisions(entry)
    rows = [_unit_line(result, catalogue)]
    for line in lines:
        if line.kind in _BY_KIND:
            field, reason = _BY_KIND[line.kind]
            names = [field] if field else []
        else:
            names = list(dict.fromkeys(fields[line.number]))
            by_field = _BY_FIELD[names[0]] if names else _NO_REASON
            if line.kind is LineKind.TAGS and line.odd:
                by_field = _ODD_TAGS
            reason = reasons.get(line.number, by_field)
        kind, *called = (
            _NAMES[name].text(catalogue) for name in (line.kind, *names)
        )
        columns = (
            f"{line.number:>5}",
            _padded(kind, 9),
            _padded(" + ".join(called), 17),
            _padded(_cut(line.text, 48), 48),
            reason.text(catalogue),
        )
        rows.append(printable("  ".join(columns).rstrip()) + "\n")
    return "".join(rows)


def _unit_line(result: ParseResult, catalogue: Catalogue) -> str:
    """How many entries begin with each unit, and the reason for the most frequent one."""
    entries = [entry for week in result.weeks for entry in week.entries]
    rules = [entry.decisions[0].rule for entry in entries if entry.decisions]
    if not rules:
        return ""
    found = Counter(_UNITS.get(rule.name, _BLOCK) for rule in rules)
    rule, _ = Counter(rules).most_common(1)[0]
    why = (
        rule.why
        if rule.name in _UNITS
        else msg("no other form with links is repeated")
    )
    parts = [
        f"{unit.text(catalogue)} ({count})" for unit, count in found.most_common()
    ]
    line = msg("entries: {units}; {why}", units=", ".join(parts), why=why)
    return line.text(catalogue) + "\n"


def _decisions(entry: RawEntry) -> dict[int, Message]:
    """The name and the reason of the boundary rule, by line number."""
    return {
        line: msg("{rule}: {why}", rule=rule.name, why=rule.why)
        for line, rule in entry.decisions
    }


def _fields(week: RawWeek) -> Iterator[tuple[str, Text]]:
    """Yield (field, text) for each text of a week."""
    yield from zip(repeat("introduction"), week.intro)
    for entry in week.entries:
        yield from zip(repeat("section"), entry.above)
        yield from zip(repeat("url"), entry.urls)
        if entry.title:
            yield "title", entry.title
        yield from zip(repeat("authors"), entry.authors)
        yield from zip(repeat("variant"), entry.alternate_titles)
        yield from zip(repeat("commentary"), entry.commentary)
        yield from zip(repeat("tags"), entry.tags)


def _cut(text: str, columns: int) -> str:
    """The text, cut to less than a width in terminal columns.  Hangul takes two columns."""
    taken = 0
    for at, character in enumerate(text):
        taken += width(character)
        if taken >= columns:
            return f"{text[:at]}…"
    return text


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - sum(map(width, text)))
