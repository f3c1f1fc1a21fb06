"""Title and authors of works, from the network or from files.  No build, check or serve imports
this package.  A source is one file here and a line in SOURCES."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from weeknotes.metadata import arxiv, doi, page
from weeknotes.metadata.network import Network
from weeknotes.metadata.source import MetadataSource
from weeknotes.metadata.work import Found, Wanted, Work
from weeknotes.text.messages import msg

__all__ = [
    "Found",
    "Network",
    "Wanted",
    "Work",
    "find_works",
]

SOURCES: tuple[MetadataSource, ...] = (arxiv.SOURCE, doi.SOURCE, page.SOURCE)
"""If a source does not find a work, the next one that accepts it is asked."""


def find_works(wanted: Sequence[Wanted], network: Network) -> Mapping[Wanted, Found]:
    """What the sources know of each work.  If no source knows a work, the result is the reason of
    the first source.  The time limit of the network is for one work, with all its sources
    together."""
    found: dict[Wanted, Found] = {}
    spent: defaultdict[Wanted, float] = defaultdict(float)
    for source in SOURCES:
        left = [
            one
            for one in dict.fromkeys(wanted)
            if not isinstance(found.get(one), Work) and source.accepts(one)
        ]
        for at in range(0, len(left), source.batch):
            if at:
                network.wait(source.pause)
            group = left[at : at + source.batch]
            start = network.clock()
            seconds = network.seconds - max(spent[one] for one in group)
            results = source.find(group, network.within(seconds))
            for one, result in results.items():
                spent[one] += network.clock() - start
                if isinstance(result, Work) or one not in found:
                    found[one] = result
    unknown = msg("no source knows this work")
    return {one: found.get(one, unknown) for one in wanted}
