"""Notes with markup → HTML and words, by way of markdown-it: Markdown as Korean prose needs it, in
a profile that passes nothing raw."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin

from weeknotes.markup import rules
from weeknotes.markup.code import highlight
from weeknotes.markup.mathml import to_mathml
from weeknotes.markup.plain import ROOT
from weeknotes.markup.tables import mend_tables
from weeknotes.model import Link, LinkKind, Note
from weeknotes.text.links import find_destinations
from weeknotes.text.unicode import has_hangul, title_text

_RULES = (
    "normalize", "block", "inline",
    "blockquote", "fence", "heading", "hr", "list", "paragraph", "table",
    "text", "newline", "escape", "backticks", "emphasis", "strikethrough", "link", "image", "autolink",
    "balance_pairs", "fragments_join",
)  # fmt: skip


_LONG_TEX = 40
"""Characters; longer inline mathematics may be wider than a phone, and scrolls by itself."""
_SCHEME = re.compile(r"https?:|mailto:", re.IGNORECASE)


@cache
def _markdown() -> MarkdownIt:
    """The parser: no raw HTML, no indented code, no setext headings, no reference definitions (they
    would vanish)."""
    md = MarkdownIt("zero", {"maxNesting": 1000, "html": False})
    md.inline, md.block, md.renderer = rules.KoreanInline(), rules.LosslessBlock(), _Renderer()
    md.configure("zero", {"maxNesting": 1000, "html": False})
    md.enable(_RULES)
    md.validateLink = _may_link  # type: ignore[method-assign]
    dollarmath_plugin(
        md, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    md.add_render_rule("math_inline", _math_inline)
    md.add_render_rule("math_inline_double", _math_display)
    md.add_render_rule("math_block", _math_block)
    math = next(rule.fn for rule in md.inline.ruler.__rules__ if rule.name == "math_inline")
    md.inline.add_terminator_char("$")
    md.inline.ruler.at("math_inline", rules.without_hangul(math))
    md.inline.ruler.at("escape", rules.meaningful_escape)
    md.inline.ruler.before("escape", "bare_url", rules.bare_url)
    md.inline.ruler.at("link", rules.worded_link)
    md.inline.ruler.before("link", "wiki_link", rules.wiki_link)
    md.block.ruler.at(
        "heading", rules.worded_heading, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    md.block.ruler.at(
        "fence", rules.closed_fence, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.block.ruler.at("list", rules.careful_list, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.push("deliberate_breaks", rules.deliberate_breaks)
    md.core.ruler.push("list_numbers", rules.list_numbers)
    md.core.ruler.push("heading_levels", rules.heading_levels)
    return md


def _may_link(url: str) -> bool:
    """http(s) and mailto; and what has no scheme, which leads to a file beside the digest or stays
    as it is typed."""
    scheme = re.match(r"\s*([^/?#:]*):", url)
    return scheme is None or scheme[1].lower() in ("http", "https", "mailto")


def parsed_html(note: Note, top: int) -> str:
    """A note as HTML by way of the parser, with `ROOT` for the way to the site's root."""
    md = _markdown()
    links = {link.typed: link for link in note.links}
    links |= {md.normalizeLink(link.typed): link for link in note.links}
    typed = {md.normalizeLink(found.typed): found.typed for found in find_destinations(note.text)}
    try:
        html: str = md.render(mend_tables(note.text), {"links": links, "top": top, "typed": typed})
    except RecursionError:  # brackets within brackets, hundreds deep: shown as they are typed
        return "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in note.text.split("\n\n"))
    return html


def parsed_text(note: Note) -> str:
    """A note's words by way of the parser."""
    try:
        tokens = _markdown().parse(mend_tables(note.text), {"links": {}, "top": 3, "typed": {}})
    except RecursionError:
        return note.text
    return " ".join(_words(token.children or ()) for token in tokens if token.type == "inline")


def _words(tokens: Sequence[Token]) -> str:
    words: list[str] = []
    address = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            address = token.type == "link_open" and (
                token.markup == "autolink" or token.markup == "bare"
            )
        elif not address:
            words.append(_plain(token))
    return "".join(words)


