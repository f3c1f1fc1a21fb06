"""Hostile text in every field: each kind of output file is parsed as its target program does."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from pybtex.database import parse_string

from tests.helpers import build_site, tree
from tests.hostile.site import PAYLOADS, files
from tests.web import broken_links, document
from weeknotes.cli.export import EXPORTS
from weeknotes.pipeline import BuildResult
from weeknotes.text.unicode import FORBIDDEN, clean

pytestmark = pytest.mark.slow

Built = tuple[BuildResult, dict[str, bytes]]
ELEMENTS = frozenset(
    """html head meta title link script body main header footer nav section article aside dialog
    form label input button div span p a ul ol li h1 h2 h3 h4 h5 h6 small em strong s code pre
    blockquote hr br wbr q cite mark sup sub del ins time data kbd details summary figure img table caption thead tbody tr th td
    svg g line rect circle polyline text math semantics annotation mrow mi mn mo mtext mspace ms
    msub msup msubsup mfrac msqrt mroot mover munder munderover mmultiscripts mprescripts none
    mtable mtr mtd mstyle mpadded mphantom menclose merror note-text""".split()
)
ATTRIBUTES = frozenset(
    """lang charset http-equiv content name property rel href type title src defer id class hidden
    action placeholder datetime aria-label aria-hidden aria-controls aria-current role tabindex method media alt width height
    loading decoding value start scope download color display alttext encoding data-copied
    data-selected data-failed data-retry data-offline data-marks data-system data-light data-dark
    data-search data-searching data-search-link data-without data-copy x y x1 x2 y1 y2 dy cx cy r points fill stroke
    text-anchor overflow pointer-events
    stretchy fence separator form accent accentunder lspace rspace minsize maxsize symmetric
    largeop movablelimits linethickness mathvariant columnalign rowspacing columnspacing
    columnlines rowlines depth displaystyle scriptlevel notation""".split()
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    made = build_site(folder, files())
    assert made.published, [
        str(d) for d in made.diagnostics if d.severity == "error"
    ]
    return made, tree(folder / "site")


@pytest.fixture(scope="module")
def site(built: Built) -> dict[str, bytes]:
    return built[1]


def faults(root: html.HtmlElement) -> Iterator[str]:
    """Yield elements, attributes and addresses that are not allowed in our pages."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"<!{element.text}"
            continue
        if element.tag not in ELEMENTS:
            yield f"<{element.tag}>"
        yield from (
            f"{element.tag}[{name}]"
            for name in element.attrib
            if name not in ATTRIBUTES
        )
        for name in ("href", "src", "action"):
            scheme = re.match(r"[\s\x00-\x20]*([^/?#]*?):", element.get(name, ""))
            if scheme and re.sub(r"\s", "", scheme[1].lower()) not in (
                "http",
                "https",
                "mailto",
            ):
                yield f"{element.tag}[{name}={element.get(name)}]"


def ending(site: dict[str, bytes], *endings: str) -> dict[str, bytes]:
    found = {
        path: data
        for path, data in site.items()
        if path.endswith(endings) and not path.startswith("files/")
    }
    assert found
    return found


def test_pages_hold_what_ours_hold_and_nothing_else(site: dict[str, bytes]) -> None:
    for path, data in ending(site, ".html").items():
        page = document(data)
        assert list(faults(page)) == [], path
        for script in page.iter("script"):
            if script.get("type") == "application/ld+json":
                assert json.loads(script.text)["@type"] == "Review"
            else:
                assert not script.text
                assert PurePosixPath(urlsplit(script.get("src")).path).name in (
                    "preview.js",
                    "theme.js",
                    "site.js",
                    "search.js",
                )
        for refresh in page.xpath("//meta[@http-equiv='refresh']"):
            assert re.fullmatch(
                r"0; url=(\.\./)*(tags|papers|authors)/[^:;\s]+\.html",
                refresh.get("content"),
            )
    assert broken_links(site) == []


