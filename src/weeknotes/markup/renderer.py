"""Render markdown-it tokens to HTML."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from weeknotes.i18n import text_language
from weeknotes.markup.code import highlight
from weeknotes.markup.mathml import to_mathml
from weeknotes.markup.plain import ROOT
from weeknotes.model import Link, LinkKind
from weeknotes.text.unicode import title_text

Tokens = Sequence[Token]

_LONG_TEX = 40
"""Characters.  A longer inline formula may be wider than a phone, so it gets its own scroll
area."""
_SCHEME = re.compile(r"https?:|mailto:", re.IGNORECASE)
_ALIGNED = re.compile(r"right|center")


class HtmlRenderer(RendererHTML):
    """Renders tokens.  env["links"] maps destinations as typed to `Link`s.  env["typed"] maps
    normalized destinations to destinations as typed."""

    def link_open(self, tokens: Tokens, idx: int, _: object, env: EnvType) -> str:
        start, env["link_close"] = _link_tags(tokens[idx], env)
        return start

    def link_close(self, _t: object, _i: object, _o: object, env: EnvType) -> str:
        closing: str = env["link_close"]  # links are never nested
        return closing

    def image(
        self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        source = str(token.attrs["src"])
        alt = self.renderInlineAsText(token.children or (), options, env)
        link = _link_to(source, env)
        title = _title(token)
        if link and link.kind is LinkKind.IMAGE:
            image = (
                f'<img src="{ROOT}{escape(link.href)}" alt="{escape(alt)}"{title}'
            )
            size = _size(link, token.meta.get("width"))
            return f'{image} {size} loading="lazy" decoding="async">'
        if link:
            words = escape(alt or link.typed)
            return f'<a href="{ROOT}{escape(link.href)}"{title}>{words}</a>'
        if _SCHEME.match(source):
            name = ' class="named"' if alt else ""
            return f'<a{name} href="{escape(source)}"{title}>{escape(alt or source)}</a>'
        return f"![{escape(alt)}]({_as_typed(token, source, env)})"

    def fence(
        self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        info = token.info.strip()
        language, _, caption = info.partition(" ")
        if not language.isascii():
            language, caption = "", info
        caption = escape(caption.strip())
        above = f'<p class="caption">{caption}</p>\n' if caption else ""
        name = f' class="language-{escape(language)}"' if language else ""
        code = highlight(token.content, language)
        return f'{above}<pre tabindex="0"><code{name}>{code}</code></pre>\n'

    def table_open(self, *_: object) -> str:
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, idx: int, *_: object) -> str:
        token = tokens[idx]
        align = _ALIGNED.search(str(token.attrs.get("style", "")))
        name = f' class="{align[0]}"' if align else ""
        return f"<{token.tag}{name}>"

    td_open = th_open

    def blockquote_open(self, tokens: Tokens, idx: int, *_: object) -> str:
        """A quotation that is not Korean gets a `lang` attribute, for screen readers and line
        breaks."""
        level = tokens[idx].level
        inside = []
        for at in range(idx + 1, len(tokens)):
            token = tokens[at]
            if token.type == "blockquote_close" and token.level == level:
                break
            inside.append(token.content)
        tag = text_language("".join(inside))
        name = ' class="callout"' if tokens[idx].attrs.get("class") else ""
        language = f' lang="{tag}"' if tag != "ko" else ""
        return f"<blockquote{name}{language}>\n"


def math_inline(_renderer: object, tokens: Tokens, idx: int, *_: object) -> str:
    """`$…$`."""
    tex = tokens[idx].content
    math = to_mathml(tex, display=False)
    if math and len(tex) > _LONG_TEX:
        return f'<span class="tex" tabindex="0">{math}</span>'
    return math or f"<code>${escape(tex)}$</code>"


def math_display(_renderer: object, tokens: Tokens, idx: int, *_: object) -> str:
    """`$$…$$` within a paragraph."""
    tex = tokens[idx].content
    math = to_mathml(tex, display=True)
    if math:
        return f'<span class="wide" tabindex="0">{math}</span>'
    return f"<code>$${escape(tex)}$$</code>"


def math_block(_renderer: object, tokens: Tokens, idx: int, *_: object) -> str:
    """`$$…$$` as a block."""
    tex = tokens[idx].content.strip()
    math = to_mathml(tex, display=True)
    if math:
        return f'<div class="wide" tabindex="0">{math}</div>\n'
    return f'<pre tabindex="0"><code>$${escape(tex)}$$</code></pre>\n'


def _link_tags(token: Token, env: EnvType) -> tuple[str, str]:
    """The start and the end of a link."""
    destination = str(token.attrs["href"])
    address = escape(normalizeLink(destination))
    if link := _link_to(destination, env):
        title = _title(token, title_text(link.title))
        start = f'<a href="{ROOT}{escape(link.href)}"{title}>'
        if link.kind is not LinkKind.PAGE or not destination.startswith("http"):
            return start, "</a>"
        # The text links to a page of the site; a second link without text goes to the original
        # URL.  The style sheet draws its arrow.
        label = escape(destination)
        name = _named(token, "out")
        return start, f'</a><a{name} href="{address}" aria-label="{label}"></a>'
    if destination.startswith("#"):  # a heading of the same note, or no link
        name = unquote(destination[1:])
        if name not in env["ids"]:
            return "", ""
        return f'<a href="#{escape(env["note"])}-{escape(name)}">', "</a>"
    if not _SCHEME.match(destination):
        return "[", f"]({_as_typed(token, destination, env)})"
    return f'<a{_named(token)} href="{address}"{_title(token)}>', "</a>"


def _named(token: Token, *names: str) -> str:
    """The `class` of a link. A link whose text is not its address has the class `named`. In print,
    the style sheet shows the address of such a link, too."""
    classes = names if token.markup else (*names, "named")
    return f' class="{" ".join(classes)}"' if classes else ""


def _size(link: Link, wanted: int | None) -> str:
    """The size of an image: its own size, or a size with the width that the writer wants."""
    width, height = link.width or 0, link.height or 0
    if wanted and width:
        width, height = wanted, round(height * wanted / width)
    return f'width="{width}" height="{height}"'


def _title(token: Token, default: str = "") -> str:
    """The `title` attribute; empty if there is no title."""
    title = str(token.attrs.get("title") or default)
    return f' title="{escape(title)}"' if title else ""


def _link_to(destination: str, env: EnvType) -> Link | None:
    link: Link | None = env["links"].get(destination)
    return link


def _as_typed(token: Token, destination: str, env: EnvType) -> str:
    """A destination as typed, with its title."""
    title = token.attrs.get("title")
    suffix = f' "{title}"' if title else ""
    return escape(env["typed"].get(destination, destination) + suffix)
