"""Text that makes careless regular expressions slow: repeated pieces, and nested or growing
shapes."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import Final

HEAD: Final = "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.00001\n"

PIECES: Final = {
    # Brackets and links
    "wiki brackets": "[[",
    "wiki links": "[[x]] ",
    "wiki labels": "[[a|b]] ",
    "wiki weeks": "[[2023-04-w1]] ",
    "brackets": "[",
    "link ends": "](",
    "links": "[](x) ",
    "images": "![a](b) ",
    "image starts": "![",
    "parentheses": "(",
    "pairs of parentheses": "(a) ",
    "smileys": ":(",
    "intervals": "[0,",
    "angles": "<",
    "elements": "<b>",
    "comments": "<!--",
    "comments beside addresses": "https://a.b/c <!-- x --> ",
    "other comments": "%%a ",
    "marked words": "==a",
    "lowered letters": "<sub>a",
    "details": "<details>\n<summary>a</summary>\n",
    "footnotes": "[^1] ",
    "days": "2024-05-07\n",
    "labelled tags": "Tags: a, ",
    "addresses in angles": "<https://a.b/c> ",
    # Addresses
    "schemes": "https://",
    "bare schemes": "http:// ",
    "addresses": "https://a.b/c ",
    "addresses glued to words": "https://a.b/가",
    "addresses with brackets": "https://a.b/_(가",
    "addresses with commas": "https://a.b/c,",
    "papers": "https://arxiv.org/abs/2304.00001\n",
    "mentions": "https://arxiv.org/abs/2304.00002 을 본다.\n\n",
    # Emphasis, code, mathematics
    "bold": "**a",
    "stars": "*",
    "stars and words": "*a ",
    "glued stars": "a*",
    "underscores": "_a ",
    "struck": "~~a",
    "tildes": "~",
    "backslashes": "\\",
    "escapes": "\\*",
    "backticks": "`",
    "pairs of backticks": "``a` ",
    "dollars": "$",
    "dollars and words": "$a ",
    "double dollars": "$$a ",
    "display mathematics": "$$\n",
    "formulas": "$x^2$ ",
    "fractions": "$\\frac{a}{b}$ ",
    "text in mathematics": "\\text{",
    "ampersands": "&",
    # Blocks
    "fences": "```\n",
    "open fences": "```a\n",
    "closed fences": "```a\nb\n```\n",
    "open tildes": "~~~a\n",
    "rules": "---\n",
    "rules apart": "***\n\n",
    "headings": "## a\n",
    "deep headings": "###### a\n",
    "spaces in a heading": "## a" + " " * 200 + "x\n",
    "hashes": "# ",
    "quotes": "> a\n\n",
    "quotes in quotes": "> ",
    "lists": "- a\n",
    "lists in lists": "- ",
    "numbered": "1. a\n",
    "numbered on": "1. a\n2. b\n",
    "plus": "+ a\n",
    "indented": "    a\n",
    "rows": "| a |\n",
    "cells": "a | ",
    "tables": "a|b\n-|-\n",
    "rules of tables": "|-",
    "escaped bars": "\\|",
    # Digests
    "tags": "글 #a ",
    "glued tags": "#a",
    "tags and text": "#a\n글\n",
    "lines of tags": "#a\n",
    "names": "A (B C, ",
    "authors": "Jane Roe, ",
    "others": "et al., ",
    "titles": "A Title (Jane Roe, John Doe)\n",
    "titles with a mark": "## A Title (Jane Roe, John Doe)\n",
    "addresses and text": "https://a.b/c\n글\n",
    "entries with blank lines": "https://a.b/c\n\n글\n\n",
    "entries after rules": "---\nhttps://a.b/c\n",
    "English lines": "Hello world title\n",
    "weeks": "2023년 4월 4주차\n",
    "weeks and text": "2023년 4월 4주차\n글\n",
    "weeks without year": "5월 2주차\n",
    # Characters
    "words": "가나다 abc ",
    "syllables": "가",
    "letters": "a",
    "digits": "1",
    "hyphens": "a-",
    "two scripts": "가a-b ",
    "full stops": ".",
    "colons": "a: ",
    "commas": ",",
    "spaces": " ",
    "tabs": "\t",
    "wide spaces": "\u3000",
    "line ends": "글\r\n",
    "old line ends": "글\r",
    "line separators": "글\u2028",
    "marks": "\u0301\u0316",
    "letters with marks": "a\u0301",
    "jamo": "\u1100\u1161\u11a8",
    "invisible characters": "\u200b",
    "directions": "\u202e",
    "control characters": "\x01",
    "families": "👩\u200d👩\u200d👧\u200d👦",
}
SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "nested parentheses": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "nested brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "nested links": lambda size: "[" * (size // 5) + "](x)" * (size // 5),
    "nested wiki links": lambda size: "[[" * (size // 4) + "]]" * (size // 4),
    "nested lists": lambda size: "".join(
        "  " * n + "- a\n" for n in range(isqrt(size))
    ),
    "longer and longer backticks": lambda size: " ".join(
        "`" * n for n in range(1, isqrt(2 * size))
    ),
    "longer and longer fences": lambda size: "\n".join(
        "~" * n + "a" for n in range(3, isqrt(2 * size))
    ),
    "many tags": lambda size: " ".join(
        f"#tag{n}" for n in range(min(size // 9, 2_000))
    ),
    "many names": lambda size: ", ".join(
        f"Ann{n} Bee{n}" for n in range(min(size // 14, 5_000))
    ),
}
CONSTRUCTS: Final = (*PIECES, *SHAPES)


def made(name: str, size: int) -> str:
    """A construct of about `size` bytes."""
    if name in SHAPES:
        return SHAPES[name](size)
    piece = PIECES[name]
    return piece * (size // len(piece.encode()))


FIELDS: Final[dict[str, Callable[[str], str]]] = {
    "text": lambda text: f"{HEAD}A Title (Jane Roe, John Doe)\n글 {text}\n",
    "list": lambda text: f"{HEAD}\n글\n\n- {text}\n",
    "title": lambda text: f"{HEAD}## {text}\n글\n",
    "authors": lambda text: f"{HEAD}A Title (Jane {text} Roe, John Doe)\n글\n",
    "tag": lambda text: f"{HEAD}글\n#{text}\n",
    "address": lambda text: f"2023년 4월 4주차\nhttps://a.b/{text}\n글\n",
    "front matter": lambda text: f"---\ntitle: {text}\n---\n{HEAD}글\n",
}
"""Functions that put a text into each field of a digest."""
