"""Write a reference as COinS.  This is an OpenURL context object (Z39.88-2004) that reference
managers find in pages."""

import re
from urllib.parse import quote_plus

from weeknotes.citation.reference import Reference
from weeknotes.identifiers.people import PersonName
from weeknotes.text.unicode import title_text

MOST_AUTHORS = 30
"""The maximum number of authors.  If a paper has more authors, the last author stays, and some
authors before the last are left out.  No citation style prints more than twenty authors.  The
citation files of a paper contain all authors."""
_ZOTERO_TYPES = {
    "article": "preprint",
    "document": "document",
    "software": "computerProgram",
    "dataset": "dataset",
    "motion_picture": "videoRecording",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "webpage": "webpage",
}
_PLAIN = re.compile(r"[A-Za-z0-9_.~:/ ,-]*")
_QUOTED = str.maketrans(
    {chr(code): quote_plus(chr(code), safe=":/,") for code in range(128)}
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def coins(reference: Reference) -> str:
    """The `title` attribute of `<span class="Z3988">`, in the form that Zotero reads."""
    date = reference.publication.year
    authors = reference.authors
    if len(authors) > MOST_AUTHORS:
        authors = (*authors[: MOST_AUTHORS - 1], authors[-1])
    doi = _quoted(reference.doi)
    parts = (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:",
        _work(reference),
        *map(_author, authors),
        f"&rft.date={date}" if date else "",
        f"&rft_id=info:doi/{doi}" if doi else "",
        f"&rft_id={_quoted(reference.url)}",
    )
    return "".join(parts)


def _work(reference: Reference) -> str:
    """The format of the context object, and the fields that are specific to this format."""
    publication = reference.publication
    title = _quoted(title_text(reference.title))
    venue = _quoted(publication.venue)
    match publication.kind:
        case "paper-conference":
            return f"book&rft.genre=proceeding&rft.atitle={title}&rft.btitle={venue}"
        case "article-journal":
            return f"journal&rft.genre=article&rft.atitle={title}&rft.jtitle={venue}"
        case kind:
            return f"dc&rft.type={_ZOTERO_TYPES[kind]}&rft.title={title}"


def _author(name: PersonName) -> str:
    if not name.given:
        field = "aucorp" if " " in name.family else "au"
        return f"&rft.{field}={_quoted(name.family)}"
    family = f"{name.particles} {name.family}".lstrip()
    suffix = f", {name.suffix}" if name.suffix else ""
    return f"&rft.au={_quoted(f'{family}, {name.given}{suffix}')}"


def _quoted(text: str) -> str:
    """Like `urllib.parse.quote_plus` without `:/,`, but ten times as fast for ASCII."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "+")
    text = text.translate(_QUOTED)
    return _NOT_ASCII.sub(lambda found: quote_plus(found[0]), text)
