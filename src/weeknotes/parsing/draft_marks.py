"""Find the marks that hide single entries.  Such a mark is a line `draft: true` in the head of an
entry."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain

from weeknotes.diagnostics import Diagnostic
from weeknotes.parsing.faults import as_error, warning
from weeknotes.parsing.heads import holds_back, is_released
from weeknotes.parsing.lines import URLS, Classified, Line, filled_beside, is_atx
from weeknotes.parsing.result import RawEntry, RawWeek
from weeknotes.parsing.week_lines import STARTS_WITH_URL
from weeknotes.sources.decoding import Source
from weeknotes.text.messages import Message, msg

_UNCLEAR = msg("it is not clear which entry this line hides")
_VALUE = msg("write `draft: true`, or delete the line")
_PLACE = msg(
    "write it right below the address or the title of the entry; if it is text, write it in"
    " backticks"
)
_END = msg("write a line `---` above the next entry")


def mark_drafts(
    source: Source, read: Classified, weeks: Sequence[RawWeek]
) -> tuple[list[RawWeek], list[Diagnostic]]:
    """The weeks with their drafts marked, and errors.  A mark that is not clearly in the head of an
    entry is an error, because a wrong entry would be published."""
    if not read.drafts:
        return list(weeks), []
    lines = read.lines
    entries = [entry for week in weeks for entry in week.entries]
    starts = [line.start for line in lines]
    held: set[int] = set()
    faults: list[Diagnostic] = []
    for i in (line.number - 1 for line in read.drafts):
        k = bisect_left(entries, lines[i].number, key=lambda entry: entry.line) - 1
        hint = _fault(lines, i, entries[k : k + 2], starts) if k >= 0 else _PLACE
        holds = holds_back(lines[i].text)
        if hint or not (holds or is_released(lines[i].text)):
            fault = warning(
                "misplaced-draft", source, lines[i], _UNCLEAR, hint or _VALUE
            )
            faults.append(as_error(fault))
        elif holds:
            held.add(entries[k].line)
    marked = [
        week._replace(
            entries=tuple(e._replace(draft=e.line in held) for e in week.entries)
        )
        for week in weeks
    ]
    return marked, faults


def _fault(
    lines: Sequence[Line], i: int, entries: Sequence[RawEntry], starts: Sequence[int]
) -> Message | None:
    """The hint about the mark at line i; None if the mark clearly hides the first of these
    entries."""
    entry, *following = entries
    above = filled_beside(lines, i, -1, marks=False)
    if above is None or above.number not in _head_lines(entry, starts):
        return _PLACE
    below = filled_beside(lines, i, 1, marks=False)
    ends = following[0].line if following else len(lines) + 1
    if (
        below
        and below.number < ends
        and above.kind is URLS
        and STARTS_WITH_URL.match(below.text)
    ):
        return _END
    doubtful = following and any(doubt.line == ends for doubt in following[0].doubts)
    return _END if doubtful else None


def _head_lines(entry: RawEntry, starts: Sequence[int]) -> set[int]:
    """The numbers of the lines with the addresses, the title and the authors of an entry."""
    title = (entry.title,) if entry.title else ()
    numbers = {entry.line}
    for text in chain(entry.urls, title, entry.authors, entry.alternate_titles):
        numbers.update(range(text.span.line, bisect_left(starts, text.span.end) + 1))
    return numbers


def without_drafts(week: RawWeek) -> RawWeek:
    """The week without its drafts.  A heading above a draft belongs to a section, so the next entry
    gets the heading, unless it has a heading of its own."""
    if not any(entry.draft for entry in week.entries):
        return week
    first = week.entries[0].line
    at = sum(block.span.line < first for block in week.intro)
    intro, above = week.intro, week.intro[max(at - 1, 0) : at]
    if week.entries[0].draft and above and is_atx(above[0].text):
        intro = intro[: at - 1] + intro[at:]
    else:
        above = ()
    kept: list[RawEntry] = []
    for entry in week.entries:
        above = entry.above or above
        if not entry.draft:
            kept.append(entry._replace(above=above))
            above = ()
    return week._replace(intro=intro, entries=tuple(kept))
