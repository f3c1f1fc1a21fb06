"""Asks the real services for twelve known works: `WEEKNOTES_LIVE=1 pytest -n0 tests/live`."""

from __future__ import annotations

import os
import time

import pytest

from weeknotes.identifiers import identify_name
from weeknotes.metadata import Network, Wanted, Work, find_works
from weeknotes.text.unicode import fold

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        not os.environ.get("WEEKNOTES_LIVE"),
        reason="asks real services; set WEEKNOTES_LIVE=1",
    ),
]

WORKS = {
    "https://arxiv.org/abs/1706.03762": (
        "attention is all you need",
        "Ashish Vaswani",
    ),
    "https://arxiv.org/pdf/1412.6980": (
        "adam: a method for stochastic",
        "Diederik P. Kingma",
    ),
    "https://arxiv.org/abs/math/0211159": (
        "the entropy formula for the ricci",
        "Grisha Perelman",
    ),
    "https://doi.org/10.1038/nature14539": ("deep learning", "Yann LeCun"),
    "https://doi.org/10.5281/zenodo.10256836": ("", ""),
    "https://aclanthology.org/N19-1423": ("bert: pre-training", "Jacob Devlin"),
    "https://proceedings.mlr.press/v37/ioffe15.html": (
        "batch normalization",
        "Sergey Ioffe",
    ),
    "https://papers.nips.cc/paper/5423-generative-adversarial-nets": (
        "generative adversarial",
        "",
    ),
    "https://openaccess.thecvf.com/content_cvpr_2016/html/He_Deep_Residual_Learning_CVPR_2016_paper.html": (
        "deep residual learning",
        "Kaiming He",
    ),
    "https://openreview.net/forum?id=YicbFdNTTy": (
        "an image is worth 16x16 words",
        "",
    ),
    "https://github.com/pallets/jinja": ("pallets/jinja", ""),
    "https://huggingface.co/papers/2302.13971": ("llama: open", "Hugo Touvron"),
}
"""The beginning of the title, folded, and the first author; empty if it does not matter."""


@pytest.mark.parametrize("url", WORKS)
def test_a_known_work(url: str) -> None:
    title, author = WORKS[url]
    resource = identify_name(url)
    assert resource
    wanted = Wanted(url, resource.key)
    found = find_works([wanted], Network(time.monotonic, time.sleep))[wanted]
    assert isinstance(found, Work), str(found)
    assert fold(found.title).startswith(title)
    assert not author or found.authors[0] == author
