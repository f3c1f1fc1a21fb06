"""URLs and their keys (fixtures/identity.txt), and laws for any text."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import CHARACTERS, FIXTURES
from tests.libraries import Library, libraries
from weeknotes import identifiers
from weeknotes.i18n import ENGLISH, KOREAN, Words
from weeknotes.identifiers import Kind, Resource, identify, identify_name
from weeknotes.identifiers.archives import ARCHIVES
from weeknotes.identifiers.hosts import HOSTS
from weeknotes.identifiers.parsed_url import parse_url
from weeknotes.identifiers.resource import ANY_HOST
from weeknotes.text.links import find_urls

ROWS = [
    line.split()
    for line in (FIXTURES / "identity.txt")
    .read_text("utf-8")
    .split("\n\n", 1)[1]
    .splitlines()
    if line and line[0] != "#"
]


def test_the_table() -> None:
    found = [[identify(url).kind, identify(url).key, url] for *_, url in ROWS]
    assert len(ROWS) > 900
    assert [row for row in found if row not in ROWS] == []


def test_every_host_has_its_row() -> None:
    """The fixture has a URL for each host in a pattern."""
    named = {
        parse_url(url).host for _, key, url in ROWS if not key.startswith("url:")
    }
    patterns = [pattern for row in identifiers.ROWS for pattern in row.patterns]
    hosts = {host for pattern in patterns for host in pattern.hosts.split()} - {
        ANY_HOST,
        "blog.naver.com",
    }
    assert {
        host
        for host in hosts
        if not any(
            host == name or f"*.{name.partition('.')[2]}" == host for name in named
        )
    } == set()


def test_papers_are_what_archives_number() -> None:
    archives = {archive.prefix for archive in ARCHIVES}
    assert {
        key.partition(":")[0] for kind, key, _ in ROWS if kind == Kind.PAPER
    } == archives
    assert (
        not {key.partition(":")[0] for kind, key, _ in ROWS if kind != Kind.PAPER}
        & archives
    )


def test_prefixes_begin_the_keys_of_one_archive() -> None:
    prefixes = [archive.prefix for archive in ARCHIVES]
    assert len(set(prefixes)) == len(prefixes)
    assert not set(prefixes) & {host.prefix for host in HOSTS}


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://arxiv.org/pdf/1911.09070.pdf", "arXiv:1911.09070"),
        ("https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://openreview.net/forum?id=HJeOekHKwr", "OpenReview HJeOekHKwr"),
        ("https://aclanthology.org/p19-1285.pdf", "ACL P19-1285"),
        (
            "https://proceedings.mlr.press/v139/radford21a.html",
            "PMLR v139 radford21a",
        ),
        (
            "https://papers.nips.cc/paper/2020/hash/1457c0d6bfcb4967418bfb8ac142f64a-Abstract.html",
            "NeurIPS 2020",
        ),
        (
            "https://openaccess.thecvf.com/content/CVPR2022/html/He_Masked_CVPR_2022_paper.html",
            "CVF He Masked CVPR 2022",
        ),
        ("https://github.com/Stability-AI/StableLM", "Stability-AI/StableLM"),
        ("https://huggingface.co/spaces/a/b", "a/b"),
        ("https://huggingface.co/datasets/a/b", "a/b"),
        ("https://youtu.be/x", "YouTube x"),
        ("https://twitter.com/karpathy/status/1", "@karpathy"),
        ("https://gist.github.com/a/0123456789abcdef", "gist 0123456"),
        ("https://twitter.com/i/web/status/1", "X 1"),
        ("https://openai.com/blog/chatgpt/", "openai.com/blog/chatgpt"),
        ("https://export.arxiv.org/abs/2304.07880v2", "arXiv:2304.07880"),
        ("https://arxiv.org/abs/HEP-TH/9901001", "arXiv:hep-th/9901001"),
        ("https://aclanthology.org/2024.CL-3.1", "ACL 2024.cl-3.1"),
        ("https://jmlr.org/papers/v15/srivastava14a.html", "JMLR 15 srivastava14a"),
        (
            "https://papers.nips.cc/paper/7181-attention-is-all-you-need",
            "NeurIPS 7181",
        ),
        (
            "https://proceedings.iclr.cc/paper_files/paper/2024/hash/f53fd88a4340063ecd258c0ae9948b40-Abstract.html",
            "ICLR 2024",
        ),
        (
            "https://proceedings.mlsys.org/paper/2020/file/a0f3601dc682036423013a5d965db9aa-Paper.pdf",
            "MLSys 2020",
        ),
        ("https://ieeexplore.ieee.org/document/7780459", "IEEE 7780459"),
        (
            "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=7780459",
            "IEEE 7780459",
        ),
        (
            "https://www.semanticscholar.org/paper/649def34f8be52c8b66281af98ae884c09aef38b",
            "Semantic Scholar 649def34f8be52c8b66281af98ae884c09aef38b",
        ),
        ("https://www.nature.com/articles/nature14539", "doi:10.1038/nature14539"),
        ("https://github.com/A/B/issues/12", "A/B/issues/12"),
        ("https://github.com/A/B/blob/main/Paper.pdf", "A/B/blob/main/Paper.pdf"),
        ("https://huggingface.co/gpt2/tree/main", "gpt2"),
        ("https://threadreaderapp.com/thread/1.html", "X 1"),
        ("https://redd.it/12ABCD", "Reddit 12ABCD"),
        (
            "https://blog.naver.com/PostView.naver?blogId=user&logNo=1",
            "blog.naver.com/user/1",
        ),
    ],
)
def test_labels(url: str, label: str) -> None:
    assert identify(url).label == label


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2304.07880", "arxiv:2304.07880"),
        ("arXiv:2304.07880", "arxiv:2304.07880"),
        ("arxiv: 2304.07880v2", "arxiv:2304.07880"),
        ("https://arxiv.org/abs/2304.07880", "arxiv:2304.07880"),
        ("math.GT/0309136", "arxiv:math/0309136"),
        ("arXiv:hep-th/9901001v3", "arxiv:hep-th/9901001"),
        ("10.1000/X.", "doi:10.1000/x"),
        ("doi:10.1000/x", "doi:10.1000/x"),
        ("10.48550/arXiv.2304.07880", "arxiv:2304.07880"),
        ("10.18653/v1/P19-1285", "acl:P19-1285"),
        (" 2304.07880, ", "arxiv:2304.07880"),
        ("ARXIV:2304.07880V2", "arxiv:2304.07880"),
        ("2304.07880.pdf", "arxiv:2304.07880"),
        (" DOI: 10.1000/X/ ", "doi:10.1000/x"),
        ("HTTP://example.com/a", "url:example.com/a"),
    ],
)
def test_bare_names(name: str, key: str) -> None:
    resource = identify_name(name)
    assert resource
    assert resource.key == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("arXiv: 2304.07880", "arxiv:2304.07880"),
        ("doi:10.1000/x", "doi:10.1000/x"),
        ("10.1000/x", "doi:10.1000/x"),
        ("10.48550/arXiv.2304.07880", "arxiv:2304.07880"),
        ("arxiv.org/abs/2304.07880", "arxiv:2304.07880"),
        ("10.1.2.3/a", "url:10.1.2.3/a"),
    ],
)
def test_addresses_without_a_scheme(typed: str, key: str) -> None:
    assert identify(typed).key == key


@pytest.mark.parametrize(
    "name",
    [
        "Toolformer",
        "2023-04-w4",
        "",
        "3.14",
        "section/1234567",
        "10.1000",
        "https",
        "arxiv:",
        "see https://a.b/c",
        "see arXiv:2304.07880",
        "10.1000/a b",
        "x10.1000/a",
    ],
)
def test_no_bare_names(name: str) -> None:
    assert identify_name(name) is None


@pytest.mark.parametrize("words", [KOREAN, ENGLISH], ids=["ko", "en"])
def test_every_kind_has_a_word(words: Words) -> None:
    assert set(words.kinds) == set(Kind)


# Laws

ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "acl": "https://aclanthology.org/{}",
    "pmlr": "https://proceedings.mlr.press/{}.html",
    "doi": "https://doi.org/{}",
    "github": "https://github.com/{}",
    "huggingface": "https://huggingface.co/{}",
    "youtube": "https://youtu.be/{}",
    "x": "https://x.com/i/status/{}",
}
PLAIN = st.from_regex(
    r"https?://[a-z]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z]{2,6}){1,2}(/[A-Za-z0-9._~()-]{1,8}){0,4}",
    fullmatch=True,
)
ANY_URL = st.text(CHARACTERS, max_size=60).map("https://".__add__)
OF_THE_TABLE = st.sampled_from([url for _, _, url in ROWS])


def _again(resource: Resource) -> Resource:
    """The resource of the URL that is made from the key of a resource."""
    archive, _, name = resource.key.partition(":")
    return identify(
        "https://" + name
        if archive == "url"
        else ADDRESSES[archive].format(quote(name, safe="/"))
    )


@given(ANY_URL | st.text(CHARACTERS))
def test_any_text_has_a_key_that_pages_can_carry(url: str) -> None:
    resource = identify(url)
    assert resource.key.partition(":")[1]
    assert not [
        c
        for c in resource.key + resource.label
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
    ]


@given(ANY_URL | PLAIN | OF_THE_TABLE)
@example("https://\u2024")
@example("https://a \u0301:b/c")
@example("https://example.com:./a")
@example("https://github.com/a/b.git.GIT")
@example("https://github.com/a/b..git")
@example("https://github.com/a/.git")
@example("https://raw.githubusercontent.com/orgs/a/b")
def test_a_key_names_what_it_names(url: str) -> None:
    resource = identify(url)
    archive, _, name = resource.key.partition(":")
    if archive == "huggingface" and "/" not in name:
        return  # without the path of a file, this is the URL of an organization
    if archive in {*ADDRESSES, "url"}:
        assert _again(resource).key == resource.key


@given(
    PLAIN
    | OF_THE_TABLE.filter(lambda url: "://" in url and not set("?#[") & set(url))
)
def test_what_says_nothing_changes_nothing(url: str) -> None:
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    user, at, name = host.rpartition("@")
    spellings = [
        f"{url}?utm_source=a&utm_medium=b",
        f"{url}#part",
        f"{url.rstrip('/')}/",
        f"{'http' if scheme.lower() == 'https' else 'https'}://{rest}",
        f"{scheme}://{host.upper()}{slash}{path}",
        f"{scheme}://{user}{at}{name if name.lower().startswith('www.') else 'www.' + name}{slash}{path}",
        f" {url}\n",
    ]
    assert {identify(spelling).key for spelling in spellings} == {identify(url).key}


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "1a", "/", ".", "%ff", "\u0300\u0316"])
@pytest.mark.parametrize(
    "start",
    [
        "",
        "arxiv.org/abs/",
        "doi.org/10.1000/",
        "a.b/doi/10.1000/",
        "jmlr.org/papers/v1/",
        "jmlr.org/proceedings/papers/v1/a11",
        "aclanthology.org/P/P19/",
        "openaccess.thecvf.com/content/CVPR2022/html/",
        "link.springer.com/article/10.1007/",
        "biorxiv.org/content/10.1101/",
        "github.com/a/b/",
        "huggingface.co/",
        "example.com/",
        "l.facebook.com/?u=https://l.facebook.com/?u=",
    ],
)
def test_a_megabyte_of_address(start: str, piece: str) -> None:
    """With more than linear time, this test would not end."""
    assert identify(f"https://{start}{piece * (250_000 // len(piece))}!x").key


@pytest.mark.parametrize("library", libraries("sample", "flat", "markdown"))
def test_no_two_papers_of_a_library_share_a_key(library: Library) -> None:
    """Each key belongs to one paper, in any version and form of its URL."""
    texts = [path.read_text("utf-8") for path in library.digests()]
    numbers: dict[str, set[str]] = {}
    for url in {url.url for text in texts for url in find_urls(text)}:
        number = (
            url.partition("://")[2]
            .removesuffix(".pdf")
            .rstrip("/")
            .rpartition("/")[2]
            .partition("v")[0]
        )
        numbers.setdefault(identify(url).key, set()).add(number)
    assert len(numbers) > (90 if library.name == "sample" else 700)
    assert not {key: found for key, found in numbers.items() if len(found) > 1}
