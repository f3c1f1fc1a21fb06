"""The Jinja environment: template folders, filters, escaping.  Imported lazily, because Jinja is
slow to import."""

import json
import os
import re
from collections.abc import MutableMapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from weeknotes.config.folders import theme_folder
from weeknotes.i18n import text_language
from weeknotes.markup import note_html, text_html, title_html, title_text
from weeknotes.rendering.template_errors import NotTextError
from weeknotes.text.json import json_encoder

_KEPT = 1 << 14
"""The size of the caches of titles and macros."""
_NONE = Markup("")
_SHOWN = (str, int, float, date, jinja2.Undefined)
"""The types of values that a template can write.  A page would show other values as Python prints
them."""
_special = re.compile("[&<>\"']").search


def _escaped(value: object) -> object:
    """What a template writes for a value.  Most values need no escaping, and this check takes a
    tenth of the time of `escape`."""
    if type(value) is Markup or (type(value) is str and not _special(value)):
        return value
    if not isinstance(value, _SHOWN):
        raise NotTextError(value)
    return escape(value)


class _Template(jinja2.Template):
    """A template that escapes with `_escaped`.  Its globals are a dict: Jinja's own `ChainMap` is
    slow to copy for each page, and the globals never change."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  (the name in Jinja)
        uptodate: Any = None,
    ) -> jinja2.Template:
        template = super().from_code(environment, code, dict(globals), uptodate)
        template.root_render_func.__globals__["escape"] = _escaped
        return template


def make_environment(site: Path, version: str = "") -> jinja2.Environment:
    """The environment for a site.  Templates come from `site`/templates, else from the theme.
    `theme/base.html` is always the theme's, so that a site's own base.html can extend it.
    `version` is the version of the style sheets and scripts."""
    theme = theme_folder("templates")
    folders = [folder for folder in (site / "templates", theme) if folder.is_dir()]
    loaders = [
        jinja2.FileSystemLoader(folders),
        jinja2.PrefixLoader({"theme": jinja2.FileSystemLoader(theme)}),
    ]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode_cache(),
    )
    environment.template_class = _Template
    # Templates have no access to values that differ between runs.
    environment.globals.clear()
    environment.globals["version"] = version
    del environment.filters["random"]
    environment.policies |= {"json.dumps_function": _json, "json.dumps_kwargs": {}}
    environment.filters |= {
        "markup": lambda *args, **named: Markup(note_html(*args, **named)),
        "lang": language,
        "once": lru_cache(maxsize=_KEPT)(_called),
        "math": lru_cache(_KEPT, typed=True)(lambda text: Markup(title_html(text))),
        "prose": lambda text: Markup(text_html(text)),
        "plain": title_text,
        "breakable": breakable,
    }
    return environment


def _bytecode_cache() -> jinja2.FileSystemBytecodeCache | None:
    """The cache of compiled templates, in the `__pycache__` folder of this module; None if this
    folder is not writable."""
    folder = Path(__file__).parent / "__pycache__"
    return (
        jinja2.FileSystemBytecodeCache(str(folder))
        if os.access(folder, os.W_OK)
        else None
    )


def language(text: str, page: str) -> Markup:
    """A `lang` attribute if the text and the page have different languages; else empty."""
    tag = text_language(text) if text else page
    return _NONE if tag == page else _lang_attribute(tag)


@cache
def _lang_attribute(tag: str) -> Markup:
    return Markup(f' lang="{tag}"')


def breakable(name: str) -> str:
    """The name of a tag as HTML, with an optional line break after each `_`."""
    return escape(name).replace("_", Markup("_<wbr>")) if "_" in name else name


_compact_json = json_encoder(",", ":")


def _json(value: object, indent: int | None = None) -> str:
    """A value as JSON, for the filter `tojson`."""
    if indent is None:
        return _compact_json(value)
    return json.dumps(
        value, indent=indent, ensure_ascii=False, separators=(",", ":")
    )


def _called(macro: Macro, *arguments: object) -> str:
    """Call a macro.  The result is cached for all pages, because it depends only on the
    arguments."""
    return macro(*arguments)
