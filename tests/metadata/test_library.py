"""BibTeX and CSL-JSON of reference managers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.metadata import Work
from weeknotes.metadata.bibtex import bibtex_work
from weeknotes.metadata.items import read_library
from weeknotes.text.bibtex import bibtex_items, unicode_text
from weeknotes.text.messages import Message

ZOTERO = r"""
@comment{ignored, title = {No}}
@string{acl = "ACL"}

@article{silver_mastering_2016,
	title = {Mastering the game of {Go} with deep neural networks \& tree search},
	volume = {529},
	url = {https://www.nature.com/articles/nature16961},
	doi = {10.1038/nature16961},
	author = {Silver, David and Guez, Arthur and {van den Driessche}, George and {DeepMind Team}},
	year = 2016,
}

@misc{x, title = "Bounds of $O(n^{2})$ " # {for {\"O}sterreich}, author = {Erd{\H o}s, Paul and Fr\'echet, Maurice and others},
 eprint={2304.07880}, archivePrefix={arXiv}}
"""


def test_bibtex_of_zotero() -> None:
    works = read_library(ZOTERO, "library.bib")
    assert not isinstance(works, Message)
    assert works == {
        "doi:10.1038/nature16961": Work(
            "Mastering the game of Go with deep neural networks & tree search",
            (
                "David Silver",
                "Arthur Guez",
                "George van den Driessche",
                "DeepMind Team",
            ),
        ),
        "arxiv:2304.07880": Work(
            "Bounds of $O(n^{2})$ for Österreich",
            ("Paul Erdős", "Maurice Fréchet", "et al."),
        ),
    }


def test_csl_json() -> None:
    item = {
        "title": "T",
        "DOI": "10.1000/X",
        "URL": "https://openreview.net/pdf?id=abc",
        "author": [{"family": "Bee", "given": "Ann"}],
    }
    works = read_library(json.dumps([item, {"title": ""}, 3]), "library.JSON")
    work = Work("T", ("Ann Bee",))
    assert works == {"doi:10.1000/x": work, "openreview:abc": work}
    assert isinstance(read_library("{", "a.json"), Message)
    assert isinstance(read_library("{}", "a.json"), Message)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"Pok{\'e}mon {\ss} \o{} \c{c} {\v{S}} \'{\i}", "Pokémon ß ø ç Š í"),
        (r"50\% of A\_B \& C~D -- E", "50% of A_B & C D – E"),
        (r"A -{}- B-{}-{}-C, a.org/{\textasciitilde}x", "A -- B---C, a.org/~x"),
        (r"\emph{Very} {BERT}", "Very BERT"),
        (r"{\textbackslash}x {\textbraceleft}y{\textbraceright}", r"\x {y}"),
        (r"$\alpha_{i}$ and {\"u}", r"$\alpha_{i}$ and ü"),
    ],
)
def test_tex_as_unicode(tex: str, text: str) -> None:
    assert unicode_text(tex) == text


@given(st.text(alphabet='@{}"#=,\\ abtitle\n$'))
def test_no_text_breaks_the_reader(text: str) -> None:
    typed = "@a{k, title = {T}}" + text
    for item in bibtex_items(typed):
        assert typed[item.start] == "@"
        assert all(
            value.start <= value.end <= value.last for value in item.fields.values()
        )
        bibtex_work({name: value.text for name, value in item.fields.items()})


def test_a_long_file_takes_linear_time() -> None:
    text = "@a{k, title = {" * 20_000
    assert len(list(bibtex_items(text))) <= 1
