"""arXiv: its API answers with an Atom feed (info.arxiv.org/help/api/user-manual.html)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weeknotes.identifiers import identify
from weeknotes.metadata.network import Network
from weeknotes.metadata.source import MetadataSource
from weeknotes.metadata.work import Found, Wanted, Work, work
from weeknotes.text.messages import Message, msg

ORIGIN = "https://export.arxiv.org"
_ATOM = "{http://www.w3.org/2005/Atom}"


def _find(wanted: Sequence[Wanted], network: Network) -> Mapping[Wanted, Found]:
    ids = [one.key.removeprefix("arxiv:") for one in wanted]
    url = f"{ORIGIN}/api/query?id_list={','.join(ids)}&max_results={len(ids)}"
    reply = network.fetch(url, "application/atom+xml")
    works = reply if isinstance(reply, Message) else parse_feed(reply.data)
    if isinstance(works, Message):
        return dict.fromkeys(wanted, works)
    unknown = msg("arXiv has no paper with this identifier")
    return {one: works.get(one.key, unknown) for one in wanted}


def parse_feed(data: bytes) -> Mapping[str, Work] | Message:
    """The works in an Atom feed by key.  arXiv reports an error as an entry, whose identifier names
    no paper."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        feed = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return msg("the answer is not an Atom feed")
    works: dict[str, Work] = {}
    for entry in feed.iterfind(f"{_ATOM}entry"):
        names = [
            name.text or "" for name in entry.iterfind(f"{_ATOM}author/{_ATOM}name")
        ]
        one = work(entry.findtext(f"{_ATOM}title") or "", names)
        resource = identify((entry.findtext(f"{_ATOM}id") or "").strip())
        if one and resource.key.startswith("arxiv:"):
            works[resource.key] = one
    return works


SOURCE = MetadataSource(
    lambda wanted: wanted.key.startswith("arxiv:"), _find, batch=50, pause=3
)
"""The API of arXiv.  The terms of arXiv ask for three seconds between two requests."""
