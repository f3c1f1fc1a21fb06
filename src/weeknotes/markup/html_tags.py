"""The HTML that notes may contain.  Each listed element is parsed, and weeknotes writes it again.
All other HTML is shown as typed."""

import re
from html import unescape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

INLINE = ("sub", "sup", "kbd", "mark")
"""Elements without attributes that may stand in a line."""
_TARGET = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PAIR = re.compile(
    rf"<(?P<tag>{'|'.join(INLINE)})>(?P<inside>[^<>\n]{{1,500}})</(?P=tag)>",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"<a\s(?P<attributes>[^<>]{1,2000})>(?P<inside>[^<>\n]{1,500})</a>",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"<img\s(?P<attributes>[^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_DETAILS, _ASIDE = (
    re.compile(
        rf"\s*<(?P<end>/)?{tag}(?:\s[^<>]{{0,100}})?>\s*(?P<rest>.*)", re.IGNORECASE
    )
    for tag in ("details", "aside")
)
_SUMMARY = re.compile(
    r"\s*<summary>(?P<inside>.*?)</summary>\s*(?P<rest>.*)", re.IGNORECASE
)


def attributes_of(typed: str) -> dict[str, str]:
    """The attributes of an element, by name."""
    return {
        name.lower(): unescape(one or other or bare)
        for name, one, other, bare in _ATTRIBUTE.findall(typed)
    }


def allowed_html(state: StateInline, silent: bool) -> bool:
    """`<br>`, `<sub>…</sub>` and the like, `<a href="…">…</a>`, `<img src="…">`."""
    if state.src[state.pos] != "<":
        return False
    if found := _BREAK.match(state.src, state.pos, state.posMax):
        if not silent:
            state.push("hardbreak", "br", 0)
        state.pos = found.end()
        return True
    if found := _PAIR.match(state.src, state.pos, state.posMax):
        return pair(state, found, found["tag"].lower(), silent)
    if found := _IMAGE.match(state.src, state.pos, state.posMax):
        return _image(state, found, silent)
    found = _LINK.match(state.src, state.pos, state.posMax)
    return found is not None and _link(state, found, silent)


def pair(state: StateInline, found: re.Match[str], tag: str, silent: bool) -> bool:
    """An element with the text in the group `inside`, which may contain markup."""
    if not silent:
        state.push(f"{tag}_open", tag, 1)
        _tokenize(state, *found.span("inside"))
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


def _link(state: StateInline, found: re.Match[str], silent: bool) -> bool:
    target = attributes_of(found["attributes"]).get("href", "")
    if state.linkLevel or not _leads_somewhere(state, target):
        return False
    if not silent:
        href = state.md.normalizeLink(target)
        state.env["typed"].setdefault(href, target)
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": href}
        state.linkLevel += 1
        _tokenize(state, *found.span("inside"))
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _image(state: StateInline, found: re.Match[str], silent: bool) -> bool:
    attributes = attributes_of(found["attributes"].rstrip("/"))
    source = attributes.get("src", "")
    if not _leads_somewhere(state, source):
        return False
    if not silent:
        push_image(
            state, source, attributes.get("alt", ""), attributes.get("width", "")
        )
    state.pos = found.end()
    return True


def _leads_somewhere(state: StateInline, target: str) -> bool:
    """Whether a target is an address, a heading, or a file of the notes."""
    known = (
        target in state.env["links"]
        or state.md.normalizeLink(target) in state.env["links"]
    )
    return known or _TARGET.match(target) is not None


def push_image(state: StateInline, source: str, alt: str, width: str) -> None:
    """An image.  `width` is a number of pixels, or empty."""
    token = state.push("image", "img", 0)
    src = state.md.normalizeLink(source)
    state.env["typed"].setdefault(src, source)
    token.attrs = {"src": src, "alt": ""}
    if width.removesuffix("px").isdecimal():
        token.meta["width"] = int(width.removesuffix("px")[:5])
    token.children = []
    state.md.inline.parse(alt, state.md, state.env, token.children)


def _tokenize(state: StateInline, start: int, end: int) -> None:
    """Parse a part of the text between two tokens."""
    after = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = after


def details(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<details>`, with its `<summary>` on the same or the next line, up to its `</details>`."""
    opening = _DETAILS.fullmatch(line_of(state, start))
    if not opening or opening["end"]:
        return False
    at, rest = start, opening["rest"]
    while not rest and at + 1 < end:
        at += 1
        rest = line_of(state, at).strip()
    summary = _SUMMARY.fullmatch(rest)
    last = _closing_line(state, _DETAILS, start, end) if summary else None
    if not summary or last is None or summary["rest"].strip():
        return False
    if silent:
        return True
    state.push("details_open", "details", 1).block = True
    state.push("summary_open", "summary", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = summary["inside"].strip(), []
    inline.map = [start, at + 1]
    state.push("summary_close", "summary", -1).block = True
    _tokenize_lines(state, at + 1, last)
    state.push("details_close", "details", -1).block = True
    state.line = last + 1
    return True


def aside(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<aside>`, as Notion writes a callout, up to its `</aside>`."""
    opening = _ASIDE.fullmatch(line_of(state, start))
    if not opening or opening["end"] or opening["rest"]:
        return False
    last = _closing_line(state, _ASIDE, start, end)
    if last is None:
        return False
    if silent:
        return True
    token = state.push("blockquote_open", "blockquote", 1)
    token.block = True
    token.attrSet("class", "callout")
    _tokenize_lines(state, start + 1, last)
    state.push("blockquote_close", "blockquote", -1).block = True
    state.line = last + 1
    return True


def _tokenize_lines(state: StateBlock, start: int, end: int) -> None:
    """Parse the lines in an element."""
    line_max, state.lineMax = state.lineMax, end
    state.md.block.tokenize(state, start, end)
    state.lineMax = line_max


def _closing_line(
    state: StateBlock, tag: re.Pattern[str], start: int, end: int
) -> int | None:
    """The line that closes the element on line `start`."""
    known = state.env.setdefault("pairs", {})
    if tag not in known:
        known[tag] = (
            pairs
        ) = {}  # of the first and the last line of each such element
        opened: list[int] = []
        for line in range(state.lineMax):
            found = tag.fullmatch(line_of(state, line))
            if found and not found["end"]:
                opened.append(line)
            elif found and opened and not found["rest"]:
                pairs[opened.pop()] = line
    close: int = known[tag].get(start, end)
    return close if close < end else None


def line_of(state: StateBlock, line: int) -> str:
    """A line without its indentation and the marks of the blocks around it."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start : state.eMarks[line]]
