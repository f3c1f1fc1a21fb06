"""TeX → MathML that is safe to publish: every element and attribute is on a list, every text is
escaped anew."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from weeknotes.text.unicode import INLINE_MATH, tex_signs

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_LENGTH: Final = 5000
"""Characters; what is longer is shown as it was typed."""

_ELEMENTS: Final = frozenset(
    "math mrow mi mn mo mtext mspace ms msub msup msubsup mfrac msqrt mroot mover munder munderover mmultiscripts mprescripts none "
    "mtable mtr mtd mstyle mpadded mphantom menclose merror".split()
)
_ATTRIBUTES: Final = frozenset(
    "display stretchy fence separator form accent accentunder lspace rspace minsize maxsize symmetric largeop movablelimits "
    "linethickness columnalign rowspacing columnspacing columnlines rowlines width height depth displaystyle scriptlevel notation".split()
)
_VALUE: Final = re.compile(r"[\w .%+#-]*")


class _NotMathError(ValueError):
    """The converter left something that is no mathematics."""


@lru_cache(maxsize=1024)
def to_mathml(tex: str, *, display: bool) -> str | None:
    """A <math> element, its source in `alttext`; None for what is too long or not understood."""
    if len(tex) > MAX_LENGTH:
        return None
    from latex2mathml.converter import convert_to_element

    try:
        root = convert_to_element(tex, display="block" if display else "inline")
        body = "".join(map(_serialise, root))
    except (_NotMathError, RecursionError):
        return None
    except Exception:  # the converter raises whatever its walk stumbles over
        return None
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(" ".join(tex.split()))}">{body}</math>'


def title_html(text: str) -> str:
    """A title as HTML: escaped, with its `$…$` as MathML and its `\\$` as a dollar."""
    if "$" not in text:
        return escape(tex_signs(text))
    parts: list[str] = []
    at = 0
    for found in INLINE_MATH.finditer(text):
        if math := to_mathml(found[1], display=False):
            parts += [escape(tex_signs(text[at : found.start()])), math]
            at = found.end()
    return "".join([*parts, escape(tex_signs(text[at:]))])


def _serialise(element: Element) -> str:
    if element.tag not in _ELEMENTS:
        raise _NotMathError(element.tag)
    text = unescape(element.text or "")
    if text.startswith("\\") and len(text) > 1 and element.tag != "mtext":
        raise _NotMathError(text)
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    if element.tag == "mi" and element.get("mathvariant") == "normal" and len(text) == 1:
        attributes += ' mathvariant="normal"'
    children = "".join(
        _serialise(child) + escape(unescape(child.tail or ""), quote=False)
        for child in _joined(element)
    )
    return f"<{element.tag}{attributes}>{escape(text, quote=False)}{children}</{element.tag}>"


def _joined(element: Element) -> list[Element]:
    """The children, with upright letters side by side (`\\mathrm{softmax}`) made one identifier."""
    children: list[Element] = []
    for child in element:
        before = children[-1] if children else None
        if (
            element.tag == "mrow"
            and before is not None
            and _is_upright(before)
            and _is_upright(child)
        ):
            before.text = (before.text or "") + (child.text or "")
        else:
            children.append(child)
    return children


def _is_upright(element: Element) -> bool:
    return element.tag == "mi" and element.get("mathvariant") == "normal" and not len(element)
