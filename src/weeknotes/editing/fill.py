"""Complete entries that lack a title or authors.  All other lines stay as they are, byte for
byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from weeknotes.editing.entry import author_line, has_unusual_names, in_brackets
from weeknotes.editing.shape import entry_shape, file_shape
from weeknotes.identifiers import Kind
from weeknotes.metadata.work import Found, Work
from weeknotes.parsing import parse
from weeknotes.parsing.parsed_file import address_rows, subject
from weeknotes.parsing.result import ParseResult, RawEntry
from weeknotes.sources.decoding import Source
from weeknotes.text.messages import Message, msg
from weeknotes.text.unicode import fold


class EntryGap(NamedTuple):
    """An entry that lacks a title or authors: its number in the file, from 0, its first line, the
    key and the address of its paper."""

    number: int
    line: int
    key: str
    url: str


class Filled(NamedTuple):
    """The new text of a digest, the gaps that were filled, and the gaps that were not filled.  Each
    of the latter has its line in the new text, and the reason."""

    text: str
    filled: tuple[EntryGap, ...]
    left: tuple[tuple[EntryGap, int, Message], ...]


def gaps(result: ParseResult) -> Iterator[EntryGap]:
    """The entries of a file with an address, but without a title or authors."""
    for number, entry in enumerate(result.entries):
        about = subject(address_rows(entry))
        if about and not (entry.title and entry.names):
            yield EntryGap(number, entry.line, about[1], about[0])


def fill(source: Source, found: Mapping[str, Found]) -> Filled:
    """Fill the gaps of a digest with the works that were found, by key."""
    filled: list[EntryGap] = []
    left: list[tuple[EntryGap, Message]] = []
    result = parse(source)
    for gap in reversed(list(gaps(result))):
        work = found[gap.key]
        if not isinstance(work, Message):
            work = _reason_against(work, result.entries[gap.number]) or work
        if isinstance(work, Message):
            left.append((gap, work))
            continue
        for data in _candidates(source, result.entries[gap.number], work):
            changed = source._replace(data=data, text=data.decode())
            again = parse(changed)
            if _is_only_this(result, again, gap.number, work):
                source, result = changed, again
                filled.append(gap)
                break
        else:
            reason = msg("weeknotes would not read the result as title and authors")
            left.append((gap, reason))
    lines = [entry.line for entry in result.entries]
    rows = ((gap, lines[gap.number], reason) for gap, reason in reversed(left))
    return Filled(source.text, tuple(reversed(filled)), tuple(rows))


def _reason_against(work: Work, entry: RawEntry) -> Message | None:
    """Why an entry is left as it is: it is about several papers, it has another title, or no more
    data are known."""
    if entry.title is None:
        keys = {row[1] for row in address_rows(entry) if row[2] == Kind.PAPER}
        archives = [key.partition(":")[0] for key in keys]
        # A work can have several DOIs, but has only one number in any other archive.
        if any(archives.count(one) > 1 for one in archives if one != "doi"):
            return msg("the entry has the addresses of several papers")
        return None
    if fold(entry.title.text) != fold(work.title):
        return msg("the title found is different: {title}", title=work.title)
    return None if work.authors else msg("no authors are known")


def _is_only_this(
    before: ParseResult, after: ParseResult, number: int, work: Work
) -> bool:
    """Whether the entry has the title and the authors of the work, and nothing else changed."""
    if file_shape(before, without=number) != file_shape(after, without=number):
        return False
    old, new = before.entries[number], after.entries[number]
    rest, rest_of_new = (
        entry_shape(entry._replace(title=None, byline=None)) for entry in (old, new)
    )
    return (
        new.title is not None
        and fold(new.title.text) == fold(work.title)
        and tuple(new.names) == work.authors
        and rest_of_new == rest
    )


def _candidates(source: Source, entry: RawEntry, work: Work) -> Iterator[bytes]:
    """The possible new bytes of the digest: one result for each form of the title."""
    newline = b"\r\n" if b"\r\n" in source.data else b"\n"
    people = in_brackets(work.authors)
    below = [author_line(work.authors)] if has_unusual_names(work.authors) else []
    if entry.title:
        end = entry.title.span.end
        yield source.data[:end] + people.encode() + source.data[end:]
        for line in below:
            yield _with_lines(source.data, end, [line], newline)
        return
    end = entry.urls[-1].span.end
    heads = [[f"{prefix}{work.title}{people}"] for prefix in ("", "## ")]
    if below:
        heads.append([f"## {work.title}", *below])
    for lines in heads:
        yield _with_lines(source.data, end, lines, newline)


def _with_lines(data: bytes, at: int, lines: Sequence[str], newline: bytes) -> bytes:
    """The digest with these lines below the line that contains the offset `at`."""
    end = data.find(b"\n", at)
    before = data if end < 0 else data[: end + 1]
    after = b"" if end < 0 else data[end + 1 :]
    start = newline if end < 0 or after.startswith(newline) else b""
    added = b"".join(line.encode() + newline for line in lines)
    return before + start + added + after
