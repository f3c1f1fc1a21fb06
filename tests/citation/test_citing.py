"""Citations: names, years, keys; BibTeX checked with pybtex; metadata for reference managers in
pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Person, parse_string
from pybtex.richtext import Text

from tests.helpers import (
    CHARACTERS,
    Case,
    build_site,
    cases,
    make_site,
    read,
    resolved,
    tree,
)
from tests.libraries import Library, libraries
from tests.web import document, targets
from weeknotes.citation import cite
from weeknotes.citation.bibtex import bibtex, tex
from weeknotes.citation.coins import coins
from weeknotes.citation.csl import csl
from weeknotes.citation.reference import Reference, reference
from weeknotes.citation.schema_org import schema_org
from weeknotes.cli.check import read_context
from weeknotes.config.settings import Config
from weeknotes.export.bibliography import (
    bibtex_file,
    csl_file,
    library_papers,
)
from weeknotes.identifiers import Publication, publication_of
from weeknotes.identifiers.people import PersonName, name_of
from weeknotes.model import Site
from weeknotes.text.unicode import title_text


def site_of(*digests: str, config: Config | None = None) -> Site:
    """The site of these digests; the n-th one is in the n-th month of 2023."""
    readings = [
        read(f"2023년 {month}월 2주차\n{text}\n", f"{month:02}.txt")
        for month, text in enumerate(digests, 1)
    ]
    return resolved(readings, config or Config())


def references(site: Site) -> dict[str, Reference]:
    return {
        key: cited
        for key, paper in site.papers.items()
        if (cited := reference(paper.metadata))
    }


def keys(site: Site) -> dict[str, str]:
    return {key: cited.key for key, cited in references(site).items()}


def parsed(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def read_by_tex(field: str) -> str:
    """The text that TeX prints for a BibTeX field, with mathematics as typed."""
    signs = {
        "backslash": "\\",
        "braceleft": "{",
        "braceright": "}",
        "asciitilde": "~",
        "asciicircum": "^",
    }

    def sign(found: re.Match[str]) -> str:
        return signs[found[1]] if found[1] else found[2] or found[3] or ""

    return re.sub(
        r"\{\\text(\w+)\}|(?<=\{)(\$[^$]*\$)(?=\})|\\([%&#_$])|[{}]", sign, field
    )


def name_from(person: Person) -> PersonName:
    """A name as split by pybtex."""
    given = [*person.first_names, *person.middle_names]
    return PersonName(
        *(
            read_by_tex(" ".join(parts))
            for parts in (
                person.last_names,
                given,
                person.prelast_names,
                person.lineage_names,
            )
        )
    )


def in_full(name: PersonName) -> str:
    return " ".join(
        filter(None, (name.given, name.particles, name.family, name.suffix))
    )


def made_up(title: str = "A Title", *names: str) -> Reference:
    return Reference(
        key="key",
        title=title,
        authors=tuple(map(name_of, names)),
        others=False,
        publication=Publication("article"),
        archive="",
        eprint="",
        doi="",
        url="https://a.b/c",
    )


@pytest.mark.parametrize("case", cases("citing"), ids=str)
def test_entries_as_bibtex(case: Case) -> None:
    papers = tuple((paper, ()) for paper, _ in library_papers(site_of(case.given)))
    assert bibtex_file(papers).rstrip("\n") == case.expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Igor Molybog", PersonName("Molybog", "Igor")),
        ("Quoc V. Le", PersonName("Le", "Quoc V.")),
        ("Aäron van den Oord", PersonName("Oord", "Aäron", "van den")),
        ("Diego de las Casas", PersonName("Casas", "Diego", "de las")),
        ("Guy Van den Broeck", PersonName("Broeck", "Guy", "Van den")),
        ("Luc Van Gool", PersonName("Van Gool", "Luc")),
        ("Teven Le Scao", PersonName("Le Scao", "Teven")),
        ("Blaise Aguera y Arcas", PersonName("Aguera y Arcas", "Blaise")),
        (
            "Albert Villanova del Moral",
            PersonName("Moral", "Albert Villanova", "del"),
        ),
        ("Eugene M. Taranta II", PersonName("Taranta", "Eugene M.", "", "II")),
        ("Stéphane d'Ascoli", PersonName("d'Ascoli", "Stéphane")),
        ("Shuo-yiin Chang", PersonName("Chang", "Shuo-yiin")),
        ("Martin Luther King, Jr.", PersonName("King", "Martin Luther", "", "Jr.")),
        ("Ann Lee (KAIST)", PersonName("Lee", "Ann")),
        ("홍길동", PersonName("홍길동")),
        ("김 철수", PersonName("김 철수")),
        ("王 小明", PersonName("王 小明")),
        ("OpenAI", PersonName("OpenAI")),
        ("Gemini Team", PersonName("Gemini Team")),
        ("AT&T Labs", PersonName("AT&T Labs")),
        ("Bread And Butter", PersonName("Bread And Butter")),
    ],
)
def test_names_taken_apart(typed: str, name: PersonName) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("arxiv:2304.07880", ("article", 2023, "", "")),
        ("arxiv:0704.0001", ("article", 2007, "", "")),
        ("arxiv:math/0309136", ("article", 2003, "", "")),
        ("arxiv:hep-th/9901001", ("article", 1999, "", "")),
        ("acl:P19-1285", ("paper-conference", 2019, "ACL", "")),
        ("acl:J93-2004", ("article-journal", 1993, "Computational Linguistics", "")),
        ("acl:D19-1001", ("paper-conference", 2019, "EMNLP", "")),
        ("acl:D19-5001", ("document", 2019, "", "")),
        ("acl:D19-4001", ("paper-conference", 2019, "EMNLP", "")),
        ("acl:N19-1423", ("paper-conference", 2019, "NAACL", "")),
        ("acl:E17-1001", ("paper-conference", 2017, "EACL", "")),
        ("acl:C65-1001", ("paper-conference", 1965, "COLING", "")),
        ("acl:K18-1001", ("paper-conference", 2018, "CoNLL", "")),
        (
            "acl:Q16-1001",
            (
                "article-journal",
                2016,
                "Transactions of the Association for Computational Linguistics",
                "",
            ),
        ),
        (
            "acl:2020.tacl-1.5",
            (
                "article-journal",
                2020,
                "Transactions of the Association for Computational Linguistics",
                "",
            ),
        ),
        ("acl:2022.conll-1.5", ("paper-conference", 2022, "CoNLL", "")),
        ("acl:2022.semeval-1.5", ("paper-conference", 2022, "SemEval", "")),
        ("acl:2020.lrec_x.5", ("paper-conference", 2020, "LREC_X", "")),
        ("acl:W18-6301", ("document", 2018, "", "")),
        ("acl:2024.acl-long.12", ("paper-conference", 2024, "ACL", "")),
        (
            "acl:2024.cl-3.1",
            ("article-journal", 2024, "Computational Linguistics", ""),
        ),
        (
            "acl:2023.findings-emnlp.3",
            ("paper-conference", 2023, "Findings of EMNLP", ""),
        ),
        (
            "neurips:7181",
            (
                "paper-conference",
                None,
                "Advances in Neural Information Processing Systems",
                "",
            ),
        ),  # a number without a year
        (
            "iclr:2024/0a1b",
            (
                "paper-conference",
                2024,
                "International Conference on Learning Representations",
                "",
            ),
        ),
        (
            "neurips:2020/f885",
            (
                "paper-conference",
                2020,
                "Advances in Neural Information Processing Systems",
                "",
            ),
        ),
        (
            "pmlr:v139/ho21a",
            (
                "paper-conference",
                2021,
                "Proceedings of Machine Learning Research",
                "139",
            ),
        ),
        (
            "mlsys:2020/a0f3",
            (
                "paper-conference",
                2020,
                "Proceedings of Machine Learning and Systems",
                "",
            ),
        ),
        (
            "mlsys:12024/a0f3",
            (
                "paper-conference",
                None,
                "Proceedings of Machine Learning and Systems",
                "",
            ),
        ),
        (
            "pmlr:r1/geiger95",
            (
                "paper-conference",
                1995,
                "Proceedings of Machine Learning Research",
                "R1",
            ),
        ),
        (
            "pmlr:v139/21x",
            (
                "paper-conference",
                None,
                "Proceedings of Machine Learning Research",
                "139",
            ),
        ),
        (
            "pmlr:v1/some",
            (
                "paper-conference",
                None,
                "Proceedings of Machine Learning Research",
                "1",
            ),
        ),
        ("cvf:cvpr2023/a_b", ("paper-conference", 2023, "CVPR", "")),
        ("cvf:cvpr2022w/a_b", ("paper-conference", 2022, "CVPR Workshops", "")),
        ("cvf:wacv2024/a_w2", ("paper-conference", 2024, "WACV", "")),
        ("cvf:cvprw_2020/a_b", ("paper-conference", 2020, "CVPR Workshops", "")),
        ("openreview:H1eA7AEtvS", ("", None, "", "")),
        ("doi:10.1145/3442188", ("", None, "", "")),
        # The target of an alias may be any text.
        *(
            (f"{kind}:typed by hand", None)
            for kind in ("arxiv", "acl", "neurips", "pmlr", "cvf")
        ),
    ],
)
def test_what_identifiers_tell(
    key: str, facts: tuple[str, int | None, str, str] | None
) -> None:
    publication = publication_of(key)
    assert publication[:4] == facts if facts else publication.year is None


@pytest.mark.parametrize(
    ("key", "month"),
    [
        ("arxiv:2304.07880", 4),
        ("arxiv:1512.03385", 12),
        ("arxiv:2313.00001", None),
        ("arxiv:math/0309136", None),
        ("acl:P19-1285", None),
    ],
)
def test_the_month_in_which_a_paper_was_submitted(
    key: str, month: int | None
) -> None:
    assert publication_of(key).month == month


FIRST = "https://arxiv.org/abs/2301.00001\nScaling Laws (Jane Kim)\n#llm"
SECOND = "https://arxiv.org/abs/2301.00002\nScaling Further (John Kim)\n#llm"
THIRD = "https://openreview.net/forum?id=abc\nOther Words (Ann Lee)\n#llm"
FOURTH = "https://arxiv.org/abs/2301.00004\nScaling Again (Jim Kim)\n#llm"
ALL = {
    "arxiv:2301.00001": "kim2023scaling",
    "arxiv:2301.00002": "kim2023scalingb",
    "openreview:abc": "leeother",
    "arxiv:2301.00004": "kim2023scalingc",
}


def test_later_notes_and_papers_leave_keys_alone() -> None:
    assert keys(site_of(FIRST, SECOND, THIRD, FOURTH)) == ALL
    assert keys(site_of(FIRST, SECOND, THIRD)).items() < ALL.items()
    retitled = "https://arxiv.org/abs/2301.00001\nLaws of Scaling, Corrected (Jane Kim, Ann Lee)\n#llm"
    site = site_of(FIRST, SECOND, THIRD, FOURTH, retitled)
    assert site.papers["arxiv:2301.00001"].title == "Laws of Scaling, Corrected"
    assert keys(site) == ALL


def test_aliases_leave_keys_alone() -> None:
    config = Config(
        paper_aliases={
            "https://openreview.net/forum?id=abc": "arxiv:2301.00002",
            "arxiv:2301.00001": "https://openreview.net/forum?id=xyz",
        },
        author_aliases={"John Kim": "Jonathan Q. Lim"},
        tag_aliases={"llm": "언어모델"},
    )
    merged = keys(site_of(FIRST, SECOND, THIRD, FOURTH, config=config))
    assert merged == {
        "openreview:xyz": "kim2023scaling",
        "arxiv:2301.00002": "kim2023scalingb",
        "arxiv:2301.00004": "kim2023scalingc",
    }


def test_an_alias_of_an_entry_s_other_address_leaves_its_key_alone() -> None:
    addresses = "https://example.com/scaling https://arxiv.org/abs/2301.00001"
    entry = f"{addresses}\nScaling Laws (Jane Kim)\n#llm"
    config = Config(
        paper_aliases={"https://example.com/scaling": "arxiv:2301.00001"}
    )
    assert (
        keys(site_of(entry))
        == keys(site_of(entry, config=config))
        == {"arxiv:2301.00001": "kim2023scaling"}
    )


def test_letters_go_on_after_z_and_meet_no_other_key() -> None:
    many = [
        f"https://arxiv.org/abs/2301.{n:05}\nScaling (Jane Kim)\n#llm"
        for n in range(30)
    ]
    other = "https://arxiv.org/abs/2301.99999\nScalingb (Jane Kim)\n#llm"
    found = list(keys(site_of("\n".join([other, *many]))).values())
    assert found[:3] == ["kim2023scalingb", "kim2023scaling", "kim2023scalingc"]
    assert found[26:30] == [
        "kim2023scalingaa",
        "kim2023scalingab",
        "kim2023scalingac",
        "kim2023scalingad",
    ]
    assert len(set(found)) == 31


def test_essays_are_not_cited() -> None:
    site = site_of(
        "https://arxiv.org/abs/2301.00001\n#a\n\n---\n\n글 하나를 씁니다.\n#a"
    )
    assert len(site.papers) == 2
    assert list(references(site)) == ["arxiv:2301.00001"]
    assert [any(cite(paper.metadata)) for paper in site.papers.values()] == [
        True,
        False,
    ]


NASTY = st.text(
    st.sampled_from("aBc Köpf한글\\{}$%&#_~^\"'@,=-()$_2é"), max_size=60
).map(lambda text: " ".join(text.split()))


@given(NASTY)
@example("$a{b$ is not whole")
@example("$a}{b$ neither")
@example("$a\\$ nor this")
@example("$50% of {x}$ is")
def test_any_title_survives(title: str) -> None:
    field = parsed(bibtex(made_up(title))).entries["key"].fields.get("title", "")
    assert field == tex(title)
    assert len(re.findall(r"\{", field)) == len(re.findall(r"\}", field))
    # All visible characters are present.  TeX in dollar signs and escaped characters are the same
    # in both.
    seen = str.maketrans("", "", "\\{}$")
    assert read_by_tex(field).translate(seen) == title.translate(seen)


@given(NASTY.filter(lambda title: "$" not in title and "\\" not in title))
def test_a_title_without_tex_prints_as_typed(title: str) -> None:
    assert read_by_tex(tex(title)) == title == title_text(title)


@given(
    st.text(st.sampled_from("aBCd Köpf한글%&#_:"), min_size=1).map(
        lambda text: " ".join(text.split())
    )
)
def test_titles_read_by_the_library_s_own_tex(title: str) -> None:
    assert str(Text.from_latex(tex(title))) == title


PARTS = (
    "Jane J. And Le Oord Köpf Łukasz d'Ascoli 홍길동 김 van den de la Van Jr III y and others "
    "et Team O'Neil Jean-Luc"
)
WORDS = st.sampled_from(
    [
        *PARTS.split(),
        "AT&T",
        "{x",
        "a}b",
        "50%",
        "C_3",
        "\\x",
        "@h",
        "~",
        "x=y",
        '"q"',
    ]
)


@example(
    [
        "Blaise Aguera y Arcas",
        "Aäron van den Oord",
        "Guy Van den Broeck",
        "Luc Van Gool",
        "Eugene M. Taranta II",
    ]
)
@given(
    st.lists(
        st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4
    )
)
def test_any_names_survive(names: list[str]) -> None:
    people = (
        parsed(bibtex(made_up("A Title", *names))).entries["key"].persons["author"]
    )
    assert list(map(name_from, people)) == list(map(name_of, names))
    assert list(map(in_full, map(name_of, names))) == names


@pytest.mark.parametrize("library", libraries("sample", "flat", "markdown"))
def test_whole_libraries_come_back_from_pybtex(
    library: Library, tmp_path: Path
) -> None:
    folders = make_site(tmp_path, library.files())
    site = read_context(folders)[0].site
    cited = references(site)
    entries = parsed(bibtex_file(library_papers(site))).entries
    papers = {
        key: paper
        for key, paper in site.papers.items()
        if not key.startswith("note:")
    }
    assert len(entries) == len(cited) == len(papers)
    for key, paper in papers.items():
        entry = entries[cited[key].key]
        assert re.fullmatch(r"[a-z0-9.-]+", cited[key].key)
        assert read_by_tex(entry.fields["title"]) == re.sub(
            r"\\([$%&#_])", r"\1", paper.title
        )
        people = [
            in_full(name_from(person)) for person in entry.persons.get("author", ())
        ]
        typed = [
            author.name if author.key else "others"
            for author in paper.metadata.authors
        ]
        assert people == typed
    items = json.loads(csl_file(library_papers(site)))
    assert (
        [item["id"] for item in items]
        == list(entries)
        == [reference.key for reference in cited.values()]
    )


def test_csl() -> None:
    names = "홍길동, Aäron van den Oord, Joseph LaViola Jr, et al."
    site = site_of(f"https://arxiv.org/abs/2304.09871\nH$_2$O at \\$5 ({names})")
    assert json.loads(csl_file(library_papers(site))) == [
        {
            "id": "honggildong2023h2o",
            "type": "article",
            "title": "H<sub>2</sub>O at $5",
            "author": [
                {"literal": "홍길동"},
                {
                    "family": "Oord",
                    "given": "Aäron",
                    "non-dropping-particle": "van den",
                },
                {"family": "LaViola", "given": "Joseph", "suffix": "Jr"},
                {"literal": "others"},
            ],
            "issued": {"date-parts": [[2023]]},
            "publisher": "arXiv",
            "number": "arXiv:2304.09871",
            "URL": "https://arxiv.org/abs/2304.09871",
        }
    ]
    assert csl(made_up("A Title")) == {
        "id": "key",
        "type": "article",
        "title": "A Title",
        "URL": "https://a.b/c",
    }


@pytest.mark.parametrize(
    ("typed", "csl_title"),
    [
        ("H$_2$O", "H<sub>2</sub>O"),
        ("A$^*$ Search", "A<sup>*</sup> Search"),
        ("$k$-means", '<span class="nocase">k</span>-means'),
        ("$\\alpha$-VAE", '<span class="nocase">α</span>-VAE'),
        (
            "$L_{p}^2$ Norms",
            '<span class="nocase">L<sub>p</sub><sup>2</sup></span> Norms',
        ),
        ("$a_{i_j}$", '<span class="nocase">a<sub>i<sub>j</sub></sub></span>'),
        ("$O(n\\log \\log n)$", '<span class="nocase">O(n log log n)</span>'),
        ("$\\mathrm{softmax}(x)$", '<span class="nocase">softmax(x)</span>'),
        ("SE$(3)$ at $10\\times$", "SE(3) at 10×"),
        # As in other plain texts.
        (
            "$\\frac{a}{2}$",
            '<span class="nocase">fraca2</span>',
        ),
        ("At \\$5, R\\&D", "At $5, R&D"),
        ("한글 $x^2$", '한글 <span class="nocase">x<sup>2</sup></span>'),
    ],
)
def test_formulas_in_csl_titles(typed: str, csl_title: str) -> None:
    assert csl(made_up(typed))["title"] == csl_title


ZOTERO_CSL_TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance personal_communication periodical post post-weblog
    regulation report review review-book song speech standard thesis treaty webpage""".split()
)
"""The types without which `detectImport` of Zotero's translator `CSL JSON.js` refuses the whole
file (github.com/zotero/translators, 26 June 2026)."""
ZOTERO_ITEM_TYPES = frozenset(
    """artwork audioRecording bill blogPost book bookSection case computerProgram conferencePaper
    dataset dictionaryEntry document email encyclopediaArticle film forumPost hearing
    instantMessage interview journalArticle letter magazineArticle manuscript map newspaperArticle
    patent podcast preprint presentation radioBroadcast report standard statute thesis tvBroadcast
    videoRecording webpage""".split()
)
"""Zotero's types of items (github.com/zotero/zotero-schema, version 41)."""
ZOTERO_COINS = {
    "book": "genre atitle btitle au aucorp date",
    "journal": "genre atitle jtitle au aucorp date",
    "dc": "type title au aucorp date",
}
"""For each format of a context object, the fields `rft.…` that `parseContextObject` of Zotero's
`openurl.js` takes (github.com/zotero/utilities, 19 August 2026); of those, the ones that
weeknotes may write."""
EACH_KIND = (
    "https://arxiv.org/abs/2304.00001",
    "https://aclanthology.org/P19-1285",
    "https://aclanthology.org/2020.tacl-1.1",
    "https://doi.org/10.1038/nature14539",
    "https://proceedings.mlr.press/v139/touvron21a.html",
    "https://jmlr.org/papers/v21/20-074.html",
    "https://github.com/openai/gym",
    "https://huggingface.co/openai/whisper",
    "https://huggingface.co/datasets/squad",
    "https://huggingface.co/spaces/a/b",
    "https://youtu.be/dQw4w9WgXcQ",
    "https://twitter.com/a/status/1234567890",
    "https://medium.com/@a/a-post-1234567890ab",
    "https://example.org/a.pdf",
    "https://example.org/page",
)


