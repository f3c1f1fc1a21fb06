"""Convert TeX to safe MathML: only listed elements and attributes are allowed, and all text is
escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from weeknotes.markup.line_breaks import whole_words
from weeknotes.text.unicode import INLINE_MATH, tex_signs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_LENGTH = 5000
"""Maximum length in characters.  A longer formula is shown as typed."""

_ELEMENTS = frozenset(
    """math mrow mi mn mo mtext mspace ms msub msup msubsup mfrac msqrt mroot mover munder
    munderover mmultiscripts mprescripts none mtable mtr mtd mstyle mpadded mphantom menclose
    merror""".split()
)
_ATTRIBUTES = frozenset(
    """display stretchy fence separator form accent accentunder lspace rspace minsize maxsize
    symmetric largeop movablelimits linethickness columnalign rowspacing columnspacing columnlines
    rowlines width height depth displaystyle scriptlevel notation""".split()
)
_VALUE = re.compile(r"[\w .%+#-]*")


@lru_cache(maxsize=1024)
def to_mathml(tex: str, *, display: bool) -> str | None:
    """A <math> element with its source in `alttext`; None if the TeX is too long or cannot be
    converted."""
    if len(tex) > MAX_LENGTH:
        return None
    from latex2mathml.converter import convert_to_element

    try:
        root = convert_to_element(tex, display="block" if display else "inline")
        body = "".join(map(_serialise, root))
    except Exception:  # the converter raises many types of exceptions
        return None
    kind = ' display="block"' if display else ""
    source = escape(" ".join(tex.split()))
    return f'<math{kind} alttext="{source}">{body}</math>'


def title_html(text: str) -> str:
    """A title as HTML: escaped, with `$…$` as MathML and `\\$` as a dollar sign."""
    if "$" not in text:
        return whole_words(escape(tex_signs(text)))
    formulas: list[str] = []

    def place(found: re.Match[str]) -> str:
        math = to_mathml(found[1], display=False)
        formulas.extend([math] if math else [])
        return "\0" if math else found[0]

    html = whole_words(
        escape(tex_signs(INLINE_MATH.sub(place, text.replace("\0", ""))))
    )
    return "".join(chain(*zip_longest(html.split("\0"), formulas, fillvalue="")))


def _serialise(element: Element) -> str:
    """An element as text.  Raises ValueError for an element or a command that is not allowed, and
    for text after an element, which the converter does not make."""
    if element.tag not in _ELEMENTS or element.tail:
        raise ValueError(element.tag)
    text = unescape(element.text or "")
    if text.startswith("\\") and text != "\\" and element.tag != "mtext":
        raise ValueError(text)
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    if _is_upright(element) and len(text) == 1:
        attributes += ' mathvariant="normal"'
    children = "".join(map(_serialise, _joined(element)))
    return f"<{element.tag}{attributes}>{escape(text, quote=False)}{children}</{element.tag}>"


def _joined(element: Element) -> list[Element]:
    """The children of an element; adjacent upright letters (`\\mathrm{softmax}`) are joined to one
    identifier."""
    if element.tag != "mrow":
        return list(element)
    children: list[Element] = []
    for child in element:
        if children and _is_letter(children[-1]) and _is_letter(child):
            before = children[-1]
            before.text = f"{before.text or ''}{child.text or ''}"
        else:
            children.append(child)
    return children


def _is_upright(element: Element) -> bool:
    return element.tag == "mi" and element.get("mathvariant") == "normal"


def _is_letter(element: Element) -> bool:
    return _is_upright(element) and len(element) == 0