def test_feeds_are_well_formed_and_hold_what_readers_may_show(
    site: dict[str, bytes],
) -> None:
    contents: list[str] = []
    for data in ending(
        site,
        "feed.xml",
        "papers.xml",
        "atom.xml",
        "subscriptions.opml",
        *(f"tags/tag{n}.xml" for n in range(99)),
    ).values():
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True)
        )
        contents += [
            e.text or ""
            for e in root.iter("{*}encoded", "{http://www.w3.org/2005/Atom}content")
        ]
        contents += [
            e.text or "" for e in root.iterfind("channel/item/description")
        ]  # readers parse it as HTML; an Atom summary is text
        assert {
            e.get("type", "text")
            for e in root.iter("{*}summary", "{http://www.w3.org/2005/Atom}title")
        } <= {"text"}
        links = [
            value
            for e in root.iter("*")
            for name, value in e.attrib.items()
            if name in ("href", "xmlUrl", "htmlUrl", "url")
        ]
        links += [e.text for e in root.iter("link", "{*}id") if e.text]
        assert not [
            link
            for link in links
            if not link.startswith("https://example.org/notes/")
        ]
    for data in ending(site, "feed.json").values():
        contents += [item["content_html"] for item in json.loads(data)["items"]]
    assert len(contents) > 100
    for content in contents:
        assert (
            list(faults(html.fragment_fromstring(content, create_parent="div")))
            == []
        )


def test_bibtex_is_whole_and_runs_nothing(built: Built) -> None:
    made, site = built
    texts = [data.decode() for data in ending(site, ".bib").values()]
    entries = parse_string(site["library.bib"].decode(), "bibtex").entries
    assert len(entries) == sum(
        bool(paper.metadata.addresses) for paper in made.site.papers.values()
    )
    for text in texts:
        assert text.count("{") == text.count("}")
        assert not re.search(
            r"\\(?:input|write|include|href|class|style|unicode|end)\b|\^\^", text
        )


def test_json_is_json(site: dict[str, bytes]) -> None:
    for path, data in ending(site, ".json").items():
        text = data.decode()
        json.loads(text)
        assert not FORBIDDEN.search(text), path


def test_no_cell_is_a_formula(built: Built) -> None:
    """In Excel and LibreOffice, also in East Asian versions, where a full-width sign counts like an
    ASCII sign."""
    cells = [
        cell
        for row in csv.reader(
            io.StringIO(EXPORTS["csv"](built[0].site).removeprefix("\ufeff"))
        )
        for cell in row
    ]
    assert len(cells) > 10 * len(PAYLOADS)
    assert not [
        cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)
    ]


def test_files_of_the_search_are_data(site: dict[str, bytes]) -> None:
    for path, data in ending(site, ".js").items():
        if path.startswith("search/"):
            call = re.fullmatch(
                r'weeknotesLoaded\("([\w-]+)","[\w-]{4}",(.*)\)\n',
                data.decode(),
                re.DOTALL,
            )
            assert call, path
            json.loads(call[2])
            assert PurePosixPath(path).stem == call[1]


def test_nothing_invisible_to_xml_is_anywhere(site: dict[str, bytes]) -> None:
    for path, data in ending(
        site, ".html", ".xml", ".json", ".js", ".bib", ".opml", ".txt"
    ).items():
        assert not FORBIDDEN.search(data.decode()), path


def test_names_of_files_lie_within_the_site(
    site: dict[str, bytes], built: Built
) -> None:
    # Set by the user.
    chosen = {redirect.path for redirect in built[0].site.redirects}
    for path in site:
        assert not {"", ".", ".."} & set(path.split("/"))
        assert (
            not re.search(r"[\\:*?\"<>|\x00-\x1f]", path)
            or path.startswith("files/")
            or path in chosen
        ), path
        assert all(len(part.encode()) <= 255 for part in path.split("/"))


def test_every_payload_is_on_its_page(built: Built) -> None:
    """Text is made safe by escaping, not by dropping it."""
    made, site = built
    shown = {
        week.id: "".join(document(site[week.href]).text_content().split())
        for week in made.site.weeks
    }
    text = "".join(shown.values())
    for payload in PAYLOADS:
        wanted = "".join(clean(payload).split())
        assert wanted in text, payload


def test_the_folder_of_a_test_s_site_is_all_that_changes(tmp_path: Path) -> None:
    """No payload causes a write outside of the site's folder."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "beside.txt").write_text("x")
    build_site(tmp_path / "inner", files())
    assert {path.name for path in tmp_path.iterdir()} == {"inner", "beside.txt"}
    assert {path.name for path in (tmp_path / "inner").iterdir()} == {
        "notes",
        "site",
        "weeknotes.yml",
        ".weeknotes",
    }
