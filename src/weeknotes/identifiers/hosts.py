"""Hosts of code, models, data, videos, posts and threads: one row for each."""

import re
from collections.abc import Callable
from typing import NamedTuple

from weeknotes.identifiers.pages import FILE_ENDINGS
from weeknotes.identifiers.resource import Kind, Resource, UrlPattern, leading_word


class Host(NamedTuple):
    """A host.  Its keys begin with `prefix:`.  `name` is its displayed name.  `resource` converts
    the values of a pattern to a resource, or to None."""

    prefix: str
    name: str
    resource: Callable[..., Resource | None]
    patterns: tuple[UrlPattern, ...]


_FILE = re.compile(rf"\.(?:{FILE_ENDINGS})$", re.IGNORECASE)
_GIT = re.compile(r"(?<!\.git)(?<=[^.])(?:\.+git)+$", re.IGNORECASE)
_REPOSITORY_ROOT = re.compile(
    r"(?:tree/(?:main|master|head)|blob/(?:main|master|head)/readme(?:\.\w+)?)?",
    re.IGNORECASE,
)
_DISCUSSION = re.compile(r"((?:issues|pull|discussions)/\d+)(?:/.*)?", re.ASCII)


def _github(owner: str, repository: str, path: str | None) -> Resource:
    """A repository, or a path in it.  A path has its own key, because one repository may contain
    the code of many papers."""
    name = f"{owner}/{_GIT.sub('', repository)}"
    path = re.sub(r"^(blob|raw|tree)/refs/heads/", r"\1/", path or "")
    path = re.sub(r"^raw/", "blob/", path)
    key = f"github:{name.lower()}"
    if _REPOSITORY_ROOT.fullmatch(path):
        return Resource(key, Kind.CODE, name)
    if found := _DISCUSSION.fullmatch(path):
        return Resource(f"{key}/{found[1]}", Kind.THREAD, f"{name}/{found[1]}")
    kind = Kind.FILE if _FILE.search(path) else Kind.CODE
    return Resource(f"{key}/{path}", kind, f"{name}/{path}")


def _gist(number: str) -> Resource:
    return Resource(f"gist:{number.lower()}", Kind.CODE, f"gist {number[:7]}")


_HUGGINGFACE_KINDS = {"": Kind.MODEL, "datasets/": Kind.DATA, "spaces/": Kind.DEMO}


def _huggingface(section: str, name: str) -> Resource:
    section = section.lower()
    return Resource(
        f"huggingface:{section}{name}", _HUGGINGFACE_KINDS[section], name
    )


def _youtube(text: str) -> Resource | None:
    video = leading_word(text)
    return (
        Resource(f"youtube:{video}", Kind.VIDEO, f"YouTube {video}")
        if video
        else None
    )


def _x(user: str | None, number: str) -> Resource:
    return Resource(
        f"x:{number}", Kind.THREAD, f"@{user}" if user else f"X {number}"
    )


def _reddit(number: str) -> Resource:
    return Resource(f"reddit:{number.lower()}", Kind.THREAD, f"Reddit {number}")


def _naver_blog(user: str, number: str) -> Resource | None:
    address = f"blog.naver.com/{user}/{number}"
    return (
        Resource(f"url:{address}", Kind.POST, address) if user and number else None
    )


# First path segments that are not owners of repositories or models.
_GITHUB_PAGES = "|".join(
    """about account apps blog codespaces collections contact copilot customer-stories dashboard
    enterprise events explore features github-copilot issues join login logout marketplace mobile
    new newsroom notifications open-source organizations orgs partners pricing pulls readme
    resources search security sessions settings site solutions sponsors stars team topics trending
    users watching""".split()
)
_REPOSITORY = rf"/(?!(?:{_GITHUB_PAGES})/)([a-z\d][\w-]*)/([\w.-]+)"
_HUGGINGFACE_PAGES = "|".join(
    """api assets blog chat collections course datasets docs enterprise front hub join learn login
    models new organizations papers posts pricing search settings spaces storage support
    tasks""".split()
)
_HF_HOSTS = "huggingface.co hf.co hf-mirror.com"
_HF_OWNER = rf"(?!(?:{_HUGGINGFACE_PAGES})/)[\w.-]+"
_HF_FILES = "(?:tree|blob|resolve|raw|discussions|commits?|edit|viewer|embed)"
_HF_LISTS = "(?:models|datasets|spaces|collections|activity)"

