"""Feeds: one small site in every format, and what must not change when a writer corrects a note."""

from __future__ import annotations

import json
import re
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import imagesize
import pytest
from lxml import html
from tools.icon import png

from tests.helpers import build_site, tree
from tests.web import broken_links, document
from weeknotes.config.settings import parse_config
from weeknotes.diagnostics import Severity
from weeknotes.feeds import FORMATS
from weeknotes.feeds.opml import opml
from weeknotes.markup import for_readers, note_html
from weeknotes.model import Link, LinkKind, Note
from weeknotes.pages.common.context import FeedFormat
from weeknotes.pages.feeds import subscriptions, subscriptions_inputs

pytestmark = pytest.mark.slow

BASE = "https://example.org/notes/"
ID = "example.org/notes"
CONFIG = f"base_url: {BASE}\ntitle: 읽은 것들\nauthor: 홍길동\n"
THIRD = (
    "2023년 4월 3주차\n이번 주의 소개입니다.\n"
    "https://arxiv.org/abs/2304.07880v1\n"
    "Sabiá: Portuguese Models (Ramon Pires, Hugo Abonizio)\n"
    "처음 읽은 글.\n#llm #언어모델\n"
)
FOURTH = (
    "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\n"
    "다시 읽은 글. ![그림](a.gif)\n\n둘째 문단입니다.\n#LLM\n---\n"
    "https://arxiv.org/abs/2304.07880\n같은 주에 한 번 더.\n#llm\n---\n"
    "https://a.b/post\nH$_2$O & Models (Jane Roe, John Doe)\n"
    "수식 $x^2$과 https://arxiv.org/abs/2304.07880 참고.\n#C++\n"
)
NOTES: dict[str, str | bytes] = {
    "weeknotes.yml": CONFIG,
    "notes/2023-04-w3.txt": THIRD,
    "notes/2023-04-w4.txt": FOURTH,
    "notes/a.gif": b"GIF89a\x03\x00\x04\x00\x00\x00\x00;",
}
THIRD_SAYS = ("이번 주의 소개입니다.", "처음 읽은 글.")
FOURTH_SAYS = ("다시 읽은 글.", "둘째 문단입니다.", "같은 주에 한 번 더.", "참고.")


def site_of(folder: Path, **changed: str) -> dict[str, bytes]:
    """The output of the site with some files changed: `weeknotes_yml=…`, `w3=…`, `w4=…`."""
    names = {
        "weeknotes_yml": "weeknotes.yml",
        "w3": "notes/2023-04-w3.txt",
        "w4": "notes/2023-04-w4.txt",
    }
    built = build_site(
        folder, NOTES | {names[name]: text for name, text in changed.items()}
    )
    assert built.published
    return tree(folder / "site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return site_of(tmp_path_factory.mktemp("feeds"))


def rss_ids(data: bytes) -> list[str]:
    return [guid.text or "" for guid in ElementTree.fromstring(data).iter("guid")]


def text_of(markup: str) -> str:
    return str(html.fragment_fromstring(markup, create_parent="div").text_content())


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("feed.xml", [FOURTH_SAYS, THIRD_SAYS]),
        ("atom.xml", [FOURTH_SAYS, THIRD_SAYS]),
        (
            "papers.xml",
            [FOURTH_SAYS[:2], FOURTH_SAYS[2:3], FOURTH_SAYS[3:], THIRD_SAYS[1:]],
        ),
        ("tags/llm.xml", [FOURTH_SAYS[:2], FOURTH_SAYS[2:3], THIRD_SAYS[1:]]),
        ("tags/언어모델.xml", [THIRD_SAYS[1:]]),
        ("tags/c-plus-plus.xml", [FOURTH_SAYS[3:]]),
    ],
)
def test_every_feed_holds_every_sentence_newest_first(
    site: dict[str, bytes], path: str, says: list[tuple[str, ...]]
) -> None:
    feed = feedparser.parse(site[path])
    assert not feed.bozo
    assert len(feed.entries) == len(says)
    for entry, sentences in zip(feed.entries, says, strict=True):
        text = text_of(entry.content[0].value)
        assert all(sentence in text for sentence in sentences)
        assert entry.summary
        # Atom has one author for all entries.
        assert entry.get("author", feed.feed.get("author")) == "홍길동"
    assert feed.feed.updated_parsed == feed.entries[0].published_parsed
    assert feed.feed.language == "ko"


