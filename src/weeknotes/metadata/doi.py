"""DOIs: doi.org leads to the agency of a DOI (Crossref, DataCite, …), which answers with CSL-JSON
if a client asks for it (content negotiation)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from weeknotes.metadata.csl import csl_work
from weeknotes.metadata.network import Network
from weeknotes.metadata.source import MetadataSource
from weeknotes.metadata.work import Found, Wanted
from weeknotes.text.messages import Message, msg

ORIGIN = "https://doi.org"
_CSL = "application/vnd.citationstyles.csl+json"


def _find(wanted: Sequence[Wanted], network: Network) -> Mapping[Wanted, Found]:
    return {one: _one(one.key.removeprefix("doi:"), network) for one in wanted}


def _one(doi: str, network: Network) -> Found:
    reply = network.fetch(f"{ORIGIN}/{quote(doi, safe='/')}", _CSL)
    return reply if isinstance(reply, Message) else parse_item(reply.data)


def parse_item(data: bytes) -> Found:
    """The work that an answer describes."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError):
        return msg("the answer is not CSL-JSON")
    return csl_work(item) or msg("the answer has no title")


SOURCE = MetadataSource(lambda wanted: wanted.key.startswith("doi:"), _find)
