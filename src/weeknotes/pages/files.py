"""Files in the notes folder that digests link to.  They are published unchanged."""

from collections.abc import Iterator

from weeknotes.config.settings import Config
from weeknotes.model import Site
from weeknotes.pages.common.page import FileCopy, FileView, Page, file_view
from weeknotes.sources.assets import Asset
from weeknotes.urls import asset_path


def pages(site: Site) -> Iterator[Page]:
    return map(_page, site.assets)


def _page(asset: Asset) -> Page:
    return Page.of(asset_path(asset.name), "", _view, lambda: (asset,))


def _view(_config: Config, asset: Asset) -> FileView | FileCopy:
    return file_view(asset.file)
