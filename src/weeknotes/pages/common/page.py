"""Page: a file of the site, its inputs, and the function that makes its view from them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from sys import maxsize
from typing import NamedTuple, Protocol, Self, TypeVarTuple

from weeknotes.config.settings import Config
from weeknotes.fingerprints import fingerprint_of
from weeknotes.sources.files import read_regular, size_of

Ts = TypeVarTuple("Ts")
Args = TypeVarTuple("Args")

WHOLE_SITE = maxsize
"""The order of pages that show the whole site: after all other pages."""


class View(Protocol):
    """A named tuple or a dataclass with slots.  Its fields are the variables of the template."""


class FileView(NamedTuple):
    """The bytes of a file, written unchanged."""

    data: bytes


class FileCopy(NamedTuple):
    """A large file, which is copied in parts."""

    file: Path


_LARGE = 4 << 20


def file_view(file: Path) -> FileView | FileCopy:
    """A file, written unchanged.  Raises OSError."""
    return FileCopy(file) if size_of(file) > _LARGE else FileView(read_regular(file))


class Page(NamedTuple):
    """A file of the site.  `template` is its template, and for a feed, the template of its items.
    Without a template, the type of the view determines how it is rendered.

    `inputs` returns all data that the page shows, and `view` makes the view from the settings and
    these inputs.  `view` must read nothing else, because a page is rendered again only if the
    fingerprint of its inputs changes.

    `listed` says that the page is in the sitemap.  `order` is the position of a week that it shows,
    because pages that show the same notes are rendered together.  `source` is the file that the
    page is made from, for messages.  It is empty if the page is made from several files."""

    path: str
    template: str
    view: Callable[..., View]
    inputs: Callable[[], tuple[object, ...]]
    listed: bool
    order: int
    source: str

    @classmethod
    def of(
        cls,
        path: str,
        template: str,
        view: Callable[[Config, *Ts], View],
        inputs: Callable[[*Args], tuple[*Ts]],
        *args: *Args,
        listed: bool = False,
        order: int = WHOLE_SITE,
        source: str = "",
    ) -> Self:
        """Make a page.  `args` are the arguments of `inputs`, whose types must match the parameters
        of `view`."""
        return cls(
            path, template, view, partial(inputs, *args), listed, order, source
        )

    @property
    def fingerprint(self) -> str:
        """The fingerprint of all data that the page shows, without settings and templates."""
        return fingerprint_of(self.view.__qualname__, self.template, *self.inputs())

    def with_inputs(self) -> Self:
        """The page with its inputs already computed, for several uses."""
        return self._replace(inputs=partial(tuple, self.inputs()))

    def make_view(self, config: Config) -> View:
        return self.view(config, *self.inputs())