def test_addresses_are_absolute_and_ascii(site: dict[str, bytes]) -> None:
    for path in ("feed.xml", "papers.xml", "atom.xml", "tags/언어모델.xml"):
        feed = feedparser.parse(site[path])
        content = [
            html.fragment_fromstring(entry.content[0].value, create_parent="div")
            for entry in feed.entries
        ]
        links = [url for part in content for _, _, url, _ in part.iterlinks()] + [
            entry.link for entry in feed.entries
        ]
        links += [link.href for link in feed.feed.links]
        assert all(link.isascii() and link.startswith("https://") for link in links)
    tagged = feedparser.parse(site["tags/언어모델.xml"]).feed
    assert unquote(tagged.link) == BASE + "tags/언어모델.html"
    assert [unquote(link.href) for link in tagged.links if link.rel == "self"] == [
        BASE + "tags/언어모델.xml"
    ]
    assert f'<img src="{BASE}files/a.gif"' in html.tostring(
        document(site["weeks/2023-04-w4.html"]), encoding="unicode"
    ).replace("../", BASE)


def test_an_item_is_the_same_in_every_feed_that_holds_it(
    site: dict[str, bytes],
) -> None:
    items: dict[str | None, bytes] = {}
    for path in (
        "papers.xml",
        "tags/llm.xml",
        "tags/언어모델.xml",
        "tags/c-plus-plus.xml",
    ):
        for item in ElementTree.fromstring(site[path]).iter("item"):
            text = ElementTree.tostring(item).rstrip()
            assert items.setdefault(item.findtext("guid"), text) == text
    assert len(items) == 4


def test_atom_says_what_atom_has_to(site: dict[str, bytes]) -> None:
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(site["atom.xml"])
    assert feed.findtext("a:id", namespaces=atom) == BASE + "atom.xml"
    assert feed.findtext("a:author/a:name", namespaces=atom) == "홍길동"
    assert feed.findtext("a:updated", namespaces=atom) == "2023-04-22T12:00:00+09:00"
    assert [link.get("rel") for link in feed.findall("a:link", atom)] == [
        "self",
        "alternate",
    ]
    entries = feed.findall("a:entry", atom)
    assert [entry.findtext("a:id", namespaces=atom) for entry in entries] == [
        f"{BASE}weeks/2023-04-w{n}.html" for n in (4, 3)
    ]
    assert [entry.findtext("a:updated", namespaces=atom) for entry in entries] == [
        f"2023-04-{d}T12:00:00+09:00" for d in (22, 15)
    ]
    assert {
        content.get("type") for content in feed.iterfind(".//a:content", atom)
    } == {"html"}