HOSTS = (
    Host(
        prefix="github",
        name="GitHub",
        resource=_github,
        patterns=(
            UrlPattern(
                "github.com",
                rf"{_REPOSITORY}(?:/(.+))?",
            ),
            UrlPattern(
                "raw.githubusercontent.com",
                rf"{_REPOSITORY}/(.+)",
                prefix="raw/",
            ),
        ),
    ),
    Host(
        prefix="gist",
        name="GitHub Gist",
        resource=_gist,
        patterns=(
            UrlPattern(
                "gist.github.com gist.githubusercontent.com",
                r"/(?:[^/]+/)?([0-9a-f]{5,40})(?:/.*)?",
            ),
        ),
    ),
    Host(
        prefix="huggingface",
        name="Hugging Face",
        resource=_huggingface,
        patterns=(
            UrlPattern(
                _HF_HOSTS,
                rf"/(datasets/)([\w.-]+(?:/(?!{_HF_FILES}(?:/|$))[\w.-]+)?)(?:/.*)?",
            ),
            UrlPattern(_HF_HOSTS, r"/(spaces/)([\w.-]+/[\w.-]+)(?:/.*)?"),
            # A model without an owner: recognized only by URLs of its files.
            UrlPattern(_HF_HOSTS, rf"/()({_HF_OWNER})/{_HF_FILES}/.+"),
            UrlPattern(
                _HF_HOSTS,
                rf"/()({_HF_OWNER}/(?!{_HF_LISTS}(?:/|$))[\w.-]+)(?:/.*)?",
            ),
        ),
    ),
    Host(
        prefix="youtube",
        name="YouTube",
        resource=_youtube,
        patterns=(
            UrlPattern("youtu.be", r"/([^/]+)(?:/.*)?"),
            UrlPattern(
                "youtube.com music.youtube.com", r"/watch", parameters=("v",)
            ),
            UrlPattern(
                "youtube.com youtube-nocookie.com",
                r"/(?:embed|shorts|live|v|e|watch)/(?!videoseries)([^/]+)(?:/.*)?",
            ),
        ),
    ),
    Host(
        prefix="x",
        name="X",
        resource=_x,
        patterns=(
            UrlPattern(
                "twitter.com x.com nitter.net xcancel.com fxtwitter.com vxtwitter.com fixupx.com",
                r"/(?:i/web|i|([^/]+))/status(?:es)?/(\d+)(?:/.*)?",
            ),
            UrlPattern("threadreaderapp.com", r"/thread/()(\d+)(?:\.html)?"),
        ),
    ),
    Host(
        prefix="reddit",
        name="Reddit",
        resource=_reddit,
        patterns=(
            UrlPattern(
                "reddit.com *.reddit.com",
                r"(?:/(?:r|user)/[^/]+)?/comments/([a-z0-9]+)(?:/.*)?",
            ),
            UrlPattern("redd.it", r"/([a-z0-9]+)"),
        ),
    ),
    Host(
        prefix="url",  # the key is the shortest URL of the post
        name="Naver Blog",
        resource=_naver_blog,
        patterns=(
            UrlPattern(
                "blog.naver.com",
                r"/PostView\.(?:naver|nhn)",
                parameters=("blogId", "logNo"),
            ),
            UrlPattern("blog.naver.com", r"/([^/]+)/(\d+)"),
        ),
    ),
)
