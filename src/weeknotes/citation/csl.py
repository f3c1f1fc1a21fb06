"""Write a reference as CSL-JSON."""

from weeknotes.citation.reference import Reference, plain_title
from weeknotes.identifiers.people import PersonName


def csl(reference: Reference) -> dict[str, object]:
    """A CSL-JSON item.  If the author list is incomplete, the last author is `others`, as in
    pandoc."""
    publication = reference.publication
    authors = [_csl_name(name) for name in reference.authors]
    if authors and reference.others:
        authors.append({"literal": "others"})
    archive, eprint = reference.archive, reference.eprint
    year = publication.year
    item: dict[str, object] = {
        "id": reference.key,
        "type": publication.kind,
        "title": plain_title(reference.title),
        "author": authors,
        "issued": {"date-parts": [[year]]} if year else None,
        "container-title": publication.venue,
        "volume": publication.volume,
        "publisher": archive,
        "number": f"{archive}:{eprint}" if eprint else "",
        "DOI": reference.doi,
        "URL": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: PersonName) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particles,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}