def test_json_feed_says_what_json_feed_has_to(site: dict[str, bytes]) -> None:
    feed: dict[str, Any] = json.loads(site["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == (
        "읽은 것들",
        BASE,
        BASE + "feed.json",
    )
    assert feed["authors"] == [{"name": "홍길동"}]
    assert feed["language"] == "ko"
    assert feed["icon"] == BASE + "icon.png"
    assert [item["id"] for item in feed["items"]] == [
        f"{ID}/2023-04-w4",
        f"{ID}/2023-04-w3",
    ]
    assert [item["url"] for item in feed["items"]] == [
        f"{BASE}weeks/2023-04-w{n}.html" for n in (4, 3)
    ]
    for item, sentences in zip(
        feed["items"], (FOURTH_SAYS, THIRD_SAYS), strict=True
    ):
        assert all(
            sentence in text_of(item["content_html"]) for sentence in sentences
        )
        assert datetime.fromisoformat(item["date_published"]).utcoffset()
        assert item["title"]
        assert item["summary"]
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert list(item) == sorted(item)
    assert list(feed) == sorted(feed)
    assert "이번".encode() in site["feed.json"]  # no \u escapes


def test_the_list_of_feeds_holds_each_once(site: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(site["subscriptions.opml"])
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "읽은 것들"
    assert root.findtext("head/dateModified") == "Sat, 22 Apr 2023 12:00:00 +0900"
    folders = {
        folder.get("text"): [
            unquote(urlsplit(feed.get("xmlUrl", "")).path) for feed in folder
        ]
        for folder in root.findall("body/outline")
    }
    assert folders == {
        "읽은 것들": [
            "/notes/feed.xml",
            "/notes/papers.xml",
        ],  # not Atom and JSON Feed, which have the same content
        "주제": [
            "/notes/tags/c-plus-plus.xml",
            "/notes/tags/llm.xml",
            "/notes/tags/언어모델.xml",
        ],
    }
    for feed in root.findall("body/outline/outline"):
        assert feed.get("type") == "rss"
        assert all(feed.get(name) for name in ("text", "title", "htmlUrl"))
        assert feed.get("xmlUrl", "").isascii()
        assert unquote(feed.get("xmlUrl", "")).removeprefix(BASE) in site
        assert feedparser.parse(
            site[unquote(feed.get("xmlUrl", "")).removeprefix(BASE)]
        ).feed.title == feed.get("title")


def test_every_page_announces_the_feeds_and_a_tag_s_its_own_first(
    site: dict[str, bytes],
) -> None:
    whole = ["feed.xml", "papers.xml", "atom.xml", "feed.json"]
    for path, data in site.items():
        # Its links begin at the host's root.
        if not path.endswith(".html") or path == "404.html":
            continue
        links = document(data).xpath('//link[@rel="alternate"]')
        found = [unquote(link.get("href")).removeprefix("../") for link in links]
        own = (
            [path.replace(".html", ".xml")]
            if re.fullmatch(r"tags/(?!index).*", path)
            else []
        )
        assert found == own + whole, path
        assert all(target in site for target in found)
        assert [link.get("type") for link in links[len(own) :]] == [
            "application/rss+xml",
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ]
        assert len({link.get("title") for link in links}) == len(links)
        if own:
            assert [
                unquote(a.get("href"))
                for a in document(data).xpath('//main//a[@class="button"]')
            ] == ["../" + own[0]]


def test_the_subscribe_page_leads_to_every_feed(site: dict[str, bytes]) -> None:
    page = document(site["subscribe.html"])
    linked = {unquote(a.get("href")) for a in page.xpath("//main//a")}
    feeds = {
        path
        for path in site
        if re.fullmatch(
            r"(feed|papers|atom|tags/.*)\.xml|feed\.json|subscriptions\.opml", path
        )
    }
    assert linked == feeds
    assert len(feeds) == 8
    text = page.xpath("//main")[0].text_content()
    assert all(
        said in text
        for said in (BASE + "feed.xml", "최근 20주.", "최근 노트 100개.")
    )
    assert [
        (li.xpath("a")[0].text, li.xpath("span")[0].text)
        for li in page.xpath('//ul[@class="topics"]/li')
    ] == [
        ("llm", "3"),
        ("C++", "1"),
        ("언어모델", "1"),
    ]
    assert all(
        document(data).xpath('//footer//a[contains(@href, "subscribe.html")]')
        for path, data in site.items()
        if path.endswith(".html")
    )
    assert broken_links(site) == []


def test_an_english_subscribe_page_counts_in_english(tmp_path: Path) -> None:
    built = site_of(
        tmp_path,
        weeknotes_yml=CONFIG + "language: en\nfeed_weeks: 1\nfeed_entries: 0\n",
    )
    text = document(built["subscribe.html"]).xpath("//main")[0].text_content()
    assert "The newest week." in text
    assert "newest note" not in text


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ("base_url: https://example.org/notes/", ID),
        ("base_url: http://EXAMPLE.org/notes", ID),
        ("base_url: https://example.org/Notes/", "example.org/Notes"),
        ("base_url: https://example.org:8080/", "example.org:8080"),
        (
            "base_url: https://홍길동.example/노트/",
            "xn--wk0bu0i737a.example/%EB%85%B8%ED%8A%B8",
        ),
        ("base_url: https://new.example/\nfeed_id: example.org/notes", ID),
        ("base_url: https://new.example/\nfeed_id: https://Example.org/notes/", ID),
        ("base_url: https://new.example/\nfeed_id: 내노트", "내노트"),
    ],
)
def test_ids_begin_with_a_name_of_the_site(
    tmp_path: Path, settings: str, name: str
) -> None:
    built = site_of(tmp_path, weeknotes_yml=settings + "\n")
    weeks = [f"{name}/2023-04-w4", f"{name}/2023-04-w3"]
    assert rss_ids(built["feed.xml"]) == weeks
    assert [item["id"] for item in json.loads(built["feed.json"])["items"]] == weeks
    assert rss_ids(built["tags/c-plus-plus.xml"]) == [
        f"{name}/2023-04-w4/url:a.b/post"
    ]


@pytest.mark.parametrize("name", ["내 노트", '"a\\tb"'])
def test_a_name_for_ids_that_is_no_name_is_an_error(name: str) -> None:
    config, (found,) = parse_config(f"feed_id: {name}\n", "weeknotes.yml")
    assert (config.feed_id, found.rule, found.severity) == (
        "",
        "invalid-config",
        Severity.ERROR,
    )


