"""Where code, models, data, videos, posts and threads lie: what stands beside papers in a
digest."""

from __future__ import annotations

import re
from typing import Final

from weeknotes.identifiers.pages import FILE_ENDINGS
from weeknotes.identifiers.resource import Form, Kind, Thing

_GIT = re.compile(r"\.git$", re.IGNORECASE)
_ON_MAIN = re.compile(
    r"(?:tree/(?:main|master|head)|blob/(?:main|master|head)/readme(?:\.\w+)?)?", re.IGNORECASE
)
_TALK = re.compile(r"((?:issues|pull|discussions)/\d+)(?:/.*)?", re.ASCII)


def _github(owner: str, repository: str, rest: str | None) -> Thing:
    """A repository; what lies within it is a thing of its own, for one repository may hold the code
    of many papers."""
    name = f"{owner}/{_GIT.sub('', repository)}"
    rest = re.sub(r"^(blob|raw|tree)/refs/heads/", r"\1/", rest or "")
    rest = re.sub(r"^raw/", "blob/", rest)
    if _ON_MAIN.fullmatch(rest):
        return Thing(f"github:{name.lower()}", Kind.CODE, name)
    if talk := _TALK.fullmatch(rest):
        return Thing(f"github:{name.lower()}/{talk[1]}", Kind.THREAD, f"{name}/{talk[1]}")
    kind = Kind.FILE if re.search(rf"\.(?:{FILE_ENDINGS})$", rest, re.IGNORECASE) else Kind.CODE
    return Thing(f"github:{name.lower()}/{rest}", kind, f"{name}/{rest}")


def _github_raw(owner: str, repository: str, rest: str) -> Thing:
    return _github(owner, repository, f"raw/{rest}")


def _gist(number: str) -> Thing:
    return Thing(f"gist:{number.lower()}", Kind.CODE, f"gist {number[:7]}")


def _huggingface(name: str) -> Thing:
    return Thing(f"huggingface:{name}", Kind.MODEL, name)


def _dataset(name: str) -> Thing:
    return Thing(f"huggingface:datasets/{name}", Kind.DATA, name)


def _space(name: str) -> Thing:
    return Thing(f"huggingface:spaces/{name}", Kind.DEMO, name)


def _youtube(video: str) -> Thing | None:
    found = re.match(r"[\w-]+", video, re.ASCII)
    return Thing(f"youtube:{found[0]}", Kind.VIDEO, f"YouTube {found[0]}") if found else None


def _x(user: str | None, number: str) -> Thing:
    return Thing(f"x:{number}", Kind.THREAD, f"@{user}" if user else f"X {number}")


def _thread_reader(number: str) -> Thing:
    return _x(None, number)


def _reddit(number: str) -> Thing:
    return Thing(f"reddit:{number.lower()}", Kind.THREAD, f"Reddit {number}")


def _naver_blog(user: str, number: str) -> Thing | None:
    key = f"blog.naver.com/{user}/{number}"
    return Thing(f"url:{key}", Kind.POST, key) if user and number else None


_GITHUB_PAGES = "|".join(
    """about account apps blog codespaces collections contact copilot customer-stories dashboard enterprise events explore features
    github-copilot issues join login logout marketplace mobile new newsroom notifications open-source organizations orgs partners
    pricing pulls readme resources search security sessions settings site solutions sponsors stars team topics trending users watching
    """.split()
)
_HF = "huggingface.co hf.co hf-mirror.com"
_HF_PAGES = "|".join(
    """api assets blog chat collections course datasets docs enterprise front hub join learn login models new organizations papers posts
    pricing search settings spaces storage support tasks""".split()
)
_HF_FILES = "(?:tree|blob|resolve|raw|discussions|commits?|edit|viewer|embed)"

RESOURCES: Final = (
    Form("github.com", rf"/(?!(?:{_GITHUB_PAGES})/)([a-z\d][\w-]*)/([\w.-]+)(?:/(.+))?", _github),
    Form("raw.githubusercontent.com", r"/([^/]+)/([^/]+)/(.+)", _github_raw),
    Form(
        "gist.github.com gist.githubusercontent.com", r"/(?:[^/]+/)?([0-9a-f]{5,40})(?:/.*)?", _gist
    ),
    Form(_HF, rf"/datasets/([\w.-]+(?:/(?!{_HF_FILES}(?:/|$))[\w.-]+)?)(?:/.*)?", _dataset),
    Form(_HF, r"/spaces/([\w.-]+/[\w.-]+)(?:/.*)?", _space),
    Form(_HF, rf"/(?!(?:{_HF_PAGES})/)([\w.-]+)/{_HF_FILES}/.+", _huggingface),
    Form(
        _HF,
        rf"/(?!(?:{_HF_PAGES})/)([\w.-]+/(?!(?:models|datasets|spaces|collections|activity)(?:/|$))[\w.-]+)(?:/.*)?",
        _huggingface,
    ),
    Form("youtu.be", r"/([^/]+)(?:/.*)?", _youtube),
    Form("youtube.com music.youtube.com", r"/watch", _youtube, ("v",)),
    Form(
        "youtube.com youtube-nocookie.com",
        r"/(?:embed|shorts|live|v|e|watch)/(?!videoseries)([^/]+)(?:/.*)?",
        _youtube,
    ),
    Form(
        "twitter.com x.com nitter.net xcancel.com fxtwitter.com vxtwitter.com fixupx.com",
        r"/(?:i/web|i|([^/]+))/status(?:es)?/(\d+)(?:/.*)?",
        _x,
    ),
    Form("threadreaderapp.com", r"/thread/(\d+)(?:\.html)?", _thread_reader),
    Form(
        "reddit.com *.reddit.com", r"(?:/(?:r|user)/[^/]+)?/comments/([a-z0-9]+)(?:/.*)?", _reddit
    ),
    Form("redd.it", r"/([a-z0-9]+)", _reddit),
    Form("blog.naver.com", r"/PostView\.(?:naver|nhn)", _naver_blog, ("blogId", "logNo")),
    Form("blog.naver.com", r"/([^/]+)/(\d+)", _naver_blog),
)
