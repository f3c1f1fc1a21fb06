"""Fetch texts over HTTPS within limits.  Whatever happens, the answer is a text or a message."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from weeknotes import __version__
from weeknotes.text.messages import Message, msg

if TYPE_CHECKING:
    import httpx

AGENT = f"weeknotes/{__version__} (reads titles and authors that its user asked for)"


_LARGEST = 2_000_000
"""The maximum number of bytes that are read of an answer."""
_MOST_REDIRECTS = 5


class Reply(NamedTuple):
    """An answer: its last address, its content type, and its bytes (limited in number)."""

    url: str
    content_type: str
    data: bytes


class Network(NamedTuple):
    """Access to the network.  `clock` returns the time in seconds, and `wait` waits for a number of
    seconds.  They are parameters, because only the command line may read the clock.  `seconds` is
    the time limit for one address."""

    clock: Callable[[], float]
    wait: Callable[[float], None]
    seconds: float = 20

    def within(self, seconds: float) -> Network:
        """The network with this time limit."""
        return self._replace(seconds=max(seconds, 0))

    def fetch(self, url: str, accept: str) -> Reply | Message:
        """The answer for an address.  The request runs in a thread, because a name server or a slow
        server could take longer than the time limits of single steps."""
        results: list[Reply | Message] = []
        worker = threading.Thread(
            target=lambda: results.append(self._fetch(url, accept)), daemon=True
        )
        worker.start()
        worker.join(self.seconds)
        return results[0] if results else _TOO_SLOW

    def _fetch(self, url: str, accept: str) -> Reply | Message:
        import httpx

        end = self.clock() + self.seconds
        headers = {"Accept": accept, "User-Agent": AGENT}
        try:
            with httpx.Client(headers=headers, timeout=self.seconds) as client:
                return self._follow(client, url, end)
        except httpx.TimeoutException:
            return _TOO_SLOW
        except httpx.ConnectError:
            return msg("there is no connection to {host}", host=httpx.URL(url).host)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return msg("the answer is not valid HTTP")

    def _follow(self, client: httpx.Client, url: str, end: float) -> Reply | Message:
        """Follow redirects.  If the server is busy, wait as long as it asks, and try again."""
        redirects = 0
        while True:
            if not url.lower().startswith("https://"):
                return msg(
                    "the address leads to {url}, which does not begin with https://",
                    url=url,
                )
            with client.stream("GET", url) as response:
                if response.has_redirect_location:
                    redirects += 1
                    if redirects > _MOST_REDIRECTS:
                        return msg("there are too many redirects")
                    url = urljoin(url, response.headers["Location"])
                    continue
                if response.status_code in (429, 503):
                    seconds = _retry_after(response.headers.get("Retry-After", ""))
                    if self.clock() + seconds >= end:
                        return msg("the server is busy; try again later")
                elif response.status_code != 200:
                    return msg(
                        "the server answers with {status}",
                        status=response.status_code,
                    )
                else:
                    return self._read(response, url, end)
            self.wait(seconds)

    def _read(
        self, response: httpx.Response, url: str, end: float
    ) -> Reply | Message:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > _LARGEST:
                break
            if self.clock() > end:
                return _TOO_SLOW
        kind = response.headers.get("Content-Type", "")
        return Reply(url, kind, bytes(data[:_LARGEST]))


_TOO_SLOW = msg("the server did not answer in time")
_SECONDS_WITHOUT_RETRY_AFTER = 3.0


def _retry_after(value: str) -> float:
    """The number of seconds that a busy server asks to wait.  If the server gives a date, this is
    infinite."""
    if not value:
        return _SECONDS_WITHOUT_RETRY_AFTER
    return max(float(value), 0.1) if value.strip().isdecimal() else float("inf")
