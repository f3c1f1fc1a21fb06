"""DOIs: doi.org leads to the agency of a DOI (Crossref, DataCite, …), which answers with CSL-JSON
if a client asks for it (content negotiation)."""

from __future__ import annotations

import json
from urllib.parse import quote

from weeknotes.metadata.csl import csl_work
from weeknotes.metadata.network import Network
from weeknotes.metadata.source import MetadataSource, one_by_one
from weeknotes.metadata.work import Found, Wanted
from weeknotes.text.messages import Message, msg

ORIGIN = "https://doi.org"
_CSL = "application/vnd.citationstyles.csl+json"


def _find(wanted: Wanted, network: Network) -> Found:
    doi = wanted.key.removeprefix("doi:")
    reply = network.fetch(f"{ORIGIN}/{quote(doi, safe='/')}", _CSL)
    return reply if isinstance(reply, Message) else parse_item(reply.data)


def parse_item(data: bytes) -> Found:
    """The work that an answer describes."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError):
        return msg("the answer is not CSL-JSON")
    return csl_work(item) or msg("the answer has no title")


SOURCE = MetadataSource(
    lambda wanted: wanted.key.startswith("doi:"), one_by_one(_find)
)
