"""The files of a new site, for `weeknotes init`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from weeknotes import __version__
from weeknotes.starter.install import Install
from weeknotes.starter.texts import TEXTS
from weeknotes.text.weeks import WeekLabel


class Answers(NamedTuple):
    """What the writer said about the new site.  An empty text means that there is no answer."""

    title: str
    author: str
    language: str
    base_url: str


def settings_file(answers: Answers) -> str:
    """`weeknotes.yml`."""
    texts = TEXTS[answers.language]
    lines = [texts.settings_head, f"title: {_yaml(answers.title)}"]
    lines.append(_line("author", answers.author, texts.author_example))
    lines.append(f"language: {answers.language}")
    lines.append(
        _line("base_url", answers.base_url, "https://USER.github.io/REPOSITORY/")
    )
    lines.append(texts.settings_rest)
    return "\n".join(lines) + "\n"


def _line(name: str, value: str, example: str) -> str:
    """A setting, or a comment with an example."""
    return f"{name}: {_yaml(value)}" if value else f"# {name}: {example}"


def _yaml(text: str) -> str:
    """Text as a YAML scalar in double quotes."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)
        + '"'
    )


def starter_files(
    answers: Answers, install: Install, label: WeekLabel, heading: str
) -> Mapping[str, str]:
    """All files of a new site, by their paths.  `label` and `heading` are the week of the first
    digest."""
    texts = TEXTS[answers.language]
    return {
        "weeknotes.yml": settings_file(answers),
        ".gitignore": GITIGNORE,
        f"notes/{label.id}.txt": f"{heading}\n{texts.digest}",
        "requirements.txt": _requirements(install, answers.language),
        ".github/workflows/pages.yml": texts.workflow + WORKFLOW,
        "README.md": f"# {' '.join(answers.title.split())}\n\n{_with_version(texts.readme)}",
    }


def _requirements(install: Install, language: str) -> str:
    texts = TEXTS[language]
    if install.requirement:
        return f"{texts.requirements}{install.requirement}\n"
    return f"{texts.requirements}{_with_version(texts.unknown_install)}"


def _with_version(text: str) -> str:
    return text.replace("VERSION", __version__)


GITIGNORE = """\
/site/
/.weeknotes/
_drafts/
"""
"""The content of `.gitignore`: files that should not be in a repository. docs/publishing.md quotes
it."""
WORKFLOW = """\
name: Publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
      - run: pip install -r requirements.txt
      - run: |
          command -v weeknotes || {
            echo "::error::requirements.txt does not name weeknotes: weeknotes init --install WHEEL"
            echo "::error::requirements.txt에 weeknotes가 없습니다: weeknotes init --install WHEEL"
            exit 1
          }
      - run: weeknotes check --format github
      - run: weeknotes build
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - id: deployment
        uses: actions/deploy-pages@v4
"""
"""The workflow for GitHub Pages.  docs/publishing.md quotes it."""
