"""Files that are published as they are: what lies beside the digests and is linked there."""

from __future__ import annotations

from collections.abc import Iterator

from weeknotes.fingerprints import mark_of
from weeknotes.model import Site
from weeknotes.pages.common.views import FileView, Page
from weeknotes.resolving.links import asset_path
from weeknotes.sources.assets import Asset


def pages(site: Site) -> Iterator[Page]:
    for asset in site.assets:
        yield Page.of(asset_path(asset.name), "", mark_of(asset.stamp), _view, asset)


def _view(asset: Asset) -> FileView:
    return FileView(asset.read())
