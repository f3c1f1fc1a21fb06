"""How reading and markup grow with their input: seconds at n, 2n and 4n for constructs that break careless patterns.

    python benchmarks/growth.py [BYTES]

Linear growth doubles from column to column; a row that more than triples twice is marked.
"""

from __future__ import annotations

import sys
import time

from weeknotes.markup import note_html
from weeknotes.model import Note
from weeknotes.parse import parse
from weeknotes.source import Source

HEAD = "2023년 4월 4주차\nhttps://a.b/c\n"
CONSTRUCTS = {
    "wiki brackets": "[[",
    "brackets": "[",
    "link ends": "](",
    "links": "[](x) ",
    "wiki links": "[[x]] ",
    "bold": "**a",
    "dollars": "$",
    "quotes": "> a\n\n",
    "tags": "글 #a ",
    "glued tags": "#a",
    "parentheses": "(",
    "schemes": "https://",
    "bare schemes": "http:// ",
    "fences": "```\n",
    "open fences": "```a\n",
    "open tildes": "~~~a\n",
    "rules": "---\n",
    "headings": "## a\n",
    "spaces in a heading": "## a" + " " * 200 + "x\n",
    "names": "A (B C, ",
    "titles": "A Title (Jane Roe, John Doe)\n",
    "papers": "https://arxiv.org/abs/2304.00001\n",
    "addresses and text": "https://a.b/c\n글\n",
    "tags and text": "#a\n글\n",
    "English lines": "Hello world title\n",
    "weeks without year": "5월 2주차\n",
    "display mathematics": "$$\n",
    "rows": "| a |\n",
    "numbered": "1. a\n",
    "backticks": "`",
    "words": "가나다 abc ",
}


def parse_seconds(text: str) -> float:
    data = text.encode()
    source = Source("a.txt", "a.txt", data, text)
    start = time.perf_counter()
    parse(source)
    return time.perf_counter() - start


def markup_seconds(text: str) -> float:
    start = time.perf_counter()
    note_html(Note(text), "../")
    return time.perf_counter() - start


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for name, measure, head in (("parse", parse_seconds, HEAD), ("markup", markup_seconds, "")):
        print(f"{name}: seconds at {size:,}, {2 * size:,} and {4 * size:,} bytes; MB/s at the last")
        for construct, piece in CONSTRUCTS.items():
            times = [measure(head + piece * (n * size // len(piece.encode()))) for n in (1, 2, 4)]
            grows = times[2] > 0.05 and times[1] > 3 * times[0] and times[2] > 3 * times[1]
            row = "  ".join(f"{seconds:7.3f}" for seconds in times)
            print(f"  {construct:22} {row}  {4 * size / 1e6 / times[2]:6.2f}{'  grows' if grows else ''}")


if __name__ == "__main__":
    main()
