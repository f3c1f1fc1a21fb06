"""Sites for browser tests: every kind of page, and a week with extremely long text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KINDS = {
    "home": "index.html",
    "week": "weeks/2023-08-w2.html",
    "extremes": "weeks/2023-09-w1.html",
    "paper": "papers/2205.14135.html",
    "extreme paper": "papers/2309.00001.html",
    "tag": "tags/llm.html",
    "author": "authors/tri-dao.html",
    "weeks": "weeks/index.html",
    "year": "years/2023.html",
    "papers": "papers/index.html",
    "tags": "tags/index.html",
    "authors": "authors/index.html",
}
"""The path of a page of each kind.  404.html is missing, because it works only on its server."""

_LONG_WORD = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    * 2
)
_LONG_URL = "https://example.org/" + "a-very-long-path/" * 12 + "?query=" + "x" * 120
_LONG_CODE = "code_without_a_space" * 12
_AUTHORS = ", ".join(
    f"{name} {family}"
    for name in ("Ada", "Bo", "Chi", "Dae", "Eun")
    for family in "Kim Lee Park Choi Jung Kang Cho Yoon".split()
)
STRESS = f"""2023년 9월 1주차

https://arxiv.org/abs/2309.00001 {_LONG_URL}
{_LONG_WORD}: {"On Titles That Do Not End " * 12} ({_AUTHORS})

{_LONG_URL}가 본문에도 있습니다. `{_LONG_CODE}` {_LONG_WORD} {"가나다라마바사" * 20}

$$\\mathrm{{softmax}}(x)_i = {" + ".join(f"x_{{{n}}}^{{{n}}}" for n in range(40))}$$

$x = {" + ".join(f"y_{n}" for n in range(40))}$

| {" | ".join(f"열 {n}" for n in range(30))} |
|{"---|" * 30}
| {" | ".join("12345678" for n in range(30))} |

```python
{"def function_with_a_long_name(" + ", ".join(f"argument_{n}=None" for n in range(30)) + "): pass"}
```

> {_LONG_WORD}

#{"아주긴태그이름" * 12} {" ".join(f"#tag_number_{n}" for n in range(40))}

https://arxiv.org/abs/2309.00002

https://example.org/no/title/and/no/note
"""


class _Handler(SimpleHTTPRequestHandler):
    """Serves 404.html for unknown paths, as hosts do."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object, **__: object) -> None:
        data = Path(self.directory, "deep/notes/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a site in a folder deep/notes under that path.  Yields its address."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Handler, directory=str(site.parents[1]))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/deep/notes/"
        server.shutdown()
        thread.join()
