"""Files that are published as they are: what lies beside the digests and is linked there."""

from __future__ import annotations

from collections.abc import Iterator

from weeknotes.linking import asset_path
from weeknotes.model import Site
from weeknotes.views import FileView, Page


def pages(site: Site) -> Iterator[Page]:
    for asset in site.assets:
        yield Page(asset_path(asset.name), "", FileView(asset.data))
