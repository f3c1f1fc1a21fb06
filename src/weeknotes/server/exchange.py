"""HTTP requests and responses: pure functions of a request and a snapshot."""

import html
import re
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, unquote

from weeknotes.diagnostics import Diagnostic
from weeknotes.i18n import LANGUAGES
from weeknotes.server.live import PREFIX, live_page, own_files, without_root
from weeknotes.server.snapshot import Snapshot
from weeknotes.text.messages import Message, msg
from weeknotes.urls import PATHS

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost", "[::1]")
_TYPES = {
    "avif": "image/avif",
    "bib": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "text/plain; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "opml": "text/x-opml; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}
"""Media types by file extension.  The system's own table differs between machines."""
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_REQUEST = re.compile(rb"([!-~]+) (/[!-~]*) HTTP/1\.([01])")
_FIELD = re.compile(rb"([\w!#$%&'*+.^`|~-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
_READ = frozenset(
    (
        "host origin connection content-length transfer-encoding last-event-id "
        "sec-fetch-site sec-fetch-mode sec-fetch-dest"
    ).split()
)


class Request(NamedTuple):
    """A parsed request.  `path` is percent-decoded, without its first `/`.  `headers` contains only
    the headers that the server needs, by lower-case name.  `keep` says that the connection stays
    open."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    keep: bool


class Answer(NamedTuple):
    """A response.  `more` are additional headers."""

    status: HTTPStatus
    body: bytes
    media_type: str = _TYPES["txt"]
    more: tuple[tuple[str, str], ...] = ()

    def head(self, *, keep: bool) -> bytes:
        """The status line and the headers, with the blank line after them."""
        length = ("Content-Length", str(len(self.body)))
        return _head(self.status, self.media_type, keep, length, *self.more)


def _head(
    status: HTTPStatus, media_type: str, keep: bool, *more: tuple[str, str]
) -> bytes:
    headers = (
        ("Content-Type", media_type),
        ("Connection", "keep-alive" if keep else "close"),
        *(*_ALWAYS, *more),
    )
    lines = [f"{name}: {value}" for name, value in headers]
    first = f"HTTP/1.1 {status.value} {status.phrase}"
    return "\r\n".join([first, *lines, "", ""]).encode("ascii")


STREAM_HEAD = _head(HTTPStatus.OK, "text/event-stream", keep=False)


def parse(head: bytes) -> Request | HTTPStatus:
    """Parse the head of a request, including its blank line.  Returns an error status if the head
    is invalid (RFC 9112)."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    asked = _REQUEST.fullmatch(first)
    if not asked:
        return HTTPStatus.BAD_REQUEST
    headers: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        name = field[1].decode("ascii").lower() if field else ""
        if not field or name in headers:
            return HTTPStatus.BAD_REQUEST
        if name in _READ:
            headers[name] = field[2].decode("latin-1").strip()
    address, _, query = asked[2].decode("ascii").partition("?")
    try:
        path = unquote(address, errors="strict").removeprefix("/")
    except UnicodeDecodeError:
        return HTTPStatus.BAD_REQUEST
    keep = asked[3] == b"1" and headers.get("connection", "").lower() != "close"
    return Request(asked[1].decode("ascii"), path, query, headers, keep)


def refusal_status(request: Request, port: int) -> HTTPStatus | None:
    """The status for a request that must be refused.  None if the request is allowed.  The Host
    header must be one of our names.  Otherwise, another website could point its own host name to
    this server and read the site (DNS rebinding).  Pages of other sites may link to our pages, but
    must not embed or read them."""
    headers = request.headers
    if request.method not in ("GET", "HEAD"):
        return HTTPStatus.METHOD_NOT_ALLOWED
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return HTTPStatus.BAD_REQUEST
    host = headers.get("host", "").lower()
    if host not in {f"{name}:{port}" for name in _NAMES}:
        return HTTPStatus.MISDIRECTED_REQUEST
    follows_link = (
        headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
    own_page = headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    if headers.get("origin", f"http://{host}") != f"http://{host}" or not (
        own_page or follows_link
    ):
        return HTTPStatus.FORBIDDEN
    return None


def refusal(status: HTTPStatus) -> Answer:
    """The response for an error status."""
    more = (
        (("Allow", "GET, HEAD"),) if status is HTTPStatus.METHOD_NOT_ALLOWED else ()
    )
    return Answer(status, f"{status.value} {status.phrase}\n".encode(), more=more)


def answer(request: Request, snapshot: Snapshot, run: str) -> Answer:
    """The response to an allowed request.  The path is looked up in the files of the site and never
    on the disk, so it cannot reach other files."""
    files, path = snapshot.files, request.path
    if path.startswith(PREFIX):
        own = own_files().get(path)
        if own is None:
            return refusal(HTTPStatus.NOT_FOUND)
        return Answer(HTTPStatus.OK, own, _media_type(path))
    if f"{path}/index.html" in files:
        to = f"/{quote(path)}/" + (f"?{request.query}" if request.query else "")
        return Answer(HTTPStatus.FOUND, b"", more=(("Location", to),))
    name = f"{path}index.html" if not path or path.endswith("/") else path
    data = files.get(name)
    if data is None:
        return _missing(snapshot, run)
    if isinstance(data, Diagnostic):
        page = live_page(_failed_page(data, snapshot), snapshot, run)
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, page, _TYPES["html"])
    page = live_page(data, snapshot, run) if name.endswith(".html") else data
    return Answer(HTTPStatus.OK, page, _media_type(name))


def _missing(snapshot: Snapshot, run: str) -> Answer:
    """The response with the site's 404.html, with links that work on this server."""
    status = HTTPStatus.NOT_FOUND
    page = snapshot.files.get(PATHS.not_found)
    if isinstance(page, bytes):
        page = without_root(page, snapshot.root)
    elif page:
        page = _failed_page(page, snapshot)
    elif len(snapshot.files):
        page = _simple_page(snapshot, msg("There is no page at this address"))
    else:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        heading = msg("The site is being built")
        if snapshot.number:
            heading = msg("There is no site without errors yet")
        page = _simple_page(snapshot, heading)
    return Answer(status, live_page(page, snapshot, run), _TYPES["html"])


def _media_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    return _TYPES.get(suffix, "application/octet-stream")


def _failed_page(error: Diagnostic, snapshot: Snapshot) -> bytes:
    """A page with the error that prevented rendering."""
    return _simple_page(snapshot, msg("This page cannot be rendered"), error)


def _simple_page(
    snapshot: Snapshot, heading: Message, error: Diagnostic | None = None
) -> bytes:
    language = LANGUAGES[snapshot.language]
    title = heading.text(language.messages)
    text = error.text(language.messages) if error else ""
    head = (
        f'<!doctype html><html lang="{language.tag}"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark">'
    )
    body = f"<p>{title}.</p>" + (f"<pre>{html.escape(text)}</pre>" if text else "")
    return f"{head}<title>{title}</title></head><body>{body}</body></html>".encode()
