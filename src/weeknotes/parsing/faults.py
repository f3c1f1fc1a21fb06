"""Report mistakes in the text of a digest that do not depend on its entries.  These are comments
and code that nothing closes, conflict markers, misplaced front matter, odd tags and control
characters."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from weeknotes.diagnostics import Diagnostic, Severity, Span, part_of
from weeknotes.parsing.doubts import exchangeable_date
from weeknotes.parsing.hashtags import LONGEST_TAG, long_tag, tags_of_line
from weeknotes.parsing.heads import head_at, holds_back, opens_head
from weeknotes.parsing.hidden import Hidden, opens_block
from weeknotes.parsing.lines import (
    FENCED,
    FRONT,
    HEADING,
    TAGS,
    TEXT,
    URLS,
    Classified,
    Line,
    is_atx,
)
from weeknotes.sources.decoding import Source
from weeknotes.text.code import opening_fence
from weeknotes.text.headings import heading, like_heading, without_year
from weeknotes.text.messages import Message, msg
from weeknotes.text.time_names import exchangeable
from weeknotes.text.unicode import FORBIDDEN

_CALENDAR_HINT = msg("write a month from 1 to 12 and a week from 1 to 6")
YEAR_HINT = msg("write the year too, such as 2023-04-w4")
_FORM_HINT = msg(
    "if it is a heading, write it as 2023-04-w4; you can add a colon and a title."
    " If it is a sentence, end it with a full stop"
)
_SPAN_HINT = msg(
    "write the first and the last day in full, such as 2023-04-16 ~ 2023-04-22; if it is a"
    " title, write a colon before it"
)
_SPACED_TAGS = re.compile(r"#\s+(?P<first>[^\s#]+)(?P<rest>(?:\s+#[^\s#]+)+)")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s.*)?")


def text_faults(source: Source, read: Classified) -> list[Diagnostic]:
    """The diagnostics of a file that do not depend on its entries."""
    return [
        *_conflict_markers(source, read.filled),
        *_comments(source, read.lines, read.hidden),
        *_unclosed_code(source, read.filled),
        *_misplaced_heads(source, read),
        *_odd_tags(source, read.filled),
        *_spaced_tags(source, read.filled),
        *_control_characters(source, read.lines),
    ]


def warning(
    rule: str,
    source: Source,
    line: Line | None,
    message: Message,
    hint: Message,
    column: int | None = None,
) -> Diagnostic:
    """A warning for a line, for a column of a line (from 0), or for the whole file."""
    span, excerpt = (line.span, line.indented) if line else (Span(), "")
    if column is not None:
        span = span._replace(column=column + 1)
    return Diagnostic(
        rule, Severity.WARNING, source.path, span, message, hint, excerpt
    )


def as_error(found: Diagnostic) -> Diagnostic:
    """The diagnostic as an error: nothing is published."""
    return found._replace(severity=Severity.ERROR)


def _conflict_markers(source: Source, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """An error for the first line that git wrote into the file."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return
    for line in lines:
        if line.kind is not FENCED and _CONFLICT.fullmatch(line.indented.rstrip()):
            mark = line.text.split()[0]
            message = msg("`{mark}` is a conflict marker of git", mark=mark)
            hint = msg(
                "keep one version of the text, and delete the lines `<<<<<<<`, `=======` and"
                " `>>>>>>>`"
            )
            found = warning("conflict-marker", source, line, message, hint)
            yield as_error(found)
            return


