"""Minify the style sheets and the scripts of the theme."""

import re
from collections.abc import Callable, Mapping

_CSS = re.compile(
    r'(?P<kept>"[^"]*")|/\*.*?\*/\s*|\s*(?P<mark>[{};,])\s*'
    r"|(?<=[\w-])(?P<colon>:)\s+|(?P<space>\s+)",
    re.DOTALL,
)


def compact(css: str) -> str:
    """Minify a style sheet: remove comments and unnecessary white space."""

    def shorter(found: re.Match[str]) -> str:
        return (
            " "
            if found["space"]
            else found["kept"] or found["mark"] or found["colon"] or ""
        )

    return _CSS.sub(shorter, css).replace(";}", "}").strip() + "\n"


_SCRIPT = re.compile(
    r"""^\s*//.*\n|^\s+|/\*\*(?:(?!\*/)[\s\S])*\*/\s*| +// [^"'`\n]*$""",
    re.MULTILINE,
)


def compact_script(script: str) -> str:
    """Remove types, comments, empty lines and indentation from a script, which must not contain
    strings of several lines."""
    return _SCRIPT.sub("", script)


MINIFIERS: Mapping[str, Callable[[str], str]] = {
    ".css": compact,
    ".js": compact_script,
}
"""The function that minifies a file, by its extension."""
