"""Parse the front matter of a digest, as Jekyll, Hugo, Zola, Pelican and Obsidian write it.  It is
YAML between `---`, TOML between `+++`, or `Key: value` lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from weeknotes.config.reader import LIST, MAPPING, TEXT, Node, Reader
from weeknotes.config.yaml import read_mapping
from weeknotes.diagnostics import Diagnostic, Severity, Span, has_errors
from weeknotes.identifiers.people import AND_OTHERS
from weeknotes.parsing.doubts import exchangeable_date
from weeknotes.parsing.hashtags import LONGEST_TAG
from weeknotes.parsing.heads import HEAD_KEYS, is_held
from weeknotes.parsing.lines import Line, is_without_scheme
from weeknotes.parsing.result import FrontMatter, Text
from weeknotes.parsing.titles import name_ranges
from weeknotes.text.headings import heading
from weeknotes.text.messages import msg
from weeknotes.text.time_names import day_in, exchangeable, time_in
from weeknotes.text.weeks import WeekLabel

KEYS = ("week", "date", "draft", "title", "tags", "url", "authors")
"""The keys that messages suggest."""
_RULE = "front-matter"
_INNER_KEYS = {"draft", "private", "published", "publish"}
_NO_PAGE = {"never", "link", "false", "no"}
_CUT = re.compile(rf"\S\s+(?:{AND_OTHERS})\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;，、；]\s*")
_NAME_LINK = re.compile(
    r"\[\[(?:[^\[\]|]*\|)?(?P<shown>[^\[\]|]+)\]\]|\[(?P<words>[^\[\]]+)\]\([^()\s]*\)"
)
"""A name as the link to the note or the page of a person."""
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^()\s]*)\)|<(?P<bare>[^<>\s]*)>")

Pair = tuple[Node, Node]


def read_front_matter(
    lines: Sequence[Line], path: str
) -> tuple[FrontMatter, tuple[Diagnostic, ...]]:
    """The values of the front matter, and its diagnostics.  `lines` include its fences."""
    if not lines:
        return FrontMatter(), ()
    pairs, reader = _pairs(lines, path)
    values: dict[str, object] = {}
    drafts: list[bool] = []
    for key, node in pairs:
        name = HEAD_KEYS.get(str(key.value).strip().lower(), "")
        if node.value == "" and name != "title":
            continue
        if name in ("draft", "published", "status"):
            drafts += _draft(name, key, node, reader)
        elif not name:
            reader.unknown(key, KEYS)
            drafts += _inner_drafts(node, reader)
        elif (
            value := _value(name, node, reader)
        ) is not None and name not in values:
            values[name] = value
    _add_names(values, pairs, reader)
    source, created = values.pop("source", None), values.pop("created", None)
    for name, value in (("url", source), ("date", created)):
        if value:
            values.setdefault(name, value)
    # `week: 2023-W16` is read as a day, which then counts as the date of the file.
    if isinstance(values.get("week"), date):
        values["date"] = values.pop("week")
    clipped = bool(source and created and "title" in values)
    front = FrontMatter(**values, clipped=clipped, draft=any(drafts))  # type: ignore[arg-type]
    front = front._replace(
        url=tuple(_placed(text, lines) for text in front.url),
        authors=tuple(_placed(text, lines) for text in front.authors),
        unreadable=has_errors(reader.diagnostics),
    )
    return front, tuple(reader.diagnostics)


def _add_names(
    values: dict[str, object], pairs: Sequence[Pair], reader: Reader
) -> None:
    """Read the names of the paper, `doi` and `arxiv`, as its addresses.  In a file about a paper,
    `author` are the authors of this paper, otherwise of the file."""
    for name in ("doi", "arxiv"):
        if found := values.pop(name, None):
            values.setdefault("url", found)
    authors = values.pop("author", None)
    if authors and "url" in values:
        values.setdefault("authors", authors)
    elif authors:
        names = (
            key for key, _ in pairs if str(key.value).strip().lower() == "author"
        )
        reader.unknown(next(names), KEYS)


def _placed(text: Text, lines: Sequence[Line]) -> Text:
    """The text with its offsets in the file."""
    line = lines[min(max(text.span.line - lines[0].number, 0), len(lines) - 1)]
    at = line.indented.find(text.text, max(text.span.column - 1, 0))
    return text if at < 0 else line.part(at, at + len(text.text))


def _value(name: str, node: Node, reader: Reader) -> object | None:
    """The value of one key; None if it is invalid, which is reported."""
    if name in ("date", "week", "created"):
        node = _unlinked(node)
        if found := exchangeable([str(node.value)]):
            reader.warn("doubtful-date", node.span, *exchangeable_date(*found[1:]))
    match name:
        case "week":
            return reader.parsed(node, name, _week, msg("a week such as 2023-04-w4"))
        case "date":
            return reader.parsed(node, name, _day, msg("a day such as 2023-04-20"))
        case "created":
            return day_in(node.value) if isinstance(node.value, str) else None
        case "title":
            return reader.text(node, name)
        case "url" | "source":
            return _urls(node, reader)
        case "doi" | "arxiv":
            return _urls(node, reader) or _named(name, node)
        case "authors" | "author":
            return tuple(_authors(node, reader))
        case _:
            return tuple(_tags(node, reader))


def _unlinked(node: Node) -> Node:
    """The text in a link to a note: YAML reads `[[2024-05-08]]` as a list of lists."""
    while node.kind == LIST and len(node.value) == 1:
        inner = node.value[0]
        if not isinstance(inner, Node):
            break
        node = inner
    return node


def _week(text: str) -> WeekLabel | date:
    """The week, or a day that stands for a week: `2023-W16`."""
    if (label := heading(text)) and label.plausible:
        return label
    time = time_in(text)
    found = time and (time.label or time.day)
    if not found:
        raise ValueError
    return found


def _day(text: str) -> date:
    day = day_in(text)
    if day is None:
        raise ValueError
    return day


# Whether it is published


def _draft(name: str, key: Node, node: Node, reader: Reader) -> list[bool]:
    """[True] if a key says that the file is a draft, [False] if it says that it is not, else
    empty."""
    if not isinstance(node.value, str):
        return [reader.text(node, name) is not None]
    if name == "draft":
        flag = reader.parsed(node, name, _flag, msg("true or false"))
        return [] if flag is None else [flag]
    held = is_held(name, node.value)
    if name == "status" and held is None:
        _unknown_status(str(key.value), node, reader)
    return [True] if held else []


def _unknown_status(key: str, node: Node, reader: Reader) -> None:
    """A warning for a status that does not say whether the file is published."""
    message = msg("`{key}: {value}` has no effect", key=key, value=str(node.value))
    hint = msg("so that the file is not published, write `{key}: draft`", key=key)
    reader.warn("unknown-key", node.span, message, hint)


def _inner_drafts(node: Node, reader: Reader) -> list[bool]:
    """What keys inside an unknown key say about drafts, as in `_draft`: `params: {draft: true}`,
    `build: {render: never}` (Hugo)."""
    flags: list[bool] = []
    for key, value in (reader.pairs(node, "") or ()) if node.kind == MAPPING else ():
        if (name := str(key.value).lower()) in _INNER_KEYS:
            flags += _draft(HEAD_KEYS[name], key, value, reader)
        elif name == "render":
            flags.append(str(value.value).lower() in _NO_PAGE)
    return flags


def _flag(text: str) -> bool:
    if (flag := is_held("draft", text)) is None:
        raise ValueError
    return flag


# Lists


def _items(node: Node, reader: Reader) -> Iterator[Node]:
    """The items of a list, or a single text."""
    if isinstance(node.value, str):
        yield node
    elif node.kind != LIST:
        message = msg("`{name}` is {kind}, not a list", name="tags", kind=node.kind)
        hint = msg("write {name}: [one, two]", name="tags")
        reader.report(node.span, message, hint)
    for item in node.value if node.kind == LIST else ():
        if isinstance(item, Node) and reader.text(item, "tags") is not None:
            yield item


def _authors(node: Node, reader: Reader) -> Iterator[Text]:
    """Names of authors.  Each item of a list is one name.  It may end with `et al.` or `외`."""
    for item in _items(node, reader):
        text = str(item.value)
        names = [(0, len(text))]
        if item is node or _CUT.search(text):
            names = name_ranges(text, 0, len(text))
        for start, end in names:
            span = item.span._replace(column=item.span.column + start)
            name = text[start:end].strip()
            if link := _NAME_LINK.fullmatch(name):
                name = (link["shown"] or link["words"]).strip()
            if name:
                yield Text(name, span)


def _tags(node: Node, reader: Reader) -> Iterator[str]:
    """Tags.  A single text has commas, or else white space, between them: `#llm #agent`."""
    for item in _items(node, reader):
        text = str(item.value)
        words = _SEPARATOR.split(text) if item is node else [text]
        for word in words:
            spaced = item is node and (len(words) == 1 or "#" in word)
            for part in word.split() if spaced else [word.strip()]:
                tag = part.lstrip("#＃")
                if len(tag) > LONGEST_TAG:
                    column = item.span.column + text.index(part)
                    _report_long(tag, item.span._replace(column=column), reader)
                elif tag:
                    yield tag


def _report_long(tag: str, span: Span, reader: Reader) -> None:
    """A warning without the line, which is long."""
    message = msg("a tag of {n:,} characters is too long", n=len(tag))
    hint = msg("shorten it to at most {n} characters", n=LONGEST_TAG)
    reader.diagnostics.append(
        Diagnostic("long-tag", Severity.WARNING, reader.path, span, message, hint)
    )


def _urls(node: Node, reader: Reader) -> tuple[Text, ...] | None:
    """Addresses, also in the form of links."""
    found = []
    for item in _items(node, reader):
        text = str(item.value)
        link = _LINK.fullmatch(text)
        address = (link["target"] or link["bare"]) if link else text
        if re.match(r"https?://\S+$", address, re.IGNORECASE):
            found.append(Text(address, item.span))
    return tuple(found) or None


def _named(name: str, node: Node) -> tuple[Text, ...] | None:
    """The address that a DOI or the number of an arXiv paper stands for."""
    text = re.sub(
        rf"{name}\s*:\s*", "", str(node.value).strip(), flags=re.IGNORECASE
    )
    if not is_without_scheme(f"{name}:{text}"):
        return None
    typed = f"arXiv:{text}" if name == "arxiv" else text
    return (Text(typed, node.span),)


# From lines to pairs


def _pairs(lines: Sequence[Line], path: str) -> tuple[list[Pair], Reader]:
    """The keys and values of front matter in any of its forms."""
    fence = lines[0].text
    if fence == "{":  # JSON is YAML, except for its tabs
        return _yaml_pairs(lines, path, tabs=" ")
    if fence != "+++" and set(fence) != {"-"}:
        return _bare_pairs(lines, path)
    last = lines[-1].text
    closes = last == fence if fence == "+++" else set(last) in ({"-"}, {"."})
    closed = closes and len(lines) > 1
    inside = lines[1:-1] if closed else lines[1:]
    read = _toml_pairs if fence == "+++" else _yaml_pairs
    if not inside:
        return [], Reader(path, _RULE, (), [])
    pairs, reader = read(inside, path)
    if not closed:
        message = msg("no second `{fence}` closes the front matter", fence=fence)
        hint = msg("write `{fence}` below its last line", fence=fence)
        reader.report(lines[0].span, message, hint)
    return pairs, reader


def _yaml_pairs(
    lines: Sequence[Line], path: str, *, tabs: str = "\t"
) -> tuple[list[Pair], Reader]:
    return read_mapping(
        _typed(lines).replace("\t", tabs),
        path,
        _RULE,
        first_line=lines[0].number,
        hash_is_text=True,
    )


def _typed(lines: Sequence[Line]) -> str:
    return "\n".join(line.indented for line in lines)


def _bare_pairs(lines: Sequence[Line], path: str) -> tuple[list[Pair], Reader]:
    """`Key: value` lines.  An indented line continues the value above."""
    pairs: list[Pair] = []
    for line in lines:
        typed = line.text.removeprefix("#+").replace("：", ":", 1)
        key, colon, rest = typed.partition(":")
        if line.indent and pairs:
            above, node = pairs[-1]
            longer = f"{node.value} {line.text}".strip()
            pairs[-1] = (above, node._replace(value=longer))
        elif colon:
            column = line.text.find(rest.strip(), len(key) + 1) + 1
            value = rest.removeprefix(":").strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            place = Span(line.number, max(column, 1))
            pairs.append(
                (Node(key.strip(), TEXT, line.span), Node(value, TEXT, place))
            )
    return [(key, _as_list(node)) for key, node in pairs], _reader(lines, path)


def _reader(lines: Sequence[Line], path: str) -> Reader:
    """A reader whose messages quote these lines."""
    above = ("",) * (lines[0].number - 1)
    return Reader(path, _RULE, (*above, *(line.indented for line in lines)), [])


def _as_list(node: Node) -> Node:
    """A value in square brackets as a list."""
    text = str(node.value)
    if not re.fullmatch(r"\[[^\[\]]*\]", text):
        return node
    items = (item.strip().strip("\"'") for item in text[1:-1].split(","))
    return _toml_node([*filter(None, items)], node.span)


def _toml_pairs(lines: Sequence[Line], path: str) -> tuple[list[Pair], Reader]:
    import tomllib

    reader = _reader(lines, path)
    try:
        table = tomllib.loads(_typed(lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        span = Span(lines[0].number + (int(found[1]) if found else 0) - 1)
        hint = msg("check the quotes and the `=` on this line")
        reader.report(span, msg("not TOML: {problem}", problem=str(error)), hint)
        return [], reader
    taxonomies = table.pop("taxonomies", {})
    if isinstance(taxonomies, Mapping):
        table |= taxonomies
    spans = {
        line.text.partition("=")[0].strip().strip("\"'[]"): line.span
        for line in lines
    }
    places = ((key, spans.get(key, lines[0].span)) for key in table)
    return [
        (Node(key, TEXT, span), _toml_node(table[key], span)) for key, span in places
    ], reader


def _toml_node(value: object, span: Span) -> Node:
    if isinstance(value, list):
        return Node(tuple(_toml_node(item, span) for item in value), LIST, span)
    if isinstance(value, dict):
        nodes = {
            Node(key, TEXT, span): _toml_node(value[key], span) for key in value
        }
        return Node(tuple(nodes.items()), MAPPING, span)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Node(text, TEXT, span)