@pytest.fixture(scope="module")
def each_kind() -> Site:
    return site_of(
        "\n---\n".join(f"{url}\nA Title (Jane Kim)\n글." for url in EACH_KIND)
    )


def test_zotero_takes_the_library_whole(each_kind: Site) -> None:
    items = json.loads(csl_file(library_papers(each_kind)))
    assert len(items) == len(EACH_KIND)
    assert {item["type"] for item in items} <= ZOTERO_CSL_TYPES
    assert {item["type"] for item in items} >= {
        "article",
        "paper-conference",
        "dataset",
        "webpage",
    }
    repository = items[EACH_KIND.index("https://github.com/openai/gym")]
    assert (repository["type"], repository["genre"]) == (
        "webpage",
        "Computer software",
    )


def test_zotero_knows_each_field_of_coins(each_kind: Site) -> None:
    formats = set()
    for cited in references(each_kind).values():
        fields = parse_qs(coins(cited))
        (name,) = fields.pop("rft_val_fmt")
        formats.add(kind := name.removeprefix("info:ofi/fmt:kev:mtx:"))
        allowed = {f"rft.{field}" for field in ZOTERO_COINS[kind].split()}
        assert set(fields) <= allowed | {"ctx_ver", "rft_id"}
        assert set(fields.get("rft.type", ())) <= ZOTERO_ITEM_TYPES
        assert fields["rft.au"] == ["Kim, Jane"]
    assert formats == set(ZOTERO_COINS)


