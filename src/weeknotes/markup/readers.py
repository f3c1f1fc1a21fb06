"""Adapt HTML to feed readers, which do not use the site's style sheet."""

import re

# These match only elements, because `<` and `>` are escaped in text and attributes.
_OUT = re.compile(r'<a class="out[^>]*></a>|<span class="no-break"></span>')
_BACK = re.compile(r' <a href="#[^"]*" aria-label="\d+">↩</a>')
_IN_PAGE = re.compile(r'<a href="#[^"]*">(.*?)</a>', re.DOTALL)
_MATH = re.compile(r'(<math[^>]* alttext="([^"]*)">)(.*?)</math>', re.DOTALL)


def for_readers(html: str) -> str:
    """The HTML of a note for feed readers.  Links to other places in the note, and elements that
    need the style sheet, are removed.  Formulas get their TeX source as an annotation.

    Some readers drop unknown elements but show their text, so x² becomes `x2`.  With the
    annotation, such readers show `x2 x^2`.  Readers that support MathML hide the annotation."""
    html = _OUT.sub("", html)
    if '<a href="#' in html:
        html = _IN_PAGE.sub(r"\1", _BACK.sub("", html))
    return _MATH.sub(_annotated, html)


def _annotated(found: re.Match[str]) -> str:
    """A formula with its TeX source.  The source is not added if it is equal to the text of the
    formula, because a reader that shows both would show `x x`."""
    start, source, body = found.groups()
    if re.sub(r"<[^>]*>|\s", "", body) == re.sub(r"\s", "", source):
        return found[0]
    annotation = f'<annotation encoding="application/x-tex">{source}</annotation>'
    return f"{start}<semantics>{body} {annotation}</semantics></math>"
