"""Write a reference as a schema.org object."""

from weeknotes.citation.reference import Reference
from weeknotes.identifiers.people import PersonName
from weeknotes.text.unicode import title_text

_TYPES = {
    "software": "SoftwareSourceCode",
    "dataset": "Dataset",
    "motion_picture": "VideoObject",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "webpage": "WebPage",
}


MOST_AUTHORS = 3
"""The maximum number of listed authors.  This is enough to identify a work, and some works have
hundreds of authors."""


def schema_org(reference: Reference) -> dict[str, object]:
    """The JSON-LD object, without `@context`."""
    publication = reference.publication
    people = [
        {"@type": "Person", "name": _full(name)}
        for name in reference.authors[:MOST_AUTHORS]
    ]
    item: dict[str, object] = {
        "@type": _TYPES.get(publication.kind, "ScholarlyArticle"),
        "name": title_text(reference.title),
        "author": people,
        "datePublished": str(publication.year or ""),
        "url": reference.url,
    }
    return {name: value for name, value in item.items() if value}


def _full(name: PersonName) -> str:
    parts = (name.given, name.particles, name.family, name.suffix)
    return " ".join(filter(None, parts))