def test_every_feed_names_an_icon_that_is_there(site: dict[str, bytes]) -> None:
    for path in ("feed.xml", "papers.xml", "tags/llm.xml"):
        channel = feedparser.parse(site[path]).feed
        assert channel.image.href == BASE + "icon.png"
        assert (channel.image.title, channel.image.link) == (
            channel.title,
            channel.link,
        )
    atom = feedparser.parse(site["atom.xml"]).feed
    assert atom.icon == atom.logo == BASE + "icon.png"
    assert imagesize.get(BytesIO(site["icon.png"])) == (512, 512)
    for path in ("index.html", "tags/llm.html"):
        (icon,) = document(site[path]).xpath('//link[@rel="apple-touch-icon"]')
        assert icon.get("href") == "../" * path.count("/") + "icon.png"


def test_the_icon_is_what_its_tool_draws(site: dict[str, bytes]) -> None:
    def drawn(data: bytes) -> tuple[list[bytes], bytes]:
        """The chunks, and the pixels: other versions of zlib compress to other bytes."""
        chunks, at = [], 8
        while at < len(data):
            end = at + 12 + int.from_bytes(data[at : at + 4])
            chunks.append(data[at + 4 : end - 4])
            at = end
        return [chunk for chunk in chunks if chunk[:4] != b"IDAT"], zlib.decompress(
            chunks[2][4:]
        )

    assert drawn(site["icon.png"]) == drawn(png())


def test_ids_stay_when_a_title_is_corrected_or_the_site_moves(
    site: dict[str, bytes], tmp_path: Path
) -> None:
    corrected = THIRD.replace(
        "Sabiá: Portuguese Models", "Sabiá: Portuguese Large Language Models"
    )
    moved = site_of(
        tmp_path,
        w3=corrected,
        weeknotes_yml=CONFIG.replace(BASE, "http://moved.example/")
        + f"feed_id: {ID}\n",
    )
    assert rss_ids(site["papers.xml"]) == [
        f"{ID}/2023-04-w4/arxiv:2304.07880",
        f"{ID}/2023-04-w4/arxiv:2304.07880#2",
        f"{ID}/2023-04-w4/url:a.b/post",
        f"{ID}/2023-04-w3/arxiv:2304.07880",
    ]
    for path in ("feed.xml", "papers.xml", "tags/llm.xml"):
        assert rss_ids(moved[path]) == rss_ids(site[path])
        assert moved[path] != site[path]
    ids = [
        [item["id"] for item in json.loads(data)["items"]]
        for data in (site["feed.json"], moved["feed.json"])
    ]
    assert ids[0] == ids[1]


def test_limits_are_settings(tmp_path: Path) -> None:
    built = site_of(
        tmp_path,
        weeknotes_yml=CONFIG
        + "feed_weeks: 1\nfeed_entries: 2\nfeed_tag_entries: 1\n",
    )
    counts = {
        path: len(feedparser.parse(built[path]).entries)
        for path in ("feed.xml", "atom.xml", "papers.xml", "tags/llm.xml")
    }
    assert counts == {
        "feed.xml": 1,
        "atom.xml": 1,
        "papers.xml": 2,
        "tags/llm.xml": 1,
    }
    assert len(json.loads(built["feed.json"])["items"]) == 1
    everything = site_of(
        tmp_path,
        weeknotes_yml=CONFIG
        + "feed_weeks: 0\nfeed_entries: 0\nfeed_tag_entries: 0\n",
    )
    assert [len(feedparser.parse(everything[path]).entries) for path in counts] == [
        2,
        2,
        4,
        3,
    ]


def test_a_week_s_own_date_decides_what_is_newest(tmp_path: Path) -> None:
    built = site_of(
        tmp_path,
        w3="---\ndate: 2024-01-05\n---\n" + THIRD,
        weeknotes_yml=CONFIG + "feed_entries: 1\n",
    )
    assert rss_ids(built["feed.xml"]) == [f"{ID}/2023-04-w3", f"{ID}/2023-04-w4"]
    assert rss_ids(built["papers.xml"]) == [f"{ID}/2023-04-w3/arxiv:2304.07880"]
    assert rss_ids(built["tags/llm.xml"])[0] == f"{ID}/2023-04-w3/arxiv:2304.07880"


