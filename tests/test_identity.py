"""Every form of an address and the key of what it names; and look-alikes that must not match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.identity import Kind, identify, identify_name

TABLE = {
    "arxiv:2304.07880": """
        https://arxiv.org/abs/2304.07880
        http://arxiv.org/abs/2304.07880
        https://www.arxiv.org/abs/2304.07880
        https://ArXiv.org/abs/2304.07880
        https://arxiv.org:443/abs/2304.07880
        https://export.arxiv.org/abs/2304.07880
        https://arxiv.org/abs/2304.07880v1
        https://arxiv.org/abs/2304.07880v12
        https://arxiv.org/abs/2304.07880/
        https://arxiv.org/abs/2304.07880?context=cs.CL
        https://arxiv.org/abs/2304.07880#S2
        https://arxiv.org/abs/arXiv:2304.07880
        https://arxiv.org/pdf/2304.07880
        https://arxiv.org/pdf/2304.07880.pdf
        https://arxiv.org/pdf/2304.07880v2.pdf
        https://arxiv.org/pdf/2304.07880v2.PDF
        https://arxiv.org/html/2304.07880v1
        https://arxiv.org/format/2304.07880
        https://ar5iv.org/abs/2304.07880
        https://ar5iv.labs.arxiv.org/html/2304.07880
        https://doi.org/10.48550/arXiv.2304.07880
        https://dx.doi.org/10.48550/ARXIV.2304.07880
        https://huggingface.co/papers/2304.07880
        https://hf.co/papers/2304.07880
        https://www.alphaxiv.org/abs/2304.07880
        https://alphaxiv.org/abs/2304.07880v2
        https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2304.07880&h=x
    """,
    "arxiv:hep-th/9901001": """
        https://arxiv.org/abs/hep-th/9901001
        https://arxiv.org/abs/hep-th/9901001v3
        https://arxiv.org/pdf/hep-th/9901001.pdf
        https://arxiv.org/abs/hep-th%2F9901001
    """,
    "arxiv:math/0309136": """
        https://arxiv.org/abs/math/0309136
        https://arxiv.org/abs/math.GT/0309136
        https://arxiv.org/pdf/math.GT/0309136v1
    """,
    "openreview:HJeOekHKwr": """
        https://openreview.net/forum?id=HJeOekHKwr
        https://openreview.net/pdf?id=HJeOekHKwr
        https://www.openreview.net/forum?id=HJeOekHKwr&noteId=abc
        https://openreview.net/attachment?id=HJeOekHKwr&name=supplementary
    """,
    "acl:2024.cl-3.1": """
        https://aclanthology.org/2024.cl-3.1/
        https://aclanthology.org/2024.cl-3.1.pdf
        https://aclanthology.org/2024.cl-3.1.bib
        https://doi.org/10.18653/v1/2024.cl-3.1
    """,
    "acl:P19-1285": """
        https://www.aclweb.org/anthology/P19-1285/
        https://www.aclweb.org/anthology/P19-1285.pdf
        https://aclanthology.org/P19-1285
        https://doi.org/10.18653/v1/p19-1285
    """,
    "pmlr:v139/radford21a": """
        https://proceedings.mlr.press/v139/radford21a.html
        http://proceedings.mlr.press/v139/radford21a/radford21a.pdf
    """,
    "neurips:2020/1457c0d6bfcb4967418bfb8ac142f64a": """
        https://papers.nips.cc/paper/2020/hash/1457c0d6bfcb4967418bfb8ac142f64a-Abstract.html
        https://proceedings.neurips.cc/paper/2020/file/1457c0d6bfcb4967418bfb8ac142f64a-Paper.pdf
        https://papers.neurips.cc/paper_files/paper/2020/hash/1457c0d6bfcb4967418bfb8ac142f64a-Abstract.html
    """,
    "cvf:cvpr2022/he_masked_autoencoders_cvpr_2022": """
        https://openaccess.thecvf.com/content/CVPR2022/html/He_Masked_Autoencoders_CVPR_2022_paper.html
        https://openaccess.thecvf.com/content/CVPR2022/papers/He_Masked_Autoencoders_CVPR_2022_paper.pdf
    """,
    "doi:10.1145/3292500.3330701": """
        https://doi.org/10.1145/3292500.3330701
        https://dx.doi.org/10.1145/3292500.3330701
        http://DOI.org/10.1145/3292500.3330701
        https://dl.acm.org/doi/10.1145/3292500.3330701
        https://dl.acm.org/doi/pdf/10.1145/3292500.3330701
    """,
    "github:stability-ai/stablelm": """
        https://github.com/Stability-AI/StableLM
        https://www.github.com/stability-ai/stablelm/
        https://github.com/Stability-AI/StableLM.git
        https://github.com/Stability-AI/StableLM/tree/main
        https://github.com/Stability-AI/StableLM#readme
    """,
    "huggingface:datasets/OpenAssistant/oasst1": "https://huggingface.co/datasets/OpenAssistant/oasst1",
    "huggingface:meta-llama/Llama-2-7b": "https://huggingface.co/meta-llama/Llama-2-7b https://hf.co/meta-llama/Llama-2-7b/tree/main",
    "youtube:dQw4w9WgXcQ": """
        https://youtu.be/dQw4w9WgXcQ
        https://www.youtube.com/watch?v=dQw4w9WgXcQ
        https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=42
        https://www.youtube.com/embed/dQw4w9WgXcQ
    """,
    "x:1646544361520508929": """
        https://twitter.com/WilliamWangNLP/status/1646544361520508929?s=20
        https://x.com/WilliamWangNLP/status/1646544361520508929
        https://mobile.twitter.com/WilliamWangNLP/status/1646544361520508929
    """,
    "url:openai.com/blog/chatgpt": """
        https://openai.com/blog/chatgpt
        https://openai.com/blog/chatgpt/
        http://www.openai.com/blog/chatgpt?utm_source=feed&utm_medium=rss
        https://openai.com/blog/chatgpt#methods
        https://openai.com:443/blog/chatgpt
    """,
    "url:example.com/app#/paper/3": "https://example.com/app#/paper/3",
    "url:example.com?q=a+b&page=2": "https://example.com/?q=a%20b&page=2",
    "url:ko.wikipedia.org/wiki/기계_학습": "https://ko.wikipedia.org/wiki/기계_학습 https://ko.wikipedia.org/wiki/%EA%B8%B0%EA%B3%84_%ED%95%99%EC%8A%B5",
    # Look-alikes, and pages of these hosts that are no papers.
    "url:arxiv.org.example.com/abs/2304.07880": "https://arxiv.org.example.com/abs/2304.07880",
    "url:notarxiv.org/abs/2304.07880": "https://notarxiv.org/abs/2304.07880",
    "url:example.com/arxiv.org/abs/2304.07880": "https://example.com/arxiv.org/abs/2304.07880",
    "url:arxiv.org/list/cs.CL/recent": "https://arxiv.org/list/cs.CL/recent",
    "url:arxiv.org/abs/2304.078": "https://arxiv.org/abs/2304.078",
    "url:info.arxiv.org/help": "https://info.arxiv.org/help/",
    "url:openreview.net/group?id=ICLR.cc": "https://openreview.net/group?id=ICLR.cc",
    "url:huggingface.co/blog/llama2": "https://huggingface.co/blog/llama2",
    "url:github.com/karpathy": "https://github.com/karpathy",
    "url:twitter.com/karpathy": "https://twitter.com/karpathy",
    "url:doi.org": "https://doi.org/",
    "url:user.example.com:8080/a": "https://user.example.com:8080/a",
}


@pytest.mark.parametrize(("url", "key"), [(url, key) for key, urls in TABLE.items() for url in urls.split()])
def test_key(url: str, key: str) -> None:
    assert identify(url).key == key


@pytest.mark.parametrize(
    ("url", "kind", "label"),
    [
        ("https://arxiv.org/pdf/1911.09070.pdf", Kind.PAPER, "arXiv:1911.09070"),
        ("https://github.com/Stability-AI/StableLM", Kind.CODE, "Stability-AI/StableLM"),
        ("https://huggingface.co/spaces/a/b", Kind.DEMO, "a/b"),
        ("https://huggingface.co/datasets/a/b", Kind.DATA, "a/b"),
        ("https://youtu.be/x", Kind.VIDEO, "YouTube x"),
        ("https://twitter.com/karpathy/status/1", Kind.THREAD, "@karpathy"),
        ("https://a.b/c/slides.pdf", Kind.FILE, "a.b/c/slides.pdf"),
        ("https://openai.com/blog/chatgpt/", Kind.PAGE, "openai.com/blog/chatgpt"),
    ],
)
def test_kind_and_label(url: str, kind: Kind, label: str) -> None:
    assert (identify(url).kind, identify(url).label) == (kind, label)


@pytest.mark.parametrize("name", ["2304.07880", "arXiv:2304.07880", "arxiv: 2304.07880v2", "https://arxiv.org/abs/2304.07880"])
def test_bare_names(name: str) -> None:
    thing = identify_name(name)
    assert thing is not None
    assert thing.key == "arxiv:2304.07880"


@pytest.mark.parametrize("name", ["Toolformer", "2023-04-w4", "", "3.14"])
def test_no_bare_names(name: str) -> None:
    assert identify_name(name) is None


@given(st.text(max_size=60).map("https://".__add__))
def test_any_address_has_a_key(url: str) -> None:
    assert re.match(r"[a-z]+:.", identify(url).key + ".")
