"""The templates' environment: where they lie, what they may call, and how what they write is
escaped.  Imported when a page is rendered."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import jinja2
import markupsafe
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Macro
from markupsafe import Markup

from weeknotes.config.folders import theme_folder
from weeknotes.markup import note_html, title_html, title_text
from weeknotes.text.unicode import has_hangul

_NONE: Final = Markup("")
_KOREAN: Final = Markup(' lang="ko"')
_ENGLISH: Final = Markup(' lang="en"')


def make_environment(site: Path, compiled: MutableMapping[str, bytes]) -> jinja2.Environment:
    """Templates of `site`/templates, and the theme's where it has none; `theme/base.html` is the
    theme's in any case, so that a site's own base.html can extend it.  What is compiled is taken
    from `compiled`, and added to it."""
    theme = theme_folder("templates")
    folders = [folder for folder in (site / "templates", theme) if folder.is_dir()]
    environment = _Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(folders),
                jinja2.PrefixLoader({"theme": jinja2.FileSystemLoader(theme)}),
            ]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(compiled),
    )
    # a template sees its view, and nothing that differs from run to run
    environment.globals.clear()
    del environment.filters["random"]
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters |= {
        "markup": lambda note, root, top=3: Markup(note_html(note, root, top)),
        "lang": language,
        "once": lru_cache(maxsize=1 << 14)(_called),
        "math": lambda text: Markup(title_html(text)),
        "plain": title_text,
        "breakable": breakable,
    }
    return environment


class _Environment(jinja2.Environment):
    """Templates escape by our `escape`: a page does so a hundred times, and the library makes an
    object of its own each time, only for the text to be joined."""

    def _generate(
        self,
        source: jinja2.nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        imports, _, rest = super()._generate(source, name, filename, defer_init).partition("\n")
        return f"{imports}; from {__name__} import escape\n{rest}"


def escape(value: object) -> str:
    """Text to be written into HTML: `markupsafe.escape` without its object around it."""
    if type(value) is str:
        return (
            value.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace('"', "&#34;")
            .replace("'", "&#39;")
        )
    return value if isinstance(value, Markup) else markupsafe.escape(value)


class _Compiled(BytecodeCache):
    """Templates by their names and texts."""

    def __init__(self, kept: MutableMapping[str, bytes]) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := self._kept.get(f"{bucket.key}-{bucket.checksum}"):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[f"{bucket.key}-{bucket.checksum}"] = bucket.bytecode_to_string()


def language(text: str, page: str) -> Markup:
    """A `lang` attribute for text in another language than its page's; what holds Korean is Korean,
    all else English."""
    if has_hangul(text):
        return _NONE if page == "ko" else _KOREAN
    return _NONE if page == "en" or not text else _ENGLISH


def breakable(name: str) -> str:
    """The name of a tag, which may be broken behind each `_` before it is within a word."""
    return Markup(escape(name).replace("_", "_<wbr>")) if "_" in name else name


def _called(macro: Macro, *arguments: object) -> str:
    """What a macro makes of arguments: as it depends on these alone, it is made once for all
    pages."""
    return macro(*arguments)
