"""Live reload: the script that is added to each served page, and the events that it receives."""

import html
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from weeknotes.diagnostics import Severity
from weeknotes.i18n import LANGUAGES
from weeknotes.lint.report import json_finding
from weeknotes.server.snapshot import Snapshot
from weeknotes.text.messages import counted, msg

PREFIX = "-/"
"""The path prefix of the server's own files.  No file of a site has this prefix."""
EVENTS = PREFIX + "events"
_FINDINGS = 100
"""The maximum number of diagnostics in an event; the command line prints all."""
_HEAD = re.compile(
    rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html\b[^>]*>)?\s*(?:<head\b[^>]*>)?",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"<meta\b[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"(\bcontent\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


@cache
def own_files() -> Mapping[str, bytes]:
    """The server's own files, by path."""
    return {
        PREFIX + name: Path(__file__).with_name(name).read_bytes()
        for name in ("live.js", "live.css")
    }


def live_page(page: bytes, snapshot: Snapshot, run: str) -> bytes:
    """Add the live reload script to a page, and extend its Content-Security-Policy for the script.

    The script is the first one, so that it runs before other scripts change the page.
    """
    build = f"{run}.{snapshot.number}"
    script = f'<script src="/{PREFIX}live.js" defer data-build="{build}"></script>'
    start = _HEAD.match(page).end()  # type: ignore[union-attr]  # it also matches nothing
    text = _POLICY.sub(_widen_tag, page[start:].decode("utf-8", "surrogateescape"))
    return page[:start] + script.encode() + text.encode("utf-8", "surrogateescape")


def _widen_tag(tag: re.Match[str]) -> str:
    def wider(found: re.Match[str]) -> str:
        policy = extended_policy(html.unescape(found[2] or found[3] or ""))
        quoted = html.escape(policy, quote=False).replace('"', "&quot;")
        return f'{found[1]}"{quoted}"'

    return _CONTENT.sub(wider, tag.group())


def extended_policy(policy: str) -> str:
    """Extend a Content-Security-Policy, so that it allows our script, style sheet and events."""
    directives: dict[str, list[str]] = {}
    for name, *sources in filter(None, map(str.split, policy.split(";"))):
        directives.setdefault(name.lower(), sources)
    for name in ("script-src", "style-src", "connect-src"):
        names = (f"{name}-elem", name, "default-src")
        rule = next((one for one in names if one in directives), None)
        if rule and "'self'" not in directives[rule]:
            sources = [source for source in directives[rule] if source != "'none'"]
            own = name if rule == "default-src" else rule
            directives[own] = [*sources, "'self'"]
    return "; ".join(
        " ".join([name, *sources]) for name, sources in directives.items()
    )


def without_root(page: bytes, root: str) -> bytes:
    """Change the links of 404.html. In a built site these begin with `root`, but the server has the
    site at `/`."""
    return page.replace(f'="{html.escape(root)}'.encode(), b'="/')


def event(snapshot: Snapshot, run: str, seen: str) -> bytes:
    """The server-sent event for a page whose last event id was `seen` (`RUN.NUMBER`).  Its data are
    `changed` and `findings`.  `changed` are the changed files, or null if they are unknown.  The
    data also contain the texts of the overlay in the language of the site, which are `title` (of
    the errors), `summary` (of the warnings) and `close`."""
    number = re.fullmatch(rf"{run}\.([0-9]{{1,9}})", seen)
    changed = snapshot.since(int(number[1])) if number else None
    worst = sorted(
        snapshot.diagnostics, key=lambda d: d.severity is not Severity.ERROR
    )
    errors = sum(d.severity is Severity.ERROR for d in worst)
    warnings = counted(len(worst) - errors, "{n} warning", "{n:,} warnings")
    title = msg(
        "{errors}: this is the site as it was before",
        errors=counted(errors, "{n} error", "{n:,} errors"),
    )
    catalogue = LANGUAGES[snapshot.language].messages
    data = {
        "changed": changed,
        "findings": [json_finding(d, catalogue) for d in worst[:_FINDINGS]],
        "language": snapshot.language,
        "title": title.text(catalogue),
        "summary": warnings.text(catalogue),
        "close": msg("Close").text(catalogue),
    }
    return f"id: {run}.{snapshot.number}\ndata: {json.dumps(data)}\n\n".encode()
