"""HTML of a page → HTML for feed readers, which have no style sheet: with the source of every
formula."""

import re

# In text and attributes `<` and `>` are escaped, so these match elements and nothing else.
_OUT = re.compile(r'<a class="out"[^>]*></a>')
_MATH = re.compile(r'(<math[^>]* alttext="([^"]*)">)(.*?)</math>', re.DOTALL)


def for_readers(html: str) -> str:
    """Without the second link out of the site, which would be empty, and with formulas that carry
    their TeX.

    Some readers drop unknown elements and keep their text: `x2` for x². The annotation makes that
    `x2 x^2`, and readers that know MathML hide it."""
    annotation = r'<annotation encoding="application/x-tex">\2</annotation>'
    html = _OUT.sub("", html)
    return _MATH.sub(rf"\1<semantics>\3 {annotation}</semantics></math>", html)
