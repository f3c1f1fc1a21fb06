"""Citations: paper → `Reference` → BibTeX, CSL-JSON, COinS and schema.org."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from weeknotes.citation.bibtex import bibtex
from weeknotes.citation.coins import coins
from weeknotes.citation.csl import csl
from weeknotes.citation.reference import reference
from weeknotes.citation.schema_org import schema_org
from weeknotes.model import PaperMetadata
from weeknotes.text.json import json_text

_PAPERS_KEPT = 1 << 15
"""The size of the cache.  A library of 20,000 entries has fewer papers."""


class Citation(NamedTuple):
    """A citation in each format.  All are empty if the paper cannot be cited.  `coins` is also
    empty if the title is unknown."""

    bibtex: str
    csl: str
    coins: str
    schema_org: Mapping[str, object]


@lru_cache(maxsize=_PAPERS_KEPT)
def cite(paper: PaperMetadata) -> Citation:
    """A paper in all formats.  Cached, because many pages and files cite the same papers."""
    cited = reference(paper)
    if cited is None:
        return Citation("", "", "", {})
    # Without a title, a reference manager would save the identifier as the title.  On the page of
    # the source, the reference manager finds the real title and the authors.
    context = coins(cited) if paper.has_title else ""
    return Citation(bibtex(cited), json_text(csl(cited)), context, schema_org(cited))
