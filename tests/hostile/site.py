"""A site with every payload in every field.  If a page runs `alert(…)`, a payload was executed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from weeknotes.text.unicode import FORBIDDEN

PAYLOADS: Final = (
    # Elements, attributes, comments, and text that closes open elements or attributes
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`",
    "' autofocus onfocus=alert(1) x='",
    '" onmouseover="alert(1)" style="position:fixed;inset:0" x="',
    "<ScRiPt/x>alert(1)</sCrIpT >",
    "</script><script>alert(1)</script>",
    "</title></style></textarea></noscript></template><svg onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext></p><img src onerror=alert(1)></mtext><mi href=javascript:alert(1)>x",
    "--><img src onerror=alert(1)><!--",
    "]]><img src onerror=alert(1)>",
    (
        "<iframe srcdoc='<script>parent.alert(1)</script>'><object data=x><embed src=x>"
        "<base href=https://evil.example/>"
    ),
    (
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>"
        "<link rel=stylesheet href=https://evil.example/x.css>"
    ),
    (
        "<form action=https://evil.example/><input name=q autofocus onfocus=alert(1)>"
        "<button formaction=javascript:alert(1)>"
    ),
    # Entities that would become elements if they were decoded twice
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src onerror=alert(1)&#62;",
    "&amp;lt;script&amp;gt; &#x3c;svg/onload=alert(1)&#x3e; &quot; onload=alert(1) &apos;",
    # Script URLs
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript&colon;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript\\:alert(1)",
    "%6aavascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "//evil.example/x.js",
    "https://evil.example/\"onload='alert(1)",
    # Other languages: JavaScript, templates, TeX, spreadsheets, YAML, terminals, continuous
    # integration
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e ${alert(1)} `);alert(1);(`",
    "');alert(1);//\";alert(1);//\u2028alert(1)//\u2029",
    "{{ 7*'7' }} {% include 'base.html' %} {# x #}",
    "__proto__ constructor toString",
    "$\\input{/etc/passwd}$ \\write18{id} $^^5cinput{x}$ } \\end{x}",
    "$\\href{javascript:alert(1)}{x}$ $\\class{x}{y}$ $\\text{<script>alert(1)</script>}$",
    "$\\style{color:red}{x}$ $<img src onerror=alert(1)>$ $\\unicode{60}$ $&lt;script&gt;$",
    '=HYPERLINK("https://evil.example/")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "＝1+1",
    "\x1b[2J\x1b]0;title\x07 \x9b31m",
    "::error::x ##[error]x %0A::stop-commands::x",
    # Invisible characters: direction marks, joiners, combining marks, noncharacters, characters
    # that XML forbids
    "\u202eabc\u202d \u2066def \u200bx\u200b \ufeff \u00ad",
    "a" + "\u0301\u0316" * 40,
    "x\ufffe\uffff\x0b\x0c\x1f\x7f\x85",
    "👩‍👩‍👧‍👦🏳️‍🌈🇰🇷",
)
"""The texts for every field; each is one line."""

GIF: Final = b"GIF89a\x03\x00\x04\x00\x00\x00\x00;"


def quoted(text: str) -> str:
    """A text as a quoted YAML scalar."""
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda c: f"\\u{ord(c[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def _digest(n: int, payload: str, picture: str) -> str:
    """A week with a payload in every field."""
    p = payload
    front = ""
    if not FORBIDDEN.search(p):
        q = quoted(p)
        front = f'---\ntitle: {q}\ntags: [{q}, "front{n}"]\n{q}: {q}\n---\n'
    links = f'[{p}](https://a.b/{n} "{p}") [a]({p}) [b](<{p}>) [c]({quote(p)})'
    images = f"![d]({p}) ![e](<{p}> '{p}') [f](mailto:{p})"
    return f"""{front}\
{2000 + n // 12}년 {n % 12 + 1}월 1주차: {p}

{p} 소개 ![{p}](<{picture}> "{p}") [{p}](<{picture}>)

---
https://arxiv.org/abs/2304.{n:05}

## {p} Title (Jane Roe, {p}, John Doe)

글 {p} `{p}` ``{p}`` **{p}** ~~{p}~~ [[{p}]] [[2304.{n:05}|{p}]] <{p}>

{links} {images}

식 ${p}$ $x\\text{{{p}}}$

$$
{p}
$$

> {p}

- {p}
  - {p}

| {p} | b |
|---|---|
| {p} | `{p}` |

```{p}
{p}
```

```html {p}
{p}
```

### {p}

#{p} #tag{n} #{quote(p)} #{"_".join(p.split())}

---
https://a.b/{n} https://a.b/{p} https://{p}/ https://github.com/{p}/{p}

## Other {p} of {n} (John {n}, Jane {p})

https://arxiv.org/abs/2304.{n:05}와 함께. [[{p} Title]]

#{p}

---
https://doi.org/10.1000/{p}

10.1000/{p}

---
https://evil.example/{quote(p, safe="")}?q={quote(p)}#{p}

## {p}
"""


def safe_name(payload: str) -> str:
    """A payload as a valid file name."""
    return payload.replace("/", "∕")[:60].strip(".~ ") or "x"


def files(address: str = "https://example.org/notes/") -> Mapping[str, str | bytes]:
    """The files of the site: a digest with a picture for each payload, and settings with all
    payloads."""
    made: dict[str, str | bytes] = {}
    for n, payload in enumerate(PAYLOADS):
        picture = f"{n} {safe_name(payload)}.gif"
        made[f"notes/{n} {safe_name(payload)}.txt"] = _digest(n, payload, picture)
        made[f"notes/{picture}"] = GIF
    made["weeknotes.yml"] = f"base_url: {address}\n" + "".join(_settings())
    return made


def _settings() -> list[str]:
    payloads = list(
        dict.fromkeys(FORBIDDEN.sub("", payload) for payload in PAYLOADS)
    )
    names = ("title", "description", "author")  # a text has at most 2,000 characters
    pairs = [
        (n, quoted(payload), quoted(payload + ".html"))
        for n, payload in enumerate(payloads)
        if payload
    ]
    return [
        "rules: {path-clash: warning}\n",
        *(
            f"{name}: {quoted(' '.join(payloads[n::3]))}\n"
            for n, name in enumerate(names)
        ),
        *("tag_labels:\n", *(f"  tag{n}: {p}\n" for n, p, _ in pairs)),
        *("tag_aliases:\n", *(f"  front{n}: {p}\n" for n, p, _ in pairs)),
        *("paper_aliases:\n", *(f"  {p}: 2304.{n:05}\n" for n, p, _ in pairs)),
        *("author_aliases:\n", *(f"  John {n}: {p}\n" for n, p, _ in pairs)),
        *("glossary:\n", *(f"  {p}: {p}\n" for _, p, _ in pairs)),
        *(
            "paths:\n",
            *(f"  arxiv:2304.{n:05}: {p}\n" for n, p, _ in pairs),
            *(f"  {p}: {p}\n" for _, p, _ in pairs),
        ),
        *(
            "redirects:\n",
            *(f"  {page}: tag:tag{n}\n" for n, _, page in pairs),
            *(f"  old{n}.html: {p}\n" for n, p, _ in pairs),
        ),
    ]
