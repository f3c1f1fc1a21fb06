"""An http(s) address in its parts, of which two spellings of one address have the same."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

from weeknotes.text.unicode import FORBIDDEN, clean, normalize

# As in RFC 3986, appendix B: any text at all has these parts.
_PARTS = re.compile(
    r"(?:https?:)?(?://)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)
_PORT = re.compile(r":([0-9]+)$")
_WORLD_WIDE = re.compile(r"^(?:www\.)+")
# What would be read as something else, or as nothing, were it not encoded.
_ENCODED = re.compile(rf"(?:{FORBIDDEN.pattern}|[^\S ]|[?#]|%(?=[0-9A-Fa-f]{{2}}))+")
_TRACKING = re.compile(
    r"(?:amp;)?(?:utm_\w+|fbclid|(?:g|d|y|tw|tt)clid|[gw]braid|msclkid|igshid|igsh|mc_[ce]id|ref_src|ref_url|_hsenc|_hsmi|mkt_tok)",
    re.IGNORECASE,
)
_LEADS_ON = {
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.threads.net": ("u",),
    "l.threads.com": ("u",),
    "google.com/url": ("q", "url"),
    "google.co.kr/url": ("q", "url"),
    "youtube.com/redirect": ("q",),
    "linkedin.com/redir/redirect": ("url",),
    "out.reddit.com": ("url",),
    "slack-redir.net/link": ("url",),
}
"""What only leads on to the address in one of these parameters: a host, or a host and its path."""


class Address(NamedTuple):
    """A host (without `www.`, with a port that says something), a decoded path, a query and a
    fragment as typed."""

    host: str
    path: str
    query: str
    fragment: str

    def parameters(self) -> dict[str, str]:
        """The query's values by name, decoded."""
        return dict(parse_qsl(self.query))

    def plain(self) -> str:
        """The address as a key: no scheme, tracking, closing slash, nor a fragment that does not
        route."""
        pairs = parse_qsl(self.query, keep_blank_values=True, errors="surrogateescape")
        kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
        query = f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""
        fragment = f"#{self.fragment}" if self.fragment.startswith(("/", "!")) else ""
        return self.host + self.path.rstrip("/ ") + query + fragment


def read(url: str) -> Address:
    """Where a URL leads: the address within those that only lead on, at most a few deep.  Never
    fails."""
    address = _read(url)
    for _ in range(4):
        names = _LEADS_ON.get(address.host) or _LEADS_ON.get(
            address.host + address.path.rstrip("/")
        )
        values = address.parameters() if names else {}
        inner = next(
            (
                values[name]
                for name in names or ()
                if values.get(name, "").lower().startswith(("http://", "https://"))
            ),
            None,
        )
        if inner is None:
            break
        address = _read(inner)
    return address


def _read(url: str) -> Address:
    found = _PARTS.fullmatch(re.sub(r"[^\S ]", "", clean(url).strip()))
    assert found
    host = _host(found[1])
    path = _readable(found[2])
    if host.endswith(".tistory.com"):
        path = re.sub(r"^/m(?=/)", "", path)  # the same posts, laid out for phones
    return Address(host, path, found[3] or "", found[4] or "")


def _host(authority: str) -> str:
    """Small letters, no user, no port that http or https has anyway; a name in IDNA as people read
    it."""
    host = normalize("NFC", re.sub(r"\s", "", authority.rpartition("@")[2]).lower()).rstrip(".:")
    port = _PORT.search(host)
    host = host[: port.start()].rstrip(".:") if port else host
    number = port[1].lstrip("0") if port else ""
    if (not host.isascii() or "xn--" in host) and len(host) <= 253:
        host = _international(host)
    return _WORLD_WIDE.sub("", host) + (f":{number}" if number not in ("", "80", "443") else "")


def _international(host: str) -> str:
    """A name as people read it, of which `xn--…` is the other spelling; as it is where it is no
    name."""
    try:
        name = host.encode("idna").decode("idna").rstrip(".")  # IDNA knows other full stops, too
    except UnicodeError:
        return host
    return host if re.search(r"[\s/?#@:\[\]]", name) else name


def _readable(text: str) -> str:
    """Percent-encoding undone where that loses nothing: bytes that are no UTF-8 stay encoded, so
    they stay different."""
    decoded = unquote(text, errors="surrogateescape")
    return normalize(
        "NFC",
        _ENCODED.sub(lambda found: quote(found[0], safe="", errors="surrogateescape"), decoded),
    )
