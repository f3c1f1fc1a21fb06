"""HTML of a page → HTML for feed readers: without what the site's own style draws, with the source
of every formula."""

from __future__ import annotations

import re
from typing import Final

# Text and values of attributes hold no `<` and no `>` that are not escaped, so these find elements
# and nothing else.
_OUT: Final = re.compile(r'<a class="out"[^>]*></a>')
_MATH: Final = re.compile(r'(<math[^>]* alttext="([^"]*)">)(.*?)</math>', re.DOTALL)


def for_readers(html: str) -> str:
    """The same text where no style sheet is: the way out beside a link goes, for it would be empty,
    and formulas carry their TeX.

    Some readers drop elements that they do not know and keep the text: `x2` for x². With its TeX as
    annotation, which a reader of MathML hides, that is `x2 x^2` there, and nothing is misread."""
    html = _OUT.sub("", html)
    return _MATH.sub(
        r'\1<semantics>\3 <annotation encoding="application/x-tex">\2</annotation></semantics></math>',
        html,
    )
