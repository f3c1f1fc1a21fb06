"""Parse and normalize http(s) URLs: two spellings of one URL have the same parts."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode

from weeknotes.text.patterns import LazyPattern
from weeknotes.text.unicode import FORBIDDEN, clean, normalize

# From RFC 3986, appendix B.  Matches any text.
_PARTS = re.compile(
    r"(?:https?:)?(?://)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.IGNORECASE | re.DOTALL,
)
_PORT = re.compile(r":([0-9]+)$")
_DEFAULT_PORTS = ("", "80", "443")
_WWW = re.compile(r"^(?:www\.)+")
# Characters that stay percent-encoded: decoding would change their meaning or remove them.
_ENCODED = LazyPattern(
    rf"(?:{FORBIDDEN.pattern}|[^\S ]|[?#]|%(?=[0-9A-Fa-f]{{2}}))+"
)
_TRACKING = LazyPattern(
    r"(?:amp;)?(?:utm_\w+|fbclid|(?:g|d|y|tw|tt)clid|[gw]braid|msclkid|igshid|igsh|mc_[ce]id"
    r"|ref_src|ref_url|_hsenc|_hsmi|mkt_tok)",
    re.IGNORECASE,
)
_REDIRECTORS = {
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
"""For each host (or host and path) that only redirects: the query parameters that contain the
target."""
_MOST_REDIRECTS = 4


class ParsedUrl(NamedTuple):
    """The host (without `www.` and default ports), the decoded path, and the query and fragment as
    typed."""

    host: str
    path: str
    query: str
    fragment: str

    def parameters(self) -> dict[str, str]:
        """The query's values by name, decoded."""
        return dict(parse_qsl(self.query))

    def canonical(self) -> str:
        """The URL as a key: without scheme, tracking parameters, trailing slash and fragment.  A
        fragment for client-side routing (`#/a`, `#!a`) stays."""
        pairs = parse_qsl(
            self.query, keep_blank_values=True, errors="surrogateescape"
        )
        kept = [
            (name, value) for name, value in pairs if not _TRACKING.fullmatch(name)
        ]
        query = f"?{urlencode(kept, errors='surrogateescape')}" if kept else ""
        fragment = (
            f"#{self.fragment}" if self.fragment.startswith(("/", "!")) else ""
        )
        return self.host + self.path.rstrip("/ ") + query + fragment


def without_tracking(url: str) -> str:
    """The URL as typed, without the parameters by which others track its readers."""
    start, mark, query = url.partition("?")
    query, sign, fragment = query.partition("#")
    pairs = query.split("&")
    kept = [one for one in pairs if not _TRACKING.fullmatch(one.partition("=")[0])]
    if len(kept) == len(pairs):
        return url
    return start + mark * bool(kept) + "&".join(kept) + sign + fragment


def parse_url(url: str) -> ParsedUrl:
    """Parse a URL; if it belongs to a known redirector, parse its target.  Never fails."""
    parsed = _parse(url)
    for _ in range(_MOST_REDIRECTS):
        target = _target(parsed)
        if target is None:
            break
        parsed = _parse(target)
    return parsed


def _target(parsed: ParsedUrl) -> str | None:
    """The target of a redirector's URL; None if it is not a redirector."""
    address = parsed.host + parsed.path.rstrip("/")
    names = _REDIRECTORS.get(parsed.host) or _REDIRECTORS.get(address)
    if not names:
        return None
    values = parsed.parameters()
    targets = (values.get(name, "") for name in names)
    return next(
        (url for url in targets if url.lower().startswith(("http://", "https://"))),
        None,
    )


def _parse(url: str) -> ParsedUrl:
    found = _PARTS.fullmatch(re.sub(r"[^\S ]", "", clean(url).strip()))
    assert found
    host = _host(found[1])
    path = _decoded(found[2])
    if host.endswith(".tistory.com"):
        path = re.sub(r"^/m(?=/)", "", path)  # the mobile version of the same post
    return ParsedUrl(host, path, found[3] or "", found[4] or "")


def _host(authority: str) -> str:
    """The host in lower case and Unicode, without user, `www.` and default port."""
    name = re.sub(r"\s", "", authority.rpartition("@")[2]).lower()
    host = normalize("NFC", name).rstrip(".:")
    port = _PORT.search(host)
    number = ""
    if port:
        host = host[: port.start()].rstrip(".:")
        number = port[1].lstrip("0")
    if (not host.isascii() or "xn--" in host) and len(host) <= 253:
        host = _international(host)
    host = _WWW.sub("", host)
    return host if number in _DEFAULT_PORTS else f"{host}:{number}"


def _international(host: str) -> str:
    """Convert `xn--…` to Unicode.  Returns an invalid name unchanged."""
    try:
        # IDNA has several full stops.
        name = host.encode("idna").decode("idna").rstrip(".")
    except UnicodeError:
        return host
    return host if re.search(r"[\s/?#@:\[\]]", name) else name


def _decoded(text: str) -> str:
    """Percent-decode a path where this loses no information; bytes that are not UTF-8 stay
    encoded."""
    decoded = unquote(text, errors="surrogateescape")
    return normalize("NFC", _ENCODED.sub(_encoded, decoded))


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="", errors="surrogateescape")