def test_a_tag_that_only_undated_notes_carry_has_a_feed_without_items(
    tmp_path: Path,
) -> None:
    build_site(
        tmp_path,
        {"weeknotes.yml": CONFIG, "notes/a.txt": "https://a.b/c\n글.\n#llm\n"},
    )
    built = tree(tmp_path / "site")
    for path in ("feed.xml", "atom.xml", "tags/llm.xml"):
        feed = feedparser.parse(built[path])
        assert not feed.bozo
        assert feed.entries == []
        assert feed.feed.updated_parsed.tm_year == 1970  # not the current time
    assert json.loads(built["feed.json"])["items"] == []
    assert (
        ElementTree.fromstring(built["subscriptions.opml"]).find("head/dateModified")
        is None
    )


def test_a_very_long_note_displaces_no_other(tmp_path: Path) -> None:
    """Feeds have its summary, and stay below 1 MB."""
    long = "https://a.b/long\n" + "긴 노트 & " * 40_000 + "\n#llm\n"
    digest = f"{NOTES['notes/2023-04-w4.txt']!s}{long}"
    build_site(tmp_path, NOTES | {"notes/2023-04-w4.txt": digest})
    for path, data in tree(tmp_path / "site").items():
        assert len(data) < 1_000_000 or not path.endswith((".xml", "feed.json")), (
            path
        )
    items = feedparser.parse(tmp_path / "site" / "papers.xml").entries
    assert [len(item.content[0].value) < 1000 for item in items].count(True) == len(
        items
    )
    assert "긴 노트 &amp; 긴 노트" in "".join(
        item.content[0].value for item in items
    )


def test_without_an_address_there_is_nothing_to_subscribe_to(tmp_path: Path) -> None:
    files = NOTES | {"weeknotes.yml": "title: 읽은 것들\n"}
    built = build_site(tmp_path, files)
    paths = tree(tmp_path / "site")
    assert not [
        path
        for path in paths
        if path.endswith((".xml", ".opml"))
        or path == "feed.json"
        or "subscribe" in path
    ]
    assert not [
        path
        for path, data in paths.items()
        if b'rel="alternate"' in data or b"subscribe.html" in data
    ]
    listed = opml(
        subscriptions(built.site.config, *subscriptions_inputs(built.site))
    )
    assert list(ElementTree.fromstring(listed).iter("outline")) == []


def test_what_is_in_a_feed_is_for_readers(site: dict[str, bytes]) -> None:
    weeks = [item["content_html"] for item in json.loads(site["feed.json"])["items"]]
    assert re.findall(
        r'<annotation encoding="application/x-tex">(.*?)</annotation>',
        "".join(weeks),
    ) == ["_2", "x^2"]
    assert all(
        a.text_content()
        for week in weeks
        for a in html.fragment_fromstring(week, create_parent="div").iter("a")
    )
    assert "annotation" not in site["weeks/2023-04-w4.html"].decode()


def test_readers_get_formulas_with_their_source() -> None:
    shown = for_readers(note_html(Note("가 $x^2$, $$a_1<b$$"), BASE))
    annotation = '<annotation encoding="application/x-tex">(.*?)</annotation>'
    formula = (
        rf"<math[^>]*><semantics><m\w+>.*?</m\w+> {annotation}</semantics></math>"
    )
    assert re.findall(formula, shown) == ["x^2", "a_1&lt;b"]
    # In readers that drop the elements.
    assert text_of(shown).startswith("가 x2 x^2, ")


@pytest.mark.parametrize("formula", ["x", "a+b", "a < b", "10"])
def test_a_formula_that_is_its_source_is_read_once(formula: str) -> None:
    shown = for_readers(note_html(Note(f"가 ${formula}$ 나"), BASE))
    assert "".join(text_of(shown).split()) == f"가{formula}나".replace(" ", "")


def test_readers_get_no_link_without_words() -> None:
    url = "https://arxiv.org/abs/2304.07880"
    note = Note(
        f'{url} `<a class="out">` $\\text{{<a class="out"></a>}}$',
        (Link(url, LinkKind.PAGE, "papers/2304.07880.html"),),
    )
    assert 'class="out" href' in note_html(note, "../")
    shown = for_readers(note_html(note, BASE))
    assert re.findall(r'<a [^>]*href="([^"]*)"', shown) == [
        BASE + "papers/2304.07880.html"
    ]
    assert text_of(shown).count('<a class="out">') >= 2  # typed text stays


def test_a_root_is_written_as_an_attribute_holds_it() -> None:
    note = Note("[글](a.pdf)", (Link("a.pdf", LinkKind.FILE, "files/a.pdf"),))
    assert '<a href="https://a.b/x&amp;y/files/a.pdf">' in note_html(
        note, "https://a.b/x&y/"
    )
    assert '<a href="../files/a.pdf">' in note_html(note, "../")


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == set(FeedFormat)