def test_coins() -> None:
    names = "Aäron van den Oord, 홍길동, Gemini Team"
    site = site_of(f"https://aclanthology.org/P19-1285\nC++ & 한글 100% ({names})")
    (only,) = references(site).values()
    assert parse_qs(coins(only)) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["proceeding"],
        "rft.atitle": ["C++ & 한글 100%"],
        "rft.btitle": ["ACL"],
        "rft.au": ["van den Oord, Aäron", "홍길동"],
        "rft.aucorp": ["Gemini Team"],
        "rft.date": ["2019"],
        "rft_id": ["https://aclanthology.org/P19-1285"],
    }


@given(st.text(CHARACTERS, max_size=20))
def test_coins_are_quoted_as_forms_are(title: str) -> None:
    found = parse_qs(coins(made_up(title)), keep_blank_values=True)
    assert found["rft.title"] == [title_text(title)]


def test_pages_name_only_as_many_authors_as_are_printed() -> None:
    names = [f"Jane {letter}im" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅ"]
    cited = made_up("A Title", *names)
    found = parse_qs(coins(cited))["rft.au"]
    assert len(found) == 30
    assert (found[:2], found[-2:]) == (
        ["Aim, Jane", "Bim, Jane"],
        ["Âim, Jane", "Åim, Jane"],
    )
    assert csl(cited)["author"] == [
        {"family": name[5:], "given": "Jane"} for name in names
    ]
    listed = schema_org(cited)["author"]
    assert listed == [{"@type": "Person", "name": name} for name in names[:3]]


def test_a_paper_without_a_title_has_no_coins() -> None:
    site = site_of(
        "https://arxiv.org/abs/2301.00001\n글.\n\nhttps://arxiv.org/abs/2301.00002\nA (B C)"
    )
    cited = [cite(paper.metadata) for paper in site.papers.values()]
    assert [bool(one.coins) for one in cited] == [False, True]
    assert all(one.bibtex for one in cited)


HOSTILE = "Close </script><script>alert(1)</script> <b>&amp; (Eve Mallory)"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("cited")
    week = (
        f"2023년 4월 4주차\n{FIRST}\n한 줄 적었습니다.\n#llm\n"
        f"https://arxiv.org/abs/2304.00009\n{HOSTILE}\n메모.\n#gan\n\n---\n\n글입니다.\n#essay\n"
    )
    settings = "base_url: https://example.org/notes/\nauthor: 글쓴이\n"
    assert build_site(
        folder, {"weeknotes.yml": settings, "notes/a.txt": week}
    ).published
    return tree(folder / "site")


def test_pages_lead_to_every_file(built: dict[str, bytes]) -> None:
    linked = {
        target
        for path, data in built.items()
        if path.endswith(".html")
        for target in targets(path, data)
    }
    files = {path for path in built if path.endswith((".bib", ".json"))}
    assert files <= linked
    expected = [
        "papers/2301.00001",
        "papers/2304.00009",
        "tags/gan",
        "tags/llm",
        "weeks/2023-04-w4",
        "library",
    ]
    assert {path for path in files if path.endswith(".bib")} == {
        f"{name}.bib" for name in expected
    }
    assert files - {
        f"{name}.{kind}" for name in expected for kind in ("bib", "json")
    } == {
        "data/notes.json",
        "data/notes.schema.json",
        "feed.json",
    }
    without_tags = re.sub(rb"  keywords = .*\n", b"", built["library.bib"])
    assert built["weeks/2023-04-w4.bib"] == without_tags != built["library.bib"]
    assert list(parsed(built["tags/gan.bib"].decode()).entries) == [
        json.loads(built["papers/2304.00009.json"])[0]["id"]
    ]


def test_a_paper_s_page_shows_how_to_cite_it(built: dict[str, bytes]) -> None:
    page = document(built["papers/2301.00001.html"])
    (shown,) = page.xpath("//pre[@id='bibtex']")
    assert shown.text_content() == built["papers/2301.00001.bib"].decode()
    (button,) = page.xpath("//button[@data-copy]")
    assert button.get("aria-controls") == "bibtex"
    assert button.get("hidden") is not None  # until a script shows it
    (essay,) = [
        path for path in built if re.fullmatch(r"papers/2023-04-w4.*\.html", path)
    ]
    assert not document(built[essay]).xpath(
        "//*[@id='bibtex'] | //script[not(@src)]"
    )


def test_reviews_are_data_and_never_code(built: dict[str, bytes]) -> None:
    review = json.loads(
        document(built["papers/2301.00001.html"]).xpath(
            "string(//script[not(@src)])"
        )
    )
    assert review == {
        "@context": "https://schema.org",
        "@type": "Review",
        "url": "https://example.org/notes/papers/2301.00001.html",
        "author": {"@type": "Person", "name": "글쓴이"},
        "datePublished": "2023-04-22",
        "keywords": ["llm"],
        "itemReviewed": {
            "@type": "ScholarlyArticle",
            "name": "Scaling Laws",
            "author": [{"@type": "Person", "name": "Jane Kim"}],
            "datePublished": "2023",
            "url": "https://arxiv.org/abs/2301.00001",
        },
    }
    hostile = document(built["papers/2304.00009.html"])
    assert [
        script.get("type")
        for script in hostile.iter("script")
        if not script.get("src")
    ] == ["application/ld+json"]
    assert (
        "</script><script>"
        in json.loads(hostile.xpath("string(//script[not(@src)])"))["itemReviewed"][
            "name"
        ]
    )


def test_pages_tell_reference_managers_what_is_on_them(
    built: dict[str, bytes],
) -> None:
    def titles(path: str) -> list[str]:
        spans = document(built[path]).xpath("//span[@class='Z3988']")
        assert all(
            span.get("hidden") is not None and not span.text_content()
            for span in spans
        )
        return [parse_qs(span.get("title"))["rft.title"][0] for span in spans]

    week = titles("weeks/2023-04-w4.html")
    assert week[0] == "Scaling Laws"
    assert len(week) == 2  # the essay cannot be cited
    assert titles("tags/llm.html") == ["Scaling Laws"]
    assert titles("tags/essay.html") == []
    # One, so it is saved at a click.
    assert titles("papers/2301.00001.html") == ["Scaling Laws"]
    (essay,) = [
        path for path in built if re.fullmatch(r"papers/2023-04-w4.*\.html", path)
    ]
    assert titles(essay) == []
    assert not any(
        b"citation_" in data
        for path, data in built.items()
        if path.endswith(".html")
    )
