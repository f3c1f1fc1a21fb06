"""Page: a file of the site, its inputs, and how its view is made of them."""

from collections.abc import Callable
from sys import maxsize
from typing import NamedTuple, Protocol, Self, TypeVarTuple

from weeknotes.config.settings import Config
from weeknotes.fingerprints import fingerprint_of

Ts = TypeVarTuple("Ts")

WHOLE_SITE = maxsize
"""The order of pages that show the whole site: after all others."""


class View(Protocol):
    """A named tuple or a dataclass with slots; a template sees its fields as variables."""


class TextView(NamedTuple):
    """A file that is text as it stands, in UTF-8."""

    text: str


class FileView(NamedTuple):
    """A file's bytes as they stand."""

    data: bytes


class Page(NamedTuple):
    """A file of the site: its path, and the template that writes it (empty: the view's type says
    how it is written).

    `inputs` gives all that the page shows, and `view` makes the view of the settings and these
    inputs; it must read nothing else.  So the fingerprint of the inputs tells whether the page has
    to be rendered again.  `listed` says that the sitemap names the page.  `order` is the position
    in time of the newest week that it shows: pages that show the same notes are rendered together.
    """

    path: str
    template: str
    view: Callable[..., View]
    inputs: Callable[[], tuple[object, ...]]
    listed: bool = False
    order: int = WHOLE_SITE

    @classmethod
    def of(
        cls,
        path: str,
        template: str,
        view: Callable[[Config, *Ts], View],
        inputs: Callable[[], tuple[*Ts]],
        *,
        listed: bool = False,
        order: int = WHOLE_SITE,
    ) -> Self:
        """A page whose view takes just these inputs."""
        return cls(path, template, view, inputs, listed, order)

    @property
    def fingerprint(self) -> str:
        """What stands for all that the page shows, except the settings and the templates."""
        return fingerprint_of(self.view.__qualname__, self.template, *self.inputs())

    def make_view(self, config: Config) -> View:
        return self.view(config, *self.inputs())