def _comments(
    source: Source, lines: Sequence[Line], hidden: Hidden
) -> Iterator[Diagnostic]:
    """An error for a comment that begins a line and that nothing closes.  Other marks may not be
    comments, so they get a warning: a mark within a line that nothing closes, and a mark that is
    closed in another paragraph."""
    sure = [
        (at, column, mark)
        for at, column, mark in hidden.unclosed
        if opens_block(lines[at].indented, column)
        # Not a comment, but an example of HTML in the text.
        and not lines[at].indented.startswith(f"{mark}<", column)
    ]
    if unclosed := sure or hidden.unclosed:
        at, column, mark = unclosed[0]
        message = msg(
            "nothing closes this `{mark}`, so it is shown as text", mark=mark
        )
        if sure:
            message = msg(
                "nothing closes the comment `{mark}`, so it is not clear what it hides",
                mark=mark,
            )
        if len(unclosed) > 1:
            n = len(unclosed)
            message = msg("{fault}; there are {n} such comments", fault=message, n=n)
        hint = msg("close the comment, or write the mark in backticks")
        rule = "unclosed-comment"
        found = warning(rule, source, lines[at], message, hint, column)
        yield as_error(found) if sure else found
    for at, column, mark in hidden.doubtful:
        message = msg(
            "the text from this `{mark}` to the next is not published", mark=mark
        )
        hint = msg("if it is not a comment, write `{mark}` in backticks", mark=mark)
        rule = "doubtful-comment"
        yield warning(rule, source, lines[at], message, hint, column)


