"""Find text that is not published: comments of the writer (`<!-- … -->`, `%% … %%` and the like),
and marks that editors add, such as names of blocks (`^a1b2c3`) and drawers of Org mode.

Comments may span lines.  What looks like a comment inside code or a formula is text.  A comment
that is never closed is text, as in Markdown.  If such a comment begins a line, that is an error,
because it is not known what it was meant to hide."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from weeknotes.text.code import Closers, fence_closers, fenced_lines, opening_fence
from weeknotes.text.unicode import INLINE_MATH, Range

FORMS: Mapping[str, str] = {
    "<!--": r"--!?>",  # HTML
    "%%": r"%%",  # Obsidian
    "{% comment %}": r"\{%-?\s*endcomment\s*-?%\}",  # Liquid, in Jekyll
    "{{/*": r"\*/\s*-?\}\}",  # Hugo
    "{/*": r"\*/\s*\}",  # MDX
}
"""How each form of comments opens, and a pattern for its end."""

_MAY_HIDE = [
    re.compile(mark)
    for mark in (
        "<!--",
        "%%",
        r"\{[%{/]",
        r"\]:[ \t]*[#<]",
        r"\^(?i:[a-z\d-]{2,40})[ \t]*(?![^\r\n])",
        ":(?:: |(?i:end):)",
    )
]
"""Every comment matches one of these patterns.  Each begins with one character, because that is
much faster than one pattern for all."""


class Cut(NamedTuple):
    """A range of a line (in characters) that is not shown.  `shown` is shown in its place."""

    start: int
    end: int
    shown: str = ""


class Hidden(NamedTuple):
    """What is hidden in the lines of a file.

    `parts` are the hidden ranges of each line that has any, by index.  `comments`
    is the number of comments.  `unclosed` has (line index, column, opening mark) of each comment
    that nothing closes.  `doubtful` has the same of each comment that may be something else."""

    parts: Mapping[int, list[Cut]]
    comments: int
    unclosed: tuple[tuple[int, int, str], ...]
    doubtful: tuple[tuple[int, int, str], ...]


NOTHING = Hidden({}, 0, (), ())


def hidden_parts(text: str, lines: Sequence[str], head: range) -> Hidden:
    """The comments in the lines of a text.  `head` are the indexes of its front matter, where a
    comment ends on its line."""
    if not any(mark.search(text) for mark in _MAY_HIDE):
        return NOTHING
    return _Scanner(lines, head).scan()


def opens_block(line: str, column: int) -> bool:
    """Whether a comment at this column begins the line or the list item."""
    return _BLOCK_COMMENT.fullmatch(line, 0, column) is not None


def without(line: str, parts: Sequence[Cut]) -> str:
    """The line without its hidden parts."""
    at = 0
    shown: list[str] = []
    for start, end, instead in parts:
        shown += (line[at:start], instead)
        at = end
    return "".join([*shown, line[at:]])


@cache
def _token() -> re.Pattern[str]:
    """What can open code, a formula or a comment."""
    return re.compile(
        r"""
        (?P<fence>^[ ]{0,3}(?:`{3,}|~{3,}|\$\$[ \t]*$)[^\n]*)
        | (?P<reference>^[ ]{0,3}\[[^\]\n]{1,60}\]:[ \t]*(?:\#|<\#?>)[ \t]*
            (?:\([^\n]*\)|"[^\n]*"|'[^\n]*')[ \t]*$)
        | (?P<mark>(?:^|(?<=[ \t]))\^(?=[\d-]*[a-z])[a-z\d-]{2,40}[ \t]*$
            | ^[ \t]*(?:id::[ ][a-f\d-]{36}|collapsed::[ ](?:true|false))[ \t]*$
            | ^[ \t]*:(?:PROPERTIES|LOGBOOK):[ \t]*\n
              (?:(?![ \t]*$)[^\n]*\n){0,60}?[ \t]*:END:[ \t]*$)
        | (?P<escape>\\[^\n(\[])
        | (?P<ticks>`+)
        | (?P<comment><!--|%%|\{%-?\s*comment\b[^%\n]*%\}|\{\{-?\s*/\*|\{/\*)
        | (?P<formula>\$\$?|\\[(\[])
        """,
        re.VERBOSE | re.MULTILINE | re.IGNORECASE,
    )


_SIGN = re.compile(r"`|~~~|\$|\\|\^|<!--|%%|\{[%{/]|\]:|::|:[PpLl]")
"""Every token contains one of these signs.  They are found fast, because each begins with a certain
character."""

_NEW_BLOCK = re.compile(
    r"[ \t]*(?:$|[-*+•][ \t]|\d{1,9}[.)][ \t]|>|\#{1,6}[ \t]|\||https?://|<!--|%%)"
)
"""The beginning of a line that does not continue the paragraph above."""
_BLOCK_COMMENT = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?")
_RUN = re.compile("`+")
_FORMULAS = {"$$": "$$", "\\(": "\\)", "\\[": "\\]"}


class _Scanner:
    """Reads the text once, from left to right.  If two things overlap, the one that opens first
    counts."""

    def __init__(self, lines: Sequence[str], head: range) -> None:
        self.lines = lines
        self.text = "\n".join(lines)
        sizes = (len(line) + 1 for line in lines)
        self.starts = [0, *accumulate(sizes)]
        self.head = range(self.starts[head.start], self.starts[head.stop])
        self.closers: dict[str, Closers] = {}
        self.unclosed_forms: set[tuple[str, int]] = set()
        """Pairs of an opening mark and a limit.  The rest of the text up to the limit has no
        closing mark."""
        self.ranges: list[Range] = []
        self.marks = 0
        """The number of hidden ranges that are not comments."""
        self.unclosed: list[tuple[int, int, str]] = []
        self.doubtful: list[tuple[int, int, str]] = []
        new = (i for i, line in enumerate(lines) if i and _NEW_BLOCK.match(line))
        self.block_starts = [*(self.starts[i] for i in new), len(self.text) + 1]
        self.places: dict[str, list[int]] = {}

    def scan(self) -> Hidden:
        token, at = _token(), 0
        while sign := _SIGN.search(self.text, at):
            line_start = self.text.rfind("\n", at, sign.start()) + 1
            found = token.search(self.text, max(at, line_start))
            if not found:
                break
            at = self._after(found)
        parts: dict[int, list[Cut]] = {}
        for start, end in self.ranges:
            for i, first, last in self._by_line(start, end):
                parts.setdefault(i, []).append(Cut(first, last))
        return Hidden(
            parts,
            len(self.ranges) - self.marks,
            tuple(self.unclosed),
            tuple(self.doubtful),
        )

    def _after(self, found: re.Match[str]) -> int:
        """Where to continue after this token.  If the token opens code, a formula or a comment,
        this is the end of what it opens."""
        kind, start = found.lastgroup, found.start()
        if kind == "comment":
            return self._after_comment(found)
        if start in self.head or kind == "escape":
            return found.end()
        if kind == "reference" or kind == "mark":
            self.ranges.append((start, found.end()))
            self.marks += kind == "mark"
            return found.end()
        if kind == "fence" and (end := self._fence_end(start)):
            return end
        opening = found[0].lstrip()
        start = found.end() - len(opening)
        if opening[0] == "`":
            return self._code_end(start, len(opening) - len(opening.lstrip("`")))
        return self._formula_end(start)

    # Code and formulas

    def _fence_end(self, start: int) -> int:
        """The end of the fenced block that opens on the line at `start`; 0 if nothing closes it."""
        i = bisect_right(self.starts, start) - 1
        fence = opening_fence(self.lines[i])
        if not fence:
            return 0
        mark = fence[0]
        if mark not in self.closers:
            self.closers[mark] = fence_closers(self.lines, mark)
        end = self.closers[mark].after(i, len(fence))
        return 0 if end is None else self.starts[end] + len(self.lines[end])

    def _code_end(self, start: int, size: int) -> int:
        """The end of the code span that opens with `size` backticks at `start`, or of these
        backticks if nothing in the paragraph closes them."""
        return self._closed("`" * size, start, start + size) or start + size

    def _formula_end(self, start: int) -> int:
        """The end of the formula that opens at `start`, or of its mark if nothing closes it."""
        mark = self.text[start : start + 2]
        if mark not in _FORMULAS:
            amount = start and self.text[start - 1].isalpha()  # `US$5`
            formula = None if amount else INLINE_MATH.match(self.text, start)
            return formula.end() if formula else start + 1
        return self._closed(_FORMULAS[mark], start, start + 2) or start + 2

    def _closed(self, closing: str, start: int, end: int) -> int:
        """The offset after the next mark `closing`, which is searched from `end` on in the block of
        `start`.  0 if there is no such mark."""
        if closing not in self.places:
            found = re.finditer(
                _RUN if closing[0] == "`" else re.escape(closing), self.text
            )
            self.places[closing] = [
                one.start() for one in found if one[0] == closing
            ]
        places = self.places[closing]
        following = bisect_left(places, end)
        block_end = self.block_starts[bisect_right(self.block_starts, start)]
        if following < len(places) and places[following] < block_end:
            return places[following] + len(closing)
        return 0

    # Comments

    def _after_comment(self, found: re.Match[str]) -> int:
        start, end = found.span()
        mark = _mark(found[0])
        close = self._comment_end(mark, start, end)
        if close is None:
            before = self.text[start - 1 : start]
            is_comment = start not in self.head and not before.strip()
            if mark != "%%" or is_comment:
                self.unclosed.append((*self._place(start), mark))
            return end
        self.ranges.append((start, close))
        if mark == "%%" and self._is_doubtful(start, close):
            self.doubtful.append((*self._place(start), mark))
        return close

    def _comment_end(self, mark: str, start: int, end: int) -> int | None:
        """The end of the comment that opens at `start`; None if nothing closes it."""
        limit = len(self.text)
        if start in self.head:
            limit = self.starts[bisect_right(self.starts, start)] - 1
        if (mark, limit) in self.unclosed_forms:
            return None
        # `<!-->` is a comment with nothing in it (HTML).
        begin = start + 2 if mark == "<!--" else end
        close = _closing(mark).search(self.text, begin, limit)
        if mark == "%%":
            close = self._outside_fences(close, limit)
        if close:
            return close.end()
        self.unclosed_forms.add((mark, limit))
        return None

    def _outside_fences(
        self, close: re.Match[str] | None, limit: int
    ) -> re.Match[str] | None:
        """The first closing `%%` from `close` on that is not in a code block, where `%%time` is a
        command."""
        while close:
            i = bisect_right(self.starts, close.start()) - 1
            if i not in self._fenced:
                return close
            close = _closing("%%").search(self.text, close.end(), limit)
        return None

    @cached_property
    def _fenced(self) -> set[int]:
        return fenced_lines(self.lines)

    def _is_doubtful(self, start: int, close: int) -> bool:
        """Whether a comment begins within a line and ends in another paragraph.  Its two marks may
        then have nothing to do with each other, so that no comment was meant."""
        if "\n\n" not in self.text[start:close]:
            return False
        i, column = self._place(start)
        return not opens_block(self.lines[i], column)

    # Positions

    def _place(self, at: int) -> Range:
        i = bisect_right(self.starts, at) - 1
        return i, at - self.starts[i]

    def _by_line(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(index of the line, first, last) for each line of a range.  A comment between two words
        takes one of the two spaces around it."""
        before = self.text[start - 1 : start]
        if not before.strip():
            while self.text.startswith((" ", "\t"), end):
                end += 1
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end) - 1
        for i in range(first, max(first, last) + 1):
            line_start = self.starts[i]
            yield (
                i,
                max(start - line_start, 0),
                min(end - line_start, len(self.lines[i])),
            )


def _mark(typed: str) -> str:
    """The form of comment that a token opens."""
    return next(mark for mark in FORMS if mark[:2] == typed[:2])


@cache
def _closing(mark: str) -> re.Pattern[str]:
    return re.compile(FORMS[mark], re.IGNORECASE)
