"""Papers as others cite them: Paper → Reference → BibTeX, CSL-JSON, COinS and schema.org."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from weeknotes.citation.bibtex import bibtex
from weeknotes.citation.coins import coins
from weeknotes.citation.csl import csl
from weeknotes.citation.reference import reference
from weeknotes.citation.schema_org import schema_org
from weeknotes.model import PaperMetadata

__all__ = ["Citation", "cite"]

_PAPERS_KEPT = 1 << 15
"""More papers than a library of 20,000 entries has."""
_json = json.JSONEncoder(ensure_ascii=False).encode


class Citation(NamedTuple):
    """A paper in each format: a BibTeX entry, an item of CSL-JSON, a COinS context object, an
    object of schema.org.  All are empty where there is nothing to cite."""

    bibtex: str
    csl: str
    coins: str
    schema_org: Mapping[str, object]


@lru_cache(maxsize=_PAPERS_KEPT)
def cite(paper: PaperMetadata) -> Citation:
    """A paper in all formats.  The result is kept: pages and files of tags, weeks and authors cite
    the same papers."""
    cited = reference(paper)
    if cited is None:
        return Citation("", "", "", {})
    return Citation(bibtex(cited), _json(csl(cited)), coins(cited), schema_org(cited))
