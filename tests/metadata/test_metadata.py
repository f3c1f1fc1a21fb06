"""Titles and authors from services that answer as they are documented to, and from others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answering import Answer, Service, answering
from tests.helpers import CHARACTERS, Case, cases
from weeknotes.identifiers import identify
from weeknotes.metadata import Found, Wanted, Work, find_works
from weeknotes.metadata.arxiv import parse_feed
from weeknotes.metadata.csl import csl_work
from weeknotes.metadata.doi import parse_item
from weeknotes.metadata.page import landing_page, parse_page, without_site
from weeknotes.text.messages import Message


@pytest.fixture
def service() -> Iterator[Service]:
    with answering() as running:
        yield running


def find(service: Service, url: str, seconds: float = 20) -> Found:
    wanted = Wanted(url, identify(url).key)
    return find_works([wanted], service.network().within(seconds))[wanted]


def reason(found: Found) -> str:
    assert isinstance(found, Message)
    return str(found)


@pytest.mark.parametrize("case", cases("metadata"), ids=str)
def test_pages(case: Case) -> None:
    found = parse_page(case.given.encode())
    lines = (
        [f"! {found}"]
        if isinstance(found, Message)
        else [found.title, *found.authors]
    )
    assert lines == case.expected.split("\n")


@pytest.mark.parametrize(
    "charset", ["euc-kr", "utf-8", "cp949", "shift_jis", "no-such"]
)
def test_a_page_in_another_encoding(charset: str) -> None:
    encoding = "utf-8" if charset == "no-such" else charset
    text = "日本" if charset == "shift_jis" else "한글 제목"
    page = f'<meta charset="{charset}"><title>{text}</title>'.encode(encoding)
    assert parse_page(page) == Work(text)
    assert parse_page(f"<title>{text}</title>".encode(encoding), charset) == Work(
        text
    )


@given(st.binary(max_size=200))
def test_no_answer_breaks_a_reader(data: bytes) -> None:
    for read in (parse_page, parse_item, parse_feed):
        read(data)


@given(
    st.recursive(
        st.none() | st.text(CHARACTERS) | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["title", "author", "family", "given", "literal", "suffix"]
                ),
                inner,
            )
        ),
    )
)
def test_no_item_breaks_the_reader_of_csl(item: object) -> None:
    csl_work(item)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"given": "Ashish", "family": "Vaswani"}, "Ashish Vaswani"),
        ({"given": "길동", "family": "홍"}, "홍길동"),
        (
            {"given": "Aäron", "non-dropping-particle": "van den", "family": "Oord"},
            "Aäron van den Oord",
        ),
        ({"given": "Martin", "family": "King", "suffix": "Jr."}, "Martin King, Jr."),
        ({"literal": "The Consortium"}, "The Consortium"),
        ({"name": "The Group"}, "The Group"),
        ({"family": "Plato"}, "Plato"),
    ],
)
def test_names_in_csl(person: object, name: str) -> None:
    assert csl_work({"title": "T", "author": [person]}) == Work("T", (name,))


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://openreview.net/pdf?id=abc", "https://openreview.net/forum?id=abc"),
        (
            "https://aclanthology.org/P19-1001.pdf",
            "https://aclanthology.org/P19-1001",
        ),
        ("https://arxiv.org/pdf/2304.07880v3", "https://arxiv.org/abs/2304.07880"),
        (
            "http://proceedings.mlr.press/v139/a21b/a21b.pdf",
            "https://proceedings.mlr.press/v139/a21b.html",
        ),
        (
            "https://openaccess.thecvf.com/content/CVPR2023/papers/A_B_CVPR_2023_paper.pdf",
            "https://openaccess.thecvf.com/content/CVPR2023/html/A_B_CVPR_2023_paper.html",
        ),
        (
            f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{'a' * 32}-Paper-Conference.pdf",
            f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{'a' * 32}-Abstract-Conference.html",
        ),
        ("https://example.org/a.html", "https://example.org/a.html"),
    ],
)
def test_the_page_of_a_pdf(url: str, page: str) -> None:
    assert landing_page(Wanted(url, identify(url).key)) == page


def test_only_the_name_of_the_site_is_removed() -> None:
    assert without_site("Nature and Us | Nature", "Nature") == "Nature and Us"
    assert without_site("Nature: A History", "Other") == "Nature: A History"
    assert without_site("A - B", "") == "A - B"


# --- Services ------------------------------------------------------------------------------------


def test_arxiv_answers_for_many_at_once(service: Service) -> None:
    service.papers = {
        f"2304.{n:05}": (f"Paper\n  number {n}", ("Ann Bee",)) for n in range(60)
    }
    wanted = [Wanted("", f"arxiv:2304.{n:05}") for n in range(60)]
    found = find_works(wanted, service.network())
    assert [found[one] for one in wanted] == [
        Work(f"Paper number {n}", ("Ann Bee",)) for n in range(60)
    ]
    assert len(service.requests) == 2
    assert service.waited == [3]
    assert service.requests[0][1]["User-Agent"].startswith("weeknotes/")


def test_an_old_identifier_of_arxiv(service: Service) -> None:
    service.papers = {"math/0309136": ("Old", ("Ann Bee",))}
    assert find(service, "https://arxiv.org/abs/math.GT/0309136") == Work(
        "Old", ("Ann Bee",)
    )


def test_a_doi_leads_to_its_agency(service: Service) -> None:
    person = {"given": "Yann", "family": "LeCun"}
    service.item(
        "10.1038/nature14539", {"title": "Deep <i>learning</i>", "author": [person]}
    )
    found = find(service, "https://www.nature.com/articles/nature14539")
    assert found == Work("Deep learning", ("Yann LeCun",))
    assert "citationstyles" in service.requests[0][1]["Accept"]


def test_the_page_is_asked_if_arxiv_fails(service: Service) -> None:
    service.answer("/arxiv/api/query", Answer(b"Rate exceeded."))
    service.page(
        "/arxiv.org/abs/2304.07880", '<meta name="citation_title" content="T">'
    )
    assert find(service, "https://arxiv.org/abs/2304.07880") == Work("T")


ARXIV = "https://arxiv.org/abs/2304.07880"
PAGE = "https://a.test/b"
HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(status=404), "the server answers with 404"),
        (Answer(status=500), "the server answers with 500"),
        (Answer(status=429, headers={"Retry-After": "600"}), "the server is busy"),
        (
            Answer(
                status=429, headers={"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}
            ),
            "busy",
        ),
        (
            Answer(status=302, headers={"Location": "http://a.test/c"}),
            "does not begin with https://",
        ),
        (Answer(status=302, headers={"Location": "/b"}), "too many redirects"),
        (
            Answer(status=302, headers={"Location": "https://a.test:x/"}),
            "not valid HTTP",
        ),
        (
            Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
            "not a web page",
        ),
        (
            Answer(b"\x1f\x8bno", headers=HTML | {"Content-Encoding": "gzip"}),
            "not valid HTTP",
        ),
        (Answer(b"", headers=HTML), "the page has no title"),
    ],
)
def test_a_bad_answer_is_said(
    service: Service, answer: Answer, expected: str
) -> None:
    service.answer("/a.test/b", answer)
    assert expected in reason(find(service, PAGE))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(service: Service, status: int) -> None:
    busy = Answer(status=status, headers={"Retry-After": "7"})
    service.answer(
        "/a.test/b", busy, busy, Answer(b"<title>T</title>", headers=HTML)
    )
    assert find(service, PAGE) == Work("T")
    assert service.waited == [7, 7]
    service.answer("/a.test/b", busy)
    # For the seconds of the limit, not forever.
    assert "busy" in reason(find(service, PAGE))
    assert sum(service.waited) < 40


def test_a_huge_page_is_read_in_part(service: Service) -> None:
    head = b'<head><meta name="citation_title" content="T"></head>'
    service.answer("/a.test/b", Answer(head + b"x" * 3_000_000, headers=HTML))
    assert find(service, PAGE) == Work("T")
    service.answer("/a.test/b", Answer(b"x" * 3_000_000 + head, headers=HTML))
    assert "no title" in reason(find(service, PAGE))


def test_a_silent_server_is_left(service: Service) -> None:
    service.answer("/a.test/b", Answer(hangs=True))
    assert "in time" in reason(find(service, PAGE, 0.05))


def test_a_refused_connection_is_said(service: Service) -> None:
    service.base = "http://127.0.0.1:1"
    assert "no connection" in reason(find(service, PAGE))


@pytest.mark.parametrize(
    "body", [b"", b"<feed", b"Rate exceeded.", b"<a>&x;</a>", b"\xff\xfe"]
)
def test_a_malformed_feed(service: Service, body: bytes) -> None:
    service.answer("/arxiv/api/query", Answer(body))
    assert "Atom" in reason(find(service, ARXIV)) or b"&x;" in body


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"title": ""}', b"[" * 100_000]
)
def test_a_malformed_item(service: Service, body: bytes) -> None:
    service.answer("/doi/10.1000/x", Answer(body))
    assert isinstance(find(service, "https://doi.org/10.1000/x"), Message)


def test_arxiv_reports_an_error_as_an_entry(service: Service) -> None:
    feed = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#x</id>'
        b"<title>Error</title></entry></feed>"
    )
    service.answer("/arxiv/api/query", Answer(feed))
    assert reason(find(service, ARXIV)) == "arXiv has no paper with this identifier"