def _plain(token: Token) -> str:
    """The words of an inline token; mathematics that takes commands to write is left out."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type.startswith("math"):
        return "…" if "\\" in token.content else title_text(f"${token.content}$")
    return token.content if token.type in ("text", "code_inline") else ""


class _Renderer(RendererHTML):
    """Tokens → HTML.  env["links"] maps what was typed to a Link."""

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        typed = str(token.attrs["href"])
        link = _links(env).get(typed)
        if link:
            said = str(token.attrs.get("title") or title_text(link.title))
            name = f' title="{escape(said)}"' if said else ""
            return f'<a href="{ROOT}{escape(link.href)}"{name}>'
        if not _SCHEME.match(typed):
            return "["
        title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
        return f'<a href="{escape(_markdown().normalizeLink(typed))}"{title}>'

    def link_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[_opening(tokens, idx)]
        typed = str(token.attrs["href"])
        link = _links(env).get(typed)
        if link and link.kind is LinkKind.PAGE and typed.startswith("http"):
            # The page here, and beside it the way out; the arrow is drawn by the style sheet.
            outside = escape(_markdown().normalizeLink(typed))
            return f'</a><a class="out" href="{outside}" aria-label="{escape(typed)}"></a>'
        if not link and not _SCHEME.match(typed):
            return f"]({_typed(token, typed, env)})"
        return "</a>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source = str(token.attrs["src"])
        alt = self.renderInlineAsText(token.children, options, env) if token.children else ""
        link = _links(env).get(source)
        if link and link.kind is LinkKind.IMAGE:
            size = f' width="{link.width}" height="{link.height}"'
            title = (
                f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
            )
            return f'<img src="{ROOT}{escape(link.href)}" alt="{escape(alt)}"{title}{size} loading="lazy" decoding="async">'
        title = f' title="{escape(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
        if link:
            return f'<a href="{ROOT}{escape(link.href)}"{title}>{escape(alt or link.typed)}</a>'
        if _SCHEME.match(source):
            return f'<a href="{escape(source)}"{title}>{escape(alt or source)}</a>'
        return f"![{escape(alt)}]({_typed(token, source, env)})"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        language, _, said = token.info.strip().partition(" ")
        if not language.isascii():
            language, said = "", token.info.strip()
        caption = f'<p class="caption">{escape(said.strip())}</p>\n' if said.strip() else ""
        name = f' class="language-{escape(language)}"' if language else ""
        return f'{caption}<pre tabindex="0"><code{name}>{highlight(token.content, language)}</code></pre>\n'

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        align = re.search(r"right|center", str(tokens[idx].attrs.get("style", "")))
        return f"<{tokens[idx].tag}{f' class={chr(34)}{align.group()}{chr(34)}' if align else ''}>"

    td_open = th_open

    def blockquote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A quotation without Korean is in English, for voices and hyphens."""
        level = tokens[idx].level
        inside = []
        for k in range(idx + 1, len(tokens)):
            token = tokens[k]
            if token.type == "blockquote_close" and token.level == level:
                break
            inside.append(token.content)
        return "<blockquote>\n" if has_hangul("".join(inside)) else '<blockquote lang="en">\n'


def _math_inline(
    self: object, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    tex = tokens[idx].content
    math = to_mathml(tex, display=False)
    if math and len(tex) > _LONG_TEX:
        return f'<span class="tex" tabindex="0">{math}</span>'
    return math or f"<code>${escape(tex)}$</code>"


def _math_display(
    self: object, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """`$$…$$` within a paragraph."""
    tex = tokens[idx].content
    math = to_mathml(tex, display=True)
    return (
        f'<span class="wide" tabindex="0">{math}</span>'
        if math
        else f"<code>$${escape(tex)}$$</code>"
    )


def _math_block(
    self: object, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    tex = tokens[idx].content.strip()
    math = to_mathml(tex, display=True)
    return (
        f'<div class="wide" tabindex="0">{math}</div>\n'
        if math
        else f'<pre tabindex="0"><code>$${escape(tex)}$$</code></pre>\n'
    )


def _links(env: EnvType) -> Mapping[str, Link]:
    links: Mapping[str, Link] = env["links"]
    return links


def _typed(token: Token, target: str, env: EnvType) -> str:
    """A destination as it was typed, with its title."""
    title = f' "{token.attrs["title"]}"' if token.attrs.get("title") else ""
    return escape(f"{env['typed'].get(target, target)}{title}")


def _opening(tokens: Sequence[Token], close: int) -> int:
    """The token that opens the link which `close` closes; links hold no links."""
    return next(i for i in range(close, -1, -1) if tokens[i].type == "link_open")
