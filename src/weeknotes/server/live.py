"""Pages that follow what is written: a script for each page that is served, and the events that it
hears."""

import html
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from weeknotes.diagnostics import Severity
from weeknotes.lint.report import json_finding
from weeknotes.server.snapshot import Snapshot

PREFIX = "-/"
"""Below it lies what is the server's own; no page of a site does."""
EVENTS = PREFIX + "events"
_FINDINGS = 100
"""As many are shown; the command line prints all."""
_HEAD = re.compile(
    rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html\b[^>]*>)?\s*(?:<head\b[^>]*>)?", re.IGNORECASE
)
_POLICY = re.compile(
    r"<meta\b[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(r"(\bcontent\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


@cache
def own_files() -> Mapping[str, bytes]:
    """What the server adds to a site, by path."""
    return {
        PREFIX + name: Path(__file__).with_name(name).read_bytes()
        for name in ("live.js", "live.css")
    }


def live_page(page: bytes, snapshot: Snapshot, run: str) -> bytes:
    """A page with the script that keeps it up to date, which may run under any policy.

    The script comes before all others, so that it sees the page as it was sent.
    """
    build = f"{run}.{snapshot.number}"
    script = f'<script src="/{PREFIX}live.js" defer data-build="{build}"></script>'
    start = _HEAD.match(page).end()  # type: ignore[union-attr]  # it also matches nothing
    text = _POLICY.sub(_widen_tag, page[start:].decode("utf-8", "surrogateescape"))
    return page[:start] + script.encode() + text.encode("utf-8", "surrogateescape")


def _widen_tag(tag: re.Match[str]) -> str:
    def wider(found: re.Match[str]) -> str:
        policy = widened(html.unescape(found[2] or found[3] or ""))
        return found[1] + '"' + html.escape(policy, quote=False).replace('"', "&quot;") + '"'

    return _CONTENT.sub(wider, tag.group())


def widened(policy: str) -> str:
    """A content security policy under which our script runs, has its style and hears its events."""
    directives: dict[str, list[str]] = {}
    for name, *sources in filter(None, map(str.split, policy.split(";"))):
        directives.setdefault(name.lower(), sources)
    for name in ("script-src", "style-src", "connect-src"):
        rules = next(
            (rule for rule in (f"{name}-elem", name, "default-src") if rule in directives), None
        )
        if rules and "'self'" not in directives[rules]:
            sources = [source for source in directives[rules] if source != "'none'"]
            directives[name if rules == "default-src" else rules] = [*sources, "'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def without_root(page: bytes, root: str) -> bytes:
    """404.html as it is served at `/`, and not at the site's own path."""
    return page.replace(f'="{html.escape(root)}'.encode(), b'="/')


def event(snapshot: Snapshot, run: str, seen: str) -> bytes:
    """What a page is told that last heard of `seen` (`RUN.NUMBER`): `changed` (files that pages
    load, or null: anything may have changed) and `findings`."""
    number = re.fullmatch(rf"{run}\.([0-9]{{1,9}})", seen)
    changed = snapshot.since(int(number[1])) if number else None
    worst = sorted(snapshot.diagnostics, key=lambda d: d.severity is not Severity.ERROR)[:_FINDINGS]
    data = {
        "changed": changed,
        "findings": [json_finding(d) for d in worst],
        "total": len(snapshot.diagnostics),
    }
    return f"id: {run}.{snapshot.number}\ndata: {json.dumps(data)}\n\n".encode()