def _unclosed_code(source: Source, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for each line that seems to open a block of code or a formula without an end.  A
    block that contains the first line of another block has probably lost its last line."""
    if "```" not in source.text and "$$" not in source.text:
        return
    first: Line | None = None
    for line in lines:
        mark = opening_fence(line.indented)
        # A line `~~~` may be a decoration.
        if line.kind is TEXT and mark.startswith(("`", "$")):
            message = msg("this block has no last line, so it is shown as text")
            yield warning("unclosed-code", source, line, message, _closing(mark))
        elif not mark or line.kind is not FENCED:
            continue
        elif first is None:
            first = line
        elif mark.startswith(opening := opening_fence(first.indented)):
            if line.text != mark:
                message = msg(
                    "another block begins in this block, at line {n}", n=line.number
                )
                yield warning(
                    "unclosed-code", source, first, message, _closing(opening)
                )
            first = None if line.text == mark else first


def _closing(mark: str) -> Message:
    return msg("end the block with this line: {mark}", mark=mark)


def _misplaced_heads(source: Source, read: Classified) -> Iterator[Diagnostic]:
    """An error for front matter in the middle of a file that asks not to publish it."""
    if not read.drafts:
        return
    texts = [
        "```" if line.kind in (FENCED, FRONT) else line.indented
        for line in read.lines
    ]
    for i, (text, below) in enumerate(pairwise((*texts, ""))):
        if not opens_head(text) or is_atx(below.strip()):
            continue
        head = head_at(texts, i)
        if any(map(holds_back, texts[head.start : head.stop])):
            message = msg("front matter with `draft` is in the middle of the file")
            hint = msg("move it to the top of the file, or delete it")
            found = warning("front-matter", source, read.lines[i], message, hint)
            yield as_error(found)
            return


def _odd_tags(source: Source, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for each line of tags that contains anything else.  If text follows right below,
    the whole line is text."""
    for line in lines:
        if not line.odd:
            continue
        if line.kind is TAGS:
            words = ", ".join(
                f"`{line.indented[start:end]}`" for start, end in line.odd
            )
            message = msg("not a tag, so it is shown as text: {words}", words=words)
        elif line.kind is TEXT:
            message = msg("text follows these tags, so they are read as text")
        else:
            continue
        start = line.odd[0][0]
        hint = _joined(line, start)
        yield warning("odd-tag", source, line, message, hint, line.before + start)


def _spaced_tags(source: Source, lines: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for each line `# one #two` right below text, which may be tags or a heading."""
    for above, line in pairwise(lines):
        if line.kind is not TEXT or line.text[0] != "#" or above.kind is not TEXT:
            continue
        found = _SPACED_TAGS.fullmatch(line.text)
        if found and above.number + 1 == line.number:
            message = msg(
                "this is read as a heading, because a space follows the first `#`"
            )
            hint = msg(
                "if these are tags, write `{tags}`; if not, leave a blank line above",
                tags=f"#{found['first']}{found['rest']}",
            )
            yield warning("odd-tag", source, line, message, hint)


def _joined(line: Line, start: int) -> Message:
    """A hint with one tag, made from the tag before this column and the words from this column
    on."""
    words = re.split(r"\s[#＃]", line.indented[start:])[0].split()
    tag = "_".join((*line.indented[:start].split()[-1:], *words))
    if len(tags_of_line(tag)) == 1:
        return msg("if this is one tag, write `{tag}`", tag=tag)
    return msg("write a tag without spaces, such as `#multi-agent`")


def _control_characters(source: Source, lines: Sequence[Line]) -> list[Diagnostic]:
    """One warning for a file with control characters, which are invisible and dropped from
    pages."""
    if source.text.replace("\n", "").isprintable():  # fast, for most files
        return []
    if not FORBIDDEN.search(source.text):
        return []
    found = [
        (line, match) for line in lines if (match := FORBIDDEN.search(line.indented))
    ]
    if not found:
        return []
    line, first = found[0]
    counts = (len(FORBIDDEN.findall(line.indented)) for line, _ in found)
    count = sum(counts)
    code = f"U+{ord(first.group()):04X}"
    message = msg("there is a control character ({code})", code=code)
    if count > 1:
        message = msg(
            "there are {n} control characters; the first is {code}",
            n=count,
            code=code,
        )
    hint = msg("delete it; pages do not show it")
    column = first.start()
    return [warning("control-character", source, line, message, hint, column)]


def line_faults(source: Source, lines: Sequence[Line]) -> list[Diagnostic]:
    """Warnings for lines with a tag that is too long, with text that is nearly a heading, or with a
    doubtful date or span."""
    tags: list[Diagnostic] = []
    headings: list[Diagnostic] = []
    dated: list[Line] = []
    for line in lines:
        kind = line.kind
        if kind is URLS or kind is TAGS:
            continue
        if len(line.indented) > LONGEST_TAG:
            tags += _long_tag(source, line)
        if kind is TEXT and not line.text[0].isalpha():
            headings += _doubtful_heading(source, line)
        elif kind is HEADING and line.time:
            dated.append(line)
    return [
        *tags,
        *headings,
        *_cut_spans(source, dated),
        *_doubtful_date(source, dated),
    ]


def _long_tag(source: Source, line: Line) -> Iterator[Diagnostic]:
    """A warning if a word that begins with `#` is too long for a tag."""
    if found := long_tag(line.indented):
        size = len(found[0]) - 1
        message = msg(
            "a tag of {n:,} characters is too long and is read as text", n=size
        )
        hint = msg("shorten it to at most {n} characters", n=LONGEST_TAG)
        excerpt, skipped = part_of(line.indented, found.start())
        fault = warning("long-tag", source, line, message, hint, found.start())
        yield fault._replace(excerpt=excerpt, skipped=skipped)


def _doubtful_heading(source: Source, line: Line) -> Iterator[Diagnostic]:
    """A warning if a line looks like a week heading but cannot be parsed as one."""
    text = line.text
    if heading(text):
        message = msg(
            "`{line}` is not a week of any calendar, so it is read as text",
            line=text,
        )
        yield warning("no-such-week", source, line, message, _CALENDAR_HINT)
    elif without_year(text):
        message = msg(
            "`{line}` looks like a week without a year, so it is read as text",
            line=text,
        )
        yield warning("doubtful-heading", source, line, message, YEAR_HINT)
    elif like_heading(text):
        message = msg(
            "`{line}` looks like the heading of a week, but is read as text",
            line=text,
        )
        yield warning("doubtful-heading", source, line, message, _FORM_HINT)


def _cut_spans(source: Source, headings: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for each heading with the end of a span that could not be read."""
    for line in headings:
        if line.time and line.time.cut:
            message = msg(
                "`{rest}` is read as the title of the week, not as its last day",
                rest=line.time.cut,
            )
            yield warning("doubtful-heading", source, line, message, _SPAN_HINT)


def _doubtful_date(source: Source, headings: Sequence[Line]) -> Iterator[Diagnostic]:
    """A warning for the first of these headings with a date whose day and month may be
    exchanged."""
    if found := exchangeable([line.text for line in headings]):
        message, hint = exchangeable_date(*found[1:])
        yield warning("doubtful-date", source, headings[found[0]], message, hint)
