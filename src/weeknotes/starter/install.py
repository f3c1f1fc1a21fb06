"""How a new site installs weeknotes: a line for its `requirements.txt`."""

import json
import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit


class Install(NamedTuple):
    """A line for `requirements.txt`.  `requirement` is empty if the line is not known.  `wheel` is
    the file that has to be copied to the site for this line.  It is empty if there is no such
    file."""

    requirement: str = ""
    wheel: str = ""


UNKNOWN = Install()


def install_from(spec: str) -> Install:
    """The `Install` for what the writer gave: the path of a wheel, the address of a git repository,
    or anything that pip understands."""
    if spec.endswith(".whl") and "://" not in spec:
        return _wheel(spec)
    if re.match(r"(?:https?|ssh)://.*\.git(?:@.*)?$", spec):
        return Install(f"weeknotes @ git+{spec}")
    if found := re.fullmatch(r"(\w+@[\w.-]+):(.+)", spec):  # git@host:path
        return Install(f"weeknotes @ git+ssh://{found[1]}/{found[2]}")
    if re.match(r"[a-z+]+://", spec):
        return Install(f"weeknotes @ {spec}")
    return Install(spec)


def install_of(direct_url: str) -> Install:
    """The `Install` for the content of `direct_url.json`, in which pip records where a package was
    installed from (PEP 610).  A folder of this machine is of no use to others."""
    try:
        recorded = json.loads(direct_url)
    except ValueError:
        return UNKNOWN
    if not isinstance(recorded, dict) or not isinstance(recorded.get("url"), str):
        return UNKNOWN
    url = recorded["url"]
    vcs = recorded.get("vcs_info")
    if isinstance(vcs, dict) and vcs:
        commit = vcs.get("commit_id", "")
        pin = f"@{commit}" if commit else ""
        return Install(f"weeknotes @ {vcs.get('vcs', 'git')}+{_public(url)}{pin}")
    if "archive_info" not in recorded:
        return UNKNOWN
    if url.startswith("file://"):
        return (
            _wheel(unquote(urlsplit(url).path)) if url.endswith(".whl") else UNKNOWN
        )
    return Install(f"weeknotes @ {_public(url)}")


_WHEEL = re.compile(r"(?:\S*/)?weeknotes-[^\s/]+\.whl")
_NAMED = re.compile(r"weeknotes *(?:[@=<>!~;].*)?")
_REPOSITORY = re.compile(r"\w+\+\S*/weeknotes(?:\.git)?(?:@\S*)?")


def names_weeknotes(line: str) -> bool:
    """Whether a line of `requirements.txt` says where weeknotes is installed from, and nothing
    else, such as a hash on the next line."""
    text = line.strip()
    forms = (_WHEEL, _NAMED, _REPOSITORY)
    return not text.endswith("\\") and any(form.fullmatch(text) for form in forms)


def _wheel(path: str) -> Install:
    """The `Install` for a wheel, which is copied to the folder of the site."""
    return Install(f"./{PurePosixPath(path).name}", path)


def _public(url: str) -> str:
    """A URL without a password.  `git@` is not a secret, and ssh needs it."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    keep = parts.scheme == "ssh" and ":" not in user
    return urlunsplit(parts._replace(netloc=parts.netloc if keep else host))
