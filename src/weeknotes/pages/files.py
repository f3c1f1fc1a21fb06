"""Files that are published as they are: what lies beside the digests and is linked there."""

from __future__ import annotations

from collections.abc import Iterator

from weeknotes.linking import asset_path
from weeknotes.marks import mark_of
from weeknotes.model import Site
from weeknotes.source import Asset
from weeknotes.views import FileView, Page


def pages(site: Site) -> Iterator[Page]:
    for asset in site.assets:
        yield Page.of(asset_path(asset.name), "", mark_of(asset.stamp), _view, asset)


def _view(asset: Asset) -> FileView:
    return FileView(asset.read())
