"""Labels, addresses and the licence in the settings."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

_UNSAFE = re.compile(r'[\s"<>\\^`{|}\x00-\x1f\x7f]')
_LICENSE = re.compile(
    r"(?P<name>.*?)\s*<?(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+)?>?", re.DOTALL
)
_CC = re.compile(
    r"CC[ -](?P<kind>BY(?:-NC)?(?:-(?:SA|ND))?)[ -](?P<version>\d\.\d)",
    re.IGNORECASE,
)
_CC0 = re.compile(r"CC0(?:[ -]1\.0)?", re.IGNORECASE)
_CC_PAGES = "https://creativecommons.org"


class License(NamedTuple):
    """The licence of the notes: its name and its address.  Both may be empty."""

    name: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """The licence as plain text."""
        return f"{self.name} ({self.url})" if self.url else self.name


def web_address(text: str) -> str:
    """An address that a page may link to: http(s) or mailto.  Raises ValueError for other
    addresses."""
    parts = urlsplit(text)
    is_mail = parts.scheme == "mailto" and "@" in parts.path
    if _UNSAFE.search(text) or not (is_web(parts) or is_mail):
        raise ValueError
    return text


def is_web(parts: SplitResult) -> bool:
    """Whether the parts are those of an http(s) address."""
    web = parts.scheme in ("http", "https")
    return web and bool(parts.hostname) and parts.port != 0


def license_of(text: str) -> License:
    """The licence in the settings: a name, an address, or a name and an address.  The licences of
    Creative Commons need no address.  Raises ValueError."""
    found = _LICENSE.fullmatch(text.strip())
    if found is None or has_html(found["name"]):
        raise ValueError
    name, url = found["name"], found["url"] or ""
    if url:
        return License(
            name or web_address(url).partition("://")[2], web_address(url)
        )
    if cc := _CC.fullmatch(name):
        return License(
            name, f"{_CC_PAGES}/licenses/{cc['kind'].lower()}/{cc['version']}/"
        )
    if _CC0.fullmatch(name):
        return License(name, f"{_CC_PAGES}/publicdomain/zero/1.0/")
    return License(name)


def has_html(text: str) -> bool:
    """Whether a text contains what looks like a tag of HTML."""
    return re.search(r"<[A-Za-z/!?]", text) is not None
