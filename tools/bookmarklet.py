"""Write the bookmarklet of `bookmarklet.js` into docs/editors.md and docs/editors.ko.md."""

import re
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "docs/editors.md", ROOT / "docs/editors.ko.md")
_BLOCK = re.compile(r"(?<=```js\n)javascript:.*?(?=```)", re.DOTALL)


def bookmarklet() -> str:
    """The script as an address, without comments and without indentation."""
    lines = (ROOT / "tools/bookmarklet.js").read_text("utf-8").splitlines()
    code = " ".join(
        line.strip() for line in lines if not line.strip().startswith("//")
    )
    return "javascript:" + quote(code, safe="!'()*,-./:;=?@_~$&+[]{}|<>`")


def renewed(text: str) -> str:
    """A document with the current bookmarklet."""
    return _BLOCK.sub(lambda _: f"{bookmarklet()}\n", text)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(renewed(document.read_text("utf-8")), "utf-8")
