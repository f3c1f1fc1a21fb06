"""The kind of a page that no archive and no host recognizes: one line for each pattern."""

import re

from weeknotes.identifiers.resource import Kind

FILE_ENDINGS = "pdf|ps|ps\\.gz|djvu|epub|pptx?|key|docx?|hwpx?|zip|tgz|tar|gz|7z"

# A constant, because combining flags takes longer than matching.
_FLAGS = re.IGNORECASE | re.ASCII | re.VERBOSE
# The first pattern that matches the whole of host and path determines the kind.
_KINDS = (
    (
        Kind.FILE,
        rf"""[^/]+/.*\.(?:{FILE_ENDINGS})
        |docs\.google\.com/presentation/.+
        |drive\.google\.com/(?:open|uc|(?:u/\d+/)?file/d/.+|(?:.*/)?folders/.+)
        |dropbox\.com/(?:s|scl)/.+""",
    ),
    (
        Kind.DATA,
        r"""[^/]+/.*\.(?:csv|tsv|jsonl|parquet)
        |kaggle\.com/datasets/.+
        |paperswithcode\.com/dataset/.+
        |zenodo\.org/records?/\d+""",
    ),
    (
        Kind.VIDEO,
        r"""[^/]+/.*\.(?:mp4|webm|mov|mkv)
        |bilibili\.com/video/.+
        |slideslive\.com/\d.*
        |ted\.com/talks/.+
        |tv\.naver\.com/v/.+
        |vimeo\.com/(?:.*/)?\d+""",
    ),
    (
        Kind.CODE,
        r"""(?:bitbucket\.org|codeberg\.org|gitlab\.com)/[^/]+/.+
        |colab\.research\.google\.com/.+
        |kaggle\.com/code/.+""",
    ),
    (
        Kind.MODEL,
        r"""kaggle\.com/models/.+
        |modelscope\.cn/models/.+
        |ollama\.com/library/.+""",
    ),
    (
        Kind.DEMO,
        r"""[^/]+\.(?:gradio\.app|gradio\.live|hf\.space|streamlit\.app)(?:/.*)?
        |replicate\.com/[^/]+/[^/]+""",
    ),
    (
        Kind.THREAD,
        r"""bsky\.app/profile/[^/]+/post/.+
        |facebook\.com/[^/]+/posts/.+
        |linkedin\.com/(?:posts|feed/update)/.+
        |news\.ycombinator\.com/item
        |threads\.(?:net|com)/@[^/]+/post/.+
        |[^/]+/@[^/]+/\d{15,}  # Mastodon""",
    ),
    (
        Kind.POST,
        r"""brunch\.co\.kr/@[^/]+/\d+
        |dev\.to/[^/]+/.+
        |distill\.pub/\d{4}/.+
        |medium\.com/(?!tag/)[^/]+/.+
        |post\.naver\.com/viewer/.+
        |thegradient\.pub/.+
        |towardsdatascience\.com/.+
        |velog\.io/@[^/]+/(?!(?:series|posts|about)(?:/|$)).+
        |zhuanlan\.zhihu\.com/p/.+
        |[^/]+\.(?:blog|blogspot\.com|hashnode\.dev|medium\.com|notion\.site)/.+
        |[^/]+\.substack\.com/p/.+
        |[^/]+\.tistory\.com/(?:\d+|entry/.+)
        |blogs?\.[^/]+/.+
        |[^/]+/(?:.*/)?(?:blogs?|posts?)/.+
        |[^/]+/(?:.*/)?(?<!uploads/)(?:19|20)\d\d/(?:0[1-9]|1[0-2])/.+  # dated, as blogs are""",
    ),
)


def page_kind(address: str) -> Kind:
    """The kind of a page, from its host and path."""
    for kind, pattern in _KINDS:
        if re.fullmatch(pattern, address, _FLAGS):
            return kind
    return Kind.PAGE
